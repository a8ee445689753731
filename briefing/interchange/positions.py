"""Where a selection stands in our text, whichever way the program that wrote it counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.language import marked
from briefing.model.article import clean_text, forbidden_in
from briefing.model.following import nearest_paragraph

SURE_LENGTH = 12
"""Code points of words that, found once and elsewhere than they are said to be, are moved there."""
_SHORTEST = 3
_SPACES = re.compile(r"\s+")
_CUT_SHORT = re.compile(r"(?:…|\.\.\.|\[…\])\s*\Z")
_CR_LF = re.compile("\r\n")
_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")

MOVED = marked(
    "The file puts it elsewhere than its words stand; these are the nearest ones like them."
)
UNSURE = marked(
    "Programs count line ends and emoji differently, and nothing in the file says which words "
    "were meant."
)
OUTSIDE = marked("The file puts it outside the text. It stands at the nearest paragraph.")


@dataclass(frozen=True, slots=True)
class Spot:
    """A range of our text; `review` as `Excerpt.review`, `moved` if it is not where it was said.

    `meant` is the words that were meant, "" if nobody knows or they stand there.
    """

    start: int
    end: int
    review: str = ""
    moved: bool = False
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A selection as a file has it: two positions, and words that may be those selected."""

    start: int
    end: int
    hints: tuple[str, ...] = ()


class _Counting:
    """One way of counting; `steps` are the positions that count what our text has not."""

    def __init__(self, steps: Iterable[int]) -> None:
        self._steps = sorted(steps)

    def range_of(self, wanted: Wanted) -> tuple[int, int]:
        """Return where the selection is in our text if it was counted this way."""
        return self._offset(wanted.start), self._offset(wanted.end)

    def _offset(self, position: int) -> int:
        return position - bisect_left(self._steps, position)


class Places:
    """Places the selections of one text; `raw` is the text as the file has it.

    The standard counts code points of the text. Programs were seen to count UTF-16 units, a line
    end as one character or as two, and the byte order mark. Which it was shows where the words of
    selections are given too; see docs/decisions/012-interchange.md.
    """

    def __init__(self, raw: str) -> None:
        self.text = clean_text(raw)
        self._flat = _Flat(self.text)
        bare = raw.removeprefix("\ufeff")
        lines = _dropped(bare)
        ways = [
            _Counting(lines),
            _Counting(()),
            _Counting(_units(bare, lines)),
            _Counting(_units(self.text)),
        ]
        if raw != bare:
            ways.insert(1, _Counting([0, *(step + 1 for step in lines)]))
        self._units = _Counting(_units(bare, lines))
        self._plausible = len(ways)
        ways.append(_Counting(_pairs(self.text)))
        self._ways = ways

    def utf16(self, start: int, end: int) -> tuple[int, int]:
        """Return where a range stands that is known to count UTF-16 units of the raw text."""
        return self._units.range_of(Wanted(start, end))

    def placed(self, selections: Sequence[Wanted]) -> list[Spot]:
        """Return where each of the selections stands."""
        votes = Counter[int]()
        fits = []
        for wanted in selections:
            fitting = [n for n, way in enumerate(self._ways) if self._fits(wanted, way)]
            if 0 < len(fitting) < len(self._ways):
                votes.update(fitting)
            fits.append(fitting)
        best = max(range(len(self._ways)), key=lambda n: (votes[n], -n))
        return [
            self._spot(wanted, fitting, best, known=votes[best] > 1)
            for wanted, fitting in zip(selections, fits, strict=True)
        ]

    def _spot(self, wanted: Wanted, fitting: list[int], best: int, *, known: bool) -> Spot:
        if fitting:
            chosen = best if best in fitting else fitting[0]
            return self._at(self._ways[chosen].range_of(wanted), moved=chosen > 0)
        start, end = self._ways[best].range_of(wanted)
        for hint in wanted.hints:
            if found := self._elsewhere(hint, start, end - start):
                return found
        ranges = {way.range_of(wanted) for way in self._ways[: self._plausible]}
        review = "" if known or len(ranges) == 1 else UNSURE
        return self._at((start, end), review)

    def _at(self, found: tuple[int, int], review: str = "", *, moved: bool = False) -> Spot:
        start, end = max(found[0], 0), min(found[1], len(self.text))
        if start >= end:
            start, end = nearest_paragraph(self.text, start)
            return Spot(start, end, OUTSIDE)
        if (start, end) != found:
            review = review or OUTSIDE
        return Spot(start, end, review, moved)

    def _fits(self, wanted: Wanted, way: _Counting) -> bool:
        start, end = way.range_of(wanted)
        if not 0 <= start < end <= len(self.text):
            return False
        words = _flat(self.text[start:end])
        for hint in wanted.hints:
            said, whole = _said(hint)
            if said and (said == words if whole else words.startswith(said)):
                return True
        return False

    def _elsewhere(self, hint: str, start: int, length: int) -> Spot | None:
        """Return the nearest place of the words, if the text has them at all."""
        said, whole = _said(hint)
        if len(said) < _SHORTEST:
            return None
        found = self._flat.nearest(said, start)
        if found is None:
            return None
        (first, last), once = found
        if not whole:
            last = min(first + max(length, last - first), len(self.text))
        sure = once and len(said) >= SURE_LENGTH
        return Spot(first, last, "" if sure else MOVED, moved=True)


class _Flat:
    """A text with each run of white space as one blank, and the way back to its offsets."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._made: tuple[str, list[int]] | None = None

    def nearest(self, words: str, offset: int) -> tuple[tuple[int, int], bool] | None:
        """Return the place of flat words nearest to an offset, and whether it is the only one."""
        if self._made is None:
            runs = re.split(r"(\s+)", self._text)
            flat = "".join(" " if run.isspace() else run for run in runs)
            places: list[int] = []
            at = 0
            for run in runs:
                places += [at] if run.isspace() else range(at, at + len(run))
                at += len(run)
            self._made = flat, places
        flat, places = self._made
        near = bisect_left(places, offset)
        before, after = flat.rfind(words, 0, near + len(words) - 1), flat.find(words, near)
        both = [at for at in (before, after) if at >= 0]
        if not both:
            return None
        at = min(both, key=lambda place: abs(place - near))
        once = flat.find(words) == flat.rfind(words)
        return (places[at], places[at + len(words) - 1] + 1), once


def _flat(words: str) -> str:
    return _SPACES.sub(" ", words).strip()


def _said(hint: str) -> tuple[str, bool]:
    """Return a hint on one line, and whether it is the whole words and not only their beginning."""
    short = _CUT_SHORT.sub("", hint)
    return _flat(clean_text(short)), short == hint


def _dropped(raw: str) -> list[int]:
    """Return the places in a raw text of what `clean_text` leaves out."""
    places = [match.start() + 1 for match in _CR_LF.finditer(raw)]
    if forbidden := set(forbidden_in(raw)):
        places += [at for at, char in enumerate(raw) if char in forbidden]
    return sorted(places)


def _units(text: str, dropped: Sequence[int] = ()) -> list[int]:
    """Return the steps of counting in UTF-16 units a text of which `dropped` places go."""
    astral = [match.start() for match in _TWO_UNITS.finditer(text)]
    steps = [at + number + 1 for number, at in enumerate(astral)]
    return [*steps, *(at + bisect_left(astral, at) for at in dropped)]


def _pairs(text: str) -> list[int]:
    """Return the steps of counting each line end as two."""
    ends = (match.start() for match in re.finditer("\n", text))
    return [at + number + 1 for number, at in enumerate(ends)]
