"""Values of the project as bytes and back; an article's text is content of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import msgspec

from briefing.errors import DamageError
from briefing.language import tr
from briefing.model.article import Article
from briefing.model.brief import Brief
from briefing.model.changes import Change, Changes
from briefing.model.excerpt import Excerpt
from briefing.model.origin import Origin
from briefing.model.project import Item
from briefing.model.saved_query import SavedQuery
from briefing.model.shifting import Shift
from briefing.model.snapshot import Snapshot
from briefing.model.suggestion import Decision
from briefing.model.tags import TagScheme
from briefing.model.template import Template
from briefing.storage.connection import RECOVER
from briefing.storage.pieces import PieceMemory
from briefing.storage.places import Log, Places, standing, stood

TYPES: Mapping[str, type] = {
    "articles": Article,
    "schemes": TagScheme,
    "excerpts": Excerpt,
    "briefs": Brief,
    "templates": Template,
    "decisions": Decision,
    "snapshots": Snapshot,
    "origins": Origin,
    "queries": SavedQuery,
}
_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    kind: msgspec.json.Decoder(type_) for kind, type_ in TYPES.items()
}

NO_MOVES = Log()
Read = Callable[[str], bytes]
"""Gives content by its SHA-256."""

Names = dict[str, dict[str, tuple[str | None, str | None]]]
"""Changes by kind and id as the SHA-256 of what was before and after, None for nothing."""


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class _Pieces(msgspec.Struct, frozen=True):
    """What an article says of its text; version 1 has it whole, by the hash of its words.

    In one whose excerpts moved it is the `cut`: a program that knows nothing of moves must not
    read it, and show other words.
    """

    pieces: tuple[str, ...] | None = None
    cut: tuple[str, ...] | None = None


def encoded(
    item: Item, memory: PieceMemory | None = None, log: Log = NO_MOVES
) -> tuple[str, dict[str, bytes]]:
    """Return the name of an item's content, and all content it needs by name.

    Pieces of an article's text that `memory` knows to be in the file are left out. `log` is that
    of the article, or of the excerpt's.
    """
    needed: dict[str, bytes] = {}
    if isinstance(item, Article):
        names, needed = (memory or PieceMemory(digest)).cut(item)
        bare = msgspec.to_builtins(replace(item, text="", blocks=()))
        if log == NO_MOVES:
            body = msgspec.json.encode({**bare, "pieces": names})
        else:
            body = msgspec.json.encode({**bare, "moved": log, "cut": names})
    elif isinstance(item, Excerpt):
        body = standing(item, log.stand())
    else:
        body = msgspec.json.encode(item)
    name = digest(body)
    needed[name] = body
    return name, needed


def decoded(
    kind: str,
    item_id: str,
    name: str,
    read: Read,
    memory: PieceMemory | None = None,
    places: Places | None = None,
) -> Item:
    """Return the item whose content has this name, an excerpt where it stood when it was written.

    `places` takes note of how it moved since. Raises StorageError if it is not what the row says.
    """
    try:
        body = read(name)
        item: Any = bare(kind, body)
        if places is not None:
            places.note(kind, item_id, body)
        if isinstance(item, Article):
            item = _whole(item, msgspec.json.decode(body, type=_Pieces), read, memory)
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, RecursionError) as error:
        raise DamageError(
            tr(
                "The entry “{item_id}” under {kind} is damaged ({error}).",
                item_id=item_id,
                kind=kind,
                error=error,
            ),
            tr(RECOVER),
        ) from error
    if item.id != item_id:
        raise DamageError(
            tr(
                "The entry “{item_id}” under {kind} holds another, “{id}”.",
                item_id=item_id,
                kind=kind,
                id=item.id,
            ),
            tr(RECOVER),
        )
    return item  # type: ignore[no-any-return]


def bare(kind: str, body: bytes) -> Item:
    """Return an item without the text that is content of its own; raises MsgspecError."""
    return stood(body) if kind == "excerpts" else _DECODERS[kind].decode(body)


def _whole(article: Article, said: _Pieces, read: Read, memory: PieceMemory | None) -> Article:
    pieces = said.pieces if said.cut is None else said.cut
    if pieces is None:
        return replace(article, text=read(article.sha256).decode())
    return (memory or PieceMemory(digest)).joined(article, pieces, read)


def named(
    changes: Changes,
    memory: PieceMemory | None = None,
    logs: Mapping[str, Log] = MappingProxyType({}),
    known: Mapping[str, Container[str]] | None = None,
) -> tuple[Names, dict[str, bytes]]:
    """Return changes as names of content, and the content itself.

    What was before is content too: an older version of the program may have spelled it otherwise,
    under another name. Of what is `known` only what is after is wanted. `logs` are those of
    articles by their ids, with the shifts of the changes in them.
    """
    names: Names = {}
    needed: dict[str, bytes] = {}
    for kind, key, change in changes:
        before = after = None
        if change.before and not (known and key in known.get(kind, ())):
            before, content = encoded(change.before, memory)
            needed |= content
        if change.after:
            of = getattr(change.after, "article", "") if kind == "excerpts" else key
            after, content = encoded(change.after, memory, logs.get(of, NO_MOVES))
            needed |= content
        names.setdefault(kind, {})[key] = (before, after)
    return names, needed


def then(names: Names, later: Names) -> Names:
    """Return two changes as one; what comes back to where it was drops out."""
    merged = {kind: dict(changes) for kind, changes in names.items()}
    for kind, changes in later.items():
        of_kind = merged.setdefault(kind, {})
        for key, (before, after) in changes.items():
            first = of_kind[key][0] if key in of_kind else before
            of_kind[key] = first, after
            if first == after:
                del of_kind[key]
    return merged


def changes_of(names: Names, shifts: tuple[Shift, ...], read: Read) -> Changes:
    """Return the changes that these names stand for, and shifts."""

    def item(kind: str, key: str, name: str | None) -> Item | None:
        return decoded(kind, key, name, read) if name else None

    return Changes(
        {
            kind: {
                key: Change(item(kind, key, before), item(kind, key, after))
                for key, (before, after) in of_kind.items()
            }
            for kind, of_kind in names.items()
        },
        shifts,
    )
