"""Things known by a name, such as formats: found by it, else the nearest name is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from briefing.errors import BriefingError
from briefing.language import tr, tr_in


class Named(Protocol):
    """Something with a name of its own."""

    @property
    def name(self) -> str:
        """What it is known by."""


T = TypeVar("T", bound=Named)


class Registry(Generic[T]):
    """Holds things of one kind (`what`, as in "format") by name, in the order they came in."""

    def __init__(self, what: str, things: Iterable[T] = ()) -> None:
        self._what = what
        self._things: dict[str, T] = {}
        for thing in things:
            self.add(thing)

    def add(self, thing: T) -> None:
        """Add a thing; raises BriefingError if its name is taken."""
        if thing.name in self._things:
            raise BriefingError(
                tr("There are two {what}s named “{name}”.", what=self._what, name=thing.name),
                tr("Rename one."),
            )
        self._things[thing.name] = thing

    def get(self, name: str) -> T:
        """Return the thing of this name; raises BriefingError that names the nearest."""
        if name not in self._things:
            raise BriefingError(
                tr("There is no {what} “{name}”.", what=self._what, name=name),
                nearest(name, self._things),
            )
        return self._things[name]

    def __iter__(self) -> Iterator[T]:
        return iter(self._things.values())


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint that names what is nearest to `name`, or all that is known."""
    import difflib

    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    if near:
        either = tr_in("between things to choose from", " or ")
        return tr("Did you mean {near}?", near=either.join(f"“{each}”" for each in near))
    return tr("Known: {names}.", names=", ".join(names)) if names else ""
