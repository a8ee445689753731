"""Fetches one page from its address: the only place of the program that reaches the network.

Nothing is sent but the address itself: no cookie, no referrer, no password, and no proxy of the
environment is used, for it would choose the machine that is connected to. A host is resolved
once, and the address that was checked is the one that is connected to.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.message import Message

import briefing
from briefing.errors import FetchError
from briefing.language import marked, tr
from briefing.loaders.answers import never_fetched, refusal, refused
from briefing.services.loading import LARGEST
from briefing.services.ports import Progress
from briefing.services.web_addresses import WebAddress, is_public, shown, web_address
from briefing.services.web_ports import FetchedPage

_ALLOW = marked("If it is a page of your own network, allow that where the address is asked for.")
COPY = marked("Open it in the browser, copy the article and paste it.")
_LOOK_EVERY = 0.05
_CHUNK = 64 * 1024
_GZIP = b"\x1f\x8b"
_MOVED = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": f"Briefing/{briefing.__version__}",
    "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}

Resolve = Callable[[str, int], Iterable[str]]
"""Gives the IP addresses of a host; raises OSError."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may take: seconds to connect, without a byte, and for all; bytes; redirects.

    `size` is that of the page as it comes and again unpacked.
    """

    connect: float = 10.0
    silent: float = 15.0
    total: float = 60.0
    size: int = LARGEST
    redirects: int = 5


STANDARD = Limits()


def addresses_of(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, those to be tried first first."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class HttpFetcher:
    """Fetches pages by HTTP and HTTPS.

    `network` gives the setting of that name each time; `public` tells which IP addresses are of
    machines that anybody can reach.
    """

    def __init__(
        self,
        network: Callable[[], str],
        limits: Limits = STANDARD,
        *,
        resolve: Resolve = addresses_of,
        public: Callable[[str], bool] = is_public,
        trust: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self.network = network
        self.limits = limits
        self.resolve = resolve
        self.public = public
        self.trust = trust

    def fetch(self, address: str, progress: Progress, cancelled: Callable[[], bool]) -> FetchedPage:
        """Return the page at an address, following redirects, each of them checked like the first.

        Raises FetchError naming the address and what to do.
        """
        if self.network() == "never":
            raise never_fetched(shown(address), tr(COPY))
        deadline = time.monotonic() + self.limits.total
        there, passed = web_address(address), list[WebAddress]()
        while True:
            progress(0.0, there.netloc)
            visit = _Visit(self, there)
            visit.wait(deadline, progress, cancelled)
            if visit.moved_to is None:
                break
            passed.append(there)
            there = self._next(there, visit.moved_to, passed)
        return FetchedPage(
            str(there), visit.data, visit.kind, visit.charset, tuple(map(str, passed))
        )

    def _next(self, there: WebAddress, where: str, passed: list[WebAddress]) -> WebAddress:
        onward = there.joined(where)
        if onward in passed:
            raise FetchError(
                tr("{passed} leads round in a circle.", passed=shown(str(passed[0]))), tr(COPY)
            )
        if len(passed) > self.limits.redirects:
            raise FetchError(
                tr(
                    "{passed} leads on more than {redirects} times, last to {onward}.",
                    passed=shown(str(passed[0])),
                    redirects=self.limits.redirects,
                    onward=shown(str(onward)),
                ),
                tr("Open the last address, if you trust it."),
            )
        return onward


class _Visit(threading.Thread):
    """One request and its answer, on a thread that can be left behind when it hangs.

    Asking for a host's address cannot be stopped, and a timeout of a socket begins anew with every
    byte; whoever waits keeps the time instead.
    """

    def __init__(self, fetcher: HttpFetcher, address: WebAddress) -> None:
        super().__init__(name="fetching a page", daemon=True)
        self._fetcher, self._limits = fetcher, fetcher.limits
        self._address = address
        self._name = shown(str(address))
        self._socket: socket.socket | None = None
        self._failure: FetchError | None = self._broken(ValueError("its reader ended"))
        self._done = threading.Event()
        self._left = False
        self._share = 0.0
        self.data = b""
        self.kind = self.charset = ""
        self.moved_to: str | None = None

    def wait(self, deadline: float, progress: Progress, cancelled: Callable[[], bool]) -> None:
        """Start, and return when the answer is there; raises FetchError if it is none."""
        self.start()
        while not self._done.wait(_LOOK_EVERY):
            progress(self._share, self._address.netloc)
            if cancelled():
                self._leave()
                raise FetchError(tr("{name} was not fetched: it was stopped.", name=self._name), "")
            if time.monotonic() > deadline:
                self._leave()
                raise self._late("altogether", self._limits.total)
        if self._failure is not None:
            raise self._failure

    def run(self) -> None:
        """Keep the answer, or what went wrong."""
        try:
            self._visit()
            self._failure = None
        except FetchError as error:
            self._failure = error
        except ssl.SSLCertVerificationError as error:
            self._failure = FetchError(
                tr(
                    "{name} could not be trusted: its certificate is not valid ({verify_message}).",
                    name=self._name,
                    verify_message=error.verify_message,
                ),
                tr("Check the address. Somebody may be between you and the page."),
            )
        except TimeoutError:
            self._failure = self._late(tr("without a word"), self._limits.silent)
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._failure = self._broken(error)
        finally:
            if self._socket is not None:
                self._hang_up(self._socket)
                self._socket.close()
            self._done.set()

    def _visit(self) -> None:
        self._socket = self._secured(self._connected())
        if self._left:
            return
        self._socket.settimeout(self._limits.silent)
        link = http.client.HTTPConnection(self._address.host, self._address.port)
        link.sock = self._socket
        link.request("GET", self._address.target, headers=self._headers())
        with link.getresponse() as answer:
            where = answer.headers.get("Location")
            if answer.status in _MOVED and where:
                self.moved_to = _as_utf8(where)
                return
            self._check_status(answer.status, answer.reason)
            self.kind, self.charset = _kind(answer.headers)
            self.data = self._body(answer)

    def _headers(self) -> dict[str, str]:
        return {"Host": self._address.netloc, **_HEADERS}

    def _connected(self) -> socket.socket:
        """Return a connection to one of the host's addresses, each of them checked here."""
        host, port = self._address.host, self._address.port
        try:
            found = list(self._fetcher.resolve(host, port))
        except (OSError, UnicodeError) as error:
            raise FetchError(
                tr("{host}, where {name} should be, was not found.", host=host, name=self._name),
                tr("Check the address, and that you are connected to the network."),
            ) from error
        last: OSError | None = None
        for each in self._allowed(found):
            if self._left:
                break
            try:
                return socket.create_connection((each, port), self._limits.connect)
            except OSError as error:
                last = error
        if isinstance(last, TimeoutError):
            raise self._late(tr("to be reached"), self._limits.connect)
        raise FetchError(
            tr(
                "{host}, where {name} should be, does not answer ({last}).",
                host=host,
                name=self._name,
                last=last,
            ),
            tr("Check the address, and that you are connected to the network."),
        )

    def _allowed(self, found: list[str]) -> list[str]:
        """Return the addresses that may be connected to; raises FetchError if there is none."""
        if self._fetcher.network() == "any":
            return found
        allowed = [each for each in found if self._fetcher.public(each)]
        if not allowed:
            raise FetchError(
                tr(
                    "{name} was not fetched: {host} is not on the public network ({found}).",
                    name=self._name,
                    host=self._address.host,
                    found=", ".join(found[:2]),
                ),
                tr(_ALLOW),
            )
        return allowed

    def _secured(self, plain: socket.socket) -> socket.socket:
        if self._address.scheme == "http":
            return plain
        self._socket = plain  # so that it is closed should the other end be false
        return self._fetcher.trust().wrap_socket(plain, server_hostname=self._address.host)

    def _body(self, answer: http.client.HTTPResponse) -> bytes:
        told = answer.length  # None where it comes in chunks, or until the end
        if told is not None and told > self._limits.size:
            raise self._too_large()
        unpack = _unpacking(answer.headers.get("Content-Encoding", ""))
        if unpack is None:
            raise FetchError(
                tr("{name} is packed in a way that nobody asked for.", name=self._name), tr(COPY)
            )
        came, whole = 0, bytearray()

        def chunks() -> Iterator[bytes]:
            nonlocal came
            while not self._left and (chunk := answer.read1(_CHUNK)):
                came += len(chunk)
                if came > self._limits.size:
                    raise self._too_large()
                self._share = came / told if told else 0.0
                yield chunk

        for piece in unpack(chunks(), self._limits.size):
            whole += piece
            if len(whole) > self._limits.size:
                raise self._too_large()
        if told is not None and came < told:
            raise self._broken(ValueError(f"{came:,} of {told:,} bytes came"))
        return bytes(whole)

    def _check_status(self, status: int, reason: str) -> None:
        if status == 200:
            return
        raise refused(self._name, f"{status} {reason}".strip()[:60], *refusal(status, COPY))

    def _leave(self) -> None:
        """Let go of the connection, which ends what waits for its next byte."""
        self._left = True
        if (link := self._socket) is not None:
            self._hang_up(link)

    def _hang_up(self, link: socket.socket) -> None:
        """End a connection for everybody who holds it; closing alone leaves it to the last."""
        try:
            socket.socket.shutdown(link, socket.SHUT_RDWR)
        except OSError:
            return  # it has ended by itself

    def _late(self, how: str, seconds: float) -> FetchError:
        return FetchError(
            tr(
                "{name} took longer than {seconds:g} s {how}.",
                name=self._name,
                seconds=seconds,
                how=how,
            ),
            tr("Try again later."),
        )

    def _too_large(self) -> FetchError:
        return FetchError(
            tr(
                "{name} is too large: {size:,.3g} MB is the most.",
                name=self._name,
                size=self._limits.size / 1000000.0,
            ),
            tr(COPY),
        )

    def _broken(self, error: Exception) -> FetchError:
        said = str(error) or type(error).__name__
        return FetchError(
            tr("{name} broke off or cannot be understood ({said}).", name=self._name, said=said),
            tr(COPY),
        )


