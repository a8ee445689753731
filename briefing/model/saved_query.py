"""Saved queries: a query of tags under a name, kept in the project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST_NAME = 80
"""Signs of a name."""


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query of tags; other queries and sections recall it by `name` as `@"name"`.

    `words` are as somebody typed them; what they ask is worked out each time.
    """

    id: str
    name: str
    words: str
    created: str = ""


def recalled(name: str) -> str:
    """Return what recalls a saved query of this name in another."""
    return f'@"{name}"'


def named(queries: Iterable[SavedQuery], name: str) -> SavedQuery | None:
    """Return the query of this name, in any case, or None."""
    wanted = name.casefold()
    return next((query for query in queries if query.name.casefold() == wanted), None)


def usable_name(name: str) -> str:
    """Return a name as it can be recalled: on one line, without quotation marks, not too long."""
    return " ".join(name.replace('"', " ").split())[:MOST_NAME].strip()
