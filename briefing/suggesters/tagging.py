"""Suggests tags, sentence by sentence, by weighted words: one lexicon a tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from briefing.language import tr
from briefing.model.suggestion import Suggestion
from briefing.services.close_reading import CloseReading, Hit, Sentence
from briefing.services.lexicons import Group, Lexicon, Lexicons
from briefing.suggesters.figures import FigureFinder
from briefing.suggesters.stakeholders import for_whom

Sign = Callable[[Sentence], list[str]]
"""Returns the words of a sentence in which the program sees a sign, none if it does not."""

_YEAR = re.compile(r"\b(?:in|since|from|until|of|after) (?P<year>1[5-9]\d\d|20\d\d)\b(?![.,]?\d|%)")
_RATE_CHANGE = re.compile(
    r"\bfrom [$€£]?\d[\d.,]*[^\d.;]{0,20} to [$€£]?\d"
    r"|\bto [$€£]?\d[\d.,]*[^\d.;]{0,20} from [$€£]?\d"
)
_PEOPLE = re.compile(r"\b[a-z]{2,20}(?:ers|ors|ists|ees|men|women|holders|ians)\b")
_PART = re.compile(r"[,;:—“”\"]")
_NEAR = 36
"""Code points that may stand between two words that belong together."""

_MOST = 12
"""Hits of one group that are looked at; a sentence of prose has fewer."""

_FIRST = 45
"""Code points from the start of a sentence within which its subject is looked for."""
_SECOND = 0.25
"""How much a second word of a group says, beside the first."""


class TagSuggester:
    """Suggests a tag for the sentences in which enough of its words stand.

    Each group of words counts once, as a chance of its own that the tag fits; the score is the
    chance that one of them is right (noisy or: J. Pearl, "Probabilistic Reasoning in Intelligent
    Systems", 1988), less what the words against it take away.
    """

    kind = "tag"

    def __init__(self, lexicon: Lexicon, signs: Mapping[str, Sign]) -> None:
        assert lexicon.tag
        self.name = f"tag {lexicon.tag}"
        self._lexicon = lexicon
        self._tag = lexicon.tag
        self._signs = {
            group.sign: signs.get(group.sign) or _words_of(*group.sign.partition(".")[::2])
            for group in lexicon.groups.values() if group.sign
        }  # fmt: skip

    def suggest(self, reading: CloseReading) -> Iterator[Suggestion]:
        """Yield a suggestion for each sentence that reaches the lexicon's threshold."""
        for sentence in reading.sentences:
            if not self._signs and self._lexicon.name not in sentence.found:
                continue
            score, reason = self.score(sentence)
            if score >= self._lexicon.threshold:
                yield reading.suggestion(
                    sentence.start, sentence.end, self.kind, reason, score, (self._tag,)
                )

    def score(self, sentence: Sentence) -> tuple[float, str]:
        """Return how well the tag fits, from 0 to 1, and the words that say so."""
        against, miss = 1.0, 1.0
        reasons: list[str] = []
        there = sentence.found.get(self._lexicon.name, {})
        for group in self._lexicon.groups.values():
            if not (group.sign or group.near or group.name in there):
                continue
            words = self._words(group, sentence)
            if not words:
                continue
            if group.weight < 0:
                against *= 1 + group.weight
                continue
            miss *= (1 - group.weight) * (1 - _SECOND * group.weight * (len(words) > 1))
            quoted = ", ".join(f"“{word}”" for word in words[:4])
            reasons.append(f"{group.name}: {quoted}")
        return (1 - miss) * against, "; ".join(reasons)

    def _words(self, group: Group, sentence: Sentence) -> list[str]:
        found = [sentence.words(hit) for hit in sentence.of(self._lexicon.name, group.name)]
        if group.sign:
            found += self._signs[group.sign](sentence)
        if group.near:
            first, second = (sentence.of(self._lexicon.name, name) for name in group.near)
            found += _close_together(sentence, first[:_MOST], second[:_MOST])
        return list(dict.fromkeys(found))


def standard_signs(lexicons: Lexicons, figures: FigureFinder) -> dict[str, Sign]:
    """Return what the program sees by itself, by the names that lexicons call it."""
    return {
        "figure": lambda sentence: [sentence.text[f.start : f.end] for f in figures(sentence)],
        "for whom": lambda sentence: (
            [tr("For {who}, …", who=who)] if (who := for_whom(sentence)) else []
        ),
        "opening": lambda sentence: [] if sentence.number else ["it opens the article"],
        "rate change": lambda sentence: [m[0] for m in _RATE_CHANGE.finditer(sentence.text)],
        "somebody first": partial(_somebody_first, _not_people(lexicons)),
        "past year": _past_years,
    }


def _past_years(sentence: Sentence) -> list[str]:
    """Return the years that had passed when the article appeared; the last one is still news."""
    years = _YEAR.finditer(sentence.text)
    return [m[0] for m in years if int(m["year"]) < sentence.written - 1]


def _close_together(sentence: Sentence, first: list[Hit], second: list[Hit]) -> list[str]:
    """Return the words from one hit to the other where hardly anything stands between them."""
    found = []
    for one in first:
        for other in second:
            start, end = min(one.end, other.end), max(one.start, other.start)
            if 0 < end - start <= _NEAR and not _PART.search(sentence.text, start, end):
                words = sentence.text[min(one.start, other.start) : max(one.end, other.end)]
                found.append(words)
    return found[:_MOST]


def _not_people(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(lexicons.get("stakeholders").words("no people"))


def _somebody_first(others: frozenset[str], sentence: Sentence) -> list[str]:
    """Return whom a sentence begins with, by a known word or by an ending such as -ers."""
    known = sentence.of("stakeholder-impacts", "who")
    found = [sentence.words(hit) for hit in known if hit.start < _FIRST]
    opening = sentence.text[:_FIRST].casefold()
    return found or [m[0] for m in _PEOPLE.finditer(opening) if m[0] not in others][:1]


def _words_of(lexicon: str, group: str) -> Sign:
    """Return the sign that words of another lexicon's group stand in the sentence."""
    return lambda sentence: [sentence.words(hit) for hit in sentence.of(lexicon, group)]
