"""Excerpts: tagged words of an article, with who said them and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from briefing.language import marked

CONTEXT = 32
"""Code points of context kept on each side of a quote, to find it again in a changed article."""


class Status(StrEnum):
    """Whether anyone has verified what the words claim."""

    UNASSESSED = marked("unassessed")
    REPORTED = marked("reported")
    CORROBORATED = marked("corroborated")
    UNVERIFIED = marked("unverified")
    DISPUTED = marked("disputed")


class Confidence(StrEnum):
    """How far the analyst trusts the words."""

    LOW = marked("low")
    MODERATE = marked("moderate")
    HIGH = marked("high")


class Impact(StrEnum):
    """What the words mean for the stakeholder."""

    POSITIVE = "+"
    NEGATIVE = "-"
    NEUTRAL = "0"
    UNKNOWN = "?"


class SourceKind(StrEnum):
    """How directly the one who said it is known."""

    NAMED_PERSON = marked("named person")
    INSTITUTION = marked("institution")
    NAMED_OUTLET = marked("named outlet")
    DOCUMENT = marked("document")
    ANONYMOUS = marked("anonymous")
    VAGUE = marked("vague")
    RUMOUR = marked("rumour")
    AUTHOR = marked("author")


@dataclass(frozen=True, slots=True)
class Assessment:
    """Who said it, how directly, who verified it, and what it means for whom."""

    attribution: str | None = None
    source_kind: SourceKind | None = None
    status: Status = Status.UNASSESSED
    confidence: Confidence | None = None
    stakeholder: str | None = None
    impact: Impact | None = None


UNASSESSED = Assessment()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of an article that somebody marked.

    `start` and `end` are code points into `Article.text`, end exclusive; `quote` is that slice and
    `prefix`, `suffix` up to `CONTEXT` code points around it; `tags` are tag ids in the order they
    were given; `created` is an ISO 8601 time; `review` says why somebody has to look whether these
    are still the words that were meant, "" when that is certain. While it says so, `quote`,
    `prefix` and `suffix` are the words that were meant, and `start` and `end` where they probably
    stand; of lost words that is the nearest paragraph.
    """

    id: str
    article: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    tags: tuple[str, ...] = ()
    note: str = ""
    assessment: Assessment = field(default_factory=Assessment)
    author: str = ""
    created: str = ""
    review: str = ""

    @property
    def is_bare(self) -> bool:
        """Whether it carries neither tag, note nor assessment: nothing that anyone would miss."""
        return not (self.tags or self.note or self.assessment != UNASSESSED)

    def shifted(self, by: int) -> Excerpt:
        """Return it `by` code points further on, with the same words.

        Spelled out because it is called for thousands at each key; `replace` takes twice as long.
        """
        return Excerpt(
            self.id, self.article, self.start + by, self.end + by, self.quote, self.prefix,
            self.suffix, self.tags, self.note, self.assessment, self.author, self.created,
            self.review,
        )  # fmt: skip

    def toggled(self, tag: str) -> Excerpt:
        """Return it with `tag` added, or taken off if it was there."""
        if tag in self.tags:
            return replace(self, tags=tuple(other for other in self.tags if other != tag))
        return replace(self, tags=(*self.tags, tag))


def cut(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return quote, prefix and suffix of the range of `text` (code points, end exclusive)."""
    return text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
