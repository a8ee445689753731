"""Long Word documents: ours beside docxtpl, python-docx, pandoc and the floor, in one run.

    python3 dev.py bench documents                 one table
    python3 dev.py bench documents ENGINE N        what one engine needs for N sections, as JSON

A section is a heading, three paragraphs, a quotation and a table of five rows. The floor is what
any engine must do at least: Jinja over XML that is prepared already, a strict parse, a zip file.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
SIZES = (1, 10, 100, 1_000)
LONGEST = 10_000
WORDS = "The operators put off repairs in the third winter of high fuel prices & fares. "
Work = Callable[[], bytes]


def sections(count: int) -> list[dict[str, Any]]:
    """Return the data of a document."""
    return [
        {
            "title": f"Section {n}",
            "paragraphs": [WORDS * 3] * 3,
            "quote": WORDS,
            "rows": [[f"row {n}.{row}", "31%", "up"] for row in range(5)],
        }
        for n in range(count)
    ]


def template() -> bytes:
    """Return the Word template that ours and docxtpl render alike."""
    from docx import Document

    document: Any = Document()
    document.add_paragraph("{{ title }}", style="Title")
    document.add_paragraph("{%p for s in sections %}")
    document.add_heading("{{ s.title }}", 1)
    for number in range(3):
        document.add_paragraph(f"{{{{ s.paragraphs[{number}] }}}}")
    document.add_paragraph("{{ s.quote }}", style="Quote")
    table = document.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    rows = (("Name", "Share", "Trend"), ("{%tr for r in s.rows %}", "", ""),
            ("{{ r[0] }}", "{{ r[1] }}", "{{ r[2] }}"), ("{%tr endfor %}", "", ""))  # fmt: skip
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.add_paragraph("{%p endfor %}")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def ours(count: int) -> Work:
    """Return a renderer with everything on: ids, cells, properties, provenance, fixed bytes."""
    from briefing.templating.render import TemplateEngine

    engine, data = TemplateEngine(), template()
    values = {"title": "Long", "sections": sections(count)}
    options = {"title": "Long", "author": "A", "provenance": '<brief xmlns="urn:x"/>'}
    return lambda: engine.render(data, "bench", values, options)


def docxtpl(count: int) -> Work:
    """Return docxtpl with autoescape."""
    from docxtpl import DocxTemplate

    data = template()
    values = {"title": "Long", "sections": sections(count)}

    def work() -> bytes:
        made: Any = DocxTemplate(io.BytesIO(data))
        made.render(values, autoescape=True)
        target = io.BytesIO()
        made.save(target)
        return target.getvalue()

    return work


def python_docx(count: int) -> Work:
    """Return the document built call by call."""
    from docx import Document

    data = sections(count)

    def work() -> bytes:
        document: Any = Document()
        document.add_paragraph("Long", style="Title")
        for section in data:
            document.add_heading(section["title"], 1)
            for words in section["paragraphs"]:
                document.add_paragraph(words)
            document.add_paragraph(section["quote"], style="Quote")
            table = document.add_table(rows=6, cols=3)
            table.style = "Table Grid"
            for row, cells in zip(table.rows, (("Name", "Share", "Trend"), *section["rows"]),
                                  strict=True):  # fmt: skip
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return work


def pandoc(count: int) -> Work:
    """Return pandoc, from Markdown."""
    parts = ["# Long\n"]
    for section in sections(count):
        parts += [f"## {section['title']}\n", *(f"{p}\n" for p in section["paragraphs"])]
        parts.append(f"> {section['quote']}\n")
        parts.append("| Name | Share | Trend |\n|---|---|---|")
        parts += [f"| {' | '.join(row)} |" for row in section["rows"]]
        parts.append("")
    text = "\n".join(parts).encode()
    command = ["pandoc", "-f", "markdown", "-t", "docx", "-o", "-"]
    return lambda: subprocess.run(command, input=text, capture_output=True, check=True).stdout


def floor(count: int) -> Work:
    """Return Jinja over prepared XML, a strict parse, a zip file."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment
    from lxml import etree

    data = template()
    prepared: Any = DocxTemplate(io.BytesIO(data))
    prepared.init_docx()
    source = prepared.patch_xml(prepared.get_xml())
    compiled = Environment(autoescape=True).from_string(source)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    values = {"title": "Long", "sections": sections(count)}

    def work() -> bytes:
        tree = etree.fromstring(compiled.render(values).encode(), etree.XMLParser(huge_tree=True))
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, body in parts.items():
                whole = etree.tostring(tree) if name == "word/document.xml" else body
                archive.writestr(name, whole)
        return target.getvalue()

    return work


ENGINES: dict[str, Callable[[int], Work]] = {
    "floor": floor, "ours": ours, "docxtpl": docxtpl, "python-docx": python_docx, "pandoc": pandoc,
}  # fmt: skip


def measured(name: str, count: int) -> dict[str, float]:
    """Return the median time of a warm rendering in ms, and the peak memory in MB."""
    import resource

    work = ENGINES[name](count)
    assert work()
    times = []
    for _ in range(1 if count > 1_000 or name == "python-docx" else 5):
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"warm": statistics.median(times), "memory": peak}


def once(name: str, count: int) -> None:
    """Render one document, as a whole process does."""
    assert ENGINES[name](count)()


def child(*arguments: str) -> tuple[float, str]:
    """Run this script in a process of its own; return its time in ms and what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "PYTHONPYCACHEPREFIX": str(HERE / ".." / ".benchmarks" / "pyc"),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        begin = time.perf_counter()
        done = subprocess.run(
            [sys.executable, str(Path(__file__).resolve()), *arguments], cwd=folder,
            env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return (time.perf_counter() - begin) * 1000, done.stdout


def main() -> None:
    """Measure every engine at every size and print one table."""
    names = [name for name in ENGINES if name != "pandoc" or shutil.which("pandoc")]
    print("| sections | engine | warm ms | / floor | / docxtpl | process ms | / docxtpl | MB |")
    print("|---|---|---|---|---|---|---|---|")
    for count in (*SIZES, LONGEST):
        found = {}
        for name in names:
            if count > max(SIZES) and name in ("python-docx", "pandoc", "docxtpl"):
                continue
            warm = json.loads(child(name, str(count))[1])
            whole = [child(name, str(count), "once")[0] for _ in range(1 if count > 100 else 4)]
            found[name] = (warm["warm"], min(whole), warm["memory"])
        for name, (warm_ms, whole_ms, memory) in found.items():
            peer = found.get("docxtpl")
            print(
                f"| {count:,} | {name} | {warm_ms:,.1f} | {warm_ms / found['floor'][0]:.2f}x | "
                f"{f'{warm_ms / peer[0]:.2f}x' if peer else '-'} | {whole_ms:,.0f} | "
                f"{f'{whole_ms / peer[1]:.2f}x' if peer else '-'} | {memory:.0f} |"
            )


if __name__ == "__main__":
    if len(sys.argv) == 4:
        once(sys.argv[1], int(sys.argv[2]))
    elif len(sys.argv) == 3:
        print(json.dumps(measured(sys.argv[1], int(sys.argv[2]))))
    else:
        main()
