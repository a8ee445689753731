"""Edits of snapshots: take one, name it, go back to it, remove it."""

from __future__ import annotations

from dataclasses import replace

from briefing.language import tr
from briefing.model.edits import Edit
from briefing.model.project import Project
from briefing.model.snapshot import Snapshot


def take_snapshot(snapshot: Snapshot) -> Edit:
    """Keep a version of a brief."""
    return Edit(
        tr("Take snapshot “{name}”", name=snapshot.name),
        lambda project: project.having("snapshots", snapshot),
    )


def rename_snapshot(snapshot: Snapshot, name: str) -> Edit:
    """Give a snapshot another name."""
    return Edit(
        tr("Rename snapshot “{name}”", name=snapshot.name),
        lambda project: project.having(
            "snapshots", replace(project.snapshots[snapshot.id], name=name)
        ),
    )


def remove_snapshot(snapshot: Snapshot) -> Edit:
    """Remove a snapshot; the brief stays as it is."""
    return Edit(
        tr("Remove snapshot “{name}”", name=snapshot.name),
        lambda project: project.without("snapshots", snapshot.id),
    )


def restore_snapshot(snapshot: Snapshot, present: Snapshot | None = None) -> Edit:
    """Let a brief be as it was, and keep it as it is now (`present`) as a snapshot first.

    A brief that was removed comes back. Excerpts stay as they are. The template comes back as it
    was, unless another brief stands on a newer version of it.
    """

    def apply(project: Project) -> Project:
        if present is not None:
            project = project.having("snapshots", present)
        shared = any(
            brief.template == snapshot.template.id and brief.id != snapshot.brief
            for brief in project.briefs.values()
        )
        if not (shared and snapshot.template.id in project.templates):
            project = project.having("templates", snapshot.template)
        return project.having("briefs", snapshot.state)

    return Edit(tr("Restore snapshot “{name}”", name=snapshot.name), apply)


def snapshots_of(project: Project, brief: str) -> list[Snapshot]:
    """Return the snapshots of a brief, the latest first."""
    found = [snapshot for snapshot in project.snapshots.values() if snapshot.brief == brief]
    return sorted(found, key=lambda snapshot: (snapshot.made, snapshot.id), reverse=True)
