"""Choosing articles of a feed and chapters of a book; what is no part of a book's text proper."""

import zipfile

import pytest
from builders import article
from loaded import load
from PySide6.QtCore import Qt
from test_import_window import FEED, ITEM, done, names

from briefing.services.articles.book_parts import is_beside_the_text
from briefing.widgets.importing.article_choice import ArticleChoice

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


@pytest.fixture
def feed(window, qtbot, tmp_path):
    words = "".join(ITEM.format(name) for name in ("Ambry", "Bellow", "Cask"))
    (tmp_path / "wire.rss").write_text(FEED.format(items=words))
    load(window, qtbot, tmp_path / "wire.rss")
    done(window, qtbot)
    shown = window.imports.window
    assert shown.isVisible()
    window.actions_by_id["import"].trigger()
    qtbot.waitUntil(shown.list.hasFocus)
    shown.list.setCurrentIndex(window.imports.session.model.index(0))
    return shown


def test_a_file_of_many_articles_shows_the_window_and_is_treated_as_one(window, qtbot, feed):
    assert names(window) == ["Ambry", "Bellow", "Cask"]
    qtbot.keyClick(feed.list, Qt.Key.Key_O)
    done(window, qtbot)
    assert len(window.document.project.articles) == 1
    (whole,) = window.document.project.articles.values()
    assert all(name in whole.text for name in ("Ambry", "Bellow", "Cask"))
    qtbot.mouseClick(feed.whole_button, Qt.MouseButton.LeftButton)
    done(window, qtbot)
    assert names(window) == ["Ambry", "Bellow", "Cask"]
    window.actions_by_id["undo"].trigger()
    window.actions_by_id["undo"].trigger()
    assert names(window) == ["Ambry", "Bellow", "Cask"]


def test_articles_are_chosen_with_space_and_leaving_one_out_is_undone(window, qtbot, feed):
    qtbot.keyClick(feed.list, Qt.Key.Key_C)
    dialog = feed.findChild(ArticleChoice)
    table, model = dialog.table, dialog.articles
    row = [model.index(1, column).data() for column in range(5)]
    assert row[:3] == ["Bellow", "Port Wire", "2026-03-02"]
    assert row[4].startswith("The council of Bellow")
    table.setCurrentIndex(model.index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert dialog.count.text() == "2 of 3"
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert names(window) == ["Ambry", "Cask"]
    assert "1 left out" in window.imports.session.model.index(0).data()
    window.actions_by_id["undo"].trigger()
    assert names(window) == ["Ambry", "Bellow", "Cask"]


def test_an_article_that_was_left_out_is_taken_in_again(window, qtbot, feed):
    session = window.imports.session
    every = {article.name: article.id for article in session.model.items[0].articles}
    session.choose("0", frozenset({every["Ambry"]}))
    assert names(window) == ["Ambry"]
    session.choose("0", frozenset(every.values()))
    assert sorted(names(window)) == ["Ambry", "Bellow", "Cask"]
