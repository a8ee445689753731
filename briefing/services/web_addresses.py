"""Addresses of pages: what one must be like to be fetched, and which machines are public."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from briefing.errors import FetchError
from briefing.language import tr

LONGEST = 4_000
"""Code points of an address."""

PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_IN_PATH = "/%:@!$&'()*+,;=~-._"
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052, section 2.1
_MORE_RESERVED = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
            "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
            "fec0::/10",
        ),
    )
)  # fmt: skip
"""Of the special-purpose registries (IANA, RFC 6890), what versions of Python judge differently."""

_IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class WebAddress:
    """The address of a page, checked: `host` in ASCII without brackets, `target` path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def netloc(self) -> str:
        """Host and, unless it is the usual one, port, as a request names them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}{self.target}"

    def joined(self, where: str) -> WebAddress:
        """Return where a redirect of this page leads; raises FetchError as `web_address` does."""
        try:
            return web_address(urljoin(str(self), where.strip()))
        except ValueError as error:
            raise _refused(shown(where), tr("cannot be read ({error})", error=error)) from error


def web_address(words: str) -> WebAddress:
    """Return the address that somebody gave; one without “https://” is taken to begin so.

    Raises FetchError for what is no address of a page: another scheme than http or https, a name
    or password in it, a host that is spelled like a number in disguise.
    """
    said = words.strip()
    if not said:
        raise FetchError(
            tr("There is no address."), tr("Write one, such as https://example.org/story.")
        )
    if len(said) > LONGEST or any(c.isspace() or not c.isprintable() for c in said):
        raise _refused(shown(said), tr("has blanks in it or is too long"))
    parts = _split(said)
    if "@" in parts.netloc:
        raise FetchError(
            tr(
                "The address of {hostname} has a name or password in it.",
                hostname=parts.hostname or "the page",
            ),
            tr("Take out what stands before the “@”."),
        )
    try:
        port = parts.port
    except ValueError as error:
        raise _refused(shown(said), tr("has no port that exists")) from error
    host = _host(parts.hostname or "", said)
    path = quote(parts.path or "/", safe=_IN_PATH)
    query = quote(parts.query, safe=_IN_PATH + "?")
    target = f"{path}?{query}" if query else path
    return WebAddress(parts.scheme, host, port or PORTS[parts.scheme], target)


def is_public(address: str) -> bool:
    """Tell whether an IP address is that of a machine on the public internet.

    An address that carries one of the older kind in it (IPv4-mapped, NAT64, 6to4) is judged by
    both.
    """
    bare, _, zone = address.partition("%")
    ip = ipaddress.ip_address(bare)
    if zone:
        return False  # a zone is only ever that of a link or a site
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return _is_global(ip.ipv4_mapped)
        if ip in _NAT64:
            return _is_global(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if ip.sixtofour is not None and not _is_global(ip.sixtofour):
            return False
    return _is_global(ip)


def shown(words: str) -> str:
    """Return an address as a message can show it: without a password, and not too long."""
    bare = re.sub(r"//[^/@\s]*@", "//", " ".join(words.split()))
    return bare if len(bare) <= 120 else f"{bare[:119]}…"


def _is_global(ip: _IPAddress) -> bool:
    special = ip.is_multicast or ip.is_reserved or ip.is_link_local or ip.is_unspecified
    if special or not ip.is_global:
        return False
    return not any(ip in net for net in _MORE_RESERVED if net.version == ip.version)


def _split(said: str) -> SplitResult:
    scheme = _SCHEME.match(said)
    # “example.org:8080/a” has a port, not a scheme
    has_port = scheme is not None and re.match(r"\d+(?:[/?#]|$)", said[scheme.end() :])
    if scheme is None or has_port:
        said = f"https://{said.removeprefix('//')}"
    elif scheme[1].lower() not in PORTS:
        raise FetchError(
            tr("{said} is not the address of a web page.", said=shown(said)),
            tr("Only addresses that begin with http:// or https:// are opened."),
        )
    try:
        return urlsplit(said)
    except ValueError as error:
        raise _refused(shown(said), tr("cannot be read ({error})", error=error)) from error


def _host(host: str, said: str) -> str:
    """Return a host in ASCII and in lower case, an IP address only in its usual spelling."""
    try:
        if ":" in host:
            return str(ipaddress.IPv6Address(host))
        ascii_host = host.encode("idna").decode("ascii").lower().rstrip(".")
    except (UnicodeError, ValueError) as error:
        raise _refused(shown(said), tr("names no machine that can exist")) from error
    labels = ascii_host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(ascii_host))
        except ValueError as error:
            raise _refused(
                shown(said), tr("spells a machine's number in an unusual way")
            ) from error
    if not all(map(_LABEL.fullmatch, labels)):
        raise _refused(shown(said), tr("names no machine that can exist"))
    return ascii_host


def _refused(address: str, why: str) -> FetchError:
    return FetchError(
        tr("The address {address} {why}.", address=address, why=why),
        tr("Copy it anew from the browser, as it stands there."),
    )
