"""The keys that a user gave to actions, and which of them get in each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtGui import QKeySequence

from briefing.widgets.actions import ACTIONS, ActionSpec, name_of

Keys = Mapping[str, tuple[str, ...]]
_BETWEEN = " | "
PORTABLE = QKeySequence.SequenceFormat.PortableText
SPECS = {spec.id: spec for spec in ACTIONS}


def read_keys(kept: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return keys by the ids of their actions from lines "id = key | key"; others are left out."""
    found = {}
    for line in kept:
        action, is_line, keys = line.partition(" = ")
        if is_line and action in SPECS:
            found[action] = tuple(key for key in keys.split(_BETWEEN) if is_key(key))
    return found


def written_keys(keys: Keys) -> tuple[str, ...]:
    """Return the lines that `read_keys` reads, of those actions that have other keys than usual."""
    return tuple(
        f"{action} = {_BETWEEN.join(own)}"
        for action, own in keys.items()
        if own != SPECS[action].keys
    )


def is_key(key: str) -> bool:
    """Return whether words name a key that Qt knows."""
    return bool(key) and QKeySequence(key).toString(PORTABLE) == key


def taken_by(key: str, action: str, keys: Keys, tags: Mapping[str, str]) -> str:
    """Return the name of what has a key already, or "".

    `keys` are those of all actions, `tags` the names of the tags by their keys. An article's keys
    and those of the window are in force at once.
    """
    for spec in ACTIONS:
        if spec.id != action and key in keys.get(spec.id, spec.keys):
            return name_of(spec)
    return tags.get(key, "")


def would_type(key: str, spec: ActionSpec) -> bool:
    """Return whether a key of the whole window is one that writes in fields of text."""
    if spec.scope == "article":
        return False
    bare = key.removeprefix("Shift+")
    return len(bare) == 1 or bare in ("Space", "Return", "Enter", "Tab", "Backspace", "Del", "Esc")
