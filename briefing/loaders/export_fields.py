"""The labels of press databases' exports and what each means here; layouts drift, tables mend."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from briefing.loaders.datelines import add_dateline, without_by
from briefing.loaders.dates import clock, written_date
from briefing.loaders.findings import Findings

FACTIVA: Mapping[str, str] = {
    "AN": "", "ART": "", "BY": "byline", "CLM": "", "CO": "", "CR": "", "CT": "", "CX": "",
    "CY": "", "DLN": "place", "ED": "", "ET": "time", "GC": "", "HD": "headline",
    "HDL": "headline", "IN": "", "IPC": "", "IPD": "keywords", "LA": "language", "LP": "body",
    "NS": "subjects", "PD": "published", "PG": "", "PUB": "", "RE": "", "RF": "", "RST": "",
    "SC": "", "SE": "", "SN": "outlet", "TD": "body", "VOL": "", "WC": "",
}  # fmt: skip
"""Factiva's two- and three-letter labels; "" is known and not kept."""

NEXIS: Mapping[str, str] = {
    "acc-no": "", "body": "body", "byline": "byline", "classification": "", "city": "",
    "company": "", "copyright": "", "country": "", "correction": "", "correction-date": "",
    "dateline": "place", "document-type": "", "edition": "", "geographic": "", "graphic": "",
    "headline": "headline", "highlight": "", "industry": "", "journal code": "",
    "language": "language", "length": "", "load-date": "", "notes": "",
    "organization": "", "person": "", "pub-type": "",
    "publication-type": "", "publisher": "", "section": "", "series": "", "state": "",
    "subject": "subjects", "ticker": "", "title": "headline", "type": "", "url": "url",
}  # fmt: skip
"""Nexis's labels in lower case; "" is known and not kept."""

_LANGUAGES = {
    "arabic": "ar", "chinese": "zh", "chinese - simplified": "zh-Hans", "dutch": "nl",
    "chinese - traditional": "zh-Hant", "english": "en", "french": "fr", "german": "de",
    "italian": "it", "japanese": "ja", "korean": "ko", "polish": "pl", "portuguese": "pt",
    "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr",
}  # fmt: skip
_WEIGHT = re.compile(r"\s*\(\d{1,3}%\)")
_CODE = re.compile(r"\s*[a-z0-9]+\s*:\s*")


def add_field(found: Findings, meaning: str, lines: Sequence[str], where: str) -> None:
    """Take a field of an export: `meaning` is the table's word for its label."""
    value = " ".join(lines)
    if meaning == "byline":
        found.add("byline", without_by(value), where)
    elif meaning == "published":
        found.add("published", written_date(value), where)
    elif meaning == "language":
        found.add("language", _LANGUAGES.get(value.strip().lower(), value), where)
    elif meaning in ("subjects", "keywords"):
        found.add_keywords(_topics(value), where)
    elif meaning in ("headline", "outlet", "place", "url"):
        found.add(meaning, value, where)


def add_opening(found: Findings, paragraphs: Sequence[str]) -> None:
    """Take the dateline of the first paragraph, if it has one."""
    if paragraphs:
        add_dateline(found, paragraphs[0])


def with_time(day: str | None, words: str) -> str | None:
    """Return a date with the time that another field gives, or as it is."""
    return f"{day}{clock(words)}" if day and len(day) == len("2026-03-04") else day


def _topics(value: str) -> list[str]:
    """Return topics without their codes (“gcat : General news”) and weights (“(78%)”)."""
    parts = re.split(r"\s*[|;]\s*", value)
    return [_WEIGHT.sub("", _CODE.sub("", part, count=1)).strip(" .") for part in parts]
