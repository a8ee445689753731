"""How an excerpt stands in a brief: its words, who said them, and whether anyone verified them."""

from __future__ import annotations

from briefing.model.excerpt import Excerpt, Impact
from briefing.model.outline import Paragraph, ParagraphKind, Row, Run, Table
from briefing.model.template import Form
from briefing.services.citing import FLAGGED

_KINDS = {
    Form.BULLETS: ParagraphKind.BULLET,
    Form.NUMBERED: ParagraphKind.NUMBER,
    Form.QUOTES: ParagraphKind.QUOTE,
}
STAKEHOLDERS = ("Stakeholder", "What is said", "Impact", "Who said it")
IMPACTS = {
    Impact.POSITIVE: "Gains",
    Impact.NEGATIVE: "Loses",
    Impact.NEUTRAL: "Neutral",
    Impact.UNKNOWN: "Unclear",
}


def printed(form: Form, excerpt: Excerpt, number: int | None) -> Paragraph:
    """Return an excerpt as a paragraph: its words in quotation marks, source, flag, citation."""
    kind = _KINDS.get(form, ParagraphKind.TEXT)
    runs = [Run(_quoted(excerpt))]
    if excerpt.assessment.attribution:
        runs.append(Run(f" — {excerpt.assessment.attribution}"))
    if flag := _flag(excerpt):
        runs.append(Run(f" [{flag}]", bold=True))
    runs[-1] = Run(runs[-1].text, bold=runs[-1].bold, citation=number)
    return Paragraph(kind, tuple(runs), excerpt=excerpt.id)


def table_of(title: str, excerpt: Excerpt, number: int | None) -> Table:
    """Return an excerpt as a table of one row: stakeholder, words, impact, source."""
    assessment = excerpt.assessment
    said = assessment.attribution or "Not attributed"
    source = [Run(said)]
    if flag := _flag(excerpt):
        source.append(Run(f" [{flag}]", bold=True))
    cells = (
        (Run(assessment.stakeholder or "Not named"),),
        (Run(_quoted(excerpt), citation=number),),
        (Run(IMPACTS[assessment.impact] if assessment.impact else "Not assessed"),),
        tuple(source),
    )
    return Table(title, STAKEHOLDERS, (Row(cells, excerpt.id),))


def _quoted(excerpt: Excerpt) -> str:
    return f"“{' '.join(excerpt.quote.split())}”"


def _flag(excerpt: Excerpt) -> str:
    return excerpt.assessment.status.value if excerpt.assessment.status in FLAGGED else ""
