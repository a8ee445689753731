"""Reads files of other tools in a process of their own, which is killed at its caps."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from briefing.errors import LoadError
from briefing.guarding.told import closing, error_of
from briefing.language import tr
from briefing.services.interchange import Imported, ReadingFormat

if TYPE_CHECKING:
    from briefing.guarding.process import GuardedProcess

SECONDS = 60.0
MEGABYTES = 1024
LARGEST_ANSWER = 400 * 1024 * 1024


class ImportingProcess:
    """One process for all formats; it starts at the first import and ends after it.

    Imports are rare and large, so that nothing is kept warm.
    """

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._caps = (seconds, megabytes)
        self._lock = threading.Lock()
        self._process: GuardedProcess | None = None
        self._closed = False

    def read(self, form: str, data: bytes, source: str) -> Imported:
        """Return what the format of this name reads; raises LoadError, also at a cap."""
        from briefing.guarding.process import Broken, Caps, GuardedProcess, own_command

        seconds, megabytes = self._caps
        with self._lock:
            if self._closed:
                raise LoadError(closing(source))
            self._process = GuardedProcess(
                Caps(seconds, megabytes, LARGEST_ANSWER),
                lambda: own_command("briefing.interchange.child", str(megabytes), form),
            )
            try:
                request = {"do": "read", "form": form, "source": source}
                header, blobs = self._process.ask(request, [data])
            except Broken as broken:
                part = tr("Export a part of the project from the other tool.")
                raise error_of(broken, source, self._caps, {"": part}) from None
            finally:
                self._process.close()
        return unpacked(header, blobs)

    def close(self) -> None:
        """End what is being read; a later request is refused."""
        self._closed = True
        if self._process is not None:
            self._process.close()


class GuardedFormat:
    """A format whose files are read in the process for them."""

    def __init__(self, form: ReadingFormat, process: ImportingProcess) -> None:
        self.name, self.label, self.suffixes = form.name, form.label, form.suffixes
        self._process = process

    def read(self, data: bytes, source: str) -> Imported:
        """Return what the format reads; raises LoadError."""
        return self._process.read(self.name, data, source)


class _Bare(msgspec.Struct, frozen=True):
    """What was imported, without its bytes, and the names of its files."""

    imported: Imported
    names: tuple[str, ...]


def packed(imported: Imported) -> tuple[dict[str, Any], list[bytes]]:
    """Return what was imported as what can pass between processes."""
    from dataclasses import replace

    bare = _Bare(replace(imported, document=b"", files={}), tuple(imported.files))
    return {}, [msgspec.json.encode(bare), imported.document, *imported.files.values()]


def unpacked(_header: dict[str, Any], blobs: Sequence[bytes]) -> Imported:
    """Return what `packed` was given."""
    from dataclasses import replace

    bare = msgspec.json.decode(blobs[0], type=_Bare)
    files = dict(zip(bare.names, blobs[2:], strict=True))
    return replace(bare.imported, document=blobs[1], files=files)
