"""The tables of a project, cell by cell: excerpts, tags, stakeholders, sources and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from briefing.language import tr
from briefing.model.article import clean_text
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.services.excerpts.excerpt_tables import (
    IMPACT_WORDS,
    FigureRow,
    SourceRow,
    StakeholderRow,
    TableRow,
    figure_rows,
    in_order,
    safe_cell,
    source_rows,
    stakeholder_rows,
)
from briefing.services.interchange import Loss, loss, losses

EXCERPTS = (
    "Article", "Outlet", "Words", "Tags", "Note", "Who said it", "Kind of source", "Status",
    "Confidence", "Stakeholder", "Impact", "To look at", "Marked by", "Marked at", "Start", "End",
)  # fmt: skip
TAGS = ("Scheme", "Name", "Code", "Colour", "Key", "Parent", "Description", "Retired", "Times")
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a project: `name` as in a format's name, `title` as a sheet's."""

    name: str
    title: str
    header: Row
    rows: Callable[[Project], Sequence[Row]]


def cells(row: Sequence[str]) -> list[str]:
    """Return a row that no sheet reads as formulas, without characters that a file cannot hold."""
    return [safe_cell(clean_text(cell)) for cell in row]


def left_out(project: Project, *titles: str) -> tuple[Loss, ...]:
    """Return what a file with these tables does not have."""
    has_excerpts = "Excerpts" in titles
    return losses(
        loss(tr("Articles"), (a.name for a in project.articles_in_order()),
             tr("their words stay here")),
        loss(tr("Excerpts"), ("" for _ in (() if has_excerpts else project.excerpts))),
        loss(tr("Briefs"), (b.title for b in project.briefs_in_order())),
        loss(tr("Notes of several lines"),
             ("" for e in project.excerpts.values() if "\n" in e.note and has_excerpts),
             tr("a cell has one line")),
    )  # fmt: skip


def _excerpt_rows(project: Project) -> list[Row]:
    names = {tag.id: tag.name for tag in project.tags()}
    return [_excerpt(project, e, names) for e in in_order(project, project.excerpts.values())]


def _excerpt(project: Project, excerpt: Excerpt, names: Mapping[str, str]) -> Row:
    article, said = project.articles[excerpt.article], excerpt.assessment
    return (
        article.name, article.metadata.outlet or article.metadata.agency or "", excerpt.quote,
        "; ".join(names.get(tag, tag) for tag in excerpt.tags), excerpt.note,
        said.attribution or "", said.source_kind or "", said.status, said.confidence or "",
        said.stakeholder or "", IMPACT_WORDS[said.impact] if said.impact else "", excerpt.review,
        excerpt.author, excerpt.created, str(excerpt.start), str(excerpt.end),
    )  # fmt: skip


def _tag_rows(project: Project) -> list[Row]:
    counts = project.tag_counts()
    rows: list[Row] = []
    for scheme in sorted(project.schemes.values(), key=lambda s: (s.name, s.id)):
        for tag in scheme.tags:
            above = scheme.tag(tag.parent) if tag.parent else None
            parent = above.name if above else ""
            rows.append(
                (scheme.name, tag.name, tag.code, tag.colour, tag.key, parent,
                 tag.description, "yes" if tag.retired else "", str(counts[tag.id]))
            )  # fmt: skip
    return rows


def _cells_of(
    made: Callable[[Project], Sequence[TableRow]],
) -> Callable[[Project], Sequence[Row]]:
    return lambda project: [row.cells() for row in made(project)]


TABLES = (
    Table("", "Excerpts", EXCERPTS, _excerpt_rows),
    Table("tags", "Tags", TAGS, _tag_rows),
    Table("stakeholders", "Stakeholders", StakeholderRow.HEADER, _cells_of(stakeholder_rows)),
    Table("sources", "Sources", SourceRow.HEADER, _cells_of(source_rows)),
    Table("figures", "Figures", FigureRow.HEADER, _cells_of(figure_rows)),
)
