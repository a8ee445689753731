"""Check: excerpts that a section does not print because it prints only so many."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.language import marked
from briefing.model.finding import Finding, Severity
from briefing.model.outline import GapKind
from briefing.services.checks.matter import Check, Matter


def _run(matter: Matter) -> Iterator[Finding]:
    for gap in matter.outline.gaps:
        if gap.kind is GapKind.LIMIT:
            yield Finding(CHECK.kind, Severity.NOTE, gap.message, gap.remedy, section=gap.place)


CHECK = Check("limit", marked("More excerpts than are printed"), _run)
