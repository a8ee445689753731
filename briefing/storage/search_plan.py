"""How a query is asked of the index: what SQLite's full-text search answers, and what sets do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.services.search_query import AllOf, Marked, OneOf, Query, Without, Words


@dataclass(frozen=True, slots=True)
class Plan:
    """A query in two parts that both have to hold: `text` for the index, `rest` for sets.

    `rest` are parts about excerpts, or about both; None: there is no such part.
    """

    text: Query | None
    rest: Query | None


def plan(query: Query) -> Plan:
    """Split a query into what the full-text index answers alone and the rest."""
    if is_text(query):
        return Plan(query, None)
    if not isinstance(query, AllOf):
        return Plan(None, query)
    text = [part for part in query.parts if is_text(part)]
    if not text:
        return Plan(None, query)
    text += [part for part in query.parts if isinstance(part, Without) and is_text(part.part)]
    rest = tuple(part for part in query.parts if part not in text)
    return Plan(_all(tuple(text)), _all(rest) if rest else None)


def is_text(query: Query) -> bool:
    """Return whether the full-text index can answer a query by itself."""
    if isinstance(query, OneOf):
        return all(is_text(part) for part in query.parts)
    if isinstance(query, AllOf):
        kept = [part.part if isinstance(part, Without) else part for part in query.parts]
        return all(map(is_text, kept)) and any(map(is_text, query.parts))
    return isinstance(query, Words)


def expression(query: Query) -> str:
    """Return a text query in the spelling of FTS5 (sqlite.org/fts5.html, section 3)."""
    if isinstance(query, Words):
        # Folded words hold letters and digits only, so nothing in them needs escaping.
        column = "headline : " if query.headline else ""
        return f'{column}"{" ".join(query.words)}"{"*" if query.prefix else ""}'
    if isinstance(query, OneOf):
        return f"({' OR '.join(map(expression, query.parts))})"
    if isinstance(query, AllOf):
        wanted = [expression(part) for part in query.parts if not isinstance(part, Without)]
        unwanted = [expression(part.part) for part in query.parts if isinstance(part, Without)]
        positive = f"({' AND '.join(wanted)})"
        return f"({positive} NOT ({' OR '.join(unwanted)}))" if unwanted else positive
    raise AssertionError(query)


def phrases(query: Query, *, wanted: bool = True) -> Iterator[tuple[Words, bool]]:
    """Yield the words of a text query as FTS5 numbers them, and whether each is to be there."""
    if isinstance(query, Words):
        yield query, wanted
    elif isinstance(query, OneOf):
        for part in query.parts:
            yield from phrases(part, wanted=wanted)
    elif isinstance(query, AllOf):
        for part in query.parts:
            if not isinstance(part, Without):
                yield from phrases(part, wanted=wanted)
        for part in query.parts:
            if isinstance(part, Without):
                yield from phrases(part.part, wanted=False)


def positive(query: Query) -> Query:
    """Return a text query without what is not wanted."""
    if isinstance(query, AllOf):
        return _all(tuple(positive(p) for p in query.parts if not isinstance(p, Without)))
    return OneOf(tuple(map(positive, query.parts))) if isinstance(query, OneOf) else query


def conditions(query: Query) -> list[Query]:
    """Return the parts of a query that are asked of one excerpt together."""
    if is_marked(query):
        return [query]
    parts = query.parts if isinstance(query, AllOf) else ()
    return [part for part in parts if is_marked(part)]


def is_marked(query: Query) -> bool:
    """Return whether a query asks nothing but what one excerpt has."""
    if isinstance(query, AllOf | OneOf):
        return all(map(is_marked, query.parts))
    return isinstance(query, Marked)


def _all(parts: tuple[Query, ...]) -> Query:
    return parts[0] if len(parts) == 1 else AllOf(parts)
