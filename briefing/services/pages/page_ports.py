"""What the page preview needs from the layers above: a converter, and a reader of PDF pages."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

OWN_LAYOUT = "own-pdf"
"""The name of the format that is a PDF in our own layout, wherever that can be made."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points, from the top left corner of the page."""


@dataclass(frozen=True, slots=True)
class PageText:
    """A page of a PDF: its size in points, and its words in reading order with a box for each."""

    width: float
    height: float
    words: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()

    @property
    def text(self) -> str:
        """The words with a space between them, for readers who cannot see the page."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as pixels: `width` x `height`, four bytes each: blue, green, red and one unused."""

    width: int
    height: int
    data: bytes


class PdfConverter(Protocol):
    """Turns Word documents into PDF by another program, as LibreOffice does."""

    @property
    def is_there(self) -> bool:
        """Whether this machine has what it needs."""

    def to_pdf(self, document: bytes, stop: threading.Event | None = None) -> bytes:
        """Return the PDF of a .docx; raises ExportError, also when `stop` is set meanwhile."""


class RestingConverter(PdfConverter, Protocol):
    """A converter that is ready for the next document before it comes."""

    def rest(self) -> None:
        """End what was started ahead of the next document."""


class PageReader(Protocol):
    """Reads and draws the pages of a PDF where it can do no harm."""

    def read(self, pdf: bytes) -> Sequence[PageText]:
        """Return the pages; raises ExportError."""

    def picture(self, pdf: bytes, page: int, scale: float) -> PagePicture:
        """Return a page, counted from 0, with `scale` pixels a point; raises ExportError."""

    def close(self) -> None:
        """End what reads; a later request is refused."""
