"""Check: sections and header fields that nothing fills."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.language import marked, tr
from briefing.model.finding import Finding, Severity
from briefing.model.outline import Gap, GapKind
from briefing.services.checks.matter import Check, Matter


def _run(matter: Matter) -> Iterator[Finding]:
    for gap in matter.outline.gaps:
        if gap.kind is GapKind.EMPTY:
            yield finding_of(gap)
        elif gap.kind is GapKind.QUERY:
            message = tr("What fills “{title}” cannot be asked.", title=gap.title)
            yield Finding(CHECK.kind, Severity.WARNING, message, gap.message, section=gap.place)


def finding_of(gap: Gap) -> Finding:
    """Return a gap that nothing fills as a finding; a required one blocks the final export."""
    of_field = gap.place.startswith("field:")
    what = tr("is not filled in") if of_field else tr("is empty")
    if gap.required:
        message = tr("“{title}” {what}, and the brief needs it.", title=gap.title, what=what)
    else:
        message = f"“{gap.title}” {what}."
    return Finding(
        CHECK.kind,
        Severity.BLOCKS if gap.required else Severity.NOTE,
        message,
        gap.message,
        section="" if of_field else gap.place,
        field=gap.place.removeprefix("field:") if of_field else "",
    )


CHECK = Check("empty", marked("Empty section or field"), _run)
