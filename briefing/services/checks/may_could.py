"""Check: “may” and “could” in key judgements, which say that something is possible and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.language import marked, tr
from briefing.model.finding import Finding, Severity
from briefing.services.checks.matter import Check, Matter

_HEDGE = re.compile(r"\b(?:may|might|could|Might|Could)\b")


def _run(matter: Matter) -> Iterator[Finding]:
    for section, sentence in matter.sentences() if matter.is_english else ():
        if not re.search("judge?ment", f"{section.slot.key} {section.title}", re.IGNORECASE):
            continue
        for match in _HEDGE.finditer(sentence.own):
            yield Finding(
                CHECK.kind, Severity.NOTE,
                tr("“{group}” does not say how likely it is.", group=match.group()),
                tr("Say how likely: “unlikely”, “roughly even chance”, “likely” …"),
                section=section.key, span=sentence.span_of(*match.span()), words=match.group(),
            )  # fmt: skip


CHECK = Check("may_could", marked("“May” and “could” in key judgements"), _run, on=False)
