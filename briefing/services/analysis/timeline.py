"""A timeline: when articles appeared, and the dates that stand in their excerpts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.language import marked, tr
from briefing.model.article import Article
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.services.analysis.dated import dates_in
from briefing.services.analysis.grid import Cell, Grid, Head, Spot, Width, colour_of
from briefing.services.excerpts.excerpt_tables import in_order

LONGEST = 20_000
"""Code points of an excerpt that are looked through for dates."""
_PUBLISHED, _SAID, _TAKEN = marked("published"), marked("in the text"), marked("year taken")


@dataclass(frozen=True, slots=True)
class _Event:
    date: str
    kind: str
    words: str
    article: str
    excerpt: str = ""


def timeline(project: Project) -> Grid:
    """Return what is dated, the earliest first: a row for each article and each date in words."""
    events = sorted(_events(project), key=lambda event: (event.date, event.kind != _PUBLISHED))
    tags = {tag.id: tag for tag in project.tags()}
    cells: dict[tuple[int, int], Cell] = {}
    for row, event in enumerate(events):
        excerpts = (event.excerpt,) if event.excerpt else ()
        spot = None if excerpts else Spot(event.article)
        given = project.excerpts[event.excerpt].tags if excerpts else ()
        colours = tuple(colour_of(tags[tag]) for tag in given if tag in tags)
        codes = " ".join(colour.code for colour in colours)
        name = project.articles[event.article].name
        cells[row, 0] = Cell(tr(event.kind), excerpts, spot=spot)
        if codes:
            cells[row, 1] = Cell(codes, excerpts, tags=colours)
        cells[row, 2] = Cell(event.words, excerpts, spot=spot, cites=bool(excerpts))
        cells[row, 3] = Cell(name, excerpts, spot=spot)
    return Grid(
        tr("Timeline"),
        tr("When"),
        tuple(Head(event.date) for event in events),
        (
            Head(tr("Where from")),
            Head(tr("Tags"), width=Width.CODES),
            Head(tr("Words"), width=Width.WORDS),
            Head(tr("Article"), width=Width.WORDS),
        ),
        cells,
        tr(
            "When articles appeared, and dates in excerpts. “{taken}”: the text names no year, and "
            "the one nearest to its article's date was taken.",
            taken=tr(_TAKEN),
        ),
        tr(
            "Nothing dated yet. Give articles their date (Alt+Enter), or tag words with a date in "
            "them."
        ),
    )


def _events(project: Project) -> Iterator[_Event]:
    for article in project.articles_in_order():
        if day := _published(article):
            yield _Event(day, _PUBLISHED, article.name, article.id)
    for excerpt in in_order(project, project.excerpts.values()):
        for dated in dates_in(
            excerpt.quote[:LONGEST], _published(project.articles[excerpt.article])
        ):
            words = _around(excerpt, dated.start, dated.end)
            kind = _TAKEN if dated.guessed else _SAID
            yield _Event(dated.date, kind, words, excerpt.article, excerpt.id)


def _published(article: Article) -> str:
    return (article.metadata.published or "")[:10]


def _around(excerpt: Excerpt, start: int, end: int) -> str:
    """Return a date with the words around it, on one line."""
    first = excerpt.quote.rfind(" ", 0, max(0, start - 60)) + 1 if start > 60 else 0
    last = excerpt.quote.find(" ", min(len(excerpt.quote), end + 60))
    words = excerpt.quote[first:] if last < 0 else f"{excerpt.quote[first:last]}…"
    return " ".join((f"…{words}" if first else words).split())
