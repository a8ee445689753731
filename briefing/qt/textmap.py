"""The one place that knows Qt counts UTF-16 units: offsets to document positions and back."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

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
        self._longest = longest
        self._astral = array("q", _astral_in(text))
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

    def units_of_display(self, index: int) -> int:
        """Return the document position (UTF-16 units) of a character of `display`."""
        if not self._astral:
            return index
        return index + sum(1 for _ in _ASTRAL.finditer(self.display, 0, index))

    def edited(self, text: str) -> tuple[TextMap, int, int, str]:
        """Return the map of a text with one place otherwise, and the `difference` to it.

        What was found in the rest of the text is not looked for again.
        """
        start = _alike(self.text, text)
        end = _alike_ends(self.text, text, min(len(self.text), len(text)) - start)
        words = text[start : len(text) - end]
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", len(text) - end)
        short = (len(text) if last < 0 else last) - first <= self._longest
        if self.display is not self.text or not short or not _is_simple(words):
            new = TextMap(text, self._longest)
            return new, *self.difference(new)
        new, by, gone = TextMap("", self._longest), len(text) - len(self.text), len(self.text) - end
        new.text = new.display = text
        kept = [place for place in self._astral if not start <= place < gone]
        new._astral = array("q", (at + by if at >= gone else at for at in kept))
        new._extra = array("q", (new.to_qt(at) + 1 for at in new._astral))
        return new, self.to_qt(start), self.to_qt(gone), words

    def difference(self, new: TextMap) -> tuple[int, int, str]:
        """Return what of this display another has otherwise: from and to (positions), its words."""
        old, other = self.display, new.display
        start = _alike(old, other)
        most = min(len(old), len(other)) - start
        end = _alike_ends(old, other, most)
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


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return _same(lambda low, high: one[low:high] == other[low:high], min(len(one), len(other)))


def _alike_ends(one: str, other: str, most: int) -> int:
    """Return how many characters two texts end with alike, `most` at the most."""
    mine, theirs = len(one), len(other)
    return _same(
        lambda low, high: one[mine - high : mine - low] == other[theirs - high : theirs - low], most
    )


def _same(same: Callable[[int, int], bool], most: int) -> int:
    """Return up to which place two things are the same, asked a range at a time."""
    low = 0
    while low + _AT_A_TIME < most and same(low, low + _AT_A_TIME):
        low += _AT_A_TIME
    high = min(most, low + _AT_A_TIME)
    while low < high:
        middle = (low + high + 1) // 2
        if same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


_AT_A_TIME = 32_768
"""Characters compared at once: no more than a processor has close at hand."""


def _is_simple(words: str) -> bool:
    """Tell whether Qt shows words one for one, each as one unit."""
    return not words or (max(words) < "\U00010000" and not any(c in words for c in _TAKEN_BY_QT))


def _astral_in(text: str) -> Iterator[int]:
    if text.isascii() or len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        return iter(())  # searching takes ten times as long
    return (found.start() for found in _ASTRAL.finditer(text))


def _breaks(text: str, longest: int) -> Iterator[int]:
    for line in _LINE.finditer(text):
        start, end = line.span()
        while end - start > longest:
            space = text.rfind(" ", start + 1, start + longest)
            start = space + 1 if space > 0 else start + longest
            yield start
