"""Where a library is: a file, or a server's address without a password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from briefing.errors import LibraryError
from briefing.language import tr

SERVICE = "briefing-library"
"""What the password is kept under in the keyring."""
_SCHEMES = ("postgresql", "postgres")
_KNOWN = ("sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "application_name")
_SAFE = ("verify-full", "verify-ca", "require")
_LOOPBACK = ("localhost", "127.0.0.1", "::1", "")


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a PostgreSQL server; `options` are libpq's."""

    host: str
    port: int
    user: str
    database: str
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_here(self) -> bool:
        """Whether it is this machine, by loopback or by a socket in a folder."""
        host = self.options.get("host", self.host)
        return host in _LOOPBACK or host.startswith("/")

    @property
    def account(self) -> str:
        """What the password of its user is kept under in the keyring."""
        return f"{self.user}@{self.host or 'localhost'}:{self.port}/{self.database}"

    def words(self) -> str:
        """Return the address as it is shown."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == 5432 else f":{self.port}"
        user = f"{self.user}@" if self.user else ""
        query = {k: v for k, v in self.options.items() if k in _KNOWN or k == "host"}
        told = f"?{urlencode(query, safe='/')}" if query else ""
        return f"postgresql://{user}{host}{port}/{self.database}{told}"


def read_address(address: str, default: Path) -> Path | Server:
    """Return the file or the server that an address names; an empty one is the file `default`.

    Raises LibraryError for a password in it, and for what would let one pass in the clear.
    """
    words = address.strip()
    if not words:
        return default
    scheme, parted, rest = words.partition("://")
    if not parted:
        return Path(words).expanduser()
    if scheme == "sqlite":
        return Path(rest.removeprefix("/") or str(default)).expanduser()
    if scheme not in _SCHEMES:
        raise LibraryError(
            tr("“{scheme}://” is no kind of library.", scheme=scheme),
            tr("Give a file, or postgresql://user@host/database."),
        )
    return _server(words)


def _server(words: str) -> Server:
    try:
        parts = urlsplit(words)
        port = parts.port or 5432
        query = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError as error:
        raise LibraryError(
            tr("The library's address cannot be read ({error}).", error=error),
            tr("Write it as postgresql://user@host/database."),
        ) from error
    if parts.password is not None or "password" in query:
        raise LibraryError(
            tr("The library's address has a password in it; it is kept nowhere."),
            tr(
                "Take it out, and keep it in the keyring (briefing library password ADDRESS) or in "
                "~/.pgpass."
            ),
        )
    if unknown := set(query) - {*_KNOWN, "host"}:
        raise LibraryError(
            tr(
                "The library's address has what is not known here: {names}.",
                names=", ".join(sorted(unknown)),
            ),
            tr("Known: {known}.", known=", ".join(_KNOWN)),
        )
    database = unquote(parts.path.lstrip("/"))
    if not database:
        raise LibraryError(
            tr("The library's address names no database."),
            tr("Write postgresql://user@host/database."),
        )
    host, user = unquote(parts.hostname or ""), unquote(parts.username or "")
    return _guarded(Server(host, port, user, database, query))


def _guarded(server: Server) -> Server:
    """Return it with TLS that checks the server's name, unless it is this machine."""
    if server.is_here:
        return server
    mode = server.options.get("sslmode", "verify-full")
    if mode not in _SAFE:
        raise LibraryError(
            tr(
                "sslmode={mode} would let the library be read on the way to {host}.",
                mode=mode,
                host=server.host,
            ),
            tr("Leave it out: verify-full is used, which checks the server's certificate."),
        )
    options = {**server.options, "sslmode": mode}
    usual = Path.home() / ".postgresql" / "root.crt"
    if mode == "verify-full" and "sslrootcert" not in options and not usual.exists():
        options["sslrootcert"] = "system"
    return Server(server.host, server.port, server.user, server.database, options)


def password_of(server: Server) -> str | None:
    """Return the password in the keyring; None leaves it to libpq, which reads .pgpass."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, server.account)
    except KeyringError:
        return None


def keep_password(server: Server, password: str) -> None:
    """Put a password into the keyring; raises LibraryError where there is none."""
    hint = tr("Put it into ~/.pgpass instead, readable by you alone.")
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise LibraryError(tr("The keyring's package is not installed."), hint) from error
    try:
        keyring.set_password(SERVICE, server.account, password)
    except KeyringError as error:
        raise LibraryError(
            tr("The keyring did not take the password ({error}).", error=error), hint
        ) from error
