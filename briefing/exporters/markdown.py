"""Writes the outline as Markdown, with its citations as footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefing.exporters.formats import facts
from briefing.language import said_in
from briefing.model.outline import Outline, Paragraph, ParagraphKind, Run, Section, Table
from briefing.services.ports import TemplatePackage

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_ENTITY = re.compile(r"&(?=\w+;|\\#\w+;)")
_START = re.compile(r"^( *\d*)([-+=.)])(?=[ +=-]|$)", re.MULTILINE)
_TICKS = re.compile("`+")
_BREAK = "  \n"
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
        yield f"**{_on_a_line(outline.marking)}**\n"
    yield f"# {_on_a_line(outline.title)}\n"
    for field in outline.fields:
        label = said_in(code, "{label}:", label=field.label)
        yield f"- **{_on_a_line(label)}** {_on_a_line(field.value)}"
    date = said_in(code, "{label}:", label=said_in(code, "Date"))
    yield f"- **{_escaped(date)}** {_escaped(outline.date)}\n"
    for section in outline.sections:
        yield from _section(section, 2)
    for part in outline.parts:
        yield f"## {_on_a_line(part.source.line)}\n"
        for section in part.sections:
            yield from _section(section, 3)
    if outline.sources:
        yield f"## {_escaped(said_in(code, 'Sources'))}\n"
        yield from (f"- {_unmarked(_on_a_line(source.line))}" for source in outline.sources)
        yield ""
    yield from (f"[^{c.number}]: {_unmarked(_on_a_line(c.note))}" for c in outline.citations)


def _section(section: Section, level: int) -> Iterator[str]:
    if section.omitted:
        return
    yield f"{'#' * level} {_on_a_line(section.title)}\n"
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
    yield f"| {' | '.join(map(_on_a_line, table.header))} |"
    yield f"|{' --- |' * len(table.header)}"
    for row in table.rows:
        yield f"| {' | '.join(_cell(cell) for cell in row.cells)} |"
    yield ""


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(map(_run, runs))


def _cell(runs: tuple[Run, ...]) -> str:
    """Return the words of a cell, which has one line, and in which code too parts columns by |."""
    line = (replace(run, text=run.text.replace("\n", " ")) for run in runs)
    return "".join(_run(run).replace("|", "\\|") if run.code else _run(run) for run in line)


def _run(run: Run) -> str:
    if run.code and run.text:
        words = _BREAK.join(map(_code, run.text.split("\n")))
    else:
        words = _escaped(run.text).replace("\n", _BREAK)
    bare = words.strip(" ")
    lead, trail = words[: len(words) - len(words.lstrip(" "))], words[len(words.rstrip(" ")) :]
    for mark, on in (("*", run.italic), ("**", run.bold)):
        if on and bare:
            bare = f"{mark}{bare}{mark}"
    if run.link:
        bare = f"[{bare}](<{run.link.replace('>', '%3E').replace('<', '%3C')}>)"
    note = f"[^{run.citation}]" if run.citation is not None else ""
    return f"{lead if words.strip(' ') else ''}{bare}{trail}{note}"


def _code(line: str) -> str:
    """Return a line between marks longer than any in it; nothing in it is escaped."""
    if not line.strip():
        return "&nbsp;"  # an empty line would end the paragraph
    mark = "`" * (max(map(len, _TICKS.findall(line)), default=0) + 1)
    pad = " " if line[0] in "` " or line[-1] in "` " else ""
    return f"{mark}{pad}{line}{pad}{mark}"


def _on_a_line(words: str) -> str:
    """Return words where Markdown ends the thing at the end of its line."""
    return _escaped(" ".join(words.split("\n")))


def _escaped(words: str) -> str:
    return _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", words))


def _unmarked(words: str) -> str:
    """Return a paragraph no line of which begins a list, a rule or a heading below its words."""
    return _START.sub(r"\1\\\2", words)
