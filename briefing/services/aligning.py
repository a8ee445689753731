"""Aligning two versions of a text: which paragraph became which, wherever it stands now.

Equal paragraphs are paired as Heckel does ("A technique for isolating differences between files",
Communications of the ACM 21(4), 1978): what is there once in both, then its equal neighbours. The
others are paired by the words they share, and where many are alike by their order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

Span = tuple[int, int]

LONGEST = 2_000
"""Code points of a line that is aligned as one; a longer one is cut at its sentences."""
FLOOR = 0.5
"""Share of characters that two paragraphs must have in common to be versions of one another."""
MARGIN = 0.1
"""How much better than the next best a pair has to be that nothing else speaks for."""
SHORT = 24
"""Code points below which a line that is there once proves little by that."""
_COMMON = 24
"""Paragraphs that a pair of words may stand in and still tell them apart."""
_CANDIDATES = 4
_GAP = 40
"""Paragraphs between two sure pairs that are weighed against each other."""

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W{_IDEOGRAPHS}]+|[^\w\s]")
_LINE = re.compile(r"\S[^\n]*")
_STOP = re.compile(r"[.!?…]+[\"”’»)\]]*\s+|[。！？؟۔।]+[”’」』）)]*\s*")


@dataclass(frozen=True, slots=True)
class Pair:
    """An old paragraph and the new one that it became; `sure` unless others might be meant."""

    old: int
    new: int
    sure: bool
    equal: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts cut into paragraphs, and the pairs by the number of the old one.

    `in_order` are the old ones whose pairs stand in the same order in both; others have moved.
    `index` finds new paragraphs that are not equal to an old one.
    """

    old: Sequence[Span]
    new: Sequence[Span]
    pairs: dict[int, Pair]
    in_order: frozenset[int]
    index: Index


def align(old: str, new: str) -> Alignment:
    """Return which paragraph of `old` became which of `new`; linear in their lengths."""
    return _Aligner(old, new).alignment()


def paragraphs(text: str) -> list[Span]:
    """Return the lines with words, without white space at their ends; long ones in pieces."""
    found: list[Span] = []
    for line in _LINE.finditer(text):
        start, end = line.start(), line.start() + len(line.group().rstrip())
        found.extend([(start, end)] if end - start <= LONGEST else _pieces(text, start, end))
    return found


def shared(one: str, other: str, floor: float = 0.0) -> float:
    """Return the share of characters that two strings have in common, in order, from 0 to 1."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other, score_cutoff=floor)


class Index:
    """Finds among paragraphs those that share rare words with others."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        self._places: dict[object, list[int]] = defaultdict(list)
        for number, text in texts:
            for key in _keys(text):
                self._places[key].append(number)

    def near(self, text: str, most: int = _CANDIDATES) -> list[int]:
        """Return the paragraphs that share most with `text`, weighed by how rare that is."""
        weights: dict[int, float] = defaultdict(float)
        for key in _keys(text):
            places = self._places.get(key, ())
            if len(places) <= _COMMON:
                for place in places:
                    weights[place] += 1 / len(places)
        return sorted(weights, key=lambda place: (-weights[place], place))[:most]


