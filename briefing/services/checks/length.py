"""Check: how long the brief is, in words and pages, and each article's part of it."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from briefing.language import marked, tr, tr_many
from briefing.model.article import count_words
from briefing.model.finding import Finding, Meter, Severity
from briefing.model.outline import GapKind, Outline
from briefing.services.checks.matter import Check, Matter

PAGE_WORDS, PAGE_NOTES, HEAD = 500, 400, 0.4
"""Words of text and of source notes that fill a page, and how much of one the header takes.

Fitted to six documents of three shipped templates, of 2 to 4 pages, as LibreOffice lays them out:
right for all six, which says little of other templates.
"""

_OF_WORDS = marked("{used:,} words; the limit is {limit:,}.")
_OF_PAGES = marked("{used:,} pages; the limit is {limit:,}.")


def meters_of(matter: Matter) -> Iterator[Meter]:
    """Yield how much of each limit of the whole brief is used; words are exact."""
    limits, words = matter.template.limits, matter.outline.words
    if limits.words:
        yield Meter("words", words, limits.words)
    if limits.pages and matter.pages is not None:
        yield Meter("pages", matter.pages, limits.pages)
    elif limits.pages:
        yield Meter("pages", estimated_pages(matter.outline), limits.pages, estimated=True)


def estimated_pages(outline: Outline) -> int:
    """Return how many pages the brief may take; only rendering it tells."""
    notes = sum(count_words(citation.note) for citation in outline.citations)
    return ceil(outline.words / PAGE_WORDS + notes / PAGE_NOTES + HEAD)


def _run(matter: Matter) -> Iterator[Finding]:
    for meter in meters_of(matter):
        if meter.used > meter.limit:
            yield _too_long(meter)
    for gap in matter.outline.gaps:
        if gap.kind is GapKind.LENGTH and gap.place:
            yield Finding(
                CHECK.kind, Severity.WARNING, f"{gap.title}: {gap.message}",
                tr("Shorten this article’s part."), section=gap.place,
            )  # fmt: skip


def _too_long(meter: Meter) -> Finding:
    over = meter.used - meter.limit
    if meter.estimated:
        return Finding(
            CHECK.kind, Severity.NOTE,
            tr("About {used:,} pages by an estimate; the limit is "
               "{limit:,}.", used=meter.used, limit=meter.limit),
            tr("Export a draft to see how many pages it really takes."),
        )  # fmt: skip
    of_words = meter.unit == "words"
    message = tr(_OF_WORDS if of_words else _OF_PAGES, used=meter.used, limit=meter.limit)
    remedy = (
        tr_many("Take out {over:,} word.", "Take out {over:,} words.", over, over=over)
        if of_words
        else tr_many("Take out {over:,} page.", "Take out {over:,} pages.", over, over=over)
    )
    return Finding(CHECK.kind, Severity.WARNING, message, remedy)


CHECK = Check("length", marked("Over length"), _run)
