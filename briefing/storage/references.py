"""Which content a project file still needs: what entries and steps refer to, and those in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from briefing.storage.codec import Names

Read = Callable[[str], bytes]
"""Gives content by its SHA-256."""


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """A step of history as the file holds it; `shifts` are article, after where, by how many."""

    label: str
    author: str
    time: str
    merge: str
    changes: Names
    shifts: tuple[tuple[str, int, int], ...] = ()


class _Refers(msgspec.Struct, frozen=True):
    """What an item says of other content."""

    sha256: str = ""
    original: str | None = None
    document: str = ""
    pieces: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()
    files: Mapping[str, str] = {}


class _Held(msgspec.Struct, frozen=True):
    """What a snapshot says of other content."""

    template: _Refers = _Refers()


def needed(items: Iterable[tuple[str, str]], steps: Iterable[str], read: Read) -> set[str]:
    """Return the names of all content that items (kind, name) and steps (as JSON) need."""
    kept: dict[str, set[str]] = {}
    for kind, name in items:
        kept.setdefault(kind, set()).add(name)
    for row in steps:
        for kind, of_kind in msgspec.json.decode(row, type=Row).changes.items():
            kept.setdefault(kind, set()).update(n for p in of_kind.values() for n in p if n)
    names = set().union(*kept.values())
    for kind in ("articles", "templates", "snapshots", "origins"):
        for name in kept.get(kind, ()):
            names.update(_inner(kind, read(name)))
    return names


def _inner(kind: str, body: bytes) -> list[str]:
    """Return the content that an article, a template, a snapshot or an origin refers to."""
    if kind == "snapshots":
        value = msgspec.json.decode(body, type=_Held).template
    else:
        value = msgspec.json.decode(body, type=_Refers)
    whole = (value.sha256, value.original, value.document)
    return [*filter(None, whole), *value.pieces, *value.cut, *value.files.values()]
