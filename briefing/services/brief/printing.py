"""How an excerpt stands in a brief: its words, who said them, and whether anyone verified them."""

from __future__ import annotations

from briefing.language import ENGLISH, marked, said_in
from briefing.model.excerpt import Excerpt, Impact
from briefing.model.outline import Paragraph, ParagraphKind, Row, Run, Table
from briefing.model.template import Form
from briefing.services.brief.citing import FLAGGED
from briefing.services.section_text.quoting import quoted

_KINDS = {
    Form.BULLETS: ParagraphKind.BULLET,
    Form.NUMBERED: ParagraphKind.NUMBER,
    Form.QUOTES: ParagraphKind.QUOTE,
}
STAKEHOLDERS = (
    marked("Stakeholder"), marked("What is said"), marked("Impact"), marked("Who said it"),
)  # fmt: skip
IMPACTS = {
    Impact.POSITIVE: marked("Gains"),
    Impact.NEGATIVE: marked("Loses"),
    Impact.NEUTRAL: marked("Neutral"),
    Impact.UNKNOWN: marked("Unclear"),
}


def printed(form: Form, excerpt: Excerpt, number: int | None, code: str = ENGLISH) -> Paragraph:
    """Return an excerpt as a paragraph: its words in quotation marks, source, flag, citation.

    `code` is the language of the template.
    """
    kind = _KINDS.get(form, ParagraphKind.TEXT)
    runs = [Run(quoted(excerpt.quote))]
    if excerpt.assessment.attribution:
        runs.append(Run(f" — {excerpt.assessment.attribution}"))
    if flag := _flag(excerpt, code):
        runs.append(Run(f" [{flag}]", bold=True))
    runs[-1] = Run(runs[-1].text, bold=runs[-1].bold, citation=number)
    return Paragraph(kind, tuple(runs), excerpt=excerpt.id)


def table_of(title: str, excerpt: Excerpt, number: int | None, code: str = ENGLISH) -> Table:
    """Return an excerpt as a table of one row: stakeholder, words, impact, source.

    `code` is the language of the template.
    """
    assessment = excerpt.assessment
    said = assessment.attribution or said_in(code, "Not attributed")
    source = [Run(said)]
    impact = IMPACTS[assessment.impact] if assessment.impact else marked("Not assessed")
    if flag := _flag(excerpt, code):
        source.append(Run(f" [{flag}]", bold=True))
    cells = (
        (Run(assessment.stakeholder or said_in(code, "Not named")),),
        (Run(quoted(excerpt.quote), citation=number),),
        (Run(said_in(code, impact)),),
        tuple(source),
    )
    return Table(
        title, tuple(said_in(code, words) for words in STAKEHOLDERS), (Row(cells, excerpt.id),)
    )


def _flag(excerpt: Excerpt, code: str) -> str:
    status = excerpt.assessment.status
    return said_in(code, status.value) if status in FLAGGED else ""
