"""Fetching a page: what is asked, what is refused, and that it always ends."""

import gzip
import ssl
import threading
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from tries import tries
from web_server import moved, reply, serving

from briefing.errors import FetchError
from briefing.loaders.fetching import HttpFetcher, Limits

SHORT = Limits(connect=5, silent=0.2, total=0.6, size=10_000, redirects=3)
ROOMY = Limits(size=10_000, redirects=3)
PAGE = b"<html><body><p>The ferry is back, the harbour master of Almary said.</p></body></html>"


def fetcher(limits=ROOMY, network="public", resolve=None, public=None, **more):
    """Return one for which this machine is a public one, by the name pages.example."""
    known = {"pages.example": ["127.0.0.1"], "inside.example": ["10.1.2.3"]}
    return HttpFetcher(
        lambda: network,
        limits,
        resolve=resolve or (lambda host, _port: known.get(host, [host])),
        public=public or (lambda ip: ip == "127.0.0.1"),
        **more,
    )


def fetched(address, made=None, cancelled=lambda: False):
    return (made or fetcher()).fetch(address, lambda _done, _what: None, cancelled)


def refusal(address, made=None, **more):
    with pytest.raises(FetchError) as caught:
        fetched(address, made, **more)
    return str(caught.value)


CERTIFICATE = Path(__file__).parent.parent / "data" / "pages.example.pem"


@pytest.fixture
def serve(no_network):
    with serving({}, no_network) as server:
        yield server


def test_a_page_comes_with_its_address_kind_and_encoding(serve):
    serve.answers["/story?a=1&b=%C3%A9"] = reply(PAGE, kind="Text/HTML; charset=ISO-8859-1")
    page = fetched(serve.url("/story?a=1&b=é#part"))
    assert page.data == PAGE
    assert page.address == serve.url("/story?a=1&b=%C3%A9")
    assert (page.kind, page.charset, page.passed) == ("text/html", "iso-8859-1", ())


def test_a_request_says_nothing_but_what_it_wants(serve, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://proxy.example:1")
    serve.answers["/one"] = reply(b"", "Location: /two", "Set-Cookie: a=b", status="302 Found")
    serve.answers["/two"] = reply(PAGE)
    page = fetched(serve.url("/one"))
    assert page.passed == (serve.url("/one"),)
    assert page.address == serve.url("/two")
    for head in serve.asked:
        names = [line.partition(":")[0].lower() for line in head.split("\r\n")[1:] if line]
        assert sorted(names) == ["accept", "accept-encoding", "connection", "host", "user-agent"]


@pytest.mark.parametrize("pack", ["gzip", "deflate", "bare", "two members"])
def test_what_is_packed_is_unpacked(serve, pack):
    bare = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(PAGE),
        "deflate": zlib.compress(PAGE),
        "bare": bare.compress(PAGE) + bare.flush(),
        "two members": gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]),
    }[pack]
    name = "deflate" if pack in ("deflate", "bare") else "gzip"
    serve.answers["/"] = reply(packed, f"Content-Encoding: {name}")
    assert fetched(serve.url()).data == PAGE


def test_a_page_in_chunks_is_whole(serve):
    body = b"5\r\nThe f\r\n5\r\nerry.\r\n0\r\n\r\n"
    serve.answers["/"] = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body
    assert fetched(serve.url()).data == b"The ferry."


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (reply(b"", length=10_001), "is too large: 0.01 MB"),
        (reply(gzip.compress(bytes(5_000_000)), "Content-Encoding: gzip"), "is too large: 0.01 MB"),
        (reply(PAGE, length=5_000), "86 of 5,000 bytes came"),
        (reply(gzip.compress(PAGE)[:30], "Content-Encoding: gzip"), "breaks off"),
        (reply(b"\x1f\x8bnothing of the kind", "Content-Encoding: gzip"), "packed wrongly"),
        (reply(PAGE, "Content-Encoding: br"), "packed in a way that nobody asked for"),
        (reply(status="404 Not Found"), "is not there (the server says 404 Not Found)"),
        (reply(status="403 Forbidden"), "copy the article and paste it"),
        (reply(status="503 Later"), "Try again later"),
        (reply(status="204 No Content"), "gave no page"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "cannot be understood"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", "cannot be understood"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nab", "broke off"),
        (b"", "broke off"),
    ],
)
def test_an_answer_that_is_no_page_is_named_with_what_to_do(serve, answer, words):
    serve.answers["/story"] = answer
    said = refusal(serve.url("/story"))
    assert words in said
    assert f"pages.example:{serve.port}/story" in said


