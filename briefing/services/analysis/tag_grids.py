"""Tags against articles, and tags against each other."""

from __future__ import annotations

from collections import defaultdict

from briefing.language import marked, tr
from briefing.model.project import Project
from briefing.model.tags import Tag
from briefing.services.analysis.grid import Grid, Head, Tone, counted, tag_head
from briefing.services.analysis.places import Together, tags_near
from briefing.services.excerpts.excerpt_tables import in_order

_UNTAGGED = Tag("", "No tag", "–", "#808080")
_NOTHING = marked(
    "Nothing tagged yet. Put the caret in a sentence of an article and press 1 to 8, or T; the "
    "table builds itself."
)
_MEANT = {
    Together.EXCERPT: marked("carry both tags"),
    Together.OVERLAP: marked(
        "carry one of the tags and share words with one that carries the other"
    ),
    Together.PARAGRAPH: marked("carry one of the tags and stand in a paragraph with the other"),
}


def tags_by_article(project: Project) -> Grid:
    """Return how many excerpts of each article have each tag that is used."""
    marks: dict[tuple[int, int], list[str]] = defaultdict(list)
    tags = _used(project)
    columns = {tag.id: place for place, tag in enumerate(tags)}
    articles = project.articles_in_order()
    rows = {article.id: place for place, article in enumerate(articles)}
    last = len(tags)
    for excerpt in in_order(project, project.excerpts.values()):
        row = rows[excerpt.article]
        marks[row, last].append(excerpt.id)
        for tag in excerpt.tags or ("",):
            if tag in columns:
                marks[row, columns[tag]].append(excerpt.id)
    return Grid(
        tr("Tags by article"),
        tr("Article"),
        tuple(Head(article.name) for article in articles),
        (*map(tag_head, tags), Head(tr("All"))),
        counted(marks, {last: Tone.TOTAL}),
        tr(
            "How many excerpts of an article carry a tag; one with two tags counts in both columns."
        ),
        tr(_NOTHING),
    )


def tags_together(project: Project, together: Together = Together.OVERLAP) -> Grid:
    """Return how many excerpts of two tags stand together; the diagonal has all of a tag."""
    tags = [tag for tag in _used(project) if tag.id]
    places = {tag.id: place for place, tag in enumerate(tags)}
    marks: dict[tuple[int, int], list[str]] = defaultdict(list)
    excerpts = [e for e in in_order(project, project.excerpts.values()) if e.tags]
    for excerpt, near in zip(excerpts, tags_near(project, excerpts, together), strict=True):
        mine = {places[tag] for tag in excerpt.tags if tag in places}
        beside = {places[tag] for tag in near if tag in places}
        pairs = {pair for one in mine for other in beside for pair in ((one, other), (other, one))}
        for pair in pairs:
            marks[pair].append(excerpt.id)
    cells = counted({pair: ids for pair, ids in marks.items() if pair[0] != pair[1]})
    alone = {pair: ids for pair, ids in marks.items() if pair[0] == pair[1]}
    cells |= counted(alone, dict.fromkeys(places.values(), Tone.TOTAL))
    heads = tuple(map(tag_head, tags))
    note = tr(
        "How many excerpts {meant}. The diagonal has all excerpts of a tag.",
        meant=tr(_MEANT[together]),
    )
    return Grid(tr("Tags together"), tr("Tag"), heads, heads, cells, note, tr(_NOTHING))


def _used(project: Project) -> list[Tag]:
    """Return the tags that any excerpt has, in the schemes' order; last the lack of one."""
    counts = project.tag_counts()
    used = [tag for tag in project.tags() if counts[tag.id]]
    bare = any(not excerpt.tags for excerpt in project.excerpts.values())
    return [*used, _UNTAGGED] if bare else used
