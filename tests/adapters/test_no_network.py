"""Articles and templates that point elsewhere: nothing of it is fetched, by whatever library."""

import io
import sys
from contextlib import contextmanager, suppress

import pytest
from document_files import epub_file
from docx import Document
from samples import ready_for_all
from test_guarded import Standing
from web_server import serving

from briefing.errors import LoadError, TemplateError
from briefing.loaders import DOCUMENTS, document_loader
from briefing.loaders.guarded import GuardedLoader
from briefing.loaders.markdown import MarkdownLoader
from briefing.paths import standard_paths
from briefing.services.articles.copied import CopiedWords, clipboard_file
from briefing.services.articles.loading import LoadingService
from briefing.templating.guarded import GuardedRenderer

WORDS = "The ferry to the northern islands is back, and it runs all year, the council said."
BODY = f"<title>&x;</title><p>{WORDS}</p>"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REACHING = (
    "socket.connect",
    "socket.get",
    "socket.send",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
)
"""Audit events of reaching out; sockets that are only made and bound are not (urllib3 does so)."""
_seen: list[str] = []
_watching: list[bool] = []


def _hear(event, _arguments):
    if _watching and event.startswith(REACHING):
        _seen.append(event)


@contextmanager
def watched():
    """Collect what this process does to reach a network; yields the names of it."""
    if _hear not in _hooked:
        sys.addaudithook(_hear)  # it can never be taken out again
        _hooked.append(_hear)
    _seen.clear()
    _watching.append(True)
    try:
        yield _seen
    finally:
        _watching.clear()


_hooked: list[object] = []


def page(there):
    return (
        f"<!DOCTYPE html SYSTEM '{there}/page.dtd'><html><head><base href='{there}/'>"
        f"<link rel='stylesheet' href='{there}/a.css'><link rel='preload' href='{there}/b'>"
        f"<meta http-equiv='refresh' content='0; url={there}/c'>"
        f"<script src='{there}/d.js'></script>"
        f"<style>@import url({there}/e.css);</style></head><body><article><h1>Ferry</h1>"
        f"<p>{WORDS} {WORDS}</p><img src='{there}/f.png' srcset='{there}/g.png 2x'>"
        f"<iframe src='{there}/h'></iframe><object data='{there}/i'></object>"
        f"<svg><image href='{there}/j.svg'/><use href='{there}/k#a'/></svg>"
        f"<p style='background:url({there}/l)'>{WORDS} <a href='{there}/m'>More</a></p>"
        f"<video src='{there}/n' poster='{there}/o'></video></article></body></html>"
    ).encode()


def word_file(there):
    document = Document()
    document.add_paragraph(WORDS)
    for kind in ("image", "hyperlink", "attachedTemplate"):
        document.part.relate_to(f"{there}/{kind}", f"{KINDS}/{kind}", is_external=True)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def xml(there, root, inside):
    return (
        f"<?xml version='1.0'?><!DOCTYPE {root} SYSTEM '{there}/a.dtd' [<!ENTITY x SYSTEM "
        f"'{there}/b'><!ENTITY % y SYSTEM '{there}/c'> %y;]><?xml-stylesheet href='{there}/d'?>"
        f"<{root} xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='{there}/e'/>"
        f"{inside}</{root}>"
    ).encode()


def files(there):
    """Return files that all point at one place, by their names."""
    mail = (
        b"From: a@courier.example\nSubject: Ferry\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"
    ) + page(there)
    external = (
        f'--b\nContent-Type: message/external-body; access-type=URL; URL="{there}/x"\n\n--b--\n'
    )
    chapter = f"<h1>One</h1><p>{WORDS}</p><img src='{there}/a.png'/>"
    return {
        "a.html": page(there),
        "a.xhtml": xml(there, "html", f"<body><p>{WORDS} &amp; {WORDS}</p></body>"),
        "a.svg": xml(there, "svg", f"<text>{WORDS}</text><image href='{there}/f'/>"),
        "a.docx": word_file(there),
        "a.epub": epub_file([("one.xhtml", chapter)]),
        "a.eml": mail + b"\n" + external.encode(),
        "a.mht": mail + b"\n" + external.encode(),
        "a.md": f"# Ferry\n\n![x]({there}/a.png)\n\n{WORDS}\n\n<img src='{there}/b.png'>".encode(),
        "a.nitf": xml(there, "nitf", f"<body.content>{BODY}</body.content>"),
        "a.rss": xml(there, "rss", f"<channel><item>{BODY}</item></channel>"),
        "a.newsml": xml(there, "newsItem", f"<inlineXML>{BODY}</inlineXML>"),
        "a.rtf": (r"{\rtf1{\field{\*\fldinst INCLUDEPICTURE " + there + r"/a.png}} " + WORDS + "}")
        .encode(),
        "copied": clipboard_file(CopiedWords("", page(there).decode(), f"{there}/a")),
    }  # fmt: skip


@pytest.fixture
def elsewhere(no_network):
    with serving({}, no_network) as server:
        yield server


def bare(name):
    """Return the loaders that might read a file, as they are inside of the guarded process."""
    loaders = map(document_loader, DOCUMENTS)
    return [each for each in loaders if each.name == name or f".{name[2:]}" in each.suffixes]


@pytest.mark.parametrize("name", files("http://x.example"))
def test_reading_an_article_asks_for_nothing_elsewhere(elsewhere, name):
    data = files(f"http://127.0.0.1:{elsewhere.port}")[name]
    assert str(elsewhere.port).encode() in data or name in ("a.docx", "a.epub")
    for loader in bare(name):
        # a refusal is as good as an article here
        with watched() as seen, suppress(LoadError):
            loader.load(data, name)
        assert seen == []
    assert elsewhere.met == 0


def test_nor_does_the_guarded_process(elsewhere):
    service = LoadingService(ready_for_all())
    read = []
    for name, data in files(f"http://127.0.0.1:{elsewhere.port}").items():
        try:
            read += service.load_bytes(data, name)
        except LoadError:
            continue
    service.close()
    assert len(read) >= 7
    assert elsewhere.met == 0


def test_nor_does_a_template(elsewhere):
    renderer = GuardedRenderer(standard_paths().templates, 20, 512, lambda: ())
    document = word_file(f"http://127.0.0.1:{elsewhere.port}")
    with watched() as seen:
        try:
            made = renderer.render(document, "ferry", {}, {})
        except TemplateError:
            made = b""
    renderer.close()
    assert str(elsewhere.port).encode() not in made
    assert seen == []
    assert elsewhere.met == 0


def test_the_watch_sees_what_it_is_there_to_see(elsewhere):
    import socket

    with watched() as seen, socket.create_connection(("127.0.0.1", elsewhere.port)) as link:
        link.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert link.recv(100)
    assert "socket.connect" in seen
    assert elsewhere.met == 1


def test_code_in_the_guarded_process_could_not_reach_the_network_either(elsewhere):
    attempt = (
        "try:\n"
        f"        socket.create_connection(('127.0.0.1', {elsewhere.port}))\n"
        "    except OSError as error:\n"
        "        raise LoadError('no way out') from error"
    )
    process = Standing(attempt, seconds=20, megabytes=500)
    before_the_walls = "\nimport socket\nfrom briefing.errors import LoadError\nserve("
    process._code = process._code.replace("\nserve(", before_the_walls)
    with pytest.raises(LoadError, match="no way out"):
        GuardedLoader(MarkdownLoader(), process).load(b"# one", "a.md")
    process.close()
    assert elsewhere.met == 0
