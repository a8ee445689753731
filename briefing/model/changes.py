"""What an edit changed: the one record that views redraw, the store writes and undo reverses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import compress
from operator import is_not

from briefing.model.excerpt import Excerpt
from briefing.model.items import Deferred, Items, items_of
from briefing.model.moving import MovedItems, moving
from briefing.model.project import KINDS, Item, Project
from briefing.model.shifting import Shift, back, joined, moved


@dataclass(frozen=True, slots=True)
class Change:
    """One thing before and after an edit; None before it existed or after it went."""

    before: Item | None
    after: Item | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that two project values differ in: `Change` by kind (one of `KINDS`) and id.

    Excerpts that did nothing but move with the words of their article are not among them:
    `shifts`, one after the other, say where those went.
    """

    items: Mapping[str, Mapping[str, Change]]
    shifts: tuple[Shift, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.shifts) or any(self.items.values())

    def of(self, kind: str) -> Mapping[str, Change]:
        """Return the changes of one kind, by id."""
        return self.items.get(kind, {})

    def only(self, kind: str) -> Changes:
        """Return the changes of one kind alone, without shifts."""
        return Changes({kind: self.of(kind)})

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
            },
            back(self.shifts),
        )

    def then(self, later: Changes) -> Changes:
        """Return these and `later` as one step; what comes back to where it was drops out.

        With shifts their article is among them in any case: it is they that make a store go on.
        """
        shifts = joined(self.shifts, later.shifts)
        merged = {kind: dict(changes) for kind, changes in self.items.items()}
        for key, change in self.of("excerpts").items() if later.shifts else ():
            if key not in later.of("excerpts"):
                merged["excerpts"][key] = Change(change.before, _moved(change.after, later.shifts))
        for kind, key, change in later:
            of_kind = merged.setdefault(kind, {})
            before = _moved(change.before, back(self.shifts))
            before = of_kind[key].before if key in of_kind else before
            of_kind[key] = Change(before, change.after)
            if _stays(of_kind[key], shifts) and not (shifts and kind == "articles"):
                del of_kind[key]
        return Changes(merged, shifts)

    def applied_to(self, project: Project) -> Project:
        """Return `project` with each thing as it was after the edit."""
        if self.shifts:
            known = self.of("excerpts").items()
            kept = {k: c.after for k, c in known if isinstance(c.after, Excerpt)}
            there = {key: item for key, item in kept.items() if key in project.excerpts}
            excerpts = moving(project.excerpts, self.shifts, there)
            project = project.with_items("excerpts", excerpts)
            rest = {k: c for k, c in known if k not in there}
            return Changes({**self.items, "excerpts": rest}).applied_to(project)
        for kind, changes in self.items.items():
            if not changes:
                continue
            kept_items = items_of(project.items(kind)).without(
                k for k, c in changes.items() if not c.after
            )
            new = {key: c.after for key, c in changes.items() if c.after}
            project = project.with_items(kind, kept_items.having(new) if new else kept_items)
        return project


def changes_between(before: Project, after: Project) -> Changes:
    """Return what differs; things that are the same object are not looked into."""
    found = {kind: _changes(before.items(kind), after.items(kind)) for kind in KINDS}
    shifts: tuple[Shift, ...] = ()
    if isinstance(after.excerpts, MovedItems):
        since = after.excerpts.changed_since(before.excerpts)
        if since is not None:
            touched, shifts = since
            pairs = ((k, Change(before.excerpts[k], after.excerpts[k])) for k in touched)
            found["excerpts"] = {key: pair for key, pair in pairs if not _stays(pair, shifts)}
    return Changes({kind: changes for kind, changes in found.items() if changes}, shifts)


def _stays(change: Change, shifts: tuple[Shift, ...]) -> bool:
    """Tell whether shifts alone say what a change says, there and back."""
    there = _moved(change.before, shifts) == change.after
    return there and (not shifts or _moved(change.after, back(shifts)) == change.before)


def _moved(item: Item | None, shifts: Iterable[Shift]) -> Item | None:
    return moved(item, shifts) if isinstance(item, Excerpt) else item


def _changes(before: Mapping[str, Item], after: Mapping[str, Item]) -> dict[str, Change]:
    if before is after or (isinstance(after, MovedItems) and after.changed_since(before)):
        return {}
    before = before.whole() if isinstance(before, Deferred) else before
    after = after.whole() if isinstance(after, Deferred) else after
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