@pytest.mark.parametrize("silence", ["before", "within", "dripping"])
def test_a_server_that_keeps_one_waiting_is_left(serve, silence):
    done = threading.Event()

    def answer(link):
        if silence != "before":
            link.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nThe")
        while silence == "dripping" and not done.wait(0.05):
            link.sendall(b".")
        done.wait(30)

    serve.answers["/"] = answer
    said = refusal(serve.url(), fetcher(SHORT))
    done.set()
    assert "took longer than 0." in said
    assert "Try again later." in said


def test_a_page_without_end_ends_at_the_size_that_is_allowed(serve):
    def answer(link):
        link.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            link.sendall(b"and so on " * 1000)

    serve.answers["/"] = answer
    assert "is too large" in refusal(serve.url())


def test_what_is_stopped_ends_at_once(serve):
    asked, done = threading.Event(), threading.Event()

    def answer(_link):
        asked.set()
        done.wait(30)

    serve.answers["/"] = answer
    assert "it was stopped" in refusal(serve.url(), cancelled=asked.is_set)
    done.set()


def test_redirects_are_followed_and_each_is_told(serve):
    serve.answers["/a"] = moved("/b", "301 Moved")
    serve.answers["/b"] = moved(serve.url("/é"), "308 Moved")
    serve.answers["/%C3%A9"] = reply(PAGE)
    page = fetched(serve.url("/a"))
    assert page.passed == (serve.url("/a"), serve.url("/b"))
    assert page.address == serve.url("/%C3%A9")


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("/a", "leads round in a circle"),
        ("/1", "leads on more than 3 times"),
        ("file:///etc/hostname", "Only addresses that begin with http:// or https://"),
        ("http://inside.example/", "inside.example is not on the public network (10.1.2.3)"),
        ("http://192.168.0.1/", "is not on the public network"),
        ("http://[::1]/", "is not on the public network"),
        ("http://2130706433/", "in an unusual way"),
        ("http://me:secret@pages.example/", "has a name or password in it"),
        ("http://a b/", "has blanks in it"),
    ],
)
def test_a_redirect_to_where_nobody_may_go_is_not_followed(serve, where, words):
    serve.answers["/a"] = moved(where)
    serve.answers |= {f"/{n}": moved(f"/{n + 1}") for n in range(1, 9)}
    said = refusal(serve.url("/a"))
    assert words in said
    assert "secret" not in said


def test_the_address_that_was_checked_is_the_one_connected_to(serve):
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    serve.answers["/"] = reply(PAGE)
    made = fetcher(resolve=lambda _host, _port: next(answers))
    assert fetched(serve.url(), made).data == PAGE


def test_of_several_machines_only_public_ones_are_connected_to(serve):
    serve.answers["/"] = reply(PAGE)
    made = fetcher(resolve=lambda _host, _port: ["10.0.0.1", "fe80::1%eth0", "127.0.0.1"])
    assert fetched(serve.url(), made).data == PAGE


def test_a_page_of_ones_own_network_needs_the_setting(serve):
    serve.answers["/"] = reply(PAGE)
    address = f"http://127.0.0.1:{serve.port}/"
    real = HttpFetcher(lambda: "public", ROOMY)
    assert "is not on the public network (127.0.0.1)" in refusal(address, real)
    assert serve.asked == []
    assert fetched(address, HttpFetcher(lambda: "any", ROOMY)).data == PAGE


