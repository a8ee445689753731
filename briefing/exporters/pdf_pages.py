"""Reads and draws the pages of a PDF in a process of its own.

The PDF is ours, but what is in it comes from a stranger's template by way of LibreOffice, and
pdfium ends the process that it runs in on some files.
"""

from __future__ import annotations

import json
import logging
import threading
from typing import TYPE_CHECKING

from briefing.errors import ExportError
from briefing.language import tr
from briefing.services.pages.page_ports import PagePicture, PageText

if TYPE_CHECKING:
    from briefing.guarding.frames import Header
    from briefing.guarding.process import Broken, GuardedProcess

_log = logging.getLogger(__name__)
_MEGABYTE = 1024 * 1024
SECONDS = 20.0
MEGABYTES = 768
LARGEST_ANSWER = 160 * _MEGABYTE


class PdfPages:
    """See `services.pages.page_ports.PageReader`; for any thread, one request at a time."""

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._caps = (seconds, megabytes)
        self._lock = threading.Lock()
        self._process: GuardedProcess | None = None

    def read(self, pdf: bytes) -> list[PageText]:
        """Return the pages with their words; raises ExportError."""
        _, blobs = self._ask({"do": "read"}, pdf)
        return [
            PageText(width, height, tuple(words), tuple(map(tuple, boxes)))
            for width, height, words, boxes in json.loads(blobs[0])
        ]

    def picture(self, pdf: bytes, page: int, scale: float) -> PagePicture:
        """Return a page as pixels; `scale` is lowered where they would be too many."""
        header, blobs = self._ask({"do": "picture", "page": page, "scale": scale}, pdf)
        width, height = int(header["width"]), int(header["height"])
        if not 0 < width * height * 4 == len(blobs[0]):
            raise ExportError(tr("The page cannot be shown: its picture is of another size."))
        return PagePicture(width, height, blobs[0])

    def close(self) -> None:
        """End the process, and with it what it is doing; a later request is refused."""
        if self._process is not None:
            self._process.close()

    @property
    def pid(self) -> int | None:
        """The number of the process, or None if none runs."""
        return self._process.pid if self._process else None

    def _ask(self, header: Header, pdf: bytes) -> tuple[Header, list[bytes]]:
        from briefing.guarding.process import Broken

        try:
            return self._ready().ask(header, [pdf])
        except Broken as broken:
            raise self._error(broken) from None

    def _ready(self) -> GuardedProcess:
        # Imported here: a window that never shows pages does without.
        from briefing.guarding.process import Caps, GuardedProcess, own_command

        with self._lock:
            if self._process is None:
                seconds, megabytes = self._caps
                self._process = GuardedProcess(
                    Caps(seconds, megabytes, LARGEST_ANSWER),
                    lambda: own_command("briefing.exporters.pdf_child", str(megabytes)),
                )
            return self._process

    def _error(self, broken: Broken) -> ExportError:
        seconds, megabytes = self._caps
        if broken.kind == "told":
            return ExportError(broken.message, broken.hint)
        if broken.kind == "fault":
            _log.error("Showing pages failed: %s", broken.trace)
        why = {
            "time": tr("they took longer than {seconds:g} seconds", seconds=seconds),
            "memory": tr("they needed more than {megabytes} MB of memory", megabytes=megabytes),
            "output": tr("a picture of one would be too large"),
            "closing": tr("the program is closing"),
        }.get(broken.kind) or tr(
            "the process that draws them ended ({message})", message=broken.message
        )
        return ExportError(
            tr("The pages cannot be shown: {why}.", why=why), tr("Export it as Word.")
        )
