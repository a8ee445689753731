"""Check: how long the brief is, in words and pages, and each article's part of it."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.model.finding import Finding, Meter, Severity
from briefing.model.outline import GapKind
from briefing.services.checks.matter import Check, Matter

PAGE_WORDS = 420
"""Words that a page is reckoned to hold while nobody has rendered the document."""


def meters_of(matter: Matter) -> Iterator[Meter]:
    """Yield how much of each limit of the whole brief is used; words are exact."""
    limits, words = matter.template.limits, matter.outline.words
    if limits.words:
        yield Meter("words", words, limits.words)
    if limits.pages and matter.pages is not None:
        yield Meter("pages", matter.pages, limits.pages)
    elif limits.pages:
        yield Meter("pages", max(1, -(-words // PAGE_WORDS)), limits.pages, estimated=True)


def _run(matter: Matter) -> Iterator[Finding]:
    for meter in meters_of(matter):
        if meter.used > meter.limit:
            yield _too_long(meter)
    for gap in matter.outline.gaps:
        if gap.kind is GapKind.LENGTH and gap.place:
            yield Finding(
                CHECK.kind, Severity.WARNING, f"{gap.title}: {gap.message}",
                "Shorten this article’s part.", section=gap.place,
            )  # fmt: skip


def _too_long(meter: Meter) -> Finding:
    over = meter.used - meter.limit
    if meter.estimated:
        return Finding(
            CHECK.kind, Severity.NOTE,
            f"About {meter.used:,} pages by an estimate ({PAGE_WORDS} words a page); "
            f"the limit is {meter.limit:,}.",
            "Export a draft to see how many pages it really takes.",
        )  # fmt: skip
    return Finding(
        CHECK.kind, Severity.WARNING,
        f"{meter.used:,} {meter.unit}; the limit is {meter.limit:,}.",
        f"Take out {over:,} {meter.unit if over > 1 else meter.unit[:-1]}.",
    )  # fmt: skip


CHECK = Check("length", "Over length", _run)
