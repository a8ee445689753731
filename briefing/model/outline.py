"""The outline: a composed brief, the one thing that every exporter renders."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from briefing.model.finding import Report

PROVENANCE = "urn:briefing:provenance:1"
"""The XML namespace of the part in which an exported document says what it was made of."""


class ParagraphKind(StrEnum):
    """What a paragraph of the outline is."""

    TEXT = "text"
    BULLET = "bullet"
    NUMBER = "number"
    QUOTE = "quote"
    HEADING = "heading"
    PLACEHOLDER = "placeholder"


LISTS = (ParagraphKind.BULLET, ParagraphKind.NUMBER)
"""The kinds of paragraphs that are items of a list."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one formatting; `citation` is the number of the citation that follows them."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None
    citation: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `excerpt` is the id of the excerpt it prints, None for the analyst's words.

    `level` counts list depth from 0 and headings below the section's from 1; `first` marks the
    item at which a numbered list starts anew.
    """

    kind: ParagraphKind
    runs: tuple[Run, ...]
    level: int = 0
    excerpt: str | None = None
    first: bool = False

    @property
    def text(self) -> str:
        """The words without formatting."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells' runs, and the excerpt it stands on."""

    cells: tuple[tuple[Run, ...], ...]
    excerpt: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; `title` says what it shows, for readers who cannot see it."""

    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


OutlineBlock = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """One slot composed; `empty` if nothing but its placeholder or note stands in it."""

    key: str
    title: str
    blocks: tuple[OutlineBlock, ...]
    empty: bool = False
    omitted: bool = False
    excerpts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited excerpt; `number` runs from 1 in reading order, `paragraph` from 1 in the article.

    `note` is the whole source note as every format prints it.
    """

    number: int
    excerpt: str
    article: str
    paragraph: int
    quote: str
    note: str
    attribution: str | None = None
    status: str = "unassessed"
    confidence: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One article that the brief rests on; `line` names it as every format prints it."""

    article: str
    line: str
    outlet: str | None
    headline: str | None
    place: str | None
    published: str | None
    url: str | None
    file: str
    words: int
    sha256: str


@dataclass(frozen=True, slots=True)
class OutlineField:
    """One header field as printed; `given` is False when `value` is the template's stand-in."""

    key: str
    label: str
    value: str
    given: bool
    required: bool = False


class GapKind(StrEnum):
    """What a gap is about."""

    EMPTY = "empty"
    LIMIT = "limit"
    LENGTH = "length"
    CITATION = "citation"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the brief still lacks; a `required` one blocks the final export.

    `place` is a section key, or `field:KEY` for a header field. `remedy` says what to do, "" where
    the message does.
    """

    place: str
    title: str
    message: str
    required: bool
    kind: GapKind = GapKind.EMPTY
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """The sections of one article in a brief that goes article by article."""

    source: Source
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A brief composed from its template, its project and what the analyst wrote.

    `report` is what the checks found in it, None when nobody checked. `brief` is the brief's id.
    """

    title: str
    template: str
    language: str
    marking: str
    author: str
    date: str
    fields: tuple[OutlineField, ...] = ()
    sections: tuple[Section, ...] = ()
    parts: tuple[ArticlePart, ...] = ()
    citations: tuple[Citation, ...] = ()
    sources: tuple[Source, ...] = ()
    gaps: tuple[Gap, ...] = ()
    words: int = 0
    draft: bool = field(default=False)
    report: Report | None = None
    brief: str = ""
    template_version: int = 0

    def all_sections(self) -> tuple[Section, ...]:
        """Return every section in reading order, those of each article included."""
        return self.sections + tuple(s for part in self.parts for s in part.sections)
