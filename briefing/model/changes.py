"""What an edit changed: the one record that views redraw, the store writes and undo reverses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import compress
from operator import is_not

from briefing.model.items import Items, items_of
from briefing.model.project import KINDS, Item, Project


@dataclass(frozen=True, slots=True)
class Change:
    """One thing before and after an edit; None before it existed or after it went."""

    before: Item | None
    after: Item | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that two project values differ in: `Change` by kind (one of `KINDS`) and id."""

    items: Mapping[str, Mapping[str, Change]]

    def __bool__(self) -> bool:
        return any(self.items.values())

    def of(self, kind: str) -> Mapping[str, Change]:
        """Return the changes of one kind, by id."""
        return self.items.get(kind, {})

    def __iter__(self) -> Iterator[tuple[str, str, Change]]:
        for kind, changes in self.items.items():
            for key, change in changes.items():
                yield kind, key, change

    def reversed(self) -> Changes:
        """Return the changes that lead back."""
        return Changes(
            {
                kind: {key: Change(c.after, c.before) for key, c in changes.items()}
                for kind, changes in self.items.items()
            }
        )

    def then(self, later: Changes) -> Changes:
        """Return these and `later` as one step; what comes back to where it was drops out."""
        merged = {kind: dict(changes) for kind, changes in self.items.items()}
        for kind, key, change in later:
            of_kind = merged.setdefault(kind, {})
            before = of_kind[key].before if key in of_kind else change.before
            of_kind[key] = Change(before, change.after)
            if before == change.after:
                del of_kind[key]
        return Changes(merged)

    def applied_to(self, project: Project) -> Project:
        """Return `project` with each thing as it was after the edit."""
        for kind, changes in self.items.items():
            kept = items_of(project.items(kind)).without(
                k for k, c in changes.items() if not c.after
            )
            new = {key: c.after for key, c in changes.items() if c.after}
            project = project.with_items(kind, kept.having(new) if new else kept)
        return project


def changes_between(before: Project, after: Project) -> Changes:
    """Return what differs; things that are the same object are not looked into."""
    found = {kind: _changes(before.items(kind), after.items(kind)) for kind in KINDS}
    return Changes({kind: changes for kind, changes in found.items() if changes})


def _changes(before: Mapping[str, Item], after: Mapping[str, Item]) -> dict[str, Change]:
    if before is after:
        return {}
    touched = after.touched_since(before) if isinstance(after, Items) else None
    if touched is not None:
        both = ((key, Change(before.get(key), after.get(key))) for key in touched)
        return {key: change for key, change in both if change.before != change.after}
    others = compress(after, map(is_not, after.values(), map(before.get, after)))
    changed = {
        key: Change(before.get(key), after[key]) for key in others if before.get(key) != after[key]
    }
    if len(after) - len(before) != sum(1 for c in changed.values() if c.before is None):
        changed |= {key: Change(item, None) for key, item in before.items() if key not in after}
    return changed
