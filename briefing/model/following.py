"""Where excerpts stand after their article changed, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from briefing.language import marked

LOST = marked("Lost: its words are gone. It stands at the paragraph where they were.")
"""Why an excerpt is looked at whose words are gone."""


class Certainty(StrEnum):
    """How sure it is that an excerpt's new place is the words that were meant."""

    SURE = "sure"
    DOUBT = "in doubt"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an excerpt in a changed text: code points, end exclusive, never empty.

    `reason` says in words why it is not sure, "" when it is. A lost one's place is the paragraph
    nearest to where its words stood.
    """

    start: int
    end: int
    certainty: Certainty = Certainty.SURE
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """Where each excerpt of an article went, by the excerpt's id."""

    places: Mapping[str, Place] = field(default_factory=dict)

    def count(self, certainty: Certainty) -> int:
        """Return how many excerpts are as sure as this."""
        return sum(place.certainty is certainty for place in self.places.values())


def nearest_paragraph(text: str, offset: int) -> tuple[int, int]:
    """Return the line with words around an offset, else the next one, else the one before.

    White space at its ends is left out; the whole text if it holds no word.
    """
    offset = min(max(offset, 0), len(text))
    start = text.rfind("\n", 0, offset) + 1
    rest = text[start : start + _REACH]
    ahead = len(rest) - len(rest.lstrip())
    if ahead < len(rest):
        return _line(text, start + ahead)
    before = len(text[:start].rstrip())
    if before:
        return _line(text, before - 1)
    after = len(text) - len(text.lstrip())
    return _line(text, after) if after < len(text) else (0, len(text))


_REACH = 4_096
"""Code points of white space that are passed over to the next words before looking back."""


def _line(text: str, offset: int) -> tuple[int, int]:
    """Return the line around a character that is no white space."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    words = text[start : len(text) if end < 0 else end]
    start += len(words) - len(words.lstrip())
    return start, start + len(words.strip())
