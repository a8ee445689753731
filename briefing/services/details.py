"""What an article says of itself, for the eye: what may be entered, and where words stood."""

from __future__ import annotations

import re
from datetime import date, time

from briefing.errors import FetchError, ProjectError
from briefing.language import tr
from briefing.model.article import Article, clean_text
from briefing.services.document_words import DAYS, MONTHS
from briefing.services.web_addresses import web_address

DATES = ("published", "updated")
OPENING = 3_000
"""Code points at the top of an article in which the words of a detail are looked for."""

LONGEST = 1_000
_NEAR = 40
_ISO = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r"\s*(Z|[+-]\d{2}:?\d{2})?)?)?)?$",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


def entered(field: str, words: str) -> str | tuple[str, ...] | None:
    """Return what was typed into a field as its value, None or no keywords for nothing.

    Raises ProjectError with the remedy for a date, language or address that is none.
    """
    line = " ".join(clean_text(words).split())[:LONGEST]
    if field == "keywords":
        return tuple(dict.fromkeys(filter(None, map(str.strip, re.split("[,;，；、]", line)))))
    if not line:
        return None
    if field in DATES:
        return _iso(line)
    if field == "language" and not _LANGUAGE.match(line):
        raise ProjectError(
            tr("“{line}” names no language.", line=line), tr("Write its tag: en, fr, pt-BR.")
        )
    if field == "url":
        return _address(line)
    return line


def dated(value: str) -> str:
    """Return an ISO date in words, with what it leaves open; "" for another date."""
    found = _ISO.match(value)
    try:
        _iso(value)
    except ProjectError:
        found = None
    if found is None:
        return ""
    year, month, day, hour, minute, _second, zone = found.groups()
    if month is None:
        return tr("{year}; month and day are not given", year=year)
    named = tr(MONTHS[int(month) - 1])
    if day is None:
        return tr("{named} {year}; the day is not given", named=named, year=year)
    on = date(int(year), int(month), int(day))
    words = tr(
        "{weekday}, {day} {month} {year}",
        weekday=tr(DAYS[on.weekday()]),
        day=on.day,
        month=named,
        year=year,
    )
    if hour is None:
        return tr("{words}; the time of day is not given", words=words)
    clock = f"{words}, {int(hour):02}:{minute}"
    if zone is None:
        return tr("{clock}; the time zone is not given", clock=clock)
    return f"{clock} UTC" if zone in ("Z", "z") else f"{clock} (UTC{zone})"


def place_of(article: Article, field: str) -> tuple[int, int] | None:
    """Return where the words of a detail stand at the top of the article, or None.

    In code points, end exclusive. Keywords are the stretch from the first to the last of them.
    """
    top = article.text[:OPENING]
    value = getattr(article.metadata, field)
    if not value:
        return None
    if field == "keywords":
        return _stretch(top, value)
    return _words_at(top, value) or (_date_at(top, value) if field in DATES else None)


def _iso(line: str) -> str:
    remedy = tr("Write it as 2026-03-04, or 2026-03-04T14:05+02:00; what is not known is left out.")
    found = _ISO.match(line)
    if found is None:
        raise ProjectError(tr("“{line}” is not read as a date.", line=line[:60]), remedy)
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
        time(int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError as error:
        raise ProjectError(
            tr("There is no {line} ({error}).", line=line[:60], error=error), remedy
        ) from error
    parts = [year, *(f"{int(each):02}" for each in (month, day) if each)]
    if hour is None:
        return "-".join(parts)
    clock = ":".join(f"{int(each):02}" for each in (hour, minute, second) if each)
    return f"{'-'.join(parts)}T{clock}{_zone(zone, line, remedy)}"


def _zone(zone: str | None, line: str, remedy: str) -> str:
    if zone is None or zone in "Zz":
        return "Z" if zone else ""
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 14 or minutes > 59:  # the furthest that any country is from UTC
        raise ProjectError(
            tr("There is no time zone {zone} in “{line}”.", zone=zone, line=line[:60]), remedy
        )
    return f"{zone[0]}{hours:02}:{minutes:02}"


def _address(line: str) -> str:
    try:
        web_address(line)
    except FetchError as error:
        raise ProjectError(error.message, error.hint) from error
    return line if "://" in line else f"https://{line}"


def _words_at(text: str, words: str) -> tuple[int, int] | None:
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    return found.span() if found else None


def _stretch(text: str, words: tuple[str, ...]) -> tuple[int, int] | None:
    first, last = _words_at(text, words[0]), _words_at(text, words[-1])
    if first is None or last is None or "\n" in text[first[0] : last[1]]:
        return first
    return first[0], max(first[1], last[1])


def _date_at(text: str, value: str) -> tuple[int, int] | None:
    """Return the words of a date: its year and its day next to each other, however written."""
    found = _ISO.match(value)
    if found is None or found[3] is None:
        return None
    years = [m.span() for m in re.finditer(rf"(?<!\d){found[1]}(?!\d)", text)]
    days = [m.span() for m in re.finditer(rf"(?<!\d)0?{int(found[3])}(?!\d)", text)]
    spans = ((min(y[0], d[0]), max(y[1], d[1])) for y in years for d in days if y != d)
    near = [span for span in spans if span[1] - span[0] <= _NEAR and "\n" not in text[slice(*span)]]
    return min(near, key=lambda span: (span[1] - span[0], span[0])) if near else None
