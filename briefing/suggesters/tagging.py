"""Suggests tags, sentence by sentence, by weighted words: one lexicon a tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from briefing.model.suggestion import Suggestion
from briefing.services.close_reading import CloseReading, Sentence
from briefing.services.lexicons import Group, Lexicon, Lexicons
from briefing.suggesters.figures import FigureFinder
from briefing.suggesters.stakeholders import for_whom

Sign = Callable[[Sentence], list[str]]
"""Returns the words of a sentence in which the program sees a sign, none if it does not."""

_PAST_YEAR = re.compile(
    r"\b(?:in|since|from|until|of|after) (?P<year>1[5-9]\d\d|20[01]\d|202[0-4])\b(?![.,]?\d|%)"
)
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
            if not group.sign and group.name not in there:
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
        return list(dict.fromkeys(found))


def standard_signs(lexicons: Lexicons) -> dict[str, Sign]:
    """Return what the program sees by itself, by the names that lexicons call it."""
    figures = FigureFinder(lexicons.get("units"))
    return {
        "figure": lambda sentence: [sentence.text[f.start : f.end] for f in figures(sentence)],
        "for whom": lambda sentence: [f"For {who}, …"] if (who := for_whom(sentence)) else [],
        "past year": lambda sentence: [m[0] for m in _PAST_YEAR.finditer(sentence.text)],
    }


def _words_of(lexicon: str, group: str) -> Sign:
    """Return the sign that words of another lexicon's group stand in the sentence."""
    return lambda sentence: [sentence.words(hit) for hit in sentence.of(lexicon, group)]
