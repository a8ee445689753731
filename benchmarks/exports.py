"""Every format at 10, 100 and 1,000 sections, beside the plainest way to write the same paragraphs.

    python3 dev.py bench exports                   one table
    python3 dev.py bench exports FORMAT N          one format at N sections, in ms, as JSON

A section is a heading, three paragraphs, a list of four and a table of five rows, with eight notes.
The floor is python-docx or odfdo adding headings, paragraphs and rows without notes or formats, and
for text formats one join of the words. A PDF's floor is the Word document it is made of.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from briefing.errors import ExportError
from briefing.exporters import standard_exporters
from briefing.exporters.clipboard import OutlineCopier
from briefing.model.outline import (
    Citation,
    Outline,
    OutlineBlock,
    Paragraph,
    ParagraphKind,
    Row,
    Run,
    Section,
    Table,
)
from briefing.model.template import Slot, Template
from briefing.services.ports import TemplatePackage

SIZES = (10, 100, 1_000)
WORDS = "The operators put off repairs in the third winter of high fuel prices & fares. "
HEADER = ("Name", "Share", "Trend")
FLOORS = {"docx": "python-docx", "odt": "odfdo", "html": "join", "markdown": "join", "text": "join",
          "clipboard": "join", "pages": "docx", "pdf": "docx"}  # fmt: skip
Work = Callable[[], bytes]


def outline(count: int) -> Outline:
    """Return the document."""
    citations: list[Citation] = []

    def cited(words: str) -> tuple[Run, ...]:
        number = len(citations) + 1
        citations.append(Citation(number, f"e{number}", "a", 1, words, f"Courier, para. {number}."))
        return (Run(words), Run("as it says", bold=True, citation=number))

    sections = []
    for n in range(count):
        blocks: list[OutlineBlock] = [
            Paragraph(ParagraphKind.TEXT, cited(WORDS * 3)) for _ in range(3)
        ]
        blocks += [Paragraph(ParagraphKind.BULLET, cited(WORDS)) for _ in range(4)]
        rows = [Row(((Run(f"row {n}.{row}"),), (Run("31%"),), (Run("up"),))) for row in range(4)]
        rows.append(Row(((Run(f"row {n}.4"),), cited("31%"), (Run("up"),))))
        blocks.append(Table("Shares", HEADER, tuple(rows)))
        sections.append(Section(f"s{n}", f"Section {n}", tuple(blocks)))
    return Outline("Long", "t", "en", "", "A", "2026-02-03", (), tuple(sections), (),
                   tuple(citations))  # fmt: skip


def package(count: int) -> TemplatePackage:
    """Return a Word template that prints every section."""
    from docx import Document

    document: Any = Document()
    document.add_paragraph("{{ brief.title }}", style="Title")
    for n in range(count):
        document.add_paragraph(f"{{{{p slots.s{n} }}}}", style="Heading 1")
    target = io.BytesIO()
    document.save(target)
    slots = tuple(Slot(f"s{n}", f"Section {n}") for n in range(count))
    return TemplatePackage(Template("t", 1, "T", slots=slots), target.getvalue())


def ours(name: str, count: int) -> Work:
    """Return one of our formats."""
    from briefing.templating.render import TemplateEngine

    of = outline(count)
    if name == "clipboard":
        copier = OutlineCopier()
        return lambda: bytes(copier.copied(of).html, "utf-8")
    if name == "pages":
        from PySide6.QtGui import QGuiApplication

        from briefing.qt.pages import QtPageRenderer

        app, renderer = QGuiApplication.instance() or QGuiApplication([]), QtPageRenderer()
        return lambda: renderer.render(of) if app is not None else b""
    exporter = {e.name: e for e in standard_exporters(TemplateEngine())}[name]
    template = package(count if name in ("docx", "pdf") else 1)
    return lambda: exporter.export(of, template)


def python_docx(count: int) -> Work:
    """Return python-docx adding the same words call by call."""
    from docx import Document

    of = outline(count)

    def work() -> bytes:
        document: Any = Document()
        for section in of.sections:
            document.add_heading(section.title, 1)
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    document.add_paragraph(block.text)
                    continue
                table = document.add_table(rows=1 + len(block.rows), cols=len(block.header))
                every = (block.header, *(tuple(c[0].text for c in r.cells) for r in block.rows))
                for row, cells in zip(table.rows, every, strict=True):
                    for cell, words in zip(row.cells, cells, strict=True):
                        cell.text = words
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return work


def odfdo(count: int) -> Work:
    """Return odfdo appending the same words call by call."""
    from odfdo import Document, Header
    from odfdo import Paragraph as OdfParagraph
    from odfdo import Row as OdfRow
    from odfdo import Table as OdfTable

    of = outline(count)

    def work() -> bytes:
        document: Any = Document("text")
        for section in of.sections:
            document.body.append(Header(1, section.title))
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    document.body.append(OdfParagraph(block.text))
                    continue
                table: Any = OdfTable(section.key)
                for cells in (block.header, *([c[0].text for c in r.cells] for r in block.rows)):
                    row: Any = OdfRow()
                    row.set_values(list(cells))
                    table.append_row(row)
                document.body.append(table)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return work


def join(count: int) -> Work:
    """Return one join of all words."""
    of = outline(count)

    def work() -> bytes:
        words = []
        for section in of.sections:
            words.append(section.title)
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    words.append(block.text)
                else:
                    words += [run.text for row in block.rows for cell in row.cells for run in cell]
        words += [citation.note for citation in of.citations]
        return "\n".join(words).encode()

    return work


def measured(name: str, count: int) -> float:
    """Return the median of a warm export in ms; slow ones are run once after warming up."""
    floors: dict[str, Callable[[int], Work]] = {
        "python-docx": python_docx, "odfdo": odfdo, "join": join,
    }  # fmt: skip
    work = floors[name](count) if name in floors else ours(name, count)
    begin = time.perf_counter()
    try:
        assert work()
    except ExportError:  # LibreOffice may not be done with a very long document in its time
        return float("inf")
    first = time.perf_counter() - begin
    times = []
    for _ in range(1 if first > 2 else 5):
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def child(name: str, count: int) -> float:
    """Return what one format needs, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).resolve()), name, str(count)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(json.loads(done.stdout))


def main() -> None:
    """Measure every format at every size beside its floor and print one table."""
    from briefing.exporters.office import find_office

    names = [name for name in FLOORS if name != "pdf" or find_office()]
    print("| sections | format | ms | floor | floor ms | times |\n|---|---|---|---|---|---|")
    for count in SIZES:
        found: dict[str, float] = {}
        for name in names:
            for each in (FLOORS[name], name):
                if each not in found:
                    found[each] = child(each, count)
            mine, floor = found[name], found[FLOORS[name]]
            print(f"| {count:,} | {name} | {mine:,.1f} | {FLOORS[name]} | {floor:,.1f} | "
                  f"{mine / floor:,.2f} |", flush=True)  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(measured(sys.argv[1], int(sys.argv[2]))))
    else:
        main()
