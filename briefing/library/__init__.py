"""The library: what was published of many projects, in an SQLite file or on a PostgreSQL server.

Nothing here is imported before a library is used.
"""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import LibraryError
from briefing.language import tr
from briefing.library.address import Server, keep_password, read_address

if TYPE_CHECKING:
    from briefing.library.shared import SharedLibrary
    from briefing.services.library.service import LibraryService

__all__ = ["library_of", "library_service", "open_library", "remember_password"]

FILE = "library.sqlite"


def library_service(address: Callable[[], str], folder: Path) -> LibraryService:
    """Return the use of the library that `address` names; no database is opened yet.

    `folder` is where the user's own library is, and what waits to be published.
    """
    from briefing.services.library.service import LibraryService

    return LibraryService(lambda wanted: library_of(wanted, folder), address, folder)


def library_of(address: str, folder: Path) -> SharedLibrary:
    """Return the library at an address, for an empty one the user's own in this folder."""
    return open_library(address, folder / FILE, _account())


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user that the machine has no name for
        return "me"


def open_library(address: str, default: Path, account: str = "") -> SharedLibrary:
    """Return the library at an address, the file `default` for an empty one.

    Raises LibraryError for an address that cannot be used. The server is not asked yet.
    """
    from briefing.library.shared import SharedLibrary

    try:
        return SharedLibrary(read_address(address, default), account)
    except OSError as error:
        raise LibraryError(
            tr("The library's folder cannot be made ({strerror}).", strerror=error.strerror),
            tr("Choose another place."),
        ) from error


def remember_password(address: str, password: str) -> None:
    """Keep the password for a server in the keyring; raises LibraryError."""
    place = read_address(address, Path())
    if not isinstance(place, Server):
        raise LibraryError(tr("A file has no password."), tr("Give the address of a server."))
    keep_password(place, password)
