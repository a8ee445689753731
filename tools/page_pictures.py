"""Makes the pictures of docs/templates.md: a Word document, the template made of it, a brief.

    python tools/page_pictures.py

Needs LibreOffice (soffice) and pdftoppm.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from docx import Document

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT)]

from briefing.exporters.docx import DocxExporter  # noqa: E402 the tree is put on the path above
from briefing.loaders import standard_loaders  # noqa: E402
from briefing.model.brief import Brief, SectionText  # noqa: E402
from briefing.model.project import new_project  # noqa: E402
from briefing.paths import standard_paths  # noqa: E402
from briefing.services.articles.loading import LoadingService  # noqa: E402
from briefing.services.brief.composing import compose  # noqa: E402
from briefing.services.sample import load_sample  # noqa: E402
from briefing.templating.library import standard_library  # noqa: E402
from briefing.templating.own_templates import OwnTemplates  # noqa: E402
from briefing.templating.render import TemplateEngine  # noqa: E402

SUMMARY = (
    "Support for seven routes is being drafted; nothing is announced, and the figures come from "
    "one unnamed official."
)
PICTURES = ROOT / "docs" / "pictures"
SECTIONS = (
    ("Summary", "The whole matter in three lines."),
    ("Background", "What the reader has to know first."),
    ("Stakeholder impacts", "Who gains, who loses, and who says so."),
    ("Outlook", "What may follow."),
)


def main() -> None:
    """Make the three pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        house_note(folder / "house-note.docx")
        own, paths = OwnTemplates(folder / "own"), standard_paths()
        own.new_from_word(folder / "house-note.docx", "house-note")
        library = standard_library(paths.templates, folder / "own")
        package = library.get("house-note")
        (folder / "house-note-template.docx").write_bytes(package.document)
        sample = load_sample(paths.sample, LoadingService(standard_loaders()), library)
        value = sample.edit("", "2026-01-01").apply(new_project())
        words = SectionText("summary", SUMMARY)
        brief = Brief("b", "Ferry subsidies", "house-note", {"to": "The minister"},
                      {"summary": words})  # fmt: skip
        outline = compose(value, brief, package.template, author="A. Analyst", date="2026-03-03")
        document = DocxExporter(TemplateEngine()).export(outline, package)
        (folder / "house-note-brief.docx").write_bytes(document)
        for stem in ("house-note", "house-note-template", "house-note-brief"):
            picture(folder / f"{stem}.docx")


def house_note(path: Path) -> None:
    """Write a memo as an office has it."""
    document = Document()
    document.add_paragraph("Note for the minister", style="Title")
    document.add_paragraph("To: The minister")
    document.add_paragraph("Date: 3 May")
    for title, words in SECTIONS:
        document.add_heading(title, 1)
        document.add_paragraph(words)
    document.save(str(path))


def picture(document: Path) -> None:
    """Write a picture of a document's first page."""
    folder, target = document.parent, PICTURES / document.stem
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(document)], check=True, capture_output=True)
    pdf = str(document.with_suffix(".pdf"))
    subprocess.run(["pdftoppm", "-png", "-r", "50", "-singlefile", pdf, str(target)], check=True)
    print(f"{target}.png")


if __name__ == "__main__":
    main()
