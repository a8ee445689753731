"""Choosing the chapters of a book, and which of them are no part of its text proper."""

import zipfile

import pytest
from builders import article
from conftest import load
from PySide6.QtCore import Qt

from briefing.services.book_parts import is_beside_the_text
from briefing.widgets.article_choice import ArticleChoice

CHAPTERS = ("Copyright", "The Tide Turns", "A Quiet Harbour", "Notes")
CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>
"""
BOOK = """<package xmlns="http://www.idpf.org/2007/opf"
xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Ferrymen</dc:title></metadata>
<manifest>{items}</manifest><spine>{spine}</spine></package>"""
PAGE = """<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>{0}</h1>
<p>All that there is to say in “{0}” about the people of the ferry.</p></body></html>"""


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "ferrymen.epub"
    numbers = range(len(CHAPTERS))
    items = "".join(
        f'<item id="c{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in numbers)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("book.opf", BOOK.format(items=items, spine=spine))
        for number, name in enumerate(CHAPTERS):
            archive.writestr(f"{number}.xhtml", PAGE.format(name))
    return path


def names(window):
    return [each.name for each in window.document.project.articles_in_order()]


def test_front_matter_and_notes_are_left_out_with_one_button_and_brought_back(window, qtbot, book):
    load(window, qtbot, book)
    qtbot.waitUntil(lambda: not window.imports.session.running, timeout=20_000)
    assert names(window) == list(CHAPTERS)
    shown = window.imports.window
    shown.list.setCurrentIndex(window.imports.session.model.index(0))
    assert shown.choose_button.text().startswith("Choose chapters")
    qtbot.mouseClick(shown.choose_button, Qt.MouseButton.LeftButton)
    dialog = shown.findChild(ArticleChoice)
    qtbot.mouseClick(dialog.beside_button, Qt.MouseButton.LeftButton)
    assert dialog.count.text() == "2 of 4"
    qtbot.mouseClick(dialog.keep_button, Qt.MouseButton.LeftButton)
    assert names(window) == ["The Tide Turns", "A Quiet Harbour"]
    window.actions_by_id["undo"].trigger()
    assert names(window) == list(CHAPTERS)


@pytest.mark.parametrize(
    ("name", "beside"),
    [("Title Page", True), ("Acknowledgements", True), ("Index", True), ("Anmerkungen", True),
     ("Table des matières", True), ("Notes to Chapter 3", True),
     ("Notes from the Underpass", False), ("The Index Case", False), ("Chapter 1", False),
     ("", False)],
)  # fmt: skip
def test_a_chapter_is_beside_the_text_by_its_whole_name_only(name, beside):
    from dataclasses import replace

    made = article("Words of the chapter.")
    made = replace(made, blocks=(), metadata=replace(made.metadata, headline=name or None))
    assert is_beside_the_text(made) is beside
