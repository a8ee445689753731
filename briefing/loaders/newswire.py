"""The conventions of newswires: keyword line, agency, dateline, sub-headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.model.article import Block, BlockKind, Metadata

_HASHES = re.compile(r"\s*#\s*\S")
_KEYWORDS = re.compile(r"\s*key\s?words?\s*:\s*(.+)$", re.IGNORECASE)
_LABELS = {
    "byline": re.compile(r"\s*by\s+((?:[A-Z][\w.'’-]+\s*(?:,|and|&)?\s*){2,8})$"),
}
_PLACE = r"[A-ZÀ-Þ][\w.'’\-À-ÿ]*(?:[ /-][A-ZÀ-Þ][\w.'’\-À-ÿ]*){0,3}"
# AGENCY: Place: text
_AGENCY_PLACE = re.compile(rf"(?P<agency>[A-Z][A-Z0-9&.\-/ ]{{1,30}}):\s+(?P<place>{_PLACE}):\s+\S")
# PLACE, April 25 (Agency) - text; the date may miss, and so may the agency.
_DATELINE = re.compile(
    rf"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’\- ]{{1,40}}|{_PLACE})"
    r"(?:,\s+(?P<region>[A-Z][\w. ]{1,20}?))?"
    r"(?:,?\s+(?P<date>(?:\d{1,2}\s+)?(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept|"
    r"Sep|Oct|Nov|Dec)[a-z]*\.?(?:\s+\d{1,2})?(?:,?\s+\d{4})?))?"
    r"\s*(?:\((?P<agency>[A-Z][\w&.\- ]{1,30})\))?\s*(?:—|–|--|-)\s+\S"
)
_NOT_PLACES = {
    "ANALYSIS", "BREAKING", "CORRECTED", "CORRECTION", "EXCLUSIVE", "EXPLAINER", "FACTBOX",
    "FOCUS", "INSIGHT", "NEWS", "OPINION", "UPDATE", "URGENT", "WRAPUP",
}  # fmt: skip
_STOPS = (".", "!", "?", "…", ":", ";", ",", "。", "！", "？", "؟", '"', "”")
LONGEST_HEADING = 90
"""Code points that a line may have and still be a sub-heading."""
_LINE = re.compile("[^\n]+")


def read_newswire(text: str) -> tuple[tuple[Block, ...], Metadata]:
    """Return the blocks of a plain text and what its first lines say of it.

    Each line with words is a block; a short line without an end stop between longer ones is a
    sub-heading. Nothing that the text does not say is filled in.
    """
    spans = [span for m in _LINE.finditer(text) if (span := _trimmed(text, *m.span()))]
    keywords, rest = _keywords(text, spans)
    kinds = list(_kinds(text, spans, len(spans) - len(rest)))
    blocks = tuple(
        Block(kind, 2 if kind is BlockKind.HEADING else 0, start, end)
        for kind, (start, end) in zip(kinds, spans, strict=True)
    )
    body = [text[b.start : b.end] for b in blocks if b.kind is BlockKind.PARAGRAPH]
    lead = body[1 if keywords and rest else 0 :][:1]
    agency, place = _dateline(lead[0]) if lead else (None, None)
    return blocks, Metadata(agency=agency, place=place, keywords=keywords)


def _keywords(
    text: str, spans: list[tuple[int, int]]
) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
    if not spans:
        return (), spans
    line = text[slice(*spans[0])]
    if _HASHES.match(line) and line.count("#") > 1:
        words = line.split("#")
    elif found := _KEYWORDS.match(line):
        words = re.split(r"[;,#]", found.group(1))
    else:
        return (), spans
    return tuple(word.strip() for word in words if word.strip()), spans[1:]


def _kinds(text: str, spans: list[tuple[int, int]], first: int) -> Iterator[BlockKind]:
    for number, (start, end) in enumerate(spans):
        between = first < number < len(spans) - 1
        heading = between and _is_heading(text[start:end])
        if heading and _is_heading(text[slice(*spans[number + 1])]):
            heading = False
        yield BlockKind.HEADING if heading else BlockKind.PARAGRAPH


def _is_heading(line: str) -> bool:
    if len(line) > LONGEST_HEADING or line.endswith(_STOPS) or not line[:1].isalnum():
        return False
    return not line[:1].islower() and sum(c.isalpha() for c in line) > len(line) / 2


def _dateline(lead: str) -> tuple[str | None, str | None]:
    for pattern in (_AGENCY_PLACE, _DATELINE):
        found = pattern.match(lead)
        if found and found["place"].strip().upper() not in _NOT_PLACES:
            agency = found["agency"]
            return agency.strip() if agency else None, _cased(found["place"].strip())
    return None, None


def _cased(place: str) -> str:
    """Return a place as a reader writes it: “NEW DELHI” is New Delhi."""
    return place.title() if place.isupper() and len(place) > 3 else place


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    stripped = words.strip()
    return (start, start + len(stripped)) if stripped else None
