"""Anchoring: finding an excerpt's words in a text, and again after the text has changed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable

from briefing.language import marked, tr
from briefing.model.excerpt import Excerpt
from briefing.model.following import LOST, Certainty, Followed, Place, nearest_paragraph
from briefing.services.anchoring.aligning import Alignment, Pair, align
from briefing.services.anchoring.searching import Search
from briefing.services.anchoring.word_map import Mapped, WordMap

KEPT = 0.5
"""Share of an excerpt's characters whose words have to stay that it follows without a doubt."""
GROWN = 0.5
"""How much longer an excerpt may become by words put into it without a doubt."""

ELSEWHERE = marked("It follows its paragraph, but others in the article are much like it.")
CHANGED = marked("Most of its words were changed.")
SWAPPED = marked("All of its words were replaced by others.")
APART = marked("Its words no longer stand together.")
FULLER = marked("Much was put in between its words.")
AGAIN = marked("Its words are in the article again.")
EDGE = marked("Where it begins or ends is not certain.")

_FIGURE = re.compile(r"\d[\d.,]*(?<=\d)")


def follow(
    old_text: str,
    new_text: str,
    excerpts: Iterable[Excerpt],
    alignment: Alignment | None = None,
) -> Followed:
    """Return where each excerpt of a text stands in its changed version.

    An excerpt goes with its paragraph and, in a changed one, with its words. If they are gone from
    there its exact quote is looked for elsewhere, then what is most like it. Without a doubt are
    only those whose paragraph is beyond doubt and that keep at least half of what they said, every
    figure included; the others say why. Nothing is left out. One that is under review already
    keeps its doubt. `alignment` is that of the two texts, if somebody has made it already.
    """
    wanted = list(excerpts)
    if not wanted:
        return Followed()
    if old_text == new_text:
        return Followed({e.id: Place(e.start, e.end) for e in wanted})
    follower = _Follower(old_text, new_text, alignment or align(old_text, new_text))
    return Followed({excerpt.id: follower.place(excerpt) for excerpt in wanted})


class _Follower:
    def __init__(self, old: str, new: str, found: Alignment) -> None:
        self._old, self._new = old, new
        self._found = found
        self._starts = [start for start, _ in self._found.old]
        self._ends = [end for _, end in self._found.old]
        self._order = sorted(self._found.in_order)
        self._maps: dict[int, WordMap] = {}
        self._search = Search(old, new, self._found)

    def place(self, excerpt: Excerpt) -> Place:
        """Return where an excerpt went."""
        start, end = excerpt.start, excerpt.end
        if excerpt.review and self._old[start:end] != excerpt.quote:
            found = self._search.place(excerpt, self._near(start))
            if found and found.certainty is Certainty.SURE:
                return Place(found.start, found.end, Certainty.DOUBT, AGAIN)
        place = self._mapped(start, end)
        if place and place.certainty is Certainty.SURE:
            return place
        if place and place.reason not in (SWAPPED, CHANGED):
            return place
        elsewhere = self._search.place(excerpt, self._near(start))
        if elsewhere and (place is None or elsewhere.certainty is Certainty.SURE):
            return elsewhere
        return place or Place(
            *nearest_paragraph(self._new, self._near(start)), Certainty.LOST, LOST
        )

    def _mapped(self, start: int, end: int) -> Place | None:
        """Follow a range paragraph by paragraph; None if nothing of it is left there."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end) - 1
        parts: list[tuple[Pair, Mapped]] = []
        total = 0
        for number in range(first, last + 1):
            low, high = self._found.old[number]
            pair = self._found.pairs.get(number)
            mapped = self._part(pair, max(start, low), min(end, high)) if pair else None
            total += mapped.total if mapped else min(end, high) - max(start, low)
            if pair and mapped and mapped.start < mapped.end:
                parts.append((pair, mapped))
        if not parts:
            return None
        return self._joined(_together(parts), last - first + 1, total, (start, end))

    def _part(self, pair: Pair, start: int, end: int) -> Mapped | None:
        """Return where a range of one paragraph went, in the whole new text."""
        low, high = self._found.old[pair.old]
        to = self._found.new[pair.new][0]
        if pair.equal:
            size = end - start
            return Mapped(start - low + to, end - low + to, size, size, exact=True)
        if pair.old not in self._maps:
            into = self._new[slice(*self._found.new[pair.new])]
            self._maps[pair.old] = WordMap(self._old[low:high], into)
        found = self._maps[pair.old].mapped(start - low, end - low)
        if found is None:
            return None
        return Mapped(to + found.start, to + found.end, found.kept, found.total, found.exact)

    def _joined(
        self, parts: list[tuple[Pair, Mapped]], count: int, total: int, old: tuple[int, int]
    ) -> Place:
        start, end = parts[0][1].start, parts[-1][1].end
        kept = sum(mapped.kept for _, mapped in parts)
        reason = ""
        if not kept:
            reason = SWAPPED
        elif kept < KEPT * total:
            reason = CHANGED if len(parts) == count else APART
        elif len(parts) < count or not _unbroken(parts):
            reason = APART
        elif not all(pair.sure for pair, _ in parts):
            reason = ELSEWHERE
        elif not (parts[0][1].exact and parts[-1][1].exact):
            reason = EDGE
        elif end - start > (1 + GROWN) * (old[1] - old[0]) + 8:
            reason = FULLER
        else:
            reason = _figures(self._old[slice(*old)], self._new[start:end])
        return Place(start, end, Certainty.DOUBT if reason else Certainty.SURE, reason)

    def _near(self, offset: int) -> int:
        """Return where in the new text comes what followed the words before an old offset."""
        at = bisect_right(self._order, bisect_right(self._starts, offset) - 1) - 1
        if at < 0:
            return 0
        return self._found.new[self._found.pairs[self._order[at]].new][1] + 1


def _together(parts: list[tuple[Pair, Mapped]]) -> list[tuple[Pair, Mapped]]:
    """Return the run of parts in the same order in both texts that keeps most words."""
    runs: list[list[tuple[Pair, Mapped]]] = [[]]
    for part in parts:
        if runs[-1] and not _goes_on(runs[-1][-1][0], part[0]):
            runs.append([])
        runs[-1].append(part)
    return max(runs, key=lambda run: sum(mapped.kept for _, mapped in run))


def _goes_on(pair: Pair, later: Pair) -> bool:
    """Tell whether a pair comes behind another with at most one paragraph more between them."""
    return 0 < later.new - pair.new <= later.old - pair.old + 1


def _unbroken(parts: list[tuple[Pair, Mapped]]) -> bool:
    """Tell whether nothing was put between the parts and nothing between them is missing."""
    return (
        parts[-1][0].new - parts[0][0].new == parts[-1][0].old - parts[0][0].old == len(parts) - 1
    )


def _figures(old: str, new: str) -> str:
    """Return what became of the figures in an excerpt, in words; "" if they are the same."""
    if old == new:
        return ""
    before, after = Counter(_FIGURE.findall(old)), Counter(_FIGURE.findall(new))
    gone, come = before - after, after - before
    if not gone and not come:
        return ""
    lost, got = (", ".join(list(each)[:3]) or tr("none") for each in (gone, come))
    return tr("A figure in it has changed: {lost} became {got}.", lost=lost, got=got)
