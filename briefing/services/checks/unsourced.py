"""Check: statements of the analyst that neither cite anything nor are marked as judgement."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.language import marked, tr
from briefing.model.article import count_words
from briefing.model.finding import Finding, Severity
from briefing.services.checks import figures
from briefing.services.checks.matter import Check, Matter
from briefing.services.section_text.prose import Sentence

MARK_AS_OWN_VIEW = marked("Mark the sentence as your own view")
"""What the command is called that does it, whatever its key is."""
SHORTEST = 3
"""Words of the shortest statement; “Neutral.” or “To be noted” states nothing that has a source."""


def _run(matter: Matter) -> Iterator[Finding]:
    with_figures = figures.CHECK.kind in matter.on
    for section, sentence in matter.sentences():
        if section.judged or sentence.judged or sentence.cited or not is_statement(sentence):
            continue
        if with_figures and figures.figures_in(sentence.own):
            continue  # that check says so, and which figure
        yield Finding(
            CHECK.kind, Severity.WARNING,
            tr("This statement has no source."),
            tr("Cite the excerpt it rests on. If it is your own view, say so: “{command}” puts "
               "[@judgement] after it.", command=tr(MARK_AS_OWN_VIEW)),
            section=section.key, span=sentence.span, words=sentence.text,
        )  # fmt: skip


def is_statement(sentence: Sentence) -> bool:
    """Return whether a sentence states something that could have a source."""
    words = sentence.text.rstrip(' ”’"»)*')
    return not words.endswith(("?", "？", "؟", ":")) and count_words(words) >= SHORTEST


CHECK = Check("unsourced", marked("Statement without a source"), _run)