def _kind(headers: Message) -> tuple[str, str]:
    """Return content type and encoding as the server says them, "" where it does not."""
    if "Content-Type" not in headers:
        return "", ""
    charset = headers.get_content_charset("")
    return headers.get_content_type().lower(), charset if isinstance(charset, str) else ""


Unpack = Callable[[Iterator[bytes], int], Iterator[bytes]]


def _unpacking(encoding: str) -> Unpack | None:
    """Return what undoes a content encoding, or None for one that is not known."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return lambda chunks, _most: chunks
    return _inflated if name in ("gzip", "x-gzip", "deflate") else None


def _inflated(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    """Yield what is packed as gzip, zlib or bare deflate; no piece is larger than `most` + 1.

    Raises ValueError where it breaks off or is damaged.
    """
    unpacker = None
    for chunk in chunks:
        left = chunk
        while left:
            if unpacker is None:
                unpacker = _unpacker(left)
            elif unpacker.eof:
                if not left.startswith(_GZIP):
                    return  # what stands after the end is nothing of the page
                unpacker = _unpacker(left)
            try:
                piece = unpacker.decompress(left, most + 1)
            except zlib.error as error:
                raise ValueError("it is packed wrongly") from error
            left = unpacker.unconsumed_tail or unpacker.unused_data
            yield piece
    if unpacker is not None and not unpacker.eof:
        raise ValueError("it is packed and breaks off")


def _unpacker(start: bytes) -> zlib._Decompress:
    """Return what unpacks data that begins so; “deflate” is zlib to some and bare to others."""
    zlib_header = len(start) > 1 and start[0] & 15 == 8 and (start[0] * 256 + start[1]) % 31 == 0
    bare = not zlib_header and not start.startswith(_GZIP)
    return zlib.decompressobj(-15 if bare else 47)


def _as_utf8(words: str) -> str:
    """Return a header as UTF-8 if it is; the standard library reads all of them as Latin-1."""
    try:
        return words.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return words
