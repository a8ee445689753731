"""Edits of saved queries, and of what fills a section of a brief instead of its template's tags."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.errors import ProjectError
from briefing.language import tr
from briefing.model.edits import Edit, Stamp
from briefing.model.project import Project
from briefing.model.saved_query import SavedQuery, named, recalled, usable_name


def save_query(name: str, words: str, stamp: Stamp) -> Edit:
    """Keep a query under a name; one of that name already has its words changed.

    Raises ProjectError for a name without a sign, when applied.
    """

    def apply(project: Project) -> Project:
        known = named(project.queries.values(), _name(name))
        if known:
            return project.having("queries", replace(known, words=words))
        return project.having("queries", SavedQuery(stamp.id, _name(name), words, stamp.time))

    return Edit(tr("Save query “{usable_name}”", usable_name=usable_name(name)), apply)


def rename_query(query: SavedQuery, name: str) -> Edit:
    """Give a query another name, also wherever queries, sections and slots recall it.

    Raises ProjectError if another has that name, or it has no sign, when applied.
    """

    def apply(project: Project) -> Project:
        new = _name(name)
        other = named(project.queries.values(), new)
        if other and other.id != query.id:
            raise ProjectError(
                tr("There is a query “{name}” already.", name=other.name), tr("Take another name.")
            )
        project = project.having("queries", replace(project.queries[query.id], name=new))
        return _recalled_anew(project, query.name, new)

    return Edit(tr("Rename query “{name}”", name=query.name), apply)


def remove_query(query: SavedQuery) -> Edit:
    """Remove a saved query; sections that recall it say that it is gone."""
    return Edit(
        tr("Remove query “{name}”", name=query.name),
        lambda project: project.without("queries", query.id),
    )


def fill_section(brief: str, key: str, query: str, analysis: str = "") -> Edit:
    """Say what fills a section: a query, a page of the analysis, or both; "" is the template's."""

    def apply(project: Project) -> Project:
        old = project.briefs[brief]
        section = replace(old.section(key), query=query, analysis=analysis)
        sections = {**old.sections, key: section}
        return project.having("briefs", replace(old, sections=sections))

    return Edit(tr("Choose what fills the section"), apply)


def _name(name: str) -> str:
    if not (usable := usable_name(name)):
        raise ProjectError(tr("A query without a name cannot be recalled."), tr("Give it a name."))
    return usable


def _recalled_anew(project: Project, name: str, new: str) -> Project:
    pattern = re.compile(re.escape(recalled(name)), re.IGNORECASE)
    if " " not in name:
        pattern = re.compile(rf'@"{re.escape(name)}"|@{re.escape(name)}(?![^\s()"])', re.IGNORECASE)

    def changed(words: str) -> str:
        return pattern.sub(lambda _found: recalled(new), words)

    queries = [replace(each, words=changed(each.words)) for each in project.queries.values()]
    project = project.having("queries", *(q for q in queries if q != project.queries[q.id]))
    for brief in project.briefs.values():
        sections = {
            key: replace(section, query=changed(section.query))
            for key, section in brief.sections.items()
        }
        if sections != brief.sections:
            project = project.having("briefs", replace(brief, sections=sections))
    for template in project.templates.values():
        slots = tuple(replace(slot, query=changed(slot.query)) for slot in template.slots)
        if slots != template.slots:
            project = project.having("templates", replace(template, slots=slots))
    return project
