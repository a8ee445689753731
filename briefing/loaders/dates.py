"""Dates as articles write them, made ISO 8601: nothing is added, and what is doubtful is none."""

from __future__ import annotations

import re
from datetime import date, time
from functools import cache

_MONTHS = (
    "january januar janvier enero gennaio janeiro januari يناير كانون-الثاني",
    "february februar février fevrier febrero febbraio fevereiro februari فبراير شباط",
    "march märz maerz mars marzo março maart مارس آذار",
    "april avril abril aprile أبريل ابريل نيسان",
    "may mai mayo maggio maio mei مايو أيار",
    "june juni juin junio giugno junho يونيو حزيران",
    "july juli juillet julio luglio julho يوليو تموز",
    "august août aout agosto augustus أغسطس آب",
    "september septembre septiembre settembre setembro سبتمبر أيلول",
    "october oktober octobre octubre ottobre outubro أكتوبر",
    "november novembre noviembre novembro نوفمبر",
    "december dezember décembre decembre diciembre dicembre dezembro desember ديسمبر",
)
_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12, "okt": 10, "dez": 12,
}  # fmt: skip
_NUMBERS = {n: i for i, names in enumerate(_MONTHS, 1) for n in names.split()} | _SHORT
MONTHS = frozenset(_NUMBERS)
"""The names of months in all languages known here, in lower case."""
MONTH = "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))
"""A pattern for the name of a month in any of the languages known here, in lower case."""

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
    rf"{_DAY}{_OF}[\s-]+(?P<month>{MONTH})\.?{_OF},?[\s-]+{_YEAR}\b",
    rf"(?P<month>{MONTH})\.?\s+{_DAY},?\s+{_YEAR}\b",
    r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
    r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})\b",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})\b",
)
_CLOCK = re.compile(
    r"\b(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap]\.?m\b\.?)?\s*(gmt|utc)?\b", re.IGNORECASE
)
_WEEKDAY = re.compile(r"[^\W\d_]+(?:-feira)?\.?,?\s+(?:(?:den|le|el|il|the)\s+)?")
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
    """Return the time in `words` as “T14:05”, with “+00:00” if they name GMT or UTC, or ""."""
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
    return f"T{hour:02}:{minute:02}{':00+00:00' if found[4] else ''}"


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
    month = _NUMBERS.get(named["month"]) or int(named["month"])
    try:
        found = date(int(named["year"]), month, int(named["day"])).isoformat()
    except ValueError:
        return None
    return found + clock(rest)
