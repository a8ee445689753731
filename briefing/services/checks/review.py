"""Check: sentences and quotations of which it is not certain that their words are those meant."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.language import marked, tr
from briefing.model.finding import Finding, Severity
from briefing.services.brief.resting import Resting, changes_in_review, sentences_resting_on
from briefing.services.checks.matter import Check, Matter


def _run(matter: Matter) -> Iterator[Finding]:
    if not any(excerpt.review for excerpt in matter.project.excerpts.values()):
        return
    changed = changes_in_review(matter.project)
    for row in sentences_resting_on(matter.project, matter.brief, changed, matter.outline):
        yield Finding(
            CHECK.kind, Severity.WARNING,
            _message(row),
            tr("Look at the excerpt in its article, and confirm or move it."),
            section=row.section, span=row.span,
            words=row.change.old if row.span is None else row.sentence, excerpt=row.change.excerpt,
        )  # fmt: skip


def _message(row: Resting) -> str:
    said = (
        tr("these are the words that were meant")
        if row.span is None
        else tr("its source still says so")
    )
    return tr("It is not certain that {said}: {reason}", said=said, reason=tr(row.change.reason))


CHECK = Check("review", marked("Excerpt to look at again"), _run)
