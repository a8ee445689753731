"""The process that reads and draws PDF pages; see `guarding/serving.py` and `pdf_pages.py`."""

from __future__ import annotations

import ctypes
import json
import logging
from collections.abc import Iterator, Sequence
from typing import Any

from briefing.errors import ExportError
from briefing.guarding.frames import Header
from briefing.guarding.serving import Answer, Task, serve
from briefing.language import tr

MOST_PAGES = 1_000
MOST_CHARACTERS = 2_000_000
MOST_PIXELS = 36_000_000
"""Pixels of one picture: an A4 page at 500 dots an inch is 24 million."""
_LINE = 0.5
"""Share of a character's height by which the next one may stand lower and be of the same word."""
_Character = tuple[str, tuple[float, float, float, float]]


def main(arguments: Sequence[str]) -> None:
    """Answer requests until the input ends; the argument is megabytes."""
    logging.disable()
    serve(int(arguments[0]), _tasks)


def _tasks() -> dict[str, Task]:
    import pypdfium2

    blank = pypdfium2.PdfDocument.new()
    blank.new_page(9, 9).render(prefer_bgrx=True).buffer  # noqa: B018 loads what drawing needs
    pages = _Pages()
    return {"read": pages.read, "picture": pages.picture}


class _Pages:
    """Keeps the last PDF open, since most requests are for another page of it."""

    def __init__(self) -> None:
        self._data = b""
        self._document: Any = None

    def read(self, _header: Header, blobs: list[bytes]) -> Answer:
        """Return every page's size and words."""
        document = self._open(blobs[0])
        if len(document) > MOST_PAGES:
            raise ExportError(
                tr(
                    "The document has {count:,} pages; {most_pages:,} can be shown.",
                    count=len(document),
                    most_pages=MOST_PAGES,
                ),
                tr("Export it to see all of them."),
            )
        room, found = MOST_CHARACTERS, []
        for page in document:
            used, read = _read(page, room)
            room -= used
            found.append(read)
        return {}, [json.dumps(found).encode()]

    def picture(self, header: Header, blobs: list[bytes]) -> Answer:
        """Return one page as pixels."""
        page = self._open(blobs[0])[int(header["page"])]
        width, height = page.get_size()
        most = (MOST_PIXELS / max(1.0, width * height)) ** 0.5
        bitmap = page.render(scale=min(float(header["scale"]), most), prefer_bgrx=True)
        rows, wanted = bytes(bitmap.buffer), bitmap.width * 4
        if bitmap.stride != wanted:
            starts = range(0, bitmap.height * bitmap.stride, bitmap.stride)
            rows = b"".join(rows[at : at + wanted] for at in starts)
        page.close()
        return {"width": bitmap.width, "height": bitmap.height}, [rows]

    def _open(self, data: bytes) -> Any:
        import pypdfium2

        if self._document is None or data != self._data:
            if self._document is not None:
                self._document.close()
                self._document = None
            try:
                self._document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError as error:
                raise ExportError(
                    tr("The pages cannot be shown ({error}).", error=error),
                    tr("Export it as Word."),
                ) from error
            self._data = data
        return self._document


def _read(page: Any, room: int) -> tuple[int, list[Any]]:
    """Return how many characters were read, and the page as size, words and boxes."""
    width, height = page.get_size()
    text = page.get_textpage()
    count = min(text.count_chars(), room)
    words, boxes = [], []
    for word, box in _words(_characters(text, count, height)):
        words.append(word)
        boxes.append([round(edge, 1) for edge in box])
    text.close()
    page.close()
    return count, [width, height, words, boxes]


def _characters(text: Any, count: int, height: float) -> Iterator[_Character]:
    """Yield each character with its box, from the top of the page."""
    import pypdfium2.raw as pdfium

    rect, handle = pdfium.FS_RECTF(), text.raw
    where = ctypes.byref(rect)
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(handle, at)
        pdfium.FPDFText_GetLooseCharBox(handle, at, where)
        yield chr(code), (rect.left, height - rect.top, rect.right, height - rect.bottom)


def _words(characters: Iterator[_Character]) -> Iterator[_Character]:
    """Yield words with their boxes: what stands between spaces, or on one line."""
    word, box = "", (0.0, 0.0, 0.0, 0.0)
    for character, (left, top, right, bottom) in characters:
        ends = character.isspace() or ord(character) < 32
        if word and (ends or top > box[3] - _LINE * (box[3] - box[1]) or bottom < box[1]):
            yield word.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), box
            word = ""
        if ends:
            continue
        if word:
            box = (min(box[0], left), min(box[1], top), max(box[2], right), max(box[3], bottom))
        else:
            box = (left, top, right, bottom)
        word += character
    if word:
        yield word.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), box
