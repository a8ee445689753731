"""One sound file of each format, and the loader for it, for the suites that go through them all."""

import io

from document_files import epub_file, odt_file, zipped
from docx import Document
from loader_samples import GOOD as MORE
from pdf_files import PdfFile, set_in_lines

from briefing.loaders import DOCUMENTS, document_loader, standard_loaders
from briefing.loaders.archive import ZipLoader
from briefing.loaders.guarded import GuardedLoader
from briefing.loaders.text import TextLoader
from briefing.services.articles.loading import LoadingService

WORDS = "The ferry to the northern islands is back, and it runs all year, the council said."
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Ferry</title></head><body><article>"
    + f"<p>{WORDS} {WORDS}</p>" * 4
    + "</article></body></html>"
)


def word_file(*words):
    document = Document()
    for each in words:
        document.add_paragraph(each)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


RTF = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}{\f1\fcharset134 SimSun;}}"
    r"{\stylesheet{\s1 heading 1;}}\pard\s1 Ferries\par\pard "
    + WORDS
    + r" \u-10179?\u-8704? {\f1\'d6\'d0\'ce\'c4}"
    r"{\footnote A note.}\par\trowd\intbl a\cell b\cell\row}"
).encode("ascii")
ODT = odt_file(
    f'<text:h text:outline-level="1">Ferries</text:h><text:p>{WORDS} 😀 السلام 中文</text:p>'
    "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>"
)
GOOD = {
    "text": b"NORTHWIRE: Almary: One sentence.\nAnother one. \xf0\x9f\x98\x80",
    "markdown": b"# Head\n\nBody with *marks*.\n\n- item",
    "html": PAGE.encode(),
    "docx": word_file("A sentence. 😀 السلام 中文", WORDS),
    "pdf": PdfFile()
    .page((60, 60, "Ferries return", 20), *set_in_lines(WORDS, 60, 100, 40))
    .bytes(),
    "odt": ODT,
    "rtf": RTF,
    "epub": epub_file([("one.xhtml", f"<h1>One</h1><p>{WORDS}</p>"), ("two.xhtml", f"<p>{WORDS}")]),
    "zip": zipped({"a.txt": WORDS, "sub/b.odt": ODT, "c.md": "# Head\n\nBody."}),
    **MORE,
}
"""A sound file for each loader by its name; a new loader adds its own here."""


def bare_loaders():
    """Return every registered loader as it is inside of its process, and that for archives."""
    plain = (TextLoader(), *map(document_loader, DOCUMENTS))
    return (*plain, ZipLoader(plain))


def ready_for_all():
    """Return the loaders of the program, whose process is made ready for every format at once.

    Each format that it was not started for would else cost another start.
    """
    loaders = tuple(standard_loaders())
    for each in loaders:
        if isinstance(each, GuardedLoader):
            each.expect()
    return loaders


LOADERS = ready_for_all()
SERVICE = LoadingService(LOADERS)
"""What the program reads articles with; the suites share its process."""