class _Aligner:
    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = paragraphs(old), paragraphs(new)
        self._before = [old[start:end] for start, end in self._old]
        self._after = [new[start:end] for start, end in self._new]
        self._counts = Counter(self._before), Counter(self._after)
        self._pairs: dict[int, Pair] = {}
        self._taken: dict[int, int] = {}

    def alignment(self) -> Alignment:
        self._pair_equal()
        index = Index((n, self._after[n]) for n in self._left_new())
        self._pair_alike(index)
        self._pair_by_order()
        self._pair_rest(index)
        order = frozenset(self._in_order())
        self._doubt_moved(order)
        self._doubt_repeated(order)
        return Alignment(self._old, self._new, self._pairs, order, index)

    def _pair(self, old: int, new: int, *, sure: bool) -> None:
        equal = self._before[old] == self._after[new]
        self._pairs[old] = Pair(old, new, sure, equal)
        self._taken[new] = old

    def _left_old(self) -> list[int]:
        return [n for n in range(len(self._before)) if n not in self._pairs]

    def _left_new(self) -> list[int]:
        return [n for n in range(len(self._after)) if n not in self._taken]

    def _pair_equal(self) -> None:
        places = {text: n for n, text in enumerate(self._after)}
        for n, text in enumerate(self._before):
            if self._counts[0][text] == self._counts[1][text] == 1:
                self._pair(n, places[text], sure=True)
        self._extend(-1, -1, +1)
        for n in range(len(self._before)):
            if pair := self._pairs.get(n):
                self._extend(pair.old, pair.new, +1)
        self._extend(len(self._before), len(self._after), -1)
        for n in reversed(range(len(self._before))):
            if pair := self._pairs.get(n):
                self._extend(pair.old, pair.new, -1)

    def _extend(self, old: int, new: int, step: int) -> None:
        """Pair the neighbour of a pair if it is equal and free; the loop goes on from there."""
        old, new = old + step, new + step
        if not (0 <= old < len(self._before) and 0 <= new < len(self._after)):
            return
        text = self._before[old]
        if old in self._pairs or new in self._taken or text != self._after[new]:
            return
        self._pair(old, new, sure=True)

    def _pair_alike(self, index: Index) -> None:
        """Pair those that are far more like each other than like anything else."""
        best: dict[int, tuple[int, float]] = {}
        rivals: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for old in self._left_old():
            found = self._scored(old, index)
            for score, new in found:
                rivals[new].append((score, old))
            if found and (len(found) == 1 or found[0][0] - found[1][0] >= MARGIN):
                best[old] = found[0][1], found[0][0]
        for old, (new, score) in best.items():
            others = [other for other, rival in rivals[new] if rival != old]
            if score - max(others, default=0.0) >= MARGIN:
                self._pair(old, new, sure=True)

    def _scored(self, old: int, index: Index) -> list[tuple[float, int]]:
        text = self._before[old]
        found = [
            (score, new)
            for new in index.near(text)
            if new not in self._taken and (score := shared(text, self._after[new], FLOOR)) >= FLOOR
        ]
        return sorted(found, key=lambda each: (-each[0], each[1]))

    def _pair_by_order(self) -> None:
        """Pair what stands between two pairs in both texts, where it is enough alike."""
        ends = [-1, *self._in_order(), len(self._before)]
        for low, high in pairwise(ends):
            olds = [n for n in range(low + 1, high) if n not in self._pairs]
            if not olds:
                continue
            first = self._pairs[low].new if low >= 0 else -1
            last = self._pairs[high].new if high < len(self._before) else len(self._after)
            news = [n for n in range(first + 1, last) if n not in self._taken]
            if len(olds) == len(news):
                self._pair_one_to_one(olds, news)
            elif news and max(len(olds), len(news)) <= _GAP:
                self._pair_weighed(olds, news)

    def _pair_one_to_one(self, olds: list[int], news: list[int]) -> None:
        for old, new in zip(olds, news, strict=True):
            score = shared(self._before[old], self._after[new])
            if score >= FLOOR - MARGIN:
                self._pair(old, new, sure=score >= FLOOR)

    def _pair_weighed(self, olds: list[int], news: list[int]) -> None:
        """Pair in order so that the whole is most alike; what is nearly as like is unsure."""
        alike = [[shared(self._before[o], self._after[n]) for n in news] for o in olds]
        for row, column in _best_order(alike):
            score = alike[row][column]
            others = [*alike[row][:column], *alike[row][column + 1 :]]
            others += [alike[r][column] for r in range(len(olds)) if r != row]
            sure = score - max(others, default=0.0) >= MARGIN
            self._pair(olds[row], news[column], sure=sure)

    def _pair_rest(self, index: Index) -> None:
        """Pair what is alike and what is equal as it comes, without being sure."""
        for old in self._left_old():
            if found := self._scored(old, index):
                self._pair(old, found[0][1], sure=False)
        places: dict[str, list[int]] = defaultdict(list)
        for new in reversed(self._left_new()):
            places[self._after[new]].append(new)
        for old in self._left_old():
            if places[self._before[old]]:
                self._pair(old, places[self._before[old]].pop(), sure=False)

    def _in_order(self) -> list[int]:
        """Return the old ones of the longest run of pairs that stand in the same order in both."""
        return _longest_rising([(n, self._pairs[n].new) for n in sorted(self._pairs)])

    def _doubt_moved(self, order: frozenset[int]) -> None:
        """Take a short line that moved for chance, unless it moved with its neighbours."""
        for old, pair in list(self._pairs.items()):
            if pair.sure and old not in order and len(self._before[old]) < SHORT:
                beside = (self._pairs.get(old - 1), self._pairs.get(old + 1))
                if not any(b and b.sure and b.new - pair.new == b.old - old for b in beside):
                    self._pairs[old] = Pair(old, pair.new, sure=False, equal=pair.equal)

    def _doubt_repeated(self, order: frozenset[int]) -> None:
        """Doubt which of several equal lines is meant, unless what is around them says so.

        That is a neighbour that is there once, for a line that did not move, or one on either side
        with equal lines between.
        """
        size = len(self._before)
        firm = [n for n, pair in self._pairs.items() if pair.sure and not self._repeats(n)]
        after = _reached(firm, -1, self._follows, +1, size)
        before = _reached(firm, size, self._follows, -1, size)
        for old, pair in list(self._pairs.items()):
            if pair.sure and self._repeats(old):
                steps = after.get(old), before.get(old)
                if None in steps and not (1 in steps and old in order):
                    self._pairs[old] = Pair(old, pair.new, sure=False, equal=pair.equal)

    def _repeats(self, old: int) -> bool:
        text = self._before[old]
        return self._counts[0][text] > 1 or self._counts[1][text] > 1

    def _follows(self, old: int, step: int) -> bool:
        """Tell whether the neighbours `old` and `old + step` are neighbours in both texts."""
        here, there = (self._place(old), self._place(old + step))
        return here is not None and there is not None and there - here == step

    def _place(self, old: int) -> int | None:
        """Return where an old paragraph stands now; both texts have an end before and behind."""
        if old in (-1, len(self._before)):
            return -1 if old < 0 else len(self._after)
        return self._pairs[old].new if old in self._pairs else None


