"""LibreOffice started ahead: it waits without a document, converts one, and is gone.

Starting takes most of a conversion's time. A second start with the same profile hands its document
to the one that waits, over LibreOffice's own local socket, and that one ends when it is done: no
document ever meets a process or a profile that has seen another.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from briefing.errors import ExportError
from briefing.exporters.office import (
    OfficeConverter,
    converted,
    disk_told,
    end,
    find_office,
    office_folder,
    prepared,
    profile_of,
    start,
    stray_folders,
)
from briefing.language import tr

SECONDS = 30.0
"""How long a conversion may take here: a preview that takes longer is of no use."""
LISTENING = 10.0
"""Seconds to wait for one that is starting; after that the document is given to it anyway."""
_LOOK_EVERY = 0.02
_SOCKETS = ("/tmp", "/var/tmp")  # noqa: S108 where LibreOffice itself puts its socket


class StandbyOffice:
    """See `services.pages.page_ports.RestingConverter`; for any thread, one document at a time.

    Only on Linux one is started ahead, where it was tried; elsewhere each document starts its own.
    """

    def __init__(
        self, find: Callable[[], Path | None] = find_office, seconds: float = SECONDS,
        *, ahead: bool = sys.platform == "linux",
    ) -> None:  # fmt: skip
        self._plain = OfficeConverter(find, seconds)
        self._seconds = seconds
        self._ahead = ahead
        self._lock = threading.Lock()
        self._spare: _Waiting | None = None
        self._wanted = False
        self._swept = False

    @property
    def is_there(self) -> bool:
        """Whether there is a LibreOffice on this machine."""
        return self._plain.is_there

    def to_pdf(self, document: bytes, stop: threading.Event | None = None) -> bytes:
        """Return a .docx as PDF, and start the next LibreOffice; raises ExportError."""
        if not self._ahead:
            return self._plain.to_pdf(document, stop)
        with self._lock, disk_told():
            self._wanted = True
            if not self._swept:
                self._swept = True
                sweep()
            program = self._plain.program()
            if self._spare is None or not self._spare.is_alive:
                self._drop()
                self._spare = _Waiting(program)
            self._spare.wait(stop)  # told to stop here, it goes on waiting for the next document
            office, self._spare = self._spare, None
            try:
                return office.convert(program, document, self._seconds, stop)
            finally:
                office.end()
                if self._wanted:
                    with suppress(ExportError, OSError):  # the next document will tell of it
                        self._spare = _Waiting(program)

    def rest(self) -> None:
        """End the one that waits; the next document starts another."""
        self._wanted = False
        if self._lock.acquire(blocking=False):  # while it converts, the end of that sees to it
            try:
                self._drop()
            finally:
                self._lock.release()

    def _drop(self) -> None:
        if self._spare is not None:
            self._spare.end()
            self._spare = None


class _Waiting:
    """One LibreOffice without a document, in a folder and a profile of its own."""

    def __init__(self, program: Path) -> None:
        self._folder = office_folder()
        path = Path(self._folder.name)
        self._sockets = _sockets_of(path)
        self._deadline = time.monotonic() + LISTENING
        try:
            self._process = start(program, prepared(path))
        except (ExportError, OSError):
            self._folder.cleanup()
            raise

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def wait(self, stop: threading.Event | None) -> None:
        """Wait until it takes documents; raises ExportError when told to stop meanwhile."""
        while not any(socket.exists() for socket in self._sockets):
            if stop is not None and stop.is_set():
                raise ExportError(tr("Not exported: it was stopped."))
            if time.monotonic() > self._deadline or not self.is_alive:
                return
            time.sleep(_LOOK_EVERY)

    def convert(
        self, program: Path, document: bytes, seconds: float, stop: threading.Event | None
    ) -> bytes:
        """Return the PDF of its one document; raises ExportError."""
        return converted(program, Path(self._folder.name), document, seconds, stop)

    def end(self) -> None:
        """End it, and take away its folder and the socket that a killed one leaves behind."""
        end(self._process)
        for socket in self._sockets:
            socket.unlink(missing_ok=True)
        self._folder.cleanup()


def sweep() -> None:
    """Take away what a program that was killed left of its LibreOffice: folder and socket."""
    for folder in stray_folders():
        for socket in _sockets_of(folder):
            socket.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)


def _sockets_of(folder: Path) -> list[Path]:
    return [Path(place) / _socket_name(folder) for place in _SOCKETS]


def _socket_name(folder: Path) -> str:
    """Return the name of the socket on which LibreOffice listens with the profile in a folder.

    Made as LibreOffice 7.4 makes it: the MD5 of the profile's address, bytes without leading
    noughts. Where another version makes it otherwise, `wait` waits for its deadline.
    """
    digest = hashlib.md5(profile_of(folder).encode("utf-16-le"), usedforsecurity=False).digest()
    user = os.getuid() if sys.platform != "win32" else 0
    return f"OSL_PIPE_{user}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}"
