"""Writes the outline as plain text, for mail and for places that take nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.exporters.formats import facts
from briefing.language import said_in
from briefing.model.article import clean_text
from briefing.model.outline import Outline, Paragraph, ParagraphKind, Run, Section, Table
from briefing.services.ports import TemplatePackage

_INDENT = "   "


class TextExporter:
    """Takes the words of the outline; the template gives the order only."""

    name, label, suffix = facts("text")

    def export(self, outline: Outline, package: TemplatePackage) -> bytes:  # noqa: ARG002 the port's
        """Return the document in UTF-8 with LF line ends."""
        return text_of(outline).encode()


def text_of(outline: Outline) -> str:
    """Return the whole brief as text: notes as numbers in brackets, sources at the end."""
    return clean_text("\n".join(_lines(outline))).strip() + "\n"


def _lines(outline: Outline) -> Iterator[str]:
    code = outline.language
    if outline.draft:
        yield f"{said_in(code, 'DRAFT')}\n"
    if outline.marking:
        yield f"{outline.marking}\n"
    yield f"{outline.title}\n{'=' * min(72, max(3, len(outline.title)))}\n"
    for field in outline.fields:
        yield f"{said_in(code, '{label}:', label=field.label)} {field.value}"
    yield f"{said_in(code, '{label}:', label=said_in(code, 'Date'))} {outline.date}\n"
    for section in outline.sections:
        yield from _section(section)
    for part in outline.parts:
        yield from _heading(part.source.line, "=")
        for section in part.sections:
            yield from _section(section)
    if outline.citations:
        yield from _heading(said_in(code, "Notes"))
        yield from (f"[{note.number}] {note.note}" for note in outline.citations)
        yield ""
    if outline.sources:
        yield from _heading(said_in(code, "Sources"))
        yield from (f"- {source.line}" for source in outline.sources)


def _heading(words: str, line: str = "-") -> Iterator[str]:
    yield f"{words}\n{line * min(72, max(3, len(words)))}\n"


def _section(section: Section) -> Iterator[str]:
    if section.omitted:
        return
    yield from _heading(section.title)
    counts: list[int] = []
    listed = False
    for block in section.blocks:
        lists = isinstance(block, Paragraph) and block.kind in (
            ParagraphKind.BULLET, ParagraphKind.NUMBER
        )  # fmt: skip
        if listed and not lists:
            yield ""
        listed = lists
        if isinstance(block, Table):
            yield from _table(block)
        else:
            yield from _paragraph(block, counts)
    if listed:
        yield ""


def _paragraph(block: Paragraph, counts: list[int]) -> Iterator[str]:
    words = _words(block.runs)
    match block.kind:
        case ParagraphKind.BULLET:
            yield _hung(f"{_INDENT * block.level}- ", words)
        case ParagraphKind.NUMBER:
            counts += [0] * (block.level + 1 - len(counts))
            del counts[block.level + 1 :]
            counts[block.level] = 1 if block.first else counts[block.level] + 1
            yield _hung(f"{_INDENT * block.level}{counts[block.level]}. ", words)
        case ParagraphKind.QUOTE:
            yield _hung("    ", words) + "\n"
        case _:
            yield f"{words}\n"


def _hung(start: str, words: str) -> str:
    """Return words after `start`, lines after the first set in as far."""
    return start + words.replace("\n", "\n" + " " * len(start))


def _table(table: Table) -> Iterator[str]:
    yield " | ".join(table.header)
    for row in table.rows:
        yield " | ".join(" ".join(_words(cell).split("\n")) for cell in row.cells)
    yield ""


def _words(runs: tuple[Run, ...]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    link = f" <{run.link}>" if run.link and run.link != run.text else ""
    note = f"[{run.citation}]" if run.citation is not None else ""
    return f"{run.text}{link}{note}"
