"""Taking a snapshot: the brief, its template, and the words that it prints at this moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.language import tr
from briefing.model.brief import Brief
from briefing.model.edits import Stamp
from briefing.model.outline import Outline, OutlineBlock, Paragraph, ParagraphKind, Run, Section
from briefing.model.snapshot import PrintedField, PrintedSection, Quoted, Snapshot
from briefing.model.template import Template


@dataclass(frozen=True, slots=True)
class Reason:
    """What a snapshot is for: its name, who asked for this round, a note."""

    name: str
    asked_by: str = ""
    note: str = ""


def snapshot_of(
    brief: Brief, template: Template, outline: Outline, stamp: Stamp, reason: Reason
) -> Snapshot:
    """Return a brief as it is now; `outline` is what it composes to."""
    citations = {each.number: each for each in outline.citations}
    articles = {
        section.key: part.source.line for part in outline.parts for section in part.sections
    }

    def printed(section: Section) -> PrintedSection:
        cited = dict.fromkeys(number for number in _cited(section) if number in citations)
        quoted = tuple(
            Quoted(citations[n].excerpt, citations[n].quote, citations[n].note) for n in cited
        )
        title = " — ".join(filter(None, (section.title, articles.get(section.key))))
        return PrintedSection(section.key, title, text_of(section), quoted)

    return Snapshot(
        stamp.id, reason.name, brief, template, reason.note, reason.asked_by, stamp.author,
        stamp.time, tuple(_header(outline)),
        tuple(printed(section) for section in outline.all_sections() if not section.omitted),
        outline.words,
    )  # fmt: skip


def text_of(section: Section) -> str:
    """Return the words of a section, each paragraph and each row of a table on a line."""
    return "\n".join(line for block in section.blocks for line in _lines(block))


def _lines(block: OutlineBlock) -> Iterator[str]:
    if isinstance(block, Paragraph):
        for number, line in enumerate(filter(str.strip, block.text.splitlines())):
            bullet = block.kind is ParagraphKind.BULLET and not number
            yield f"{'• ' if bullet else ''}{' '.join(line.split())}"
        return
    yield " | ".join(block.header)
    for row in block.rows:
        yield " | ".join(" ".join("".join(run.text for run in c).split()) for c in row.cells)


def _cited(section: Section) -> Iterator[int]:
    for block in section.blocks:
        cells: Iterable[tuple[Run, ...]] = (
            (block.runs,)
            if isinstance(block, Paragraph)
            else (c for r in block.rows for c in r.cells)
        )
        for runs in cells:
            yield from (run.citation for run in runs if run.citation is not None)


def _header(outline: Outline) -> Iterator[PrintedField]:
    yield PrintedField("title", tr("Title"), outline.title)
    keys = {field.key for field in outline.fields}
    yield from (PrintedField(field.key, field.label, field.value) for field in outline.fields)
    for key, label, value in (
        ("author", tr("From"), outline.author), ("date", tr("Date"), outline.date),
        ("marking", tr("Marking"), outline.marking),
    ):  # fmt: skip
        if value and key not in keys:
            yield PrintedField(key, label, value)
