"""Check: claims that nobody verified, or that somebody disputes, used as if they were known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from briefing.language import marked, tr
from briefing.model.excerpt import Excerpt, Status
from briefing.model.finding import Finding, Severity
from briefing.services.brief.citing import FLAGGED
from briefing.services.checks.matter import Check, Matter
from briefing.services.section_text.prose import Sentence
from briefing.services.section_text.quoting import alike

_NOT = (
    r"(?:not|never|cannot|could not|n[o’']t|no one has|nobody has|has yet to be|yet to be|without)"
)
_WORDS = {
    Status.UNVERIFIED: re.compile(
        r"\b(?:unverified|unconfirmed|uncorroborated|unsubstantiated|reportedly|purported(?:ly)?|"
        r"alleged(?:ly)?|allegations?|alleges?|rumou?r(?:s|ed)?|claim(?:s|ed|ing)?|"
        r"said to (?:be|have)|disputed|"
        rf"{_NOT}\b.{{0,40}}\b(?:verif|confirm|corroborat|substantiat)\w*)",
        re.IGNORECASE | re.DOTALL,
    ),
    Status.DISPUTED: re.compile(
        r"\b(?:disput\w+|contest(?:s|ed)|den(?:y|ies|ied)|contradict\w*|reject(?:s|ed)|"
        r"refut\w+|challeng(?:es|ed))",
        re.IGNORECASE,
    ),
}
LONG_QUOTE = 12
"""Code points from which quoted words are taken for a use of the excerpt that has them."""


def _run(matter: Matter) -> Iterator[Finding]:
    if not matter.is_english:
        return
    doubtful = {
        excerpt.id: excerpt
        for excerpt in matter.project.excerpts.values()
        if excerpt.assessment.status in FLAGGED
    }
    every = "\n".join(alike(excerpt.quote) for excerpt in doubtful.values())
    for section, sentence in matter.sentences() if doubtful else ():
        for excerpt in _used(sentence, doubtful, every):
            status = excerpt.assessment.status
            if not _WORDS[status].search(sentence.text):
                said = tr(status.value)
                yield Finding(
                    CHECK.kind, Severity.WARNING,
                    tr("This rests on a claim that is {value}, and does not "
                       "say so.", value=said),
                    tr("Say in the sentence that it is {value}, or cite a source that "
                       "is not.", value=said),
                    section=section.key, span=sentence.span, words=sentence.text,
                    excerpt=excerpt.id,
                )  # fmt: skip


def _used(sentence: Sentence, doubtful: Mapping[str, Excerpt], every: str) -> list[Excerpt]:
    """Return the doubtful excerpts that a sentence cites, or whose words it quotes."""
    used = {each: doubtful[each] for each in sentence.cited if each in doubtful}
    for quotation, _span in sentence.quotations():
        words = alike(quotation)
        if len(words) >= LONG_QUOTE and words in every:
            used |= {e.id: e for e in doubtful.values() if words in alike(e.quote)}
    return list(used.values())


CHECK = Check("flags", marked("Doubtful claim without its flag"), _run)
