"""Who said it against how sure that is, and who is affected against what it means for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from briefing.language import tr
from briefing.model.excerpt import Excerpt, Impact, Status
from briefing.model.project import Project
from briefing.model.tags import Tag
from briefing.services.analysis.grid import Grid, Head, Tone, counted, tag_head
from briefing.services.brief.citing import FLAGGED
from briefing.services.excerpts.excerpt_tables import IMPACT_WORDS, grouped
from briefing.services.excerpts.naming import name_in, usual_spelling

STANDING = ("power", "interest", "influence")
"""Ids of tags that say how much a stakeholder can do, or wants to; shown where they are used."""


def sources_by_status(project: Project) -> Grid:
    """Return how many excerpts of each source are verified how; last those that name nobody."""
    groups = _named(project, "attribution")
    statuses = list(Status)
    last = len(statuses)
    marks: dict[tuple[int, int], list[str]] = defaultdict(list)
    for row, (_name, excerpts) in enumerate(groups):
        for excerpt in excerpts:
            marks[row, statuses.index(excerpt.assessment.status)].append(excerpt.id)
            marks[row, last].append(excerpt.id)
    tones = {statuses.index(status): Tone.DOUBTFUL for status in FLAGGED} | {last: Tone.TOTAL}
    return Grid(
        tr("Sources and verification"),
        tr("Who said it"),
        tuple(Head(name or tr("Nobody named")) for name, _excerpts in groups),
        (*(Head(_capital(tr(status.value))) for status in statuses), Head(tr("All"))),
        counted(marks, tones),
        tr("How many excerpts each source stands behind, and whether anyone verified them."),
        tr(
            "Nothing tagged yet. Tag words, then say who said them (A) and whether anyone verified "
            "it (S)."
        ),
    )


def stakeholders_by_impact(project: Project) -> Grid:
    """Return how many excerpts say what it means for each stakeholder.

    Tags of `STANDING` that excerpts of stakeholders have get a column of their own.
    """
    groups = of_stakeholders(project)
    impacts = [*Impact, None]
    standing = _standing(project, groups)
    columns = {tag.id: len(impacts) + place for place, tag in enumerate(standing)}
    last = len(impacts) + len(standing)
    marks: dict[tuple[int, int], list[str]] = defaultdict(list)
    for row, (_name, excerpts) in enumerate(groups):
        for excerpt in excerpts:
            marks[row, impacts.index(excerpt.assessment.impact)].append(excerpt.id)
            for tag in excerpt.tags:
                if tag in columns:
                    marks[row, columns[tag]].append(excerpt.id)
            marks[row, last].append(excerpt.id)
    heads = [Head(_capital(tr(IMPACT_WORDS[impact]))) for impact in impacts]
    return Grid(
        tr("Stakeholders"),
        tr("Stakeholder"),
        tuple(Head(name) for name, _excerpts in groups),
        (*heads, *map(tag_head, standing), Head(tr("All"))),
        counted(marks, {impacts.index(Impact.NEGATIVE): Tone.DOUBTFUL, last: Tone.TOTAL}),
        tr("How many excerpts say what it means for whom."),
        tr("No stakeholder named yet. Say on an excerpt whom it affects (W) and which way (I)."),
    )


def of_stakeholders(project: Project) -> list[tuple[str, list[Excerpt]]]:
    """Return the excerpts of each stakeholder that is named, who has most first."""
    return [(name, found) for name, found in _named(project, "stakeholder") if name]


def _standing(project: Project, groups: Sequence[tuple[str, Sequence[Excerpt]]]) -> list[Tag]:
    used = Counter(tag for _name, found in groups for excerpt in found for tag in excerpt.tags)
    return [tag for tag in project.tags() if tag.id in STANDING and used[tag.id]]


def _named(project: Project, part: str) -> list[tuple[str, list[Excerpt]]]:
    """Return the excerpts by name in its usual spelling: who has most first, nobody last."""
    return [
        (usual_spelling(name_in(e, part) for e in found), found)
        for _key, found in grouped(project, part)
    ]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
