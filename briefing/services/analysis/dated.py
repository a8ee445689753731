"""Dates written out in words, as days, months and years that can be put in order."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

_NUMBERS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|"
    r"December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20|21)\d\d)"
_BEFORE = r"(?i:in|by|since|until|from|of|mid-|early|late|to|before|after|during)"
_PATTERNS = (
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b"),
    re.compile(rf"\b{_DAY} {_MONTH}(?:,? {_YEAR})?(?!\w)"),
    re.compile(rf"\b{_MONTH} {_DAY}(?:,? {_YEAR})?\b(?![\d%])"),
    re.compile(rf"(?<!\d )\b{_MONTH} {_YEAR}\b"),
    re.compile(rf"\b{_BEFORE} ?{_MONTH}(?! \d)(?!\w)"),
    re.compile(rf"\b{_BEFORE} {_YEAR}\b(?![-.,]?\d)"),
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: `date` is ISO 8601 as far as it goes, `start` and `end` code points.

    `guessed` says that the text names no year, and the one next to `published` was taken.
    """

    date: str
    start: int
    end: int
    guessed: bool = False


def dates_in(text: str, published: str) -> list[Dated]:
    """Return the dates of a text in their order, of those at one place the longest.

    `published` is ISO 8601 or ""; without it a date that names no year is left out. Times that
    only count from now (“next week”) are left out too.
    """
    found = sorted(_found(text, published), key=lambda each: (each.start, -each.end))
    kept: list[Dated] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _found(text: str, published: str) -> Iterator[Dated]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month, day = _month(parts.get("month")), int(parts.get("day") or 0)
            year = parts.get("year") or _nearest(published, month)
            if year and _exists(int(year), month, day, said=parts.get("month")):
                start = min(match.start(name) for name in parts if match.start(name) >= 0)
                date = "-".join([year, *(f"{part:02}" for part in (month, day) if part)])
                yield Dated(date, start, match.end(), guessed=not parts.get("year"))


def _month(words: str | None) -> int:
    if not words:
        return 0
    return int(words) if words.isdigit() else _NUMBERS[words[:3].casefold()]


def _nearest(published: str, month: int) -> str:
    """Return the year in which a month is nearest to that of publication."""
    parts = published.split("-")
    if len(parts) < 2 or not (parts[0] + parts[1]).isdecimal() or not month:
        return ""
    year, months = int(parts[0]), month - int(parts[1])
    return f"{year + (months < -6) - (months > 6):04}"


def _exists(year: int, month: int, day: int, *, said: str | None) -> bool:
    if said is None:
        return True
    return 1 <= month <= 12 and (not day or 1 <= day <= monthrange(year, month)[1])
