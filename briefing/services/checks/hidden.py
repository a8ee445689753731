"""Check: signs in quotations or in the brief that nobody sees, and that turn or part its words."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.language import marked, tr
from briefing.model.finding import Finding, Severity
from briefing.services.checks.matter import Check, Matter
from briefing.services.reading.hidden_signs import misleading, named_all, seen


def _run(matter: Matter) -> Iterator[Finding]:
    yield from _printed(matter)
    for section, sentence in matter.sentences():
        if signs := misleading(sentence.text):
            yield Finding(
                CHECK.kind, Severity.WARNING,
                tr("Hidden in this sentence: {signs}.", signs=named_all(signs)),
                tr("Type the words anew; what was pasted has signs in it that nobody sees."),
                section=section.key, span=sentence.span, words=seen(sentence.text),
            )  # fmt: skip


def _printed(matter: Matter) -> Iterator[Finding]:
    """Yield printed excerpts that have hidden signs in them."""
    for section in matter.outline.all_sections():
        for excerpt_id in section.excerpts:
            excerpt = matter.project.excerpts[excerpt_id]
            if signs := misleading(excerpt.quote):
                yield Finding(
                    CHECK.kind, Severity.WARNING,
                    tr("Hidden in the excerpt: {signs}.", signs=named_all(signs)),
                    tr("The article shows where; mark words without it, or delete it there."),
                    section=section.key, words=seen(excerpt.quote), excerpt=excerpt_id,
                )  # fmt: skip


CHECK = Check("hidden", marked("Signs that nobody sees"), _run)
