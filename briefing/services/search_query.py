"""The query language of the search: what is typed, as a value; see docs/search.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from briefing.errors import SearchError
from briefing.language import marked, tr
from briefing.model.excerpt import Status
from briefing.services.registry import nearest
from briefing.services.words import folded

LONGEST = 500
"""Code points that a query may have."""
MOST_TERMS = 40
DEEPEST = 20
SHORTEST_PREFIX = 2
"""Letters that a `prefix*` needs; the index has the beginnings of two letters ready."""


class About(StrEnum):
    """What of an excerpt a `field:value` is about."""

    TAG = "tag"
    STATUS = "status"
    SAID = "said"
    STAKEHOLDER = "stakeholder"


FIELDS = (*(about.value for about in About), "in")

_QUOTES = '"“”„«»'
_PIECE = re.compile(
    rf"(?P<space>\s+)|(?P<open>\()|(?P<close>\))"
    rf"|(?P<quoted>[{_QUOTES}](?P<words>[^{_QUOTES}]*)(?P<end>[{_QUOTES}]\*?)?)"
    rf"|(?P<minus>-(?=[^\s)]))"
    rf"|(?P<field>(?:{'|'.join(FIELDS)}):|[^\W\d_]+:(?=[^\s)]))|(?P<word>[^\s(){_QUOTES}]+)",
    re.IGNORECASE,
)
_QUOTE_IT = marked("Put words that are meant as they stand into quotation marks.")


@dataclass(frozen=True, slots=True)
class Words:
    """Folded words that stand beside each other; with `prefix` the last may go on.

    `headline` asks for them in the headline. `start` and `end` is the place in the query.
    """

    words: tuple[str, ...]
    prefix: bool = False
    headline: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """An excerpt that has a tag, a status, or words in who said it or whom it concerns.

    Its place in the query makes it no other.
    """

    about: About
    value: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Without:
    """Articles that `part` does not find."""

    part: Query


@dataclass(frozen=True, slots=True)
class AllOf:
    """Articles that every part finds; those about excerpts find one excerpt together."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Articles that some part finds."""

    parts: tuple[Query, ...]


Query = Words | Marked | Without | AllOf | OneOf


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _InHeadline:
    """Says that the words of its group are to stand in the headline."""

    start: int
    end: int


def parse(typed: str) -> Query:
    """Return what is asked for; raises SearchError with the place of what cannot be read."""
    if len(typed) > LONGEST:
        raise SearchError(
            tr("The search has more than {longest} "
               "characters.", longest=LONGEST), tr("Look for fewer words."),
            LONGEST, len(typed),
        )  # fmt: skip
    pieces = list(_pieces(typed))
    if not pieces:
        raise SearchError(
            tr("There is nothing to look for yet."), tr("Type a word."), 0, len(typed)
        )
    return _Reader(pieces, len(typed)).read()


def wanted_words(query: Query) -> Iterator[Words]:
    """Yield the words that a found article may have, in the order they were typed."""
    if isinstance(query, Words):
        yield query
    elif isinstance(query, AllOf | OneOf):
        for part in query.parts:
            yield from wanted_words(part)


