"""Writes the outline as Markdown, with its citations as footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.exporters.formats import facts
from briefing.language import said_in
from briefing.model.outline import Outline, Paragraph, ParagraphKind, Run, Section, Table
from briefing.services.ports import TemplatePackage

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_ENTITY = re.compile(r"&(?=\w+;|\\#\w+;)")
_START = re.compile(r"^( *\d*)([-+=.)])(?=[ -+=]|$)", re.MULTILINE)
_PREFIXES = {
    ParagraphKind.BULLET: "- ",
    ParagraphKind.NUMBER: "1. ",
    ParagraphKind.QUOTE: "> ",
}


class MarkdownExporter:
    """Takes the words of the outline; the template gives the order only."""

    name, label, suffix = facts("markdown")

    def export(self, outline: Outline, package: TemplatePackage) -> bytes:  # noqa: ARG002 the port's
        """Return the document in UTF-8."""
        return ("\n".join(_lines(outline)).strip() + "\n").encode()


def _lines(outline: Outline) -> Iterator[str]:
    code = outline.language
    if outline.draft:
        yield f"**{said_in(code, 'DRAFT')}**\n"
    if outline.marking:
        yield f"**{_escaped(outline.marking)}**\n"
    yield f"# {_escaped(outline.title)}\n"
    for field in outline.fields:
        label = said_in(code, "{label}:", label=field.label)
        yield f"- **{_escaped(label)}** {_escaped(field.value)}"
    date = said_in(code, "{label}:", label=said_in(code, "Date"))
    yield f"- **{_escaped(date)}** {_escaped(outline.date)}\n"
    for section in outline.sections:
        yield from _section(section, 2)
    for part in outline.parts:
        yield f"## {_escaped(part.source.line)}\n"
        for section in part.sections:
            yield from _section(section, 3)
    if outline.sources:
        yield f"## {_escaped(said_in(code, 'Sources'))}\n"
        yield from (f"- {_escaped(source.line)}" for source in outline.sources)
        yield ""
    yield from (f"[^{c.number}]: {_escaped(c.note)}" for c in outline.citations)


def _section(section: Section, level: int) -> Iterator[str]:
    if section.omitted:
        return
    yield f"{'#' * level} {_escaped(section.title)}\n"
    for block in section.blocks:
        if isinstance(block, Table):
            yield from _table(block)
        else:
            yield _paragraph(block, level)


def _paragraph(block: Paragraph, level: int) -> str:
    words = _unmarked(_runs(block.runs))
    if block.kind is ParagraphKind.HEADING:
        return f"{'#' * min(6, level + block.level)} {words}\n"
    indent = "   " * block.level
    return f"{indent}{_PREFIXES.get(block.kind, '')}{words}\n"


def _table(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(map(_escaped, table.header))} |"
    yield f"|{' --- |' * len(table.header)}"
    for row in table.rows:
        yield f"| {' | '.join(_runs(cell) for cell in row.cells)} |"
    yield ""


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    words = _escaped(run.text).replace("\n", "  \n")
    bare = words.strip(" ")
    lead, trail = words[: len(words) - len(words.lstrip(" "))], words[len(words.rstrip(" ")) :]
    for mark, on in (("`", run.code), ("*", run.italic), ("**", run.bold)):
        if on and bare:
            bare = f"{mark}{bare}{mark}"
    if run.link:
        bare = f"[{bare}](<{run.link.replace('>', '%3E').replace('<', '%3C')}>)"
    note = f"[^{run.citation}]" if run.citation is not None else ""
    return f"{lead if words.strip(' ') else ''}{bare}{trail}{note}"


def _escaped(words: str) -> str:
    return _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", words))


def _unmarked(words: str) -> str:
    """Return a paragraph no line of which begins a list, a rule or a heading below its words."""
    return _START.sub(r"\1\\\2", words)
