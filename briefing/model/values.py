"""`dataclass` for values: the standard library's with `frozen=True, slots=True`, defined at once.

That one writes and compiles six functions for each class, a fifth of what importing the program
takes. Here those that differ between classes are written when they are first looked up. `replace`,
`fields` and `asdict` of the standard library work as ever, and type checkers see its `dataclass`.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 what type checkers see
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Return what makes a class one of frozen values with slots."""
        assert frozen, "the standard library makes what can change"
        assert slots, "the standard library makes what has no slots"
        return _value


def _value(cls: type) -> Any:
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    ours = {name: _Unwritten(made, name) for name in _WRITTEN} | _SHARED
    for name, function in ours.items():
        if vars(cls).get(name) is None:  # a class that says how it compares has a hash of None
            setattr(made, name, function)
    return made


class _Unwritten:
    """Stands for a function of a class until it is looked up, and is then replaced by it."""

    def __init__(self, owner: Any, name: str) -> None:
        self._owner, self._name = owner, name

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        function = _WRITTEN[self._name](self._owner)
        function.__qualname__ = f"{self._owner.__qualname__}.{self._name}"
        setattr(self._owner, self._name, function)
        return function.__get__(instance, owner)


def _init(owner: Any) -> Any:
    """Return what sets each slot to what is given, or to its default."""
    known: dict[str, Any] = {"absent": dataclasses.MISSING}
    given, body = ["self"], []
    for each in dataclasses.fields(owner):
        name = value = each.name
        known[f"set_{name}"] = getattr(owner, name).__set__
        if each.default is not dataclasses.MISSING:
            known[f"default_{name}"] = each.default
            given.append(f"{name}=default_{name}")
        elif each.default_factory is not dataclasses.MISSING:
            known[f"make_{name}"] = each.default_factory
            given.append(f"{name}=absent")
            value = f"make_{name}() if {name} is absent else {name}"
        else:
            given.append(name)
        body.append(f"set_{name}(self, {value})")
    init = _compiled(owner, known, f"__init__({', '.join(given)})", body or ["pass"])
    types = {each.name: each.type for each in dataclasses.fields(owner)}
    init.__annotations__ = {**types, "return": None}
    return init


def _eq(owner: Any) -> Any:
    same = f"return {_all(owner, 'self')} == {_all(owner, 'other')}"
    body = [f"if other.__class__ is self.__class__: {same}", "return NotImplemented"]
    return _compiled(owner, {}, "__eq__(self, other)", body)


def _hash(owner: Any) -> Any:
    return _compiled(owner, {}, "__hash__(self)", [f"return hash({_all(owner, 'self')})"])


_WRITTEN: Mapping[str, Callable[[Any], Any]] = {"__init__": _init, "__eq__": _eq, "__hash__": _hash}


def _all(owner: Any, of: str) -> str:
    """Return the tuple of what is compared."""
    return f"({''.join(f'{of}.{f.name}, ' for f in dataclasses.fields(owner) if f.compare)})"


def _compiled(owner: Any, known: Mapping[str, object], head: str, body: list[str]) -> Any:
    """Return a function in its class's module that knows some more names."""
    lines = "\n  ".join(body)
    name = head.partition("(")[0]
    source = f"def make({', '.join(known)}):\n def {head}:\n  {lines}\n return {name}"
    found: dict[str, Any] = {}
    exec(source, vars(sys.modules[owner.__module__]), found)  # noqa: S102 of names of fields alone
    return found["make"](**known)


def _said(value: Any) -> str:
    parts = (f"{f.name}={getattr(value, f.name)!r}" for f in dataclasses.fields(value) if f.repr)
    return f"{type(value).__qualname__}({', '.join(parts)})"


def _keep(_value: object, name: str, _new: object = None) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _state(value: Any) -> list[object]:
    return [getattr(value, each.name) for each in dataclasses.fields(value)]


def _set_state(value: Any, state: list[object]) -> None:
    for each, kept in zip(dataclasses.fields(value), state, strict=True):
        object.__setattr__(value, each.name, kept)


_SHARED = {
    "__repr__": _said, "__setattr__": _keep, "__delattr__": _keep,
    "__getstate__": _state, "__setstate__": _set_state,
}  # fmt: skip
