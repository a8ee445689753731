"""The library: what was published of many projects, in an SQLite file or on a PostgreSQL server.

Nothing here is imported before a library is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefing.library.address import Server, keep_password, read_address

if TYPE_CHECKING:
    from briefing.library.shared import SharedLibrary

__all__ = ["address_words", "open_library", "remember_password"]


def open_library(address: str, default: Path, account: str = "") -> SharedLibrary:
    """Return the library at an address, the file `default` for an empty one.

    Raises LibraryError for an address that cannot be used. The server is not asked yet.
    """
    from briefing.library.shared import SharedLibrary

    try:
        return SharedLibrary(read_address(address, default), account)
    except OSError as error:
        from briefing.errors import LibraryError

        raise LibraryError(
            f"The library's folder cannot be made ({error.strerror}).", "Choose another place."
        ) from error


def address_words(address: str, default: Path) -> str:
    """Return an address as it is shown; raises LibraryError."""
    place = read_address(address, default)
    return place.words() if isinstance(place, Server) else str(place)


def remember_password(address: str, password: str) -> None:
    """Keep the password for a server in the keyring; raises LibraryError."""
    from briefing.errors import LibraryError

    place = read_address(address, Path())
    if not isinstance(place, Server):
        raise LibraryError("A file has no password.", "Give the address of a server.")
    keep_password(place, password)
