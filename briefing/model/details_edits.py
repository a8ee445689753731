"""Edits of what an article says of itself: a value entered by hand, and that it was looked over."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from briefing.errors import ProjectError
from briefing.language import tr
from briefing.model.article import Article, Metadata
from briefing.model.edits import Edit
from briefing.model.project import Project

BY_HAND = "entered by hand"
TAKEN_OUT = "taken out by hand"

_NO_VALUES = ("found", "confirmed")
DETAILS = tuple(each.name for each in fields(Metadata) if each.name not in _NO_VALUES)
"""The fields of `Metadata` that hold what an article says."""
FROM_LIBRARY = "library"
"""Among `Metadata.found` the name of where an article, or an excerpt of it, was published."""


def set_detail(article: Article, field: str, value: str | tuple[str, ...] | None) -> Edit:
    """Enter what an article says of itself, or with nothing in it take it out.

    `value` is words for keywords, for others a line. Raises ProjectError when it is applied if
    there is no such field.
    """

    def apply(project: Project) -> Project:
        if field not in DETAILS:
            raise ProjectError(
                tr("An article has no “{field}”.", field=field),
                tr("It has {details}.", details=", ".join(DETAILS)),
            )
        old = project.articles[article.id]
        said = _entered(old.metadata, field, value or (() if field == "keywords" else None))
        return project.having("articles", replace(old, metadata=said))

    return Edit(tr("Change {field} of “{name}”", field=field, name=article.name), apply)


def confirm_details(article: Article, time: str) -> Edit:
    """Say that somebody looked over what the article says of itself; `time` is ISO 8601."""

    def apply(project: Project) -> Project:
        old = project.articles[article.id]
        return project.having(
            "articles", replace(old, metadata=replace(old.metadata, confirmed=time))
        )

    return Edit(tr("Confirm the details of “{name}”", name=article.name), apply)


def where_found(said: Metadata, field: str) -> str:
    """Return where a value stood, or "" if nothing is known of it."""
    return next((where for name, where in said.found if name == field), "")


def with_hand_entries(old: Metadata, new: Metadata) -> Metadata:
    """Return what a newer version says of itself, but for what was entered by hand before."""
    for field in DETAILS:
        if where_found(old, field) in (BY_HAND, TAKEN_OUT):
            new = _entered(new, field, getattr(old, field))
    known = tuple(each for each in old.found if each[0] == FROM_LIBRARY and each not in new.found)
    return replace(new, found=(*new.found, *known)) if known else new


def published_in(said: Metadata) -> tuple[str, ...]:
    """Return the publications of the library that an article, or excerpts of it, came from."""
    return tuple(where for name, where in said.found if name == FROM_LIBRARY)


def _entered(said: Metadata, field: str, value: Any) -> Metadata:
    found = tuple(each for each in said.found if each[0] != field)
    where = BY_HAND if value else TAKEN_OUT
    changed: dict[str, Any] = {field: value}
    return replace(said, **changed, found=(*found, (field, where)))
