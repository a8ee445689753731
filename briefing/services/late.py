"""Things made when they are first used, so that no start of the window waits for their modules."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from threading import RLock
from typing import Any, Protocol, TypeVar, cast

Thing = TypeVar("Thing")


class Closing(Protocol):
    """Something to be closed at the end."""

    def close(self) -> object:
        """Let go of what it holds."""


ClosedThing = TypeVar("ClosedThing", bound=Closing)


def late(make: Callable[[], Thing]) -> Thing:
    """Return what stands for a thing that `make` makes when one of its attributes is first wanted.

    It is made once, whichever thread is first. Only attributes and methods with names reach it:
    it is neither called nor gone through, and is no instance of the thing's class.
    """
    return cast("Thing", _Late(make))


def late_closed(make: Callable[[], ClosedThing], closing: ExitStack) -> ClosedThing:
    """Return the same for a thing that is closed with `closing`, if it was made until then."""

    def made() -> ClosedThing:
        thing = make()
        closing.callback(thing.close)
        return thing

    return late(made)


def late_call(find: Callable[[], Callable[..., object]]) -> Callable[..., None]:
    """Return what calls the function that `find` gives, which is looked for at each call.

    So what the function belongs to need not be made before.
    """

    def call(*given: object) -> None:
        find()(*given)

    return call


class _Late:
    """Passes on what is asked of it, and what is set on it, to the thing that it makes."""

    __slots__ = ("_late",)
    _late: _Once

    def __init__(self, make: Callable[[], Any]) -> None:
        object.__setattr__(self, "_late", _Once(make))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._late.thing(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._late.thing(), name, value)

    def __delattr__(self, name: str) -> None:
        delattr(self._late.thing(), name)


class _Once:
    """Makes a thing the first time it is wanted, whichever thread is first."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._lock = RLock()
        self._make: Callable[[], Any] | None = make
        self._thing: Any = None

    def thing(self) -> Any:
        with self._lock:
            if self._make is not None:
                self._thing = self._make()
                self._make = None
        return self._thing
