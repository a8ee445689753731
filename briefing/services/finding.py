"""Find in one article: plain words or a regular expression, never longer than a second or two."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from briefing.errors import SearchError
from briefing.language import tr

Span = tuple[int, int]

SECONDS = 2.0
"""Time of the processor for one look through an article."""
MOST = 100_000
"""Places that are given at most."""
LONGEST = 1_000
"""Characters of what is looked for; patterns nested many times over take long to be read at all."""
_MOST_REPEATS = 10_000
_ALIKE = {"'": "['’‘ʼ]", '"': '["“”„«»]', "-": "[-‐‑–—]"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words, or with `regex` a regular expression.

    `case` minds capitals; `whole_words` wants no letter or digit right before or after.
    """

    words: str
    case: bool = False
    whole_words: bool = False
    regex: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Where it stands, in code points, end exclusive; with `more` there are further places."""

    spans: tuple[Span, ...] = ()
    more: bool = False


def find(text: str, wanted: Wanted, seconds: float = SECONDS) -> Found:
    """Return the places of what is wanted; matches of nothing are left out.

    Raises SearchError for an expression that cannot be read (with its place) or takes too long.
    In plain words, quotation marks and hyphens stand for all of their kind and a space for any
    white space. May be called on any thread; others go on while it looks. A wild expression may
    take up to a gigabyte for these seconds before the library itself ends it.
    """
    if not wanted.words:
        return Found()
    pattern = _compiled(wanted)
    places = pattern.finditer(text, timeout=seconds, concurrent=True)
    try:
        spans = tuple(islice(_spans(places), MOST + 1))
    except TimeoutError:
        raise SearchError(
            tr("The expression takes more than {seconds:g} seconds on this "
               "article.", seconds=seconds),
            tr("Make it simpler: avoid repeats inside repeats, such as "
               "“(a+)+”."), 0, len(wanted.words),
        ) from None  # fmt: skip
    except MemoryError:
        raise SearchError(
            tr("The expression needs too much memory on this article."), tr("Make it simpler."),
            0, len(wanted.words),
        ) from None  # fmt: skip
    return Found(spans[:MOST], len(spans) > MOST)


def current(found: Found, caret: int) -> int | None:
    """Return the number of the place at or after the caret, else the first; None without any."""
    number = bisect_left(found.spans, (caret, 0))
    return number % len(found.spans) if found.spans else None


def _spans(places: Iterator[Any]) -> Iterator[Span]:
    return (place.span() for place in places if place.end() > place.start())


def _compiled(wanted: Wanted) -> Any:
    import regex  # type: ignore[import-untyped]  # its stubs are no part of the project

    if len(wanted.words) > LONGEST:
        raise SearchError(
            tr("More than {longest} characters are "
               "looked for.", longest=LONGEST), tr("Look for less."),
            LONGEST, len(wanted.words),
        )  # fmt: skip
    body = wanted.words if wanted.regex else _plain(wanted.words)
    if wanted.regex:
        _check_repeats(body)
    flags = regex.VERSION0 | regex.MULTILINE
    if not wanted.case:
        flags |= regex.IGNORECASE
    try:
        regex.compile(body, flags)
        whole = rf"(?<![^\W_])(?:{body})(?![^\W_])" if wanted.whole_words else body
        return regex.compile(whole, flags)
    except regex.error as error:
        place = min(error.pos or 0, len(wanted.words))
        raise SearchError(
            tr("The expression cannot be read at character "
               "{place}: {msg}.", place=place + 1, msg=error.msg),
            tr("Mend it, or switch regular expressions off to look for these characters."),
            place, len(wanted.words),
        ) from error  # fmt: skip
    except (RecursionError, OverflowError, MemoryError) as error:
        raise _too_deep(wanted.words) from error


def _check_repeats(body: str) -> None:
    """Raise SearchError for counts whose product is so large that reading it would take long."""
    product = 1
    for count in re.findall(r"\{\s*(\d*)\s*(?:,\s*(\d*)\s*)?\}", body):
        product *= max(1, *(int(number[:9]) for number in count if number)) if any(count) else 1
        if product > _MOST_REPEATS:
            raise _too_deep(body)


def _too_deep(body: str) -> SearchError:
    return SearchError(tr("The expression repeats too much."), tr("Make it simpler."), 0, len(body))


def _plain(words: str) -> str:
    pieces = re.split(r"(\s+)", words)
    return "".join(
        r"\s+" if place % 2 else "".join(_ALIKE.get(c) or re.escape(c) for c in piece)
        for place, piece in enumerate(pieces)
    )
