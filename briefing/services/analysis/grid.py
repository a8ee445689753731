"""A grid: what every page of the analysis shows, in words that lead to excerpts."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from briefing.errors import ExportError
from briefing.language import tr
from briefing.model.tags import Tag
from briefing.services import markdown_writing
from briefing.services.excerpt_tables import safe_cell
from briefing.services.rich_text import BlockKind, RichBlock, RichRun, Runs

MOST_IN_BRIEF = 1_500
"""Cells of a table in a brief; a page holds some 150."""


class Tone(StrEnum):
    """How a cell is meant; its words and its column say the same."""

    PLAIN = "plain"
    TOTAL = "total"
    DOUBTFUL = "doubtful"


class Width(StrEnum):
    """What a column has room for."""

    NUMBER = "number"
    NAME = "name"
    WORDS = "words"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Colour:
    """A tag's two-letter code and its colour, "#RRGGBB"."""

    code: str
    colour: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before a row or above a column; `tag` where it is one.

    `width` is that of a column: for a number, for words, or for codes alone.
    """

    words: str
    tag: Colour | None = None
    width: Width = Width.NUMBER


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of an article; `start` and `end` are code points, end exclusive."""

    article: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: `words` say all of it, `excerpts` are the ids it leads to.

    `weight` is from 0 to 1, how full it is drawn; `tags` are drawn as chips. `spot` is where a
    cell leads that has no excerpt. `cites` puts its excerpts' citations into a brief's table.
    """

    words: str
    excerpts: tuple[str, ...] = ()
    weight: float = 0.0
    tone: Tone = Tone.PLAIN
    tags: tuple[Colour, ...] = ()
    spot: Spot | None = None
    cites: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns with a cell where there is anything; `cells` are by row and column.

    `corner` names the rows, `note` says how to read it; `hint` what to do where it is empty. A
    `roomy` one has few fields with many names in each, parted by "; ", that stand below each other.
    """

    title: str
    corner: str
    rows: tuple[Head, ...] = ()
    columns: tuple[Head, ...] = ()
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    note: str = ""
    hint: str = ""
    roomy: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show but the hint."""
        return not self.cells

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at a place, a blank one where there is none."""
        return self.cells.get((row, column), BLANK)


BLANK = Cell("")
Marks = Mapping[tuple[int, int], Sequence[str]]
"""The ids of the excerpts of each cell, by row and column, in the order they are listed."""


def tag_head(tag: Tag) -> Head:
    """Return the head of a tag's row or column."""
    return Head(tag.name, colour_of(tag))


def colour_of(tag: Tag) -> Colour:
    """Return a tag's code and colour."""
    return Colour(tag.code, tag.colour)


def counted(marks: Marks, tones: Mapping[int, Tone] | None = None) -> dict[tuple[int, int], Cell]:
    """Return cells that say how many excerpts they have, drawn fuller the more there are.

    `tones` are those of whole columns; a column of totals does not make the others look empty.
    """
    toned = tones or {}
    plain = [len(ids) for (_r, c), ids in marks.items() if toned.get(c) is not Tone.TOTAL]
    most = max(plain, default=0) or 1
    cells = {}
    for (row, column), ids in marks.items():
        tone = toned.get(column, Tone.PLAIN)
        weight = 0.0 if tone is Tone.TOTAL else len(ids) / most
        if ids:
            cells[row, column] = Cell(str(len(ids)), tuple(ids), weight, tone)
    return cells


def as_csv(grid: Grid) -> str:
    """Return a grid as CSV (RFC 4180); no cell is a formula to any sheet."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(
        [safe_cell(cell) for cell in line] for line in _lines(grid)
    )
    return out.getvalue()


def as_markdown(grid: Grid) -> str:
    """Return a grid as a table of a section's text, with citations where cells have them.

    Raises ExportError for one that no brief has room for.
    """
    if len(grid.rows) * len(grid.columns) > MOST_IN_BRIEF:
        raise ExportError(
            tr(
                "“{title}” is too large for a brief: {count:,} rows.",
                title=grid.title,
                count=len(grid.rows),
            ),
            tr("Save it as a table (CSV); that holds all of it."),
        )
    rows = [tuple(map(_run, line)) for line in _lines(grid)]
    for (row, column), cell in grid.cells.items():
        if cell.cites:
            cited = tuple(RichRun("", cite=excerpt) for excerpt in cell.excerpts[:1])
            line = rows[row + 1]
            words = (*line[column + 1], RichRun(" "), *cited)
            rows[row + 1] = (*line[: column + 1], words, *line[column + 2 :])
    return markdown_writing.write([RichBlock(BlockKind.TABLE, rows=tuple(rows))])


def _run(words: str) -> Runs:
    line = " ".join(words.split())
    return (RichRun(line),) if line else ()


def _lines(grid: Grid) -> list[list[str]]:
    places = range(len(grid.columns))
    lines = [[grid.corner, *map(head_words, grid.columns)]]
    lines += [
        [head_words(head), *(grid.cell(row, column).words for column in places)]
        for row, head in enumerate(grid.rows)
    ]
    return lines


def head_words(head: Head) -> str:
    """Return what stands before a row or above a column, a tag with its code."""
    return f"{head.words} ({head.tag.code})" if head.tag else head.words
