"""Maps of things by id that know what they were made of, so that a small change is seen at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import TypeVar
from weakref import ref

Value = TypeVar("Value")


class Items(dict[str, Value]):
    """A map that is never changed, only replaced by what `having` and `without` make of it."""

    __slots__ = ("__weakref__", "_origin", "_touched")

    def __init__(self, items: Mapping[str, Value] | None = None) -> None:
        super().__init__(items or {})
        self._origin: ref[Items[Value]] | None = None
        self._touched: tuple[str, ...] = ()

    def having(self, new: Mapping[str, Value]) -> Items[Value]:
        """Return the map with these things put in."""
        made = Items(self)
        made.update(new)
        return made._made_of(self, new)

    def without(self, ids: Iterable[str]) -> Items[Value]:
        """Return the map without the things of these ids."""
        made, gone = Items(self), tuple(ids)
        for key in gone:
            # `popitem` leaves no hole: a map with one is copied eight times as slowly.
            if made and next(reversed(made)) == key:
                made.popitem()
            else:
                made.pop(key, None)
        return made._made_of(self, gone)

    def touched_since(self, before: object) -> tuple[str, ...] | None:
        """Return the ids that can differ from `before`, or None where only comparing all tells."""
        return self._touched if self._origin and self._origin() is before else None

    def _made_of(self, origin: Items[Value], touched: Iterable[str]) -> Items[Value]:
        # A weak reference: with a strong one each value would keep all that came before it.
        self._origin, self._touched = ref(origin), tuple(touched)
        return self


class Deferred(Mapping[str, Value]):
    """A map that is worked out only when all of it is asked for."""

    __slots__ = ()

    @abstractmethod
    def whole(self) -> Items[Value]:
        """Return the same as a map that has everything; the same object each time."""


def items_of(mapping: Mapping[str, Value]) -> Items[Value]:
    """Return a mapping as such a map; one that is already stays the same object."""
    if isinstance(mapping, Deferred):
        return mapping.whole()
    return mapping if isinstance(mapping, Items) else Items(mapping)
