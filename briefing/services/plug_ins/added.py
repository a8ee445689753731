"""Plug-ins: what other packages add to the program, and what becomes of one that fails.

Nothing is looked for before something of its kind is needed. One that fails (it cannot be imported,
is not what it says, or raises an error that is no BriefingError) is switched off until the program
starts again; the program goes on without it.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
import sys
import threading
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.services.plug_ins.scan import GROUPS, Entry, Package, installed_packages
from briefing.services.registry import Named

_log = logging.getLogger(__name__)
_LONGEST = 300
T = TypeVar("T", bound=Named)


class PlugInError(BriefingError):
    """A plug-in failed; `plug_in` is its name."""

    def __init__(self, message: str, hint: str = "", plug_in: str = "") -> None:
        super().__init__(message, hint)
        self.plug_in = plug_in

    def __reduce__(self) -> tuple[type[PlugInError], tuple[str | int, ...]]:
        """Let it pass between processes."""
        return type(self), (self.message, self.hint, self.plug_in)


class State(StrEnum):
    """Whether a plug-in works."""

    ON = "on"
    OFF = "off"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PlugIn:
    """A plug-in as people see it; `adds` are lines on what it adds, `error` why it failed."""

    name: str
    version: str
    adds: tuple[str, ...]
    state: State
    error: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """One thing of a plug-in, made; `owner` is the plug-in's name."""

    owner: str
    entry: Entry
    thing: Any


class PlugIns:
    """Knows the plug-ins of this machine; can be used from any thread.

    `folder` is one more place for them beside Python's own; `off` gives the names that the user
    switched off.
    """

    def __init__(
        self, folder: Path | None = None, off: Callable[[], Collection[str]] = tuple
    ) -> None:
        self._folder = folder
        self._off = off
        self._lock = threading.RLock()
        self._packages: tuple[Package, ...] | None = None
        self._made: dict[tuple[str, Entry], Any] = {}
        self._failed: dict[str, tuple[str, str]] = {}
        self._untold: list[PlugInError] = []
        self._tell: Callable[[PlugInError], None] | None = None

    def all(self) -> tuple[PlugIn, ...]:
        """Return all plug-ins that are installed, by name."""
        return tuple(self._shown(package) for package in self._known())

    def of(self, group: str) -> list[Added]:
        """Return what the plug-ins that are on add to a group, made; one that fails is left out."""
        found = []
        for package in self._known():
            for entry in package.entries:
                if entry.group == group and self.is_on(package.name):
                    found += self._things(package.name, entry)
        return found

    def is_on(self, name: str) -> bool:
        """Return whether a plug-in is neither switched off nor failed."""
        return name not in self._failed and name not in self._off()

    def watch(self, owner: str, kind: type[BriefingError] = PlugInError) -> Watch:
        """Return what a plug-in is to be used in: an error of its own comes out as a `kind`."""
        return Watch(self, owner, kind)

    def switch_off(self, owner: str, why: str, trace: str = "") -> None:
        """Note that a plug-in failed, and why; it is told of once."""
        with self._lock:
            if owner in self._failed:
                return
            self._failed[owner] = (why[:_LONGEST], trace)
        _log.warning("The plug-in %s is switched off: %s\n%s", owner, why, trace)
        error = PlugInError(told(owner, why), tr("The program goes on without it."), owner)
        if self._tell is None:
            self._untold.append(error)
        else:
            self._tell(error)

    def on_failure(self, tell: Callable[[PlugInError], None]) -> None:
        """Call `tell` for each plug-in that fails, on the thread that it fails on.

        For those that have failed already it is called at once.
        """
        self._tell = tell
        for error in self._untold:
            tell(error)
        self._untold.clear()

    def untold(self) -> list[PlugInError]:
        """Return the failures that nobody was told of yet, and forget them."""
        found, self._untold = self._untold, []
        return found

    def _known(self) -> tuple[Package, ...]:
        with self._lock:
            if self._packages is None:
                more = [str(self._folder)] if self._folder and self._folder.is_dir() else []
                sys.path += [path for path in more if path not in sys.path]
                importlib.invalidate_caches()
                self._packages = installed_packages(sys.path)
            return self._packages

    def _things(self, owner: str, entry: Entry) -> list[Added]:
        """Return the thing of an entry, or nothing if it cannot be had."""
        with self._lock:
            if (owner, entry) not in self._made:
                try:
                    with self.watch(owner):
                        thing = pkgutil.resolve_name(entry.value)
                        self._made[owner, entry] = thing() if isinstance(thing, type) else thing
                except BriefingError as error:
                    self.switch_off(owner, error.message)
                    return []
            return [Added(owner, entry, self._made[owner, entry])]

    def _shown(self, package: Package) -> PlugIn:
        adds = tuple(f"{tr(GROUPS[entry.group])}: {entry.name}" for entry in package.entries)
        why, trace = self._failed.get(package.name, ("", ""))
        state = State.FAILED if why else State.OFF if package.name in self._off() else State.ON
        return PlugIn(package.name, package.version, adds, state, why, trace)


class Watch:
    """Turns an error of a plug-in into one that a person can read, and switches the plug-in off.

    A BriefingError passes: what a plug-in says of a file is no fault of its own.
    """

    def __init__(self, plug_ins: PlugIns, owner: str, kind: type[BriefingError]) -> None:
        self._plug_ins, self._owner, self._kind = plug_ins, owner, kind

    def __enter__(self) -> None:
        """Nothing is to be done yet."""

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Raise what a person can read in place of an error of the plug-in's own."""
        if isinstance(error, BriefingError) or not isinstance(error, Exception | SystemExit):
            return
        why = f"{type(error).__name__}: {error}"
        self._plug_ins.switch_off(
            self._owner, why, "".join(traceback.format_exception(error, limit=-8))
        )
        raise self._kind(told(self._owner, why), tr("The program goes on without it.")) from error


class Live(Generic[T]):
    """What ships, and after it what plug-ins add at the moment: gone through anew at each use.

    `make` gives the thing that the program works with, or raises BriefingError saying what is
    wrong with what was added.
    """

    def __init__(
        self, shipped: Iterable[T], plug_ins: PlugIns, group: str, make: Callable[[Added], T]
    ) -> None:
        self.shipped = tuple(shipped)
        self._plug_ins, self._group, self._make = plug_ins, group, make
        self._made: dict[tuple[str, Entry], T] = {}

    def __iter__(self) -> Iterator[T]:
        taken = {thing.name for thing in self.shipped}
        yield from self.shipped
        for added in self._plug_ins.of(self._group):
            made = self._made_of(added)
            if made is None or not self._plug_ins.is_on(added.owner):
                continue
            if made.name in taken:
                why = tr("the name “{name}” is taken", name=made.name)
                self._plug_ins.switch_off(added.owner, why)
                continue
            taken.add(made.name)
            yield made

    def in_use(self) -> tuple[T, ...]:
        """Return what ships and what was made so far, without looking for more."""
        return (*self.shipped, *self._made.values())

    def _made_of(self, added: Added) -> T | None:
        key = (added.owner, added.entry)
        if key not in self._made:
            try:
                with self._plug_ins.watch(added.owner):
                    self._made[key] = self._make(added)
            except BriefingError as error:
                self._plug_ins.switch_off(added.owner, error.message)
                return None
        return self._made[key]


def told(owner: str, why: str) -> str:
    """Return in one sentence that a plug-in failed."""
    return tr(
        "The plug-in “{owner}” failed and is switched off ({why}).", owner=owner, why=why[:_LONGEST]
    )
