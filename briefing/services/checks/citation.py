"""Check: citations of excerpts that are gone."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.language import marked, tr
from briefing.model.finding import Finding, Severity
from briefing.services.checks.matter import Check, Matter
from briefing.services.section_text.prose import citations_in


def _run(matter: Matter) -> Iterator[Finding]:
    for section in matter.written:
        for excerpt, span in citations_in(section.prose.body):
            if excerpt not in matter.project.excerpts:
                yield Finding(
                    CHECK.kind, Severity.WARNING,
                    tr("The excerpt [@{excerpt}] is not in the project any more.", excerpt=excerpt),
                    tr("Take the mark out, or cite another excerpt."),
                    section=section.key, span=span, words=f"[@{excerpt}]",
                )  # fmt: skip


CHECK = Check("citation", marked("Citation of nothing"), _run)
