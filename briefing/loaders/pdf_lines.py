"""Reads the lines of a PDF page with where they stand, in one pass over pdfium's text."""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

HYPHEN = "\ufffe"
"""What pdfium writes for a hyphen at the end of a line, in place of both."""
LONGEST_BOLD = 120
"""Characters over which a line is not looked at for a bold face: no heading is so long."""
SAMPLED = 6
"""Lines of a page in which columns that were run together are looked for."""
WIDE_GAP = 1.1
"""The least space between columns, in sizes of the letters; words are 0.2 to 0.8 apart."""
_LINE = re.compile(f"[^\r\n{HYPHEN}]+{HYPHEN}?")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi\b", re.IGNORECASE)
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff]")


class Line(NamedTuple):
    """A line of a page as it is seen: distances in points from its top left corner.

    `y` is where the letters stand, `turn` how many quarters the line is turned against the page;
    a hyphen at its end that parts a word is kept as a soft one.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    turn: int


@dataclass(slots=True)
class PageLines:
    """The lines of a page, its height, and how much of its text stands for no known letters."""

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    unmapped: int = 0
    letters: int = 0


_Span = tuple[int, int, str]
"""Where a line starts and ends among the letters of its page, and its words."""


def _longest(lines: list[_Span]) -> list[_Span]:
    return sorted(lines, key=lambda line: line[0] - line[1])[:SAMPLED]


class LineReader:
    """Reads pages; keeps the buffers that pdfium writes to.

    Only three places of a line are asked for, not each of its letters: that costs a quarter of
    what pdfium takes for the page itself, and letter by letter would cost three times as much.
    """

    def __init__(self) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box = tuple(ctypes.c_double() for _ in range(4))
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def read(self, page: Any) -> PageLines:
        """Return the lines of a page in the order they lie in the file."""
        text_page = page.get_textpage()
        try:
            return self._read(page, text_page)
        finally:
            text_page.close()

    def _read(self, page: Any, text_page: Any) -> PageLines:
        box = page.get_bbox()
        frame = _Frame(page.get_rotation() // 90, *box)
        found = PageLines(frame.width, frame.height)
        count = text_page.count_chars()
        if count < 1:
            return found
        text = self._text(text_page, count)
        lines = []
        for match in _LINE.finditer(text):
            words = match[0]
            start = match.start() + len(words) - len(words.lstrip())
            end = match.start() + len(words.rstrip(f" {HYPHEN}"))
            if end > start:
                ending = "\u00ad" if words.endswith(HYPHEN) else ""
                lines.append((start, end, text[start:end] + ending))
        turn = self._turn_of_most(text_page.raw, lines)
        if turn != frame.turned:  # a page that lies on its side, such as one with a wide table
            frame = _Frame(turn, *box)
            found.width, found.height = frame.width, frame.height
        lines = self._parted(text_page.raw, text, lines, frame)
        found.lines = [self._line(text_page.raw, line, frame) for line in lines]
        found.letters = sum(len(line.text) for line in found.lines)
        found.unmapped = sum(len(_UNMAPPED.findall(line.text)) for line in found.lines)
        return found

    def _text(self, text_page: Any, count: int) -> str:
        """Return the text with one character for each that pdfium counts."""
        text: str = text_page.get_text_range()
        if len(text) == count:
            return text
        unicode_of, handle = self._raw.FPDFText_GetUnicode, text_page.raw
        codes = (unicode_of(handle, n) for n in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)

    def _line(self, handle: Any, span: _Span, frame: _Frame) -> Line:
        start, end, words = span
        raw, matrix, middle = self._raw, self._matrix, (start + end) // 2
        size = raw.FPDFText_GetFontSize(handle, middle)
        if size == 1.0 and raw.FPDFText_IsGenerated(handle, middle):
            middle = start  # a space that pdfium has put in has no size
            size = raw.FPDFText_GetFontSize(handle, middle)
        turn = self._turn(handle, middle)
        size *= math.hypot(matrix.c, matrix.d) or 1.0
        x, y = self._origin(handle, start)
        left, top = frame.seen(x, y)
        right, _ = frame.seen(*self._corner(handle, end - 1))
        turn = (turn - frame.turned) % 4
        if left > right:
            left, right = right, left
        bold = end - start <= LONGEST_BOLD and self._is_bold(handle, middle)
        return Line(words, left, right, top, abs(size), bold, turn)

    def _origin(self, handle: Any, index: int) -> tuple[float, float]:
        self._raw.FPDFText_GetCharOrigin(handle, index, self._x, self._y)
        return self._x.value, self._y.value

    def _corner(self, handle: Any, index: int) -> tuple[float, float]:
        """Return the right bottom corner of a letter."""
        left, right, bottom, top = self._box
        self._raw.FPDFText_GetCharBox(handle, index, left, right, bottom, top)
        return right.value, bottom.value

    def _is_bold(self, handle: Any, index: int) -> bool:
        size = self._raw.FPDFText_GetFontInfo(handle, index, self._name, 128, self._flags)
        return size > 0 and bool(_BOLD.search(self._name.value.decode("latin-1")))

    def _turn_of_most(self, handle: Any, lines: list[_Span]) -> int:
        """Return how many quarters most of the longest lines are turned, against the clock."""
        turns = [self._turn(handle, (start + end) // 2) for start, end, _ in _longest(lines)]
        return max(set(turns), key=turns.count, default=0)

    def _turn(self, handle: Any, index: int) -> int:
        matrix = self._matrix
        if not self._raw.FPDFText_GetMatrix(handle, index, matrix):
            return 0
        if not matrix.b and matrix.a >= 0:
            return 0
        return round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4

    def _parted(self, handle: Any, text: str, lines: list[_Span], frame: _Frame) -> list[_Span]:
        """Part the lines that run on from one column into the next, if this page has such."""
        longest = _longest(lines)
        wide = [line for line in longest if self._spans(handle, line, frame)]
        gaps = [self._gaps(handle, text, *line[:2]) for line in wide]
        if len(wide) < 3 or sum(map(bool, gaps)) * 2 <= len(wide):
            return lines
        parted = []
        for start, end, words in lines:
            begin = start
            for cut in self._gaps(handle, text, start, end):
                parted.append((begin, cut, text[begin:cut].rstrip()))
                begin = cut + 1
            parted.append((begin, end, words[begin - start :]))
        return [line for line in parted if line[2].strip()]

    def _spans(self, handle: Any, line: _Span, frame: _Frame) -> bool:
        left, _ = frame.seen(*self._origin(handle, line[0]))
        right, _ = frame.seen(*self._corner(handle, line[1] - 1))
        return abs(right - left) > 0.55 * frame.width

    def _gaps(self, handle: Any, text: str, start: int, end: int) -> list[int]:
        """Return the spaces of a line that are as wide as those between columns."""
        least = WIDE_GAP * max(1.0, self._raw.FPDFText_GetFontSize(handle, start))
        found = []
        at = text.find(" ", start, end)
        while 0 < at < end - 1:
            before, _ = self._corner(handle, at - 1)
            after, _ = self._origin(handle, at + 1)
            if after - before > least:
                found.append(at)
            at = text.find(" ", at + 1, end)
        return found


class _Frame:
    """Turns the page's own coordinates, which run upwards, into those of the page as it is seen."""

    def __init__(self, turned: int, left: float, bottom: float, right: float, top: float) -> None:
        self.turned = turned % 4
        self._left, self._bottom, self._right, self._top = left, bottom, right, top
        width, height = right - left, top - bottom
        self.width, self.height = (height, width) if self.turned % 2 else (width, height)

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """Return the distances from the left and from the top."""
        if self.turned == 0:
            return x - self._left, self._top - y
        if self.turned == 1:
            return y - self._bottom, x - self._left
        if self.turned == 2:
            return self._right - x, y - self._bottom
        return self._top - y, self._right - x
