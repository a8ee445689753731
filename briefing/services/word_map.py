"""How the words of one paragraph became those of another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from briefing.services.aligning import WORD, Span, shared

_BLOCK = 12
"""Words of a changed passage whose spellings are compared to say which became which."""
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Mapped:
    """Where a range went: `start` and `end` in the new paragraph.

    `kept` are the characters of words that stayed, `total` those there were; `exact` is False
    where an edge might be one word off.
    """

    start: int
    end: int
    kept: int
    total: int
    exact: bool


class WordMap:
    """Maps ranges of an old paragraph (code points) into the new one, by words."""

    def __init__(self, old: str, new: str) -> None:
        self.old = [m.span() for m in WORD.finditer(old)]
        self.new = [m.span() for m in WORD.finditer(new)]
        self._before = [old[a:b] for a, b in self.old]
        self._after = [new[a:b] for a, b in self.new]
        self._starts = [a for a, _ in self.old]
        self._ends = [b for _, b in self.old]
        self.to: list[int | None] = [None] * len(self.old)
        self._loose: set[int] = set()
        self._map()

    def mapped(self, start: int, end: int) -> Mapped | None:
        """Return where the words from `start` to `end` went; None if there were none."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end) - 1
        if first > last:
            return None
        total = sum(b - a for a, b in self.old[first : last + 1])
        went = [n for n in range(first, last + 1) if self.to[n] is not None]
        if not went:
            return Mapped(0, 0, 0, total, exact=False)
        kept = sum(self.old[n][1] - self.old[n][0] for n in went if self.stays(n))
        exact = not ({first, last} & self._loose)
        return Mapped(self._start(went[0], start), self._end(went[-1], end), kept, total, exact)

    def stays(self, word: int) -> bool:
        """Tell whether an old word is the same in the new paragraph."""
        new = self.to[word]
        return new is not None and self._before[word] == self._after[new]

    def changes(self) -> list[tuple[Span, Span]]:
        """Return the ranges of words that differ, old and new; one of the two may be empty."""
        found: list[tuple[Span, Span]] = []
        low = high = 0
        for i, j in [*self._anchors(), (len(self.old), len(self.new))]:
            if (i, j) != (low, high):
                found.append((_range(self.old, low, i), _range(self.new, high, j)))
            low, high = i + 1, j + 1
        return found

    def _anchors(self) -> list[tuple[int, int]]:
        return [(n, j) for n, j in enumerate(self.to) if j is not None and self.stays(n)]

    def _map(self) -> None:
        from rapidfuzz.distance import Levenshtein

        low = high = 0
        for block in Levenshtein.opcodes(self._before, self._after):
            if block.tag == "equal":
                self._map_changed(low, block.src_start, high, block.dest_start)
                for n in range(block.src_end - block.src_start):
                    self.to[block.src_start + n] = block.dest_start + n
                low, high = block.src_end, block.dest_end
        self._map_changed(low, len(self.old), high, len(self.new))

    def _map_changed(self, low: int, high: int, first: int, last: int) -> None:
        """Say which of some changed words became which: one to one, else by their spelling."""
        if high - low == last - first:
            for n in range(high - low):
                self.to[low + n] = first + n
        elif high > low and last > first:
            self._map_spelled(low, high, first, last)

    def _map_spelled(self, low: int, high: int, first: int, last: int) -> None:
        self._loose.update(range(low, high))
        if max(high - low, last - first) > _BLOCK:
            return
        free = first
        for word in range(low, high):
            scores = {n: shared(self._before[word], self._after[n]) for n in range(free, last)}
            best = max(scores, key=lambda n: scores[n], default=None)
            if best is not None and scores[best] >= _ALIKE:
                self.to[word] = best
                self._loose.discard(word)
                free = best + 1
        if free == first:
            self._map_evenly(low, high, first, last)

    def _map_evenly(self, low: int, high: int, first: int, last: int) -> None:
        for word in range(low, high):
            self.to[word] = first + (word - low) * (last - first) // (high - low)
        self.to[high - 1] = last - 1
        self._loose -= {low, high - 1}

    def _start(self, word: int, start: int) -> int:
        new = self.to[word]
        assert new is not None
        inside = max(0, start - self.old[word][0]) if self.stays(word) else 0
        return self.new[new][0] + inside

    def _end(self, word: int, end: int) -> int:
        new = self.to[word]
        assert new is not None
        inside = max(0, self.old[word][1] - end) if self.stays(word) else 0
        return self.new[new][1] - inside


def _range(words: list[Span], low: int, high: int) -> Span:
    if low < high:
        return words[low][0], words[high - 1][1]
    at = words[low - 1][1] if low else 0
    return at, at