def _reached(
    firm: Iterable[int], end: int, follows: Callable[[int, int], bool], step: int, size: int
) -> dict[int, int]:
    """Return how far behind a firm paragraph (or the text's end) each stands, unbroken.

    An end counts from 2, since it proves less than a paragraph that is there once.
    """
    starts, found = set(firm), {}
    distance = 1 if follows(end, step) else None
    for number in range(size) if step > 0 else range(size - 1, -1, -1):
        if number in starts:
            distance = 0
        elif distance is not None and follows(number - step, step):
            distance += 1
            found[number] = distance
        else:
            distance = None
    return found


def _best_order(alike: list[list[float]]) -> list[tuple[int, int]]:
    """Return rows and columns, both rising, whose sum is largest; each at least `FLOOR`."""
    rows, columns = len(alike), len(alike[0])
    sums = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            score = alike[row][column]
            both = score + sums[row + 1][column + 1] if score >= FLOOR else 0.0
            sums[row][column] = max(both, sums[row + 1][column], sums[row][column + 1])
    found, row, column = [], 0, 0
    while row < rows and column < columns:
        if sums[row][column] == sums[row + 1][column]:
            row += 1
        elif sums[row][column] == sums[row][column + 1]:
            column += 1
        else:
            found.append((row, column))
            row, column = row + 1, column + 1
    return found


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Return the first numbers of the longest run of pairs whose second numbers rise."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, new) in enumerate(pairs):
        at = bisect_left(ends, new)
        before.append(last[at - 1] if at else -1)
        if at == len(ends):
            ends.append(new)
            last.append(number)
        else:
            ends[at], last[at] = new, number
    found, number = [], last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number][0])
        number = before[number]
    return found[::-1]


def _keys(text: str) -> set[object]:
    words = WORD.findall(text)
    return {*pairwise(words), *(w for w in words if len(w) > 3)}


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a long line at its sentences, else where a word says so, else anywhere.

    Each cut depends on the words around it alone, so that an edit elsewhere leaves it.
    """
    for first, last in _parted(
        text, start, end, [m.end() for m in _STOP.finditer(text, start, end)]
    ):
        if last - first <= LONGEST:
            yield first, last
            continue
        words = (m for m in WORD.finditer(text, first, last))
        cuts = [m.end() for m in words if crc32(m.group().encode()) % 32 == 0]
        for low, high in _parted(text, first, last, cuts):
            for at in range(low, high, LONGEST):
                yield at, min(high, at + LONGEST)


def _parted(text: str, start: int, end: int, cuts: Sequence[int]) -> Iterator[Span]:
    for low, high in pairwise([start, *cuts, end]):
        words = text[low:high]
        stripped = words.strip()
        if stripped:
            first = low + len(words) - len(words.lstrip())
            yield first, first + len(stripped)
