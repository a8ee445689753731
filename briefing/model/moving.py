"""The excerpts of a project after an edit of a text: most only move, once they are asked for."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from weakref import ref

from briefing.model.excerpt import Excerpt
from briefing.model.items import Deferred, Items
from briefing.model.shifting import Shift, joined, moved

MOST_SHIFTS = 16
"""Places in the text that were edited, from which all excerpts are moved at once."""
MOST_OWN = 256
"""Excerpts that changed otherwise, from which that is done too."""


class MovedItems(Deferred[Excerpt]):
    """The excerpts of `base` as shifts took them, but for those that changed otherwise (`own`).

    It is never changed. Asked for all its values it makes them once; asked for one, that one.
    """

    __slots__ = (
        "__weakref__",
        "_base",
        "_origin",
        "_own",
        "_shifts",
        "_since",
        "_touched",
        "_whole",
    )

    def __init__(
        self, base: Items[Excerpt], shifts: tuple[Shift, ...], own: dict[str, Excerpt]
    ) -> None:
        self._base, self._shifts, self._own = base, shifts, own
        self._whole: Items[Excerpt] | None = None
        self._origin: ref[Mapping[str, Excerpt]] | None = None
        self._touched: tuple[str, ...] = ()
        self._since: tuple[Shift, ...] = ()

    def __getitem__(self, key: str) -> Excerpt:
        if self._whole is not None:
            return self._whole[key]
        return self._own[key] if key in self._own else moved(self._base[key], self._shifts)

    def __iter__(self) -> Iterator[str]:
        return iter(self._base)

    def __len__(self) -> int:
        return len(self._base)

    def __contains__(self, key: object) -> bool:
        return key in self._base

    def __eq__(self, other: object) -> bool:
        return self.whole() == (other.whole() if isinstance(other, MovedItems) else other)

    __hash__ = None  # type: ignore[assignment]  # as that of any map

    def __repr__(self) -> str:
        return repr(dict(self.whole()))

    def values(self) -> ValuesView[Excerpt]:
        """Return all excerpts where they are now."""
        return self.whole().values()

    def items(self) -> ItemsView[str, Excerpt]:
        """Return all excerpts where they are now, with their ids."""
        return self.whole().items()

    def whole(self) -> Items[Excerpt]:
        """Return the same as a map that has every excerpt."""
        if self._whole is None:
            shifts, own = self._shifts, self._own
            made = Items(self._base)
            both = ((key, old, moved(old, shifts)) for key, old in self._base.items())
            made.update({key: now for key, old, now in both if now is not old})
            made.update(own)
            self._whole = made
        return self._whole

    def near(self, article: str, start: int, end: int) -> Iterator[Excerpt]:
        """Yield the excerpts of an article that end at `start` or later and start up to `end`."""
        own, shifts = self._own, self._shifts
        low, high = start, end
        for shift in reversed(shifts):
            low, high = min(low, low - shift.by), max(high, high - shift.by)
        around = [
            e
            for e in self._base.values()
            if e.end >= low and e.start <= high and e.article == article and e.id not in own
        ]
        for excerpt in [*(moved(e, shifts) for e in around), *own.values()]:
            if excerpt.article == article and excerpt.end >= start and excerpt.start <= end:
                yield excerpt

    def moving(
        self, shifts: tuple[Shift, ...], new: Mapping[str, Excerpt], origin: Mapping[str, Excerpt]
    ) -> MovedItems:
        """Return the excerpts as further shifts take them; `origin` is what they were held in."""
        whole = joined(self._shifts, shifts)
        own = {key: moved(excerpt, shifts) for key, excerpt in self._own.items()}
        own.update(new)
        made = MovedItems(self._base, whole, own)
        if len(whole) > MOST_SHIFTS or len(own) > MOST_OWN:
            made = MovedItems(made.whole(), (), {})
        if isinstance(origin, Items | MovedItems):
            made._origin = ref(origin)
        made._touched, made._since = tuple(new), shifts
        return made

    def changed_since(self, before: object) -> tuple[tuple[str, ...], tuple[Shift, ...]] | None:
        """Return which ids changed otherwise than by shifts, and these; None if nobody knows."""
        known = self._origin is not None and self._origin() is before
        return (self._touched, self._since) if known and before is not None else None


def movable(excerpts: Mapping[str, Excerpt]) -> MovedItems:
    """Return excerpts as such a map; one that is already stays the same object."""
    if isinstance(excerpts, MovedItems):
        return excerpts
    return MovedItems(excerpts if isinstance(excerpts, Items) else Items(excerpts), (), {})


def moving(
    excerpts: Mapping[str, Excerpt], shifts: tuple[Shift, ...], new: Mapping[str, Excerpt]
) -> MovedItems:
    """Return excerpts as shifts take them, `new` in place of those of its ids."""
    return movable(excerpts).moving(shifts, new, excerpts)
