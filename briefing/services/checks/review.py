"""Check: excerpts in the brief of which it is not certain that they are still the words meant."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.model.finding import Finding, Severity
from briefing.services.checks.matter import Check, Matter


def _run(matter: Matter) -> Iterator[Finding]:
    excerpts = matter.project.excerpts
    if not any(excerpt.review for excerpt in excerpts.values()):
        return
    sections = {s.key: list(s.excerpts) for s in matter.outline.all_sections() if not s.omitted}
    for written in matter.written:
        for sentence in written.prose.sentences:
            sections.setdefault(written.key, []).extend(sentence.cited)
    for section, ids in sections.items():
        for excerpt in (excerpts[each] for each in dict.fromkeys(ids) if each in excerpts):
            if excerpt.review:
                yield Finding(
                    CHECK.kind, Severity.WARNING,
                    f"It is not certain that these are the words that were meant: {excerpt.review}",
                    "Look at the excerpt in its article, and confirm or move it.",
                    section=section, words=excerpt.quote, excerpt=excerpt.id,
                )  # fmt: skip


CHECK = Check("review", "Excerpt to look at again", _run)
