"""Check: words that the template has no place for, and that are therefore not printed."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.language import marked, tr
from briefing.model.finding import Finding, Severity
from briefing.services.brief.waiting import waiting
from briefing.services.checks.matter import Check, Matter


def _run(matter: Matter) -> Iterator[Finding]:
    for item in waiting(matter.project, matter.brief, matter.template):
        what = tr("header field") if item.is_field else "section"
        yield Finding(
            CHECK.kind,
            Severity.WARNING,
            tr(
                "The template has no {what} “{title}”; its words are not printed.",
                what=what,
                title=item.title,
            ),
            tr("Move them to another place, or remove them."),
            section="" if item.is_field else item.key,
            words=item.words,
            field=item.key if item.is_field else "",
        )


CHECK = Check("waiting", marked("Words that do not fit the template"), _run)
