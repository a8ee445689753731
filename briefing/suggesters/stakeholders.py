"""Suggests stakeholders: whom a sentence is about, and whether it is good or bad for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.model.excerpt import Assessment, Impact
from briefing.model.suggestion import Suggestion
from briefing.services.close_reading import CloseReading, Hit, Sentence

_NOT_WHO = r"(?!example|instance|now|years|decades|months|weeks|days|that|this|the first|its part)"
_FOR = re.compile(
    rf"For (?P<who>{_NOT_WHO}[^,;:.]{{2,80}}?)(?:, (?!may|could|would|will)[^,.;]{{1,100}})?,\s"
)
_FOR_SHORT = re.compile(
    rf"For (?P<who>{_NOT_WHO}[\w’' -]{{2,60}}?) (?=(?:the|an?|this|it|these) [\w-]+ "
    r"(?:[\w-]+ ){0,2}?(?:may|could|would|will|means?|brings?|is|are)\b)"
)
_BEFORE = re.compile(r"(?:[\w’'-]+ ){0,3}$")
_BREAKS = frozenset({
    "the", "a", "an", "and", "or", "but", "of", "to", "for", "by", "with", "from", "as", "that",
    "in", "on", "among", "between", "while", "which", "leave", "leaves", "put", "puts", "many",
    "some", "all", "would", "could", "may", "will", "if", "when", "said", "so", "their", "its",
    "his", "her", "our", "are", "is", "was", "were", "has", "have", "had", "than", "be", "at",
    "also", "not", "other", "forcing", "forced", "leaving", "left", "hit", "cost", "about", "both",
    "most", "each", "every",
})  # fmt: skip


class StakeholderSuggester:
    """Suggests sentences that say what something means for somebody."""

    name = "stakeholders"
    kind = "stakeholder"

    def suggest(self, reading: CloseReading) -> Iterator[Suggestion]:
        """Yield one suggestion for each sentence with a stakeholder and a word on its fate."""
        for sentence in reading.sentences:
            good, ill = sentence.of("stakeholders", "good"), sentence.of("stakeholders", "ill")
            form = for_whom(sentence)
            named = form or _named(sentence)
            if not named or not (good or ill or form):
                continue
            signs = [f"“{sentence.words(hit)}”" for hit in (*good, *ill)]
            said = f"“For {form}, …”" if form else f"“{named}”"
            yield reading.suggestion(
                sentence.start, sentence.end, self.kind,
                " with ".join([said, ", ".join(dict.fromkeys(signs))] if signs else [said]),
                0.75 if form else 0.6,
                assessment=Assessment(stakeholder=_upper(named), impact=_impact(good, ill)),
            )  # fmt: skip


def for_whom(sentence: Sentence) -> str | None:
    """Return whom a sentence of the form “For them, the change may …” is about."""
    if not sentence.text.startswith("For "):
        return None
    found = _FOR.match(sentence.text) or _FOR_SHORT.match(sentence.text)
    return found["who"].strip() if found else None


def _named(sentence: Sentence) -> str | None:
    hits = sentence.of("stakeholders", "people and firms")
    if not hits:
        return None
    hit = hits[0]
    words = _BEFORE.search(sentence.text[: hit.start])
    before = words[0].split() if words else []
    kept: list[str] = []
    for word in reversed(before):
        if word.casefold() in _BREAKS or word.casefold().endswith("ly") or not word[:1].isalpha():
            break
        kept.insert(0, word)
    return " ".join([*kept, sentence.words(hit)])


def _impact(good: list[Hit], ill: list[Hit]) -> Impact:
    if bool(good) == bool(ill):
        return Impact.UNKNOWN
    return Impact.POSITIVE if good else Impact.NEGATIVE


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
