"""Reading documents: ours beside the library used bare, and through the guarded process.

    python3 dev.py bench loaders

Bare is the least that gives the words at all: no columns, paragraphs, headings, notes or metadata,
nothing refused. Where no library of ours is behind a loader (RTF, OpenDocument, books), bare is the
one that a program would else take; for Word it is python-docx, and for the words of its XML alone
lxml. Times are of the processor; bare and ours take turns, and both times and ratios are medians.
"""

from __future__ import annotations

import importlib
import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "adapters")]

from briefing.loaders import DOCUMENTS, document_loader, standard_loaders  # noqa: E402
from briefing.loaders.text import TextLoader  # noqa: E402
from briefing.services.ports import ArticleLoader  # noqa: E402

WORDS = (
    "The council said on Monday that the ferries to the northern islands would run all year, and "
    "that the night crossing would be kept even when numbers fall below the limit that was set. "
)
PARAGRAPHS = 1_000
PAGES = 100
ROUNDS = 7
Work = Callable[[Any], object]


def pdf_file() -> bytes:
    """Return pages of two columns with a header and a page number."""
    made = importlib.import_module("pdf_files")
    document = made.PdfFile()
    for number in range(PAGES):
        columns = [
            made.set_in_lines(WORDS, left, 90 + 60 * part, 46)
            for left in (60, 320)
            for part in range(12)
        ]
        lines = [line for column in columns for line in column]
        document.page((60, 30, "Harbour Review", 8), *lines, (290, 820, str(number + 1), 8))
    data: bytes = document.bytes()
    return data


def docx_file() -> bytes:
    """Return paragraphs in a document as python-docx makes them."""
    from docx import Document

    document, whole = Document(), io.BytesIO()
    for _ in range(PARAGRAPHS):
        document.add_paragraph(WORDS)
    document.save(whole)
    return whole.getvalue()


