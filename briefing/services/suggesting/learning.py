"""What a project teaches the suggester: the words of what was accepted, tagged and rejected."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from briefing.language import tr
from briefing.model.project import Project
from briefing.model.suggestion import Suggestion

NEWEST = 2_000
"""Examples that are learnt from: the newest excerpts and decisions."""

FEWEST = 3
"""Examples of a tag, and of others, before anything is said of it."""

_TRUST = 12.0
"""Examples at which what was learnt counts half of what it will when there are many."""

_STRONGEST = 2.5
"""What was learnt moves the log-odds of a score by no more than this, so that words rule."""

_LEARNT_ONLY = 0.75
"""The score from which a tag without lexicon words is suggested by what was learnt alone."""

_WORD = re.compile(r"[^\W\d_]{3,40}")
_COMMON = frozenset({
    "the", "and", "for", "that", "with", "from", "was", "were", "has", "have", "had", "are",
    "its", "their", "his", "her", "this", "these", "those", "which", "who", "will", "would",
    "could", "may", "might", "been", "but", "not", "than", "into", "about", "after", "before",
    "over", "under", "said", "says", "say", "also", "while", "when", "they", "them", "there",
    "where", "what", "more", "most", "such", "some", "all", "any", "one", "two", "can", "did",
    "does", "per", "out", "off", "own", "our", "your", "you", "she", "him", "how", "why", "then",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    """Words that were judged: under what name, and whether it fitted."""

    name: str
    words: frozenset[str]
    fits: bool


@dataclass(slots=True)
class _Counts:
    """How often each word stood in what fitted a name and in what did not."""

    examples: list[int] = field(default_factory=lambda: [0, 0])
    words: tuple[Counter[str], Counter[str]] = field(default_factory=lambda: (Counter(), Counter()))


class Lessons:
    """A naive Bayes model over the words of excerpts and decisions; see `learn`.

    Each tag, and each kind of suggestion, is a question of its own: does it fit or not? A word
    speaks by the logarithm of how much oftener it stands where it fits (Laplace smoothing by one;
    D. D. Lewis, "Naive (Bayes) at forty", 1998).
    """

    def __init__(self, counts: Mapping[str, _Counts] | None = None) -> None:
        self._counts = counts or {}

    def names(self) -> Iterator[str]:
        """Yield the names of which enough is known."""
        return (name for name, c in self._counts.items() if min(c.examples) >= FEWEST)

    def weigh(self, name: str, quote: str) -> tuple[float, list[str]]:
        """Return how far the log-odds of a score move, and the words that move them most."""
        counts = self._counts.get(name)
        if counts is None or sum(counts.examples) < FEWEST:
            return 0.0, []
        fitting, others = counts.examples[True], counts.examples[False]
        yes, no = counts.words[True], counts.words[False]
        said = {
            word: math.log((yes[word] + 1) / (fitting + 2) * (others + 2) / (no[word] + 1))
            for word in words_of(quote) if yes[word] or no[word]
        }  # fmt: skip
        total = sum(said.values())
        trust = (fitting + others) / (fitting + others + _TRUST)
        moved = max(-_STRONGEST, min(_STRONGEST, total)) * trust
        strongest = sorted(said, key=lambda word: (-abs(said[word]), word))
        return moved, [word for word in strongest if said[word] * total > 0][:4]

    def adjusted(self, suggestion: Suggestion) -> Suggestion:
        """Return a suggestion with its score moved by what was learnt, and why."""
        moved, words = self.weigh(_name(suggestion), suggestion.quote)
        if abs(moved) < 0.05:
            return suggestion
        odds = math.log(suggestion.score / (1 - min(suggestion.score, 0.999))) + moved
        named = ", ".join(f"“{word}”" for word in words)
        said = (
            tr("more likely by what you decided before ({named})", named=named)
            if moved > 0
            else tr("less likely by what you decided before ({named})", named=named)
        )
        reason = f"{suggestion.reason}; {said}"
        return replace(suggestion, score=round(1 / (1 + math.exp(-odds)), 3), reason=reason)

    def alone(self, tag: str, quote: str) -> tuple[float, list[str]] | None:
        """Return score and words for a tag that only what was learnt speaks for, or None."""
        moved, words = self.weigh(tag, quote)
        score = 1 / (1 + math.exp(-(moved * 1.2)))
        return (round(score, 3), words) if score >= _LEARNT_ONLY and len(words) > 1 else None


def learn(project: Project) -> Lessons:
    """Return what a project teaches; it never leaves this machine.

    A tag fits the excerpts that have it and the suggestions of it that were accepted; it does not
    fit the excerpts that have others only, nor the suggestions of it that were rejected.
    """
    counts: dict[str, _Counts] = {}
    for example in examples_of(project):
        found = counts.setdefault(example.name, _Counts())
        found.examples[example.fits] += 1
        found.words[example.fits].update(example.words)
    return Lessons(counts)


def examples_of(project: Project) -> Iterator[Example]:
    """Yield what a project says about tags and kinds of suggestions, the newest only."""
    excerpts = sorted(project.excerpts.values(), key=lambda e: (e.created, e.id))[-NEWEST:]
    decisions = sorted(project.decisions.values(), key=lambda d: (d.made, d.id))[-NEWEST:]
    tags = {tag for excerpt in excerpts for tag in excerpt.tags}
    for excerpt in excerpts:
        words = words_of(excerpt.quote)
        yield from (Example(tag, words, tag in excerpt.tags) for tag in tags if excerpt.tags)
    tagged = {(e.article, e.start, e.quote) for e in excerpts if e.tags}
    for decision in decisions:
        words = words_of(decision.quote)
        if decision.kind != "tag":
            yield Example(f"kind {decision.kind}", words, decision.accepted)
        elif not (
            decision.accepted and (decision.article, decision.start, decision.quote) in tagged
        ):
            yield from (Example(tag, words, decision.accepted) for tag in decision.tags)


@lru_cache(maxsize=8_192)
def words_of(quote: str) -> frozenset[str]:
    """Return the words of a quote that say something, in small letters; at most 200."""
    found = (match[0].casefold() for match in _WORD.finditer(quote[:4_000]))
    return frozenset(islice((word for word in found if word not in _COMMON), 200))


def _name(suggestion: Suggestion) -> str:
    if suggestion.kind == "tag" and suggestion.tags:
        return suggestion.tags[0]
    return f"kind {suggestion.kind}"
