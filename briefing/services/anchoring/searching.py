"""Searches a changed text for the words of an excerpt whose paragraph no longer has them."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.language import marked
from briefing.model.excerpt import Excerpt
from briefing.model.following import Certainty, Place
from briefing.services.anchoring.aligning import WORD, Alignment, shared

WORDS = 4
"""Words from which a quote that stands elsewhere in the article once is beyond doubt."""
FLOOR = 75.0
"""How alike (of 100, rapidfuzz's partial ratio) words have to be to be offered at all."""
MARGIN = 8.0
"""How much more alike than the next best place the offered one has to be."""
EFFORT = 200_000_000
"""Code points of quote times code points of paragraph that one search may compare in all."""

MOVED = marked("Its words were found in another place.")
TWICE = marked("Its words stand in several places now.")
ALIKE = marked("Only words much like it were found, in another place.")


@dataclass(frozen=True, slots=True)
class _Hit:
    paragraph: int
    start: int
    end: int
    context: float


class Search:
    """Looks for quotes in the paragraphs of a new text that are not equal to an old one."""

    def __init__(self, old: str, new: str, alignment: Alignment) -> None:
        self._old, self._new = old, new
        self._found = alignment
        self._was = {pair.new: pair.old for pair in alignment.pairs.values()}
        self._effort = EFFORT

    def place(self, excerpt: Excerpt, near: int) -> Place | None:
        """Return the place of the exact quote, else of what is most like it, else None."""
        quote = excerpt.quote.strip()
        if not WORD.search(quote):
            return None
        around = f"{excerpt.prefix}{excerpt.quote}{excerpt.suffix}"
        candidates = self._found.index.near(quote, 8) or self._found.index.near(around, 8)
        hits = [hit for n in candidates for hit in self._exact(quote, n, excerpt)]
        if hits:
            return self._exactly(quote, hits, near)
        return self._like(quote, candidates)

    def _exact(self, quote: str, paragraph: int, excerpt: Excerpt) -> list[_Hit]:
        low, high = self._found.new[paragraph]
        if self._had(paragraph, quote):
            return []
        hits, at = [], self._new.find(quote, low, high)
        while at >= 0:
            end = at + len(quote)
            before, after = self._new[max(0, at - 32) : at], self._new[end : end + 32]
            context = shared(before, excerpt.prefix) + shared(after, excerpt.suffix)
            hits.append(_Hit(paragraph, at, end, context))
            at = self._new.find(quote, end, high)
        return hits

    def _had(self, paragraph: int, quote: str) -> bool:
        """Tell whether the old paragraph had these words too: then they are others' words."""
        old = self._was.get(paragraph)
        return old is not None and quote in self._old[slice(*self._found.old[old])]

    def _exactly(self, quote: str, hits: list[_Hit], near: int) -> Place:
        hits.sort(key=lambda hit: (-hit.context, abs(hit.start - near)))
        best = hits[0]
        if len(hits) > 1 and best.context - hits[1].context < 0.5:
            return Place(best.start, best.end, Certainty.DOUBT, TWICE)
        if len(WORD.findall(quote)) < WORDS:
            return Place(best.start, best.end, Certainty.DOUBT, MOVED)
        return Place(best.start, best.end)

    def _like(self, quote: str, candidates: list[int]) -> Place | None:
        from rapidfuzz.fuzz import partial_ratio_alignment

        found = []
        for paragraph in candidates[:4]:
            low, high = self._found.new[paragraph]
            if len(quote) > 1.3 * (high - low) or len(WORD.findall(quote)) < WORDS - 1:
                continue
            self._effort -= len(quote) * (high - low)
            if self._effort < 0:
                return None
            hit = partial_ratio_alignment(quote, self._new[low:high], score_cutoff=FLOOR)
            if hit and hit.score >= FLOOR:
                found.append((hit.score, low + hit.dest_start, low + hit.dest_end))
        found.sort(reverse=True)
        if not found or (len(found) > 1 and found[0][0] - found[1][0] < MARGIN):
            return None
        return Place(*self._whole_words(*found[0][1:]), Certainty.DOUBT, ALIKE)

    def _whole_words(self, start: int, end: int) -> tuple[int, int]:
        low, high = max(0, start - 24), min(len(self._new), end + 24)
        spans = [m.span() for m in WORD.finditer(self._new, low, high)]
        touched = [span for span in spans if (span[0] + span[1]) // 2 in range(start, end)]
        return (touched[0][0], touched[-1][1]) if touched else (start, end)
