"""Briefs: a template's sections with what the analyst wrote and which excerpts stand in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

# One spelling for a place in the text where words of an article stand or are cited, as Pandoc
# spells citations: https://pandoc.org/MANUAL.html#citation-syntax
CITATION = re.compile(r"\[@([A-Za-z0-9_-]+)\]")
REST = "[@*]"
JUDGEMENT = "judgement"
"""Stands where an excerpt's id would: the sentence is the analyst's own, and nothing is printed."""
_PIECES = re.compile(rf"^[ \t]*(\[@(?:(?!{JUDGEMENT}\])[A-Za-z0-9_-]+|\*)\])[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Words:
    """CommonMark that the analyst wrote, with citation marks `[@excerpt-id]` in it."""

    markdown: str


@dataclass(frozen=True, slots=True)
class Placed:
    """The place of one excerpt, chosen by the analyst."""

    excerpt: str


@dataclass(frozen=True, slots=True)
class Rest:
    """The place of all excerpts that fill the slot and are not placed by hand."""


Piece = Words | Placed | Rest


@dataclass(frozen=True, slots=True)
class SectionText:
    """What fills one slot.

    `body` is CommonMark. A line that holds only `[@excerpt-id]` is where that excerpt stands, one
    that holds only `[@*]` is where the slot's other excerpts stand (at the end without it), and
    `[@excerpt-id]` within a sentence cites. `[@judgement]` says that a sentence, or on a line of
    its own the whole section, is the analyst's judgement. `left_out` are excerpts the analyst does
    not want here. `query` and `analysis` fill it instead of the template's tags where they are
    given: a query of tags, and the key of a page of the analysis that is printed of what it finds.
    """

    slot: str
    body: str = ""
    left_out: tuple[str, ...] = ()
    query: str = ""
    analysis: str = ""

    def pieces(self) -> tuple[Piece, ...]:
        """Return the body as words and places in order, with exactly one `Rest`."""
        return _pieces_of(self.body)


@dataclass(frozen=True, slots=True)
class Brief:
    """One brief of a project: `fields` by field key, `sections` by section key.

    `articles` are the ids of those it is about; none named means all of the project. `checks` says
    "on" or "off" for kinds of check that the analyst wants otherwise than the template has them.
    """

    id: str
    title: str
    template: str
    fields: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, SectionText] = field(default_factory=dict)
    articles: tuple[str, ...] = ()
    created: str = ""
    checks: Mapping[str, str] = field(default_factory=dict)

    def section(self, slot: str) -> SectionText:
        """Return what fills this slot; an untouched one is empty."""
        return self.sections.get(slot) or SectionText(slot)


def places_blanked(body: str) -> str:
    """Return a body with blanks for the lines that place excerpts; every offset stays as it was."""
    return _PIECES.sub(lambda line: " " * len(line.group()), body)


def body_of(pieces: tuple[Piece, ...]) -> str:
    """Return the body that `SectionText.pieces` reads as `pieces`; a lone `Rest` gives ""."""
    if pieces and isinstance(pieces[-1], Rest):
        pieces = pieces[:-1]
    return "\n\n".join(filter(None, map(_spelled, pieces)))


@lru_cache(maxsize=256)  # each view of a section asks for them at each change
def _pieces_of(body: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    has_rest = False
    for part in _PIECES.split(body):
        pieces.extend(_piece(part, has_rest=has_rest))
        has_rest = has_rest or part == REST
    if not has_rest:
        pieces.append(Rest())
    return tuple(pieces)


def _piece(part: str, *, has_rest: bool) -> list[Piece]:
    if part == REST:
        return [] if has_rest else [Rest()]
    if mark := CITATION.fullmatch(part):
        return [Placed(mark.group(1))]
    words = part.strip("\n")
    return [Words(words)] if words.strip() else []


def _spelled(piece: Piece) -> str:
    match piece:
        case Words(markdown):
            return markdown.strip("\n")
        case Placed(excerpt):
            return f"[@{excerpt}]"
        case Rest():
            return REST
