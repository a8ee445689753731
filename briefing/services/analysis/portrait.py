"""Portraits of articles: each as the sequence of its paragraphs in the tags that stand in them."""

from __future__ import annotations

from collections import defaultdict

from briefing.language import tr
from briefing.model.article import Article
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.model.tags import Tag
from briefing.services.analysis.grid import Cell, Grid, Head, Spot, Width, colour_of
from briefing.services.analysis.places import paragraphs_of
from briefing.services.excerpts.excerpt_tables import in_order

MOST = 400
"""Paragraphs of an article that are drawn; further ones would be far out of sight."""
MOST_CELLS = 100_000
"""Paragraphs of all articles that are drawn; with very many articles each has fewer."""
LEAST = 20
_UNTAGGED = "·"


def portraits(project: Project) -> Grid:
    """Return the articles, each a row of its paragraphs with the tags of their excerpts.

    A paragraph without a tag leads to its place in the article.
    """
    tags = {tag.id: tag for tag in project.tags()}
    articles = project.articles_in_order()
    most = min(MOST, max(LEAST, MOST_CELLS // max(1, len(articles))))
    marked: dict[tuple[str, int], list[Excerpt]] = defaultdict(list)
    for excerpt in in_order(project, project.excerpts.values()):
        blocks = project.articles[excerpt.article].blocks
        first, after = paragraphs_of(blocks, excerpt.start, excerpt.end)
        for paragraph in range(first, min(after, most)):
            marked[excerpt.article, paragraph].append(excerpt)
    cells = {
        (row, paragraph): _cell(article, paragraph, marked.get((article.id, paragraph), []), tags)
        for row, article in enumerate(articles)
        for paragraph in range(min(most, len(article.blocks)))
    }
    longest = max((len(article.blocks) for article in articles), default=0)
    note = tr(
        "The paragraphs of each article in order, with the codes of the tags that stand in them."
    )
    if longest > most:
        note += tr(
            " Only the first {most} are drawn; the longest article has {longest:,}.",
            most=most,
            longest=longest,
        )
    return Grid(
        tr("Portraits of articles"),
        tr("Article"),
        tuple(Head(article.name) for article in articles),
        tuple(Head(str(n), width=Width.CODES) for n in range(1, min(most, longest) + 1)),
        cells,
        note,
        tr("No article yet. Open one (Ctrl+O), and its paragraphs are drawn here."),
    )


def _cell(article: Article, at: int, excerpts: list[Excerpt], tags: dict[str, Tag]) -> Cell:
    block = article.blocks[at]
    found = dict.fromkeys(tag for excerpt in excerpts for tag in excerpt.tags)
    colours = tuple(colour_of(tags[tag]) for tag in found if tag in tags)
    words = " ".join(colour.code for colour in colours) or _UNTAGGED
    spot = Spot(article.id, block.start, block.end)
    return Cell(words, tuple(excerpt.id for excerpt in excerpts), tags=colours, spot=spot)
