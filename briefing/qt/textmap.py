"""The one place that knows Qt counts UTF-16 units: offsets to document positions and back."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

LONGEST_BLOCK = 40_000
"""Code points that one displayed block may have: Qt lays a block out as a whole."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_LINE = re.compile("[^\n]+")
# Qt takes these noncharacters for frame marks and paragraph ends and would break the line there.
_TAKEN_BY_QT = "\ufdd0\ufdd1\u2028\u2029\r"


class TextMap:
    """Maps code points of an article's text to positions in the document that shows it.

    `display` is what the document holds: the text with line ends put into paragraphs that are too
    long to lay out at once. Nothing is ever read back from the document.
    """

    def __init__(self, text: str, longest: int = LONGEST_BLOCK) -> None:
        self.text = text
        self._astral = array("q", (m.start() for m in _ASTRAL.finditer(text)))
        self._breaks = array("q", _breaks(text, longest))
        self._extra = array("q", sorted(
            [*(self.to_qt(offset) + 1 for offset in self._astral),
             *(self.to_qt(offset) - 1 for offset in self._breaks)]
        ))  # fmt: skip
        self.display = self._displayed()

    def to_qt(self, offset: int) -> int:
        """Return the document position (UTF-16 units) of an offset (code points) into the text."""
        return offset + bisect_left(self._astral, offset) + bisect_right(self._breaks, offset)

    def from_qt(self, position: int) -> int:
        """Return the offset of a document position; inside a pair or a put-in break, its start."""
        return min(len(self.text), max(0, position - bisect_right(self._extra, position)))

    def line_starts(self) -> list[int]:
        """Return the offset at which each displayed block starts."""
        return sorted([0, *(m.end() for m in re.finditer("\n", self.text)), *self._breaks])

    def units_of_display(self, index: int) -> int:
        """Return the document position (UTF-16 units) of a character of `display`."""
        if not self._astral:
            return index
        return index + sum(1 for _ in _ASTRAL.finditer(self.display, 0, index))

    def difference(self, new: TextMap) -> tuple[int, int, str]:
        """Return what of this display another has otherwise: from and to (positions), its words."""
        old, other = self.display, new.display
        start = _alike(old, other)
        most = min(len(old), len(other)) - start
        end = _alike(old[::-1], other[::-1], most)
        words = other[start : len(other) - end]
        return self.units_of_display(start), self.units_of_display(len(old) - end), words

    def _displayed(self) -> str:
        text = self.text
        for character in _TAKEN_BY_QT:
            text = text.replace(character, "\ufffd")
        if not self._breaks:
            return text
        ends = [*self._breaks, len(text)]
        starts = [0, *self._breaks]
        return "\n".join(text[start:end] for start, end in zip(starts, ends, strict=True))


def _alike(one: str, other: str, most: int | None = None) -> int:
    """Return how many characters two texts begin with alike, `most` at the most."""
    low, high = 0, min(len(one), len(other)) if most is None else most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _breaks(text: str, longest: int) -> Iterator[int]:
    for line in _LINE.finditer(text):
        start, end = line.span()
        while end - start > longest:
            space = text.rfind(" ", start + 1, start + longest)
            start = space + 1 if space > 0 else start + longest
            yield start
