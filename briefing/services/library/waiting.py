"""What waits to be published while the server is away, and which versions this user has seen.

Both are kept in files: a publication waits through a restart, and a base is known again after one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from briefing.errors import ExportError, LibraryError
from briefing.language import tr
from briefing.services.library.port import Publication
from briefing.services.writing import reason_of, write_atomically

LARGEST = 512 * 1024 * 1024
"""Bytes of a waiting publication that is read."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A publication that waits, the library it is for, and the project file it is of."""

    address: str
    project: str
    publication: Publication


@dataclass(frozen=True, slots=True)
class Known:
    """The name that a project is published under in a library, and the version seen last."""

    name: str
    version: int = 0


class WaitingFolder:
    """The publications that wait, each a file; a newer one of the same name replaces the older."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, waiting: Waiting) -> None:
        """Keep a publication until it is sent; raises LibraryError if the disk refuses."""
        path = self._path(waiting.address, waiting.publication.name)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, msgspec.json.encode(waiting))
        except OSError as error:
            raise LibraryError(
                tr(
                    "What is to be published cannot wait in {folder} ({reason_of}).",
                    folder=self._folder,
                    reason_of=reason_of(error),
                ),
                tr("Make room. The project itself is saved."),
            ) from error
        except ExportError as error:
            raise LibraryError(
                tr("What is to be published cannot wait. {message}", message=error.message),
                tr("Make room. The project itself is saved."),
            ) from error

    def drop(self, waiting: Waiting) -> None:
        """Let what waits under its name wait no longer, unless a newer one has taken its place."""
        path = self._path(waiting.address, waiting.publication.name)
        kept = self._read(path)
        if kept and kept.publication.time <= waiting.publication.time:
            with suppress(OSError):  # sent once more it is no new version
                path.unlink(missing_ok=True)

    def all(self) -> Iterator[Waiting]:
        """Yield what waits, the oldest first; a file that cannot be read is passed over."""
        found = [each for path in self._files() if (each := self._read(path))]
        yield from sorted(found, key=lambda each: each.publication.time)

    def count(self) -> int:
        """Return how many wait, without reading them."""
        return len(self._files())

    def unreadable(self) -> list[Path]:
        """Return the files that cannot be read; they stay where they are."""
        return [path for path in self._files() if self._read(path) is None]

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []

    def _path(self, address: str, name: str) -> Path:
        key = hashlib.sha256(f"{address}\n{name}".encode()).hexdigest()[:32]
        return self._folder / f"{key}.json"

    def _read(self, path: Path) -> Waiting | None:
        try:
            if path.stat().st_size > LARGEST:
                return None
            return msgspec.json.decode(path.read_bytes(), type=Waiting)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None


class SeenVersions:
    """For each library and project file, its name there and the version that was seen last.

    A file that cannot be read or written means that nothing was seen: the next publication then
    asks, and overwrites nothing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, address: str, project: str, name: str) -> Known:
        """Return what is known of a project; `name` is what it is called if nothing is."""
        found = self._read().get(self._key(address, project))
        if not (isinstance(found, list) and len(found) == 2):
            return Known(name)
        said, version = found
        return (
            Known(said, version) if isinstance(said, str) and type(version) is int else Known(name)
        )

    def note(self, address: str, project: str, known: Known) -> None:
        """Remember a version as seen."""
        every = self._read()
        every[self._key(address, project)] = [known.name, known.version]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path, json.dumps(every, indent=1).encode())
        except (OSError, ExportError):
            return

    @staticmethod
    def _key(address: str, project: str) -> str:
        return f"{address}\n{project}"

    def _read(self) -> dict[str, object]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
