"""Check: figures of the analyst that cite nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.language import marked, tr, tr_in, tr_many
from briefing.model.finding import Finding, Severity
from briefing.model.project import Project
from briefing.services.checks.matter import Check, Matter
from briefing.services.reading.article_sentences import Span
from briefing.services.reading.months import ENGLISH_MONTH

_MONTH = f"(?:{ENGLISH_MONTH})"
_UNIT = r"(?:%|per cent|percent|million|billion|trillion|thousand|bn|m|k)"
_DATES = (
    r"\b\d{4}-\d{2}(?:-\d{2})?\b"
    r"|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
    r"|\b\d{1,2}:\d{2}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)?(?:[–-]\d{{1,2}})?\s+{_MONTH}\b(?:\s+\d{{4}}\b)?"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?|\b{_MONTH}\s+\d{{4}}\b"
    rf"|(?<![€$£¥.,\d])\b(?:19|20)\d{{2}}(?:[–/-](?:(?:19|20)?\d{{2}}))?\b(?![.,]\d)(?!\s*{_UNIT})"
)
_LABELS = (
    r"\b(?:[Oo]ption|[Aa]nnex|[Aa]rticle|[Ss]ection|[Cc]hapter|[Pp]hase|[Pp]art|[Tt]able|"
    r"[Ff]igure|[Ss]tep|[Pp]age|[Pp]aras?\.?|[Pp]aragraphs?|[Pp]oint|[Ii]tem|[Tt]ier|[Ll]evel|"
    r"[Rr]oute|[Ll]ine|[Rr]ecommendation|[Nn]os?\.|p\.)\s*\d+(?:[–-]\d+)?"
    r"|[A-Za-z]\w*[–-]?\d[\w.]*|\b\d+(?:st|nd|rd|th)\b"
)
_DIGIT = re.compile(r"\d")
_NO_FIGURE = re.compile(f"{_DATES}|{_LABELS}")
_FIGURE = re.compile(
    rf"(?:[€$£¥]\s?)?\d+(?:[.,\u00a0\u2009\u202f]\d+)*(?:[\s\u00a0]?{_UNIT}(?!\w))?"
)


def _run(matter: Matter) -> Iterator[Finding]:
    for section, sentence in matter.sentences():
        if sentence.cited:
            continue
        found = figures_in(sentence.own)
        if found:
            words = [sentence.text[slice(*span)] for span in found]
            named = ", ".join(f"“{each}”" for each in words[:3]) + ("…" if words[3:] else "")
            yield Finding(
                CHECK.kind, Severity.WARNING,
                tr_many("{named} has no citation.", "{named} have no citation.", len(words),
                        named=named),
                _remedy(matter.project, words),
                section=section.key, span=sentence.span_of(*found[0]), words=sentence.text,
            )  # fmt: skip


def figures_in(words: str) -> list[Span]:
    """Return where figures stand; dates, years, ordinals, and numbers of names are none."""
    if not _DIGIT.search(words):
        return []
    left = _NO_FIGURE.sub(lambda match: " " * len(match.group()), words)
    return [match.span() for match in _FIGURE.finditer(left)]


def _remedy(project: Project, figures: list[str]) -> str:
    """Say which excerpts have all of the figures, else to mark the words."""
    alone = [re.compile(rf"(?<![\d.,]){re.escape(each)}(?![.,]?\d)") for each in figures]
    having = [
        f"[@{excerpt.id}]"
        for excerpt in project.excerpts.values()
        if all(each in excerpt.quote for each in figures)
        and all(each.search(excerpt.quote) for each in alone)
    ]
    if having:
        either = tr_in("between things to choose from", " or ").join(having[:2])
        return tr("It stands in an excerpt: write {having} after it.", having=either)
    return tr("Mark the words it comes from and cite them, or take the figure out.")


CHECK = Check("figures", marked("Figure without a citation"), _run)