class _Reader:
    """Reads pieces by descent: OR binds less than standing beside each other."""

    def __init__(self, pieces: list[_Piece], length: int) -> None:
        self._pieces = pieces
        self._length = length
        self._at = 0
        self._terms = 0

    def read(self) -> Query:
        query = self._either(0)
        if piece := self._peek():
            raise _error(piece, tr("is closed that was never opened"), tr("Take the bracket away."))
        return query

    def _either(self, depth: int) -> Query:
        parts = [self._together(depth)]
        while self._next_is("OR"):
            self._at += 1
            parts.append(self._together(depth))
        return parts[0] if len(parts) == 1 else OneOf(tuple(parts))

    def _together(self, depth: int) -> Query:
        parts: list[Query] = []
        scope: _InHeadline | None = None
        while self._goes_on(has_parts=bool(parts or scope)):
            part = self._part(depth)
            if isinstance(part, _InHeadline):
                scope = part
            else:
                parts.append(part)
        if scope:
            parts = [_in_headline(part) for part in parts]
            if not any(True for part in parts for _ in _all_words(part)):
                raise SearchError(
                    tr("“in:headline” at character {start} has no words "
                       "beside it.", start=scope.start + 1),
                    tr("Add what to look for in the headline, as in “in:headline ferry”."),
                    scope.start, scope.end,
                )  # fmt: skip
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _goes_on(self, *, has_parts: bool) -> bool:
        """Return whether another part follows; an AND between parts is passed over."""
        piece = self._peek()
        if has_parts and piece and _is(piece, "AND"):
            self._at += 1
            self._operand(piece)
            return True
        if has_parts:
            return piece is not None and piece.kind != "close" and not _is(piece, "OR")
        self._operand(self._pieces[self._at - 1] if self._at else None)
        return True

    def _operand(self, before: _Piece | None) -> None:
        """Raise SearchError unless something to look for comes next."""
        piece = self._peek()
        if piece and piece.kind == "close" and before and before.kind == "open":
            raise _error(piece, tr("closes brackets with nothing in them"), tr("Fill them."))
        if piece and (_is(piece, "OR") or _is(piece, "AND")):
            raise _error(
                piece,
                tr("has nothing before it"),
                tr("Add a word before it. {quote_it}", quote_it=tr(_QUOTE_IT)),
            )
        if piece is None or piece.kind == "close":
            last = before or self._pieces[-1]
            raise _error(
                last,
                tr("has nothing after it"),
                tr("Add a word after it. {quote_it}", quote_it=tr(_QUOTE_IT)),
            )

    def _part(self, depth: int) -> Query | _InHeadline:
        piece = self._take()
        if depth >= DEEPEST and piece.kind in ("open", "minus"):
            raise _error(piece, tr("goes too deep"), tr("Use fewer brackets."))
        if piece.kind == "open":
            return self._bracket(piece, depth)
        if piece.kind == "minus" or _is(piece, "NOT"):
            return self._without(piece, depth)
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise _error(
                piece,
                tr("is one word too many"),
                tr("Look for {most_terms} at most.", most_terms=MOST_TERMS),
            )
        return self._field(piece) if piece.kind == "field" else _words(piece)

    def _bracket(self, piece: _Piece, depth: int) -> Query:
        inner = self._either(depth + 1)
        closing = self._peek()
        if closing is None or closing.kind != "close":
            raise _error(piece, tr("is not closed"), tr("Close the bracket."))
        self._at += 1
        return inner

    def _without(self, piece: _Piece, depth: int) -> Query:
        self._operand(piece)
        part = self._part(depth + 1)
        if isinstance(part, _InHeadline):
            raise _error(
                piece, tr("stands before “in:headline”"), tr("Put it before the word instead.")
            )
        return part.part if isinstance(part, Without) else Without(part)

    def _field(self, piece: _Piece) -> Query | _InHeadline:
        name = piece.text[:-1].casefold()
        if name not in FIELDS:
            known = nearest(name, FIELDS)
            raise _error(piece, tr("is no field of ours"), f"{known} {tr(_QUOTE_IT)}")
        value = self._value(piece)
        if name == "in":
            if folded(value.text) != "headline":
                raise _error(value, tr("is no part of an article"), tr("Known: in:headline."))
            return _InHeadline(piece.start, value.end)
        about = About(name)
        words = value.text if about is About.TAG else folded(value.text)
        if not words.strip():
            raise _error(
                value,
                tr("names nothing"),
                tr("Say which, as in “{examples}”.", examples=_EXAMPLES[about]),
            )
        if about is About.STATUS and words not in set(Status):
            raise _error(
                value, tr("is no status"), nearest(words, [status.value for status in Status])
            )
        star = "*" if about not in (About.TAG, About.STATUS) and value.text.endswith("*") else ""
        return Marked(about, words.strip() + star, piece.start, value.end)

    def _value(self, piece: _Piece) -> _Piece:
        value = self._peek()
        if value is None or value.kind not in ("word", "quoted") or value.start != piece.end:
            raise _error(piece, tr("has no word after it"), tr("Write it as in “tag:outlook”."))
        self._at += 1
        return value

    def _peek(self) -> _Piece | None:
        return self._pieces[self._at] if self._at < len(self._pieces) else None

    def _take(self) -> _Piece:
        piece = self._pieces[self._at]
        self._at += 1
        return piece

    def _next_is(self, word: str) -> bool:
        piece = self._peek()
        return piece is not None and _is(piece, word)


_EXAMPLES = {
    About.TAG: "tag:outlook",
    About.STATUS: "status:unverified",
    About.SAID: "said:ministry",
    About.STAKEHOLDER: "stakeholder:exporters",
}


def _pieces(typed: str) -> Iterator[_Piece]:
    for match in _PIECE.finditer(typed):
        start, end = match.span()
        if match["space"] is not None:
            continue
        if match["quoted"] is not None:
            if match["end"] is None:
                raise SearchError(
                    tr("The quotation mark at character {start} is not closed.", start=start + 1),
                    tr("Close it after the last word of the phrase."), start, end,
                )  # fmt: skip
            star = "*" if match["end"].endswith("*") else ""
            yield _Piece("quoted", match["words"] + star, start, end)
        else:
            yield _Piece(str(match.lastgroup), match.group(), start, end)


def _words(piece: _Piece) -> Words:
    prefix = piece.text.endswith("*")
    words = tuple(folded(piece.text).split())
    if not words:
        raise _error(piece, tr("has no letter or digit"), tr("Look for a word or a number."))
    if prefix and len(words[-1]) < SHORTEST_PREFIX and words[-1].isascii():
        raise _error(
            piece, tr("is too short a beginning"), tr("Give two letters or more before the “*”.")
        )
    return Words(words, prefix, start=piece.start, end=piece.end)


def _in_headline(query: Query) -> Query:
    if isinstance(query, Words):
        return replace(query, headline=True)
    if isinstance(query, Without):
        return Without(_in_headline(query.part))
    if isinstance(query, AllOf | OneOf):
        return type(query)(tuple(_in_headline(part) for part in query.parts))
    return query


def _all_words(query: Query) -> Iterator[Words]:
    if isinstance(query, Without):
        yield from _all_words(query.part)
    elif isinstance(query, AllOf | OneOf):
        for part in query.parts:
            yield from _all_words(part)
    elif isinstance(query, Words):
        yield query


def _is(piece: _Piece, word: str) -> bool:
    return piece.kind == "word" and piece.text == word


def _error(piece: _Piece, fault: str, hint: str) -> SearchError:
    return SearchError(
        tr("“{text}” at character {start} "
           "{fault}.", text=piece.text, start=piece.start + 1, fault=fault), hint.strip(),
        piece.start, piece.end,
    )  # fmt: skip
