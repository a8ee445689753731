"""Suggests hedges, and claims that nobody has checked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.model.excerpt import UNASSESSED, Assessment, Status
from briefing.model.suggestion import Suggestion
from briefing.services.close_reading import CloseReading, Hit, Sentence

_POINTS_BACK = re.compile(
    r"\b(?:this|that|these|those|such) \w+|\b(?:it|its|them|the existence of)\b", re.IGNORECASE
)


class HedgeSuggester:
    """Suggests sentences that hold back; what is said to be unchecked is marked as unverified.

    A sentence such as “Nobody has verified this list” speaks of the one before it, which is then
    the unverified one.
    """

    name = "hedges"
    kind = "hedge"

    def suggest(self, reading: CloseReading) -> Iterator[Suggestion]:
        """Yield one suggestion for each sentence with such words, naming them."""
        for sentence in reading.sentences:
            following = reading.after(sentence)
            doubts = _unchecked(sentence)
            later = following and _speaks_of_before(following) and _unchecked(following)
            if following and later:
                reason = f"the next sentence says “{following.words(later[0])}”"
                yield self._made(reading, sentence, reason, 0.85, unverified=True)
            elif doubts:
                itself = not _speaks_of_before(sentence)
                reason = _quoted(sentence, doubts)
                yield self._made(reading, sentence, reason, 0.85, unverified=itself)
            elif hedges := hedges_in(sentence):
                score = min(0.8, 0.45 + 0.1 * len(hedges))
                yield self._made(reading, sentence, _quoted(sentence, hedges), score)

    def _made(
        self, reading: CloseReading, sentence: Sentence, reason: str, score: float,
        *, unverified: bool = False,
    ) -> Suggestion:  # fmt: skip
        said = Assessment(status=Status.UNVERIFIED) if unverified else UNASSESSED
        tags = ("sources-verification",) if unverified else ()
        return reading.suggestion(
            sentence.start, sentence.end, self.kind, reason, score, tags, said
        )  # fmt: skip


def hedges_in(sentence: Sentence) -> list[Hit]:
    """Return the words that hold back; the month of May is not one of them."""
    hits = sentence.of("hedges", "possible", "hearsay")
    return [hit for hit in hits if hit.start == 0 or not _is_name(sentence.words(hit))]


def _is_name(words: str) -> bool:
    return words[:1].isupper()


def _unchecked(sentence: Sentence) -> list[Hit]:
    return sentence.of("hedges", "nobody checked")


def _speaks_of_before(sentence: Sentence) -> bool:
    """Whether a sentence that doubts something means what stands before it."""
    hits = _unchecked(sentence)
    if not hits or sentence.number == 0:
        return False
    if sentence.of("attribution", "points back"):
        return True
    return bool(_POINTS_BACK.search(sentence.text, hits[0].start))


def _quoted(sentence: Sentence, hits: list[Hit]) -> str:
    words = dict.fromkeys(f"“{sentence.words(hit)}”" for hit in hits)
    return ", ".join(list(words)[:6])
