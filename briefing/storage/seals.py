"""Seals: what tells that the entries and the steps of a project file are all there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from briefing.storage import codec
from briefing.storage.codec import Names
from briefing.storage.references import Row


def seal_of(kind: str, key: str, name: str) -> int:
    """Return the part of the seal over items that is of one."""
    return int(codec.digest(f"{kind}\0{key}\0{name}".encode()), 16)


def over_steps(rows: Iterable[Sequence[Any]]) -> int:
    """Return the seal over steps of the history, each its number and the hash of its row."""
    seal = 0
    for n, sha256 in rows:
        seal ^= int(codec.digest(f"step\0{n}\0{sha256}".encode()), 16)
    return seal


def seal_over(items: Iterable[tuple[str, str, str]]) -> str:
    """Return the seal over items, each its kind, id and the name of its content."""
    seal = 0
    for item in items:
        seal ^= seal_of(*item)
    return f"{seal:064x}"


def sound_changes(step: str) -> Names:
    """Return the names that a row of the history has; none where it cannot be read."""
    try:
        return msgspec.json.decode(step, type=Row).changes
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