def test_a_program_that_may_never_use_the_network_does_not_even_look_up_a_name():
    def resolve(_host, _port):
        raise AssertionError

    said = refusal("https://pages.example/", fetcher(network="never", resolve=resolve))
    assert "set never to use the network" in said


def test_a_host_that_is_not_known_is_named():
    def resolve(_host, _port):
        raise OSError("Name or service not known")

    said = refusal("https://nowhere.example/", fetcher(resolve=resolve))
    assert "nowhere.example, where https://nowhere.example/ should be, was not found." in said


def test_a_machine_that_does_not_listen_is_named(serve):
    address = f"http://pages.example:{serve.port}/"
    serve.close()
    serve.close = lambda: None
    assert "does not answer" in refusal(address)


def test_a_look_up_that_hangs_is_left():
    done = threading.Event()
    made = fetcher(SHORT, resolve=lambda _host, _port: [str(done.wait(30))])
    assert "took longer than 0.6 s altogether" in refusal("http://pages.example/", made)
    done.set()


ENDING = st.sampled_from(["", "/", ":80/", ":8080/a"])
PRIVATE = st.one_of(
    *(
        st.ip_addresses(network=net)
        for net in (
            "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
            "100.64.0.0/10", "0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4", "192.0.2.0/24",
        )
    )
)  # fmt: skip


def spellings(ip):
    number, parts = int(ip), str(ip).split(".")
    a, b, c, d = map(int, parts)
    yield from (str(ip), f"{ip}.", str(number), hex(number), oct(number).replace("0o", "0"))
    yield from (".".join(f"0{int(p):o}" for p in parts), ".".join(hex(int(p)) for p in parts))
    yield from (
        f"{a}.{(b << 16) + (c << 8) + d}",
        f"{a}.{b}.{(c << 8) + d}",
        f"0x{a:x}.{b}.{c}.{d}",
    )
    wide = str.maketrans("0123456789.", "０１２３４５６７８９。")
    yield from (str(ip).translate(wide), str(number).translate(wide))
    six = (f"::ffff:{ip}", f"64:ff9b::{ip}", f"2002:{a:02x}{b:02x}:{c:02x}{d:02x}::1", f"::{ip}")
    yield from (f"[{each}]" for each in six)


@tries(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ip=PRIVATE, ending=ENDING, scheme=st.sampled_from(["http", "https"]))
def test_no_spelling_of_a_private_address_is_connected_to(ip, ending, scheme):
    for host in spellings(ip):
        said = refusal(f"{scheme}://{host}{ending}", HttpFetcher(lambda: "public"))
        assert "is not on the public network" in said or "in an unusual way" in said, host


@given(ip=st.ip_addresses())
def test_only_what_the_registries_call_global_is_public(ip):
    from briefing.services.articles.web_addresses import is_public

    if is_public(str(ip)):
        assert ip.is_global
        assert not any((ip.is_private, ip.is_multicast, ip.is_loopback, ip.is_link_local))


@pytest.mark.parametrize("ip", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_public_machines_are_public(ip):
    from briefing.services.articles.web_addresses import is_public

    assert is_public(ip)


def test_a_server_whose_certificate_nobody_vouches_for_is_not_asked(no_network):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with serving({"/": reply(PAGE)}, no_network, context) as server:
        assert "its certificate is not valid" in refusal(server.url())
        assert server.asked == []


def test_a_certificate_must_be_for_the_host_that_was_asked(no_network):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    made = fetcher(
        resolve=lambda _host, _port: ["127.0.0.1"],
        trust=lambda: ssl.create_default_context(cafile=CERTIFICATE),
    )
    with serving({"/": reply(PAGE)}, no_network, context) as server:
        assert fetched(server.url(), made).data == PAGE
        other = server.url().replace("pages.example", "other.example")
        assert "its certificate is not valid" in refusal(other, made)