def documents() -> dict[str, bytes]:
    """Return a file of each format with the same words, in `PARAGRAPHS` paragraphs or `PAGES`."""
    files = importlib.import_module("document_files")
    pages = "".join(
        f"<h2>Part {n}</h2>" + "".join(f"<p>{n}.{part} {WORDS}</p>" for part in range(10))
        for n in range(PARAGRAPHS // 10)
    )
    text = f"<text:p>{WORDS}</text:p>" * PARAGRAPHS
    rtf = "".join(rf"\pard {WORDS}\'e9\par" for _ in range(PARAGRAPHS))
    return {
        "text": f"{WORDS}\n".encode() * PARAGRAPHS,
        "markdown": f"{WORDS}\n\n".encode() * PARAGRAPHS,
        "html": f"<html><body><article>{pages}</article></body></html>".encode(),
        "docx": docx_file(),
        "odt": files.odt_file(text),
        "rtf": (r"{\rtf1\ansi\ansicpg1252 " + rtf + "}").encode("latin-1"),
        "epub": files.epub_file([(f"c{n}.xhtml", pages) for n in range(3)]),
        "pdf": pdf_file(),
    }


def bare_pdf(data: bytes) -> int:
    """Read with pypdfium2 alone."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    size = 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        size += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return size


def bare_docx(data: bytes) -> int:
    """Read the words of each paragraph with python-docx alone."""
    from docx import Document

    return sum(len(paragraph.text) for paragraph in Document(io.BytesIO(data)).paragraphs)


def bare_docx_words(data: bytes) -> int:
    """Read with lxml alone, every run of the text joined; there are no paragraphs in it."""
    return _xml_words(data, "word/document.xml")


def bare_odt(data: bytes) -> object:
    """Read with odfdo alone."""
    from odfdo import Document

    return Document(io.BytesIO(data)).get_formatted_text()


def bare_rtf(data: bytes) -> object:
    """Read with striprtf alone."""
    from striprtf.striprtf import rtf_to_text

    read: Work = rtf_to_text  # it has no types of its own
    return read(data.decode("latin-1"))


def bare_epub(data: bytes) -> int:
    """Read each page with lxml's HTML parser alone."""
    from lxml import html

    size = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                tree = html.fromstring(archive.read(name))
                size += len("".join(str(words) for words in tree.itertext()))
    return size


def bare_html(data: bytes) -> object:
    """Read with trafilatura alone."""
    import trafilatura

    return trafilatura.extract(data.decode())


def bare_markdown(data: bytes) -> object:
    """Read with markdown-it alone."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").parse(data.decode())


def _xml_words(data: bytes, part: str) -> int:
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        tree = etree.fromstring(archive.read(part))
    return len("".join(str(words) for words in tree.itertext()))


BARE: dict[str, tuple[str, Work]] = {
    "text": ("decode", lambda data: data.decode()), "markdown": ("markdown-it", bare_markdown),
    "html": ("trafilatura", bare_html), "docx": ("python-docx", bare_docx),
    "odt": ("odfdo", bare_odt),
    "rtf": ("striprtf", bare_rtf), "epub": ("lxml.html", bare_epub), "pdf": ("pypdfium2", bare_pdf),
}  # fmt: skip


def in_turn(works: dict[str, Work], data: bytes) -> dict[str, list[float]]:
    """Return several times of each work, in seconds; the first, which imports, is left out."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(ROUNDS + 1):
        for name, work in works.items():
            clock = time.perf_counter if name == "guarded" else time.process_time
            begin = clock()
            work(data)
            if number:
                times[name].append(clock() - begin)
    return times


def reading(loader: ArticleLoader) -> Work:
    """Return what reads with a loader."""
    return lambda data: loader.load(data, "bench")


def start_of(form: str, data: bytes) -> tuple[float, float]:
    """Return the seconds until the first small file is read and for the next ones: cold, warm."""
    cold: list[float] = []
    warm: list[float] = []
    for _ in range(3):
        loader: Any = {each.name: each for each in standard_loaders()}[form]
        for times in (cold, warm):
            begin = time.perf_counter()
            loader.load(data, "bench")
            times.append(time.perf_counter() - begin)
        loader.close()
    return statistics.median(cold), statistics.median(warm)


def main() -> None:
    """Measure every format and print one table, then the cost of the process."""
    loaders = {each.name: each for each in (TextLoader(), *map(document_loader, DOCUMENTS))}
    guarded = {each.name: each for each in standard_loaders()}
    print("| format | MB | bare | MB/s bare | MB/s ours | ours / bare | MB/s guarded |")
    print("|---|---|---|---|---|---|---|")
    for form, data in documents().items():
        name, work = BARE[form]
        size = PAGES if form == "pdf" else len(data) / 1e6
        unpacked = size if form == "pdf" else len(WORDS) * PARAGRAPHS / 1e6
        works = {
            "bare": work, "ours": reading(loaders[form]), "guarded": reading(guarded[form]),
        }  # fmt: skip
        if form == "docx":
            works["lxml"] = bare_docx_words
        times = in_turn(works, data)
        bare, ours, behind = (unpacked / statistics.median(times[w]) for w in list(works)[:3])
        ratios = [
            f"{statistics.median(a / b for a, b in zip(times['ours'], times[w], strict=True)):.2f}x"
            for w in works if w not in ("ours", "guarded")
        ]  # fmt: skip
        unit = " pages" if form == "pdf" else ""
        print(
            f"| {form} | {len(data) / 1e6:.2f} | {name} | {bare:,.1f}{unit} | {ours:,.1f}{unit} | "
            f"{' (lxml: '.join(ratios)}{')' if len(ratios) > 1 else ''} | {behind:,.1f}{unit} |"
        )
    samples = importlib.import_module("samples").GOOD
    for form in ("docx", "pdf", "html"):
        cold, warm = start_of(form, samples[form])
        print(f"a small {form}: {cold * 1000:.0f} ms with a new process, {warm * 1000:.1f} ms warm")


if __name__ == "__main__":
    main()
