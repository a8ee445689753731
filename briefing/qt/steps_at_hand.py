"""The changes of the newest steps, in memory as far as they find room; the file has the others."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Callable

from briefing.model.article import Article
from briefing.model.changes import Changes
from briefing.services.ports import Step

ROOM = 32_000_000
"""Bytes of articles' text that steps may hold; each edit of a text has the whole of it again."""


class StepsAtHand:
    """Gives the changes of steps; `read` reads those that are not at hand any more.

    A step that is in no file yet has its changes itself: they are never lost for want of room.
    """

    def __init__(self, read: Callable[[Step], Changes], room: int = ROOM) -> None:
        self._read = read
        self._room = room
        self._held = 0
        self._changes: OrderedDict[int, tuple[Step, Changes, int]] = OrderedDict()

    def clear(self) -> None:
        """Hold nothing any more."""
        self._changes.clear()
        self._held = 0

    def keep(self, step: Step, changes: Changes) -> None:
        """Hold the changes of a step; the oldest go where there is no room for them."""
        self.drop(step)
        weight = _weight(changes)
        self._changes[id(step)] = step, changes, weight
        self._held += weight
        while self._held > self._room and len(self._changes) > 1:
            _, (_, _, gone) = self._changes.popitem(last=False)
            self._held -= gone

    def drop(self, step: Step) -> None:
        """Hold this step no more."""
        _, _, weight = self._changes.pop(id(step), (step, None, 0))
        self._held -= weight

    def of(self, step: Step) -> Changes:
        """Return the changes of a step; raises StorageError if they cannot be read."""
        if id(step) in self._changes:
            return self._changes[id(step)][1]
        changes = self._read(step)
        self.keep(step, changes)
        return changes


def _weight(changes: Changes) -> int:
    return sum(
        sys.getsizeof(item.text)
        for change in changes.of("articles").values()
        for item in (change.before, change.after)
        if isinstance(item, Article)
    )
