"""Dates as articles write them, made ISO 8601: nothing is added, and what is doubtful is none."""

from __future__ import annotations

import re
from datetime import date, time
from functools import cache

from briefing.services.reading.months import MONTH, NUMBERS

_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?)?$"
)
_COMPACT = re.compile(
    r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(?:(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?"
_YEAR = r"(?P<year>\d{4})"
_OF = r"(?:\s+(?:de|del|of))?"
_NAMED = (
    rf"{_DAY}{_OF}[\s-]+ב?(?P<month>{MONTH})\.?(?:\s?/\s?(?:{MONTH}))?{_OF}[,،]?[\s-]+{_YEAR}\b",
    rf"(?P<month>{MONTH})\.?\s+{_DAY},?\s+{_YEAR}\b",
    r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]",
    r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})\b",
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b",
)
_CLOCK = re.compile(
    r"\b(\d{1,2})[:h](\d{2})(?::\d{2})?\b\s*([ap]\.?m\b\.?)?\s*"
    r"((?:gmt|utc)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?\b|\+\d{2}:?\d{2}\b|-\d{4}\b)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"([+-])(\d{1,2}):?(\d{2})?$")
_FURTHEST = 14
"""Hours that any country is from UTC."""
_WEEKDAY = re.compile(r"[^\W\d_][^\s\d,.:：،]*\.?[,،]?\s+(?:(?:den|le|el|il|the)\s+)?")
_PARTIAL = re.compile(r"\d{4}(?:-\d{2})?$")
LONGEST = 80
"""Code points of what may be a date."""


def written_date(words: str) -> str | None:
    """Return a date that `words` begin with as ISO 8601, with its time if one follows, or None.

    A day of the week may stand before it. 03/04/2026 is None: two countries read it differently.
    A zone is kept only if it is a number, Z, GMT or UTC; other names mean different zones.
    """
    said = " ".join(words.split())[:LONGEST].lower()
    if not any(map(str.isdecimal, said)):
        return None
    if found := _ISO.match(said.upper()) or _COMPACT.match(said.upper()):
        return _from_numbers(*found.groups())
    weekday = _WEEKDAY.match(said)
    starts = (0, weekday.end()) if weekday else (0,)
    for pattern in _named():
        for start in starts:
            if named := pattern.match(said, start):
                return _from_names(named, said[named.end() :])
    return None


def clock(words: str) -> str:
    """Return the time in `words` as “T14:05”, with its zone if that is a number or UTC, or ""."""
    found = _CLOCK.search(words)
    if found is None:
        return ""
    hour, minute = int(found[1]), int(found[2])
    if half := (found[3] or "").lower():
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        return ""
    return f"T{hour:02}:{minute:02}{_zone(found[4] or '')}"


def said_date(words: str) -> str | None:
    """Return a date as `written_date` does, or a year or month that `words` are in ISO 8601."""
    return words if _PARTIAL.match(words) else written_date(words)


def _zone(words: str) -> str:
    """Return seconds and a zone as ISO 8601; "" for none, and for -0000, which says none."""
    named = words[:3].isalpha() and bool(words)
    found = _ZONE.match(words[3:].strip() if named else words)
    if found is None:
        return ":00+00:00" if named else ""
    sign, hours, minutes = found[1], int(found[2]), found[3] or "00"
    known = hours <= _FURTHEST and int(minutes) < 60 and words != "-0000"
    return f":00{sign}{hours:02}:{minutes}" if known else ""


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    """Return the patterns, compiled when a line first has a figure in it: they take 7 ms."""
    return tuple(map(re.compile, _NAMED))


def _from_numbers(*groups: str | None) -> str | None:
    year, month, day, hour, minute, second, zone = groups
    try:
        found = date(int(year or 0), int(month or 0), int(day or 0)).isoformat()
        if hour is None:
            return found
        at = time(int(hour), int(minute or 0), int(second or 0)).isoformat()
    except ValueError:
        return None
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{found}T{at}{zone or ''}"


def _from_names(named: re.Match[str], rest: str) -> str | None:
    month = NUMBERS.get(named["month"]) or int(named["month"])
    try:
        found = date(int(named["year"]), month, int(named["day"])).isoformat()
    except ValueError:
        return None
    return found + clock(rest)
