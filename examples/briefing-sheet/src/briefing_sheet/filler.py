"""Points out words that a brief can do without."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.model.finding import Finding, Severity
from briefing.services.checks.matter import Check, Matter

_FILLER = re.compile(r"\b(basically|actually|very much so)\b", re.IGNORECASE)


def _run(matter: Matter) -> Iterator[Finding]:
    """Yield a finding for each filler word that the analyst wrote."""
    for section, sentence in matter.sentences():
        for hit in _FILLER.finditer(sentence.text):
            yield Finding(
                "filler", Severity.NOTE, f"“{hit[0]}” says nothing.", "Leave it out.",
                section.key, words=hit[0],
            )  # fmt: skip


CHECK = Check("filler", "Filler words", _run)
