"""A page of the analysis as a table of a brief: what fills the section, with citations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefing.model.article import Article
from briefing.model.excerpt import Excerpt
from briefing.model.outline import Row, Run, Table
from briefing.model.project import Project
from briefing.services.analysis import PAGES
from briefing.services.analysis.grid import MOST_IN_BRIEF, Cell, Grid, head_words
from briefing.services.analysis.tag_query import listed

MOST_CITED = 3
"""Citations of one cell; the page itself leads to all of its excerpts."""
Cite = Callable[[str], int | None]


def page_grid(
    project: Project, key: str, articles: Sequence[Article], excerpts: Sequence[Excerpt]
) -> Grid | None:
    """Return a page of the analysis over these articles and excerpts alone, None if there is none.

    The page of queries lists the excerpts themselves.
    """
    page = next((page for page in PAGES if page.key == key), None)
    if page is None:
        return None
    part = replace(
        project,
        articles={article.id: article for article in articles},
        excerpts={excerpt.id: excerpt for excerpt in excerpts},
    )
    if page.typed:
        return listed(part, excerpts)
    return page.make(part, page.choices[0][0] if page.choices else "")


def table_of_grid(grid: Grid, title: str, cite: Cite, limit: int | None = None) -> Table:
    """Return a grid as a table; each row cites what it rests on.

    Cells that quote or give figures cite their own excerpts, `MOST_CITED` at most; a row without
    such a cell cites its first excerpt at its head. Rows beyond `limit`, or beyond what a brief
    has room for, are left out.
    """
    header = (grid.corner, *map(head_words, grid.columns))
    rows = [_row(grid, number, cite) for number in range(shown_rows(grid, limit))]
    return Table(title, header, tuple(rows))


def shown_rows(grid: Grid, limit: int | None = None) -> int:
    """Return how many rows of a grid a brief prints."""
    most = MOST_IN_BRIEF // max(1, len(grid.columns))
    return min(len(grid.rows), most, len(grid.rows) if limit is None else limit)


def _row(grid: Grid, number: int, cite: Cite) -> Row:
    cells = [grid.cell(number, column) for column in range(len(grid.columns))]
    first = next((cell.excerpts[0] for cell in cells if cell.excerpts), None)
    cites = any(cell.cites and cell.excerpts for cell in cells)
    head = Run(head_words(grid.rows[number]), citation=cite(first) if first and not cites else None)
    return Row(((head,), *(_runs(cell, cite) for cell in cells)), first)


def _runs(cell: Cell, cite: Cite) -> tuple[Run, ...]:
    words = " ".join(cell.words.split())
    numbers = [cite(excerpt) for excerpt in cell.excerpts[:MOST_CITED]] if cell.cites else []
    if not numbers:
        return (Run(words),) if words else ()
    return (Run(words, citation=numbers[0]), *(Run("", citation=number) for number in numbers[1:]))
