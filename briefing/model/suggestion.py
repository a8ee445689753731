"""Suggested excerpts, and what the analyst decided about them."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.language import marked
from briefing.model.excerpt import UNASSESSED, Assessment

KINDS = {
    "tag": marked("Tags"), "attribution": marked("Who said it"),
    "hedge": marked("Doubtful claims"), "figure": marked("Figures"),
    "stakeholder": marked("Stakeholders"), "heading": marked("Sub-headings"),
    "date": marked("Dates"),
}  # fmt: skip
"""What each kind of suggestion is called, in the order of the list; plug-ins may add others."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words of an article that might be worth an excerpt; never applied by itself.

    `start` and `end` are code points into `Article.text`, end exclusive; `quote` is that slice;
    `tags` are tag ids, or none; `kind` is what was seen (see `KINDS`); `reason` says why in words a
    person can check; `score` runs from 0 to 1; `assessment` is what the excerpt would say of its
    source.
    """

    article: str
    start: int
    end: int
    quote: str
    tags: tuple[str, ...]
    kind: str
    reason: str
    score: float
    assessment: Assessment = field(default=UNASSESSED)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the analyst said to one suggestion; the suggester learns from it.

    `quote`, `kind` and `tags` are the suggestion's; `start` is where it stood then. `made` is an
    ISO 8601 time.
    """

    id: str
    article: str
    start: int
    quote: str
    kind: str
    tags: tuple[str, ...]
    accepted: bool
    author: str = ""
    made: str = ""
