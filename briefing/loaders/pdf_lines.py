"""Reads the lines of a PDF page with where they stand, in one pass over pdfium's text."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from briefing.loaders.pdf_calls import TextCalls

HYPHEN = "\ufffe"
"""What pdfium writes for a hyphen at the end of a line, in place of both."""
SHORT = 0.93
"""How far to the right a line may go to be looked at for a bold face, against the longest."""
SAMPLED = 3
"""Lines of a page, its longest, in which columns that were run together are looked for."""
WIDE = 0.55
"""The share of its page's width that such a line takes at least."""
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


_made = Line._make


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


def _spans(text: str) -> Iterator[_Span]:
    for match in _LINE.finditer(text):
        words = match[0]
        start, end = match.span()
        if words[0] > " " and " " < words[-1] < HYPHEN:
            yield start, end, words
            continue
        end = start + len(words.rstrip(f" {HYPHEN}"))
        start += len(words) - len(words.lstrip())
        if end > start:
            yield start, end, text[start:end] + ("\u00ad" if words[-1] == HYPHEN else "")


class LineReader:
    """Reads pages; keeps the buffers that pdfium writes to.

    Only three places of a line are asked for, not each of its letters: letter by letter would
    cost ten times as much.
    """

    def __init__(self) -> None:
        from pypdfium2 import raw

        self._raw = raw
        self._ask = TextCalls(raw)
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._bold: dict[int, bool] = {0: False}

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
        spans = list(_spans(text))
        handle = text_page.raw
        turn, plain = self._setting_of_most(handle, spans)
        if turn != frame.turned:  # a page that lies on its side, such as one with a wide table
            frame = _Frame(turn, *box)
            found.width, found.height = frame.width, frame.height
        lines = self._lines(handle, spans, frame, plain=plain)
        parted = self._parted(handle, text, spans, lines, frame.width)
        if parted is not spans:
            lines = self._lines(handle, parted, frame, plain=plain)
        found.lines = lines = self._with_bold(handle, lines, parted)
        found.letters = sum(len(line.text) for line in lines)
        found.unmapped = 0 if text.isascii() else len(_UNMAPPED.findall(text))
        return found

    def _text(self, text_page: Any, count: int) -> str:
        """Return the text with one character for each that pdfium counts."""
        text: str = text_page.get_text_range()
        if len(text) == count:
            return text
        unicode_of, handle = self._raw.FPDFText_GetUnicode, text_page.raw
        codes = (unicode_of(handle, n) for n in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)

    def _lines(self, handle: Any, spans: list[_Span], frame: _Frame, *, plain: bool) -> list[Line]:
        """Return lines; on a `plain` page they are upright and of the size that their font says."""
        (a, b, c), (d, e, f) = frame.across, frame.down
        lines = []
        placed = self._ask.lines(ctypes.addressof(handle.contents), spans)
        for (start, end, words), (named, x, y, x_end, y_end) in zip(spans, placed, strict=True):
            size, turn = named, 0
            left = a * x + b * y + c
            right = a * x_end + b * y_end + c
            if not (plain and 0.2 * named < abs(right - left) / (end - start) < 1.1 * named):
                turn, scale = self._setting(handle, start)
                turn, size = (turn - frame.turned) % 4, abs(named * scale)
            if left > right:
                left, right = right, left
            lines.append(_made((words, left, right, d * x + e * y + f, size, False, turn)))
        return lines

    def _with_bold(self, handle: Any, lines: list[Line], spans: list[_Span]) -> list[Line]:
        """Return lines with those named bold that can be headings: shorter than the others."""
        short = SHORT * max((line.right for line in lines), default=0)
        place, font_of, bold = ctypes.addressof(handle.contents), self._ask.font, self._bold
        for number, (line, (start, _, words)) in enumerate(zip(lines, spans, strict=True)):
            if line.right < short and words[-1] not in ".,;\u00ad":
                font = font_of(place, start)
                if font not in bold:
                    bold[font] = self._is_bold(handle, start)
                if bold[font]:
                    lines[number] = line._replace(bold=True)
        return lines

    def _is_bold(self, handle: Any, index: int) -> bool:
        """Tell whether a letter's font is called bold."""
        size = self._raw.FPDFText_GetFontInfo(handle, index, self._name, 128, self._flags)
        return size > 0 and bool(_BOLD.search(self._name.value.decode("latin-1")))

    def _setting_of_most(self, handle: Any, spans: list[_Span]) -> tuple[int, bool]:
        """Return how most of the longest lines are turned, and whether all are set plainly."""
        longest = sorted(spans, key=lambda span: span[0] - span[1])[:SAMPLED]
        settings = [self._setting(handle, start) for start, _, _ in longest]
        turns = [turn for turn, _ in settings]
        plain = all(abs(scale - 1) < 0.01 for _, scale in settings)
        return max(set(turns), key=turns.count, default=0), plain and len(set(turns)) == 1

    def _setting(self, handle: Any, index: int) -> tuple[int, float]:
        """Return how many quarters a letter is turned against the clock, and what scales it."""
        matrix = self._matrix
        if not self._raw.FPDFText_GetMatrix(handle, index, matrix):
            return 0, 1.0
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        if not matrix.b and matrix.a >= 0:
            return 0, scale
        return round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4, scale

    def _parted(
        self, handle: Any, text: str, spans: list[_Span], lines: list[Line], width: float
    ) -> list[_Span]:
        """Part the lines that run on from one column into the next, if this page has such."""
        wide = sorted(zip(lines, spans, strict=True), key=lambda each: -len(each[0].text))
        wide = [each for each in wide[:SAMPLED] if each[0].right - each[0].left > WIDE * width]
        if len(wide) < SAMPLED or not all(self._gaps(handle, text, *s[:2]) for _, s in wide[1:]):
            return spans
        parted = []
        for start, end, words in spans:
            begin = start
            for cut in self._gaps(handle, text, start, end):
                parted.append((begin, cut, text[begin:cut].rstrip()))
                begin = cut + 1
            parted.append((begin, end, words[begin - start :]))
        return [span for span in parted if span[2].strip()]

    def _gaps(self, handle: Any, text: str, start: int, end: int) -> list[int]:
        """Return the spaces of a line that are as wide as those between columns."""
        place, ask = ctypes.addressof(handle.contents), self._ask
        least = WIDE_GAP * max(1.0, ask.size(place, start))
        found = []
        last, (last_x, last_y) = start, ask.origin(place, start)
        at = text.find(" ", start, end)
        while 0 < at < end - 1:
            x, y = ask.origin(place, at + 1)
            # Most words need no closer look: they are hardly wider than the narrowest letters are.
            far = math.hypot(x - last_x, y - last_y) - 0.3 * least * (at - last)
            if far > 0.5 * least and self._gap(place, at) > least:
                found.append(at)
            last, last_x, last_y = at + 1, x, y
            at = text.find(" ", at + 1, end)
        return found

    def _gap(self, place: int, space: int) -> float:
        """Return how far the letters on both sides of a space are from each other."""
        left, top, right, bottom = self._ask.ends(place, space + 1, space - 1)
        return left - right if abs(left - right) > abs(top - bottom) else abs(top - bottom)


class _Frame:
    """Turns the page's own coordinates, which run upwards, into those of the page as it is seen.

    `across` and `down` are what x, y and 1 are multiplied by to give the distances from its left
    and from its top.
    """

    def __init__(self, turned: int, left: float, bottom: float, right: float, top: float) -> None:
        self.turned = turned % 4
        width, height = right - left, top - bottom
        self.width, self.height = (height, width) if self.turned % 2 else (width, height)
        self.across, self.down = (
            ((1.0, 0.0, -left), (0.0, -1.0, top)),
            ((0.0, 1.0, -bottom), (1.0, 0.0, -left)),
            ((-1.0, 0.0, right), (0.0, 1.0, -bottom)),
            ((0.0, -1.0, top), (-1.0, 0.0, right)),
        )[self.turned]
