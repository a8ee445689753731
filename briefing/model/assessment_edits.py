"""Edits of many excerpts' assessments at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from briefing.errors import ProjectError
from briefing.language import tr
from briefing.model.edits import Edit
from briefing.model.project import Project


def rename_everywhere(part: str, excerpts: Collection[str], old: str, new: str) -> Edit:
    """Give the name in one part of the assessment ("attribution", "stakeholder") another spelling.

    `excerpts` are the ids of those that have it; a name that others have already makes them one.
    Raises ProjectError if the new name is empty.
    """
    name = " ".join(new.split())
    if not name:
        raise ProjectError(
            tr("“{old}” needs a name.", old=old),
            tr("Clear the field on an excerpt to take the name off it."),
        )

    def apply(project: Project) -> Project:
        changes: dict[str, Any] = {part: name}
        found = (project.excerpts[key] for key in excerpts if key in project.excerpts)
        renamed = [replace(e, assessment=replace(e.assessment, **changes)) for e in found]
        return project.having("excerpts", *renamed)

    return Edit(tr("Rename “{old}” to “{name}”", old=old, name=name), apply)
