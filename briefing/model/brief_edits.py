"""Edits of a brief as a whole: its header, its articles, what waits under its template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from briefing.language import tr
from briefing.model.brief import Brief, Rest, body_of
from briefing.model.edits import Edit, Stamp
from briefing.model.project import Project


def fill_fields(brief: str, values: Mapping[str, str], label: str) -> Edit:
    """Fill in the header fields that are empty; what is filled in stays."""

    def change(old: Brief) -> Brief:
        empty = {
            key: value
            for key, value in values.items()
            if value and not old.fields.get(key, "").strip()
        }
        return replace(old, fields={**old.fields, **empty})

    return _brief_edit(label, brief, change)


def move_section(brief: str, key: str, to: str, title: str) -> Edit:
    """Put what stands in one section behind what stands in another, called `title`."""

    def change(old: Brief) -> Brief:
        here, there = old.section(key), old.section(to)
        moved = tuple(piece for piece in here.pieces() if not isinstance(piece, Rest))
        grown = replace(
            there,
            body=body_of((*there.pieces(), *moved)),
            left_out=tuple(dict.fromkeys((*there.left_out, *here.left_out))),
        )
        kept = {k: section for k, section in old.sections.items() if k != key}
        return replace(old, sections={**kept, to: grown})

    return _brief_edit(tr("Move to “{title}”", title=title), brief, change)


def drop_section(brief: str, key: str, title: str) -> Edit:
    """Remove what stands in a section."""

    def change(old: Brief) -> Brief:
        kept = {k: section for k, section in old.sections.items() if k != key}
        return replace(old, sections=kept)

    return _brief_edit(tr("Remove “{title}”", title=title), brief, change)


def move_field(brief: str, key: str, to: str, title: str) -> Edit:
    """Put the value of one header field behind that of another, called `title`."""

    def change(old: Brief) -> Brief:
        kept = {k: value for k, value in old.fields.items() if k != key}
        both = "; ".join(filter(None, (old.fields.get(to, "").strip(), old.fields.get(key, ""))))
        return replace(old, fields={**kept, to: both})

    return _brief_edit(tr("Move to “{title}”", title=title), brief, change)


def choose_articles(brief: str, articles: Iterable[str]) -> Edit:
    """Say which articles a brief is about; none named means all of the project, later ones too."""
    chosen = tuple(articles)
    return _brief_edit(
        tr("Choose the brief's articles"), brief, lambda old: replace(old, articles=chosen)
    )


def copy_brief(brief: Brief, title: str, stamp: Stamp) -> Edit:
    """Start another brief with all that stands in this one."""
    copy = replace(brief, id=stamp.id, title=title, created=stamp.time)
    return Edit(
        tr("Copy brief “{title}”", title=brief.title),
        lambda project: project.having("briefs", copy),
    )


def _brief_edit(label: str, brief: str, change: Callable[[Brief], Brief]) -> Edit:
    def apply(project: Project) -> Project:
        return project.having("briefs", change(project.briefs[brief]))

    return Edit(label, apply)
