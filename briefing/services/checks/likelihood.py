"""Check: words of likelihood from two rows or another scale, or beside a level of confidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefing.language import marked, tr
from briefing.model.finding import Finding, Severity
from briefing.services.checks.matter import Check, Matter, Written
from briefing.services.checks.vocabulary import CONFIDENCE, SCALES, Scale, terms_in
from briefing.services.reading.article_sentences import Span
from briefing.services.section_text.prose import Sentence

_Use = tuple[Written, Sentence, str, Span]


def _run(matter: Matter) -> Iterator[Finding]:
    scale = SCALES.get(dict(matter.template.checks).get("likelihood_terms", "none"))
    if scale is None or not matter.is_english:
        return
    uses = [
        (section, sentence, term, span)
        for section, sentence in matter.sentences()
        for term, span in terms_in(sentence.own)
    ]
    yield from _mixed(scale, uses)
    yield from _with_confidence(uses)


def _mixed(scale: Scale, uses: list[_Use]) -> Iterator[Finding]:
    rows = Counter(row for *_, term, _ in uses if (row := scale.row_of(term)) is not None)
    kept = max(rows, key=lambda row: rows[row], default=0)
    example = next((term for *_, term, _ in uses if scale.row_of(term) == kept), "")
    for section, sentence, term, span in uses:
        row = scale.row_of(term)
        if row == kept:
            continue
        if row is None:
            message = tr("“{term}” is not a word of {name}.", term=term, name=tr(scale.name))
            remedy = tr(
                "Use one of its words: {rows}.",
                rows=", ".join((word for word, _ in scale.rows[kept])),
            )
        else:
            message = tr(
                "“{term}” is of another row of {name} than “{example}”.",
                term=term,
                name=tr(scale.name),
                example=example,
            )
            remedy = tr(
                "Write “{in_row}” ({band_of}) here.",
                in_row=scale.in_row(term, kept),
                band_of=scale.band_of(term),
            )
        yield _finding(section, sentence, span, message, remedy)


def _with_confidence(uses: list[_Use]) -> Iterator[Finding]:
    seen: set[int] = set()
    for section, sentence, term, span in uses:
        said = CONFIDENCE.search(sentence.own)
        if said and id(sentence) not in seen:
            seen.add(id(sentence))
            message = tr(
                "“{term}” and “{group}” stand in one sentence.", term=term, group=said.group()
            )
            remedy = tr(
                "Say how likely it is in one sentence, and how confident you are in another."
            )
            whole = (min(span[0], said.start()), max(span[1], said.end()))
            yield _finding(section, sentence, whole, message, remedy)


def _finding(
    section: Written, sentence: Sentence, span: Span, message: str, remedy: str
) -> Finding:
    return Finding(
        CHECK.kind, Severity.WARNING, message, remedy,
        section=section.key, span=sentence.span_of(*span), words=sentence.text[slice(*span)],
    )  # fmt: skip


CHECK = Check("likelihood", marked("Words of likelihood"), _run)
