"""The conventions of newswires: keyword line, agency, dateline, sub-headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.loaders.datelines import add_byline, add_date, add_dateline, add_label
from briefing.loaders.findings import Findings
from briefing.model.article import Block, BlockKind, Metadata

_HASHES = re.compile(r"\s*#\s*\S")
_KEYWORDS = re.compile(r"\s*key\s?words?\s*:\s*(.+)$", re.IGNORECASE)
OPENING = 6
"""Lines at the top, after the keywords, in which the story opens."""
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
    found = Findings()
    found.add_keywords(keywords, "line of keywords")
    for start, end in rest[:OPENING]:
        if _opens(found, text[start:end]):
            break
    return blocks, found.metadata()


def _opens(found: Findings, line: str) -> bool:
    """Take what a line at the top says; tells whether the story itself begins with it."""
    if add_byline(found, line) or add_date(found, line) or add_label(found, line):
        return False
    return add_dateline(found, line) or len(line) > LONGEST_HEADING or line.endswith(_STOPS)


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


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    stripped = words.strip()
    return (start, start + len(stripped)) if stripped else None
