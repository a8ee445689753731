"""Snippets by keys: found by a few letters, put in at the caret, kept from the selection."""

import pytest
from PySide6.QtCore import QPoint, Qt
from tag_window import press

from briefing.paths import standard_paths
from briefing.services.brief.snippets import Snippet, SnippetFolder
from briefing.widgets.writing.snippets import Snippets

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def folder():
    return SnippetFolder(standard_paths().snippets)


@pytest.fixture
def snippets(window, qtbot, folder):
    window.actions_by_id["sample"].trigger()
    qtbot.waitUntil(lambda: bool(window.brief._sections))

    def values():
        outline = window.outline.current()
        return {"date": outline.date, "author": outline.author, "title": outline.title}

    return Snippets(folder, values, window.bar, window.view)


@pytest.fixture
def field(window):
    made = window.brief._sections["executive_summary"]._parts[0]
    made.setFocus()
    made.selectAll()
    return made


def stored(window):
    return next(iter(window.document.project.briefs.values())).section("executive_summary").body


def names(snippets):
    return [snippets.palette.list.item(n).text() for n in range(snippets.palette.list.count())]


def test_a_few_letters_and_enter_put_a_snippet_in_and_undo_takes_it_out(
    snippets, field, folder, window, qtbot
):
    folder.save("Caveat", "As of {date}, by {author}: *not* verified.")
    folder.save("Closing", "That is all.")
    before = stored(window)
    field.selectAll()
    snippets.ask()
    assert names(snippets) == ["Caveat", "Closing"]
    qtbot.keyClicks(snippets.palette.search, "cav")
    assert names(snippets) == ["Caveat"]
    qtbot.keyClick(snippets.palette.search, Key.Key_Return)
    date = window.outline.current().date
    assert stored(window) == f"As of {date}, by me: _not_ verified."
    assert field.hasFocus()
    window.document.undo()
    assert stored(window) == before


def test_the_arrow_keys_go_round_and_the_mouse_chooses(snippets, field, folder, window, qtbot):
    folder.save("One", "First.")
    folder.save("Two", "Second.")
    snippets.ask()
    qtbot.keyClick(snippets.palette.search, Key.Key_Up)
    assert snippets.palette.list.currentRow() == 1
    box = snippets.palette.list.visualItemRect(snippets.palette.list.item(0))
    press_at = box.center() - QPoint(20, 0)
    qtbot.mouseClick(snippets.palette.list.viewport(), Qt.MouseButton.LeftButton, pos=press_at)
    assert stored(window) == "First."


def test_selected_words_are_kept_under_the_name_that_is_typed(
    snippets, field, folder, window, qtbot
):
    snippets.ask()
    assert "Type a name" in snippets.palette.hint.text()
    qtbot.keyClicks(snippets.palette.search, "My: summary")
    assert "keeps the selection as “My: summary”" in snippets.palette.hint.text()
    qtbot.keyClick(snippets.palette.search, Key.Key_Return)
    (kept,) = folder.shelf().snippets
    assert kept == Snippet("My summary", stored(window))
    assert "limited support" in kept.markdown
    press(qtbot, window.bar._offers[0])
    assert folder.shelf().snippets == ()


def test_a_name_that_is_taken_is_said(snippets, field, folder, window, qtbot):
    folder.save("Caveat", "Words.")
    snippets.ask()
    qtbot.keyClicks(snippets.palette.search, "caveat")
    qtbot.keyClick(snippets.palette.search, Key.Key_Return, CTRL)
    assert "already" in window.bar.words.text()
    assert folder.read("Caveat").markdown == "Words."


def test_one_is_removed_by_keys_and_can_be_put_back(snippets, field, folder, window, qtbot):
    folder.save("Caveat", "Words.")
    snippets.ask()
    qtbot.keyClick(snippets.palette.search, Key.Key_Delete, CTRL)
    assert folder.shelf().snippets == ()
    press(qtbot, window.bar._offers[0])
    assert folder.read("Caveat").markdown == "Words."


def test_escape_changes_nothing_and_without_a_selection_nothing_is_kept(
    snippets, field, folder, window, qtbot
):
    before = stored(window)
    cursor = field.textCursor()
    cursor.clearSelection()
    field.setTextCursor(cursor)
    snippets.ask()
    assert "Select words in a section" in snippets.palette.hint.text()
    qtbot.keyClicks(snippets.palette.search, "name")
    qtbot.keyClick(snippets.palette.search, Key.Key_Return)
    assert snippets.palette.isVisible()
    qtbot.keyClick(snippets.palette.search, Key.Key_Escape)
    assert not snippets.palette.isVisible()
    assert (stored(window), folder.shelf().snippets) == (before, ())


def test_outside_a_section_it_says_where_to_go(snippets, window):
    window.view.setFocus()
    snippets.ask()
    assert "Put the caret into a section" in window.bar.words.text()
    assert not snippets.palette.isVisible()


def test_a_faulty_file_is_named_in_the_palette(snippets, field, folder):
    folder.save("Good", "Words.")
    (folder.folder / "Bad.md").write_bytes(b"\xff\x00")
    snippets.ask()
    assert names(snippets) == ["Good"]
    assert "“Bad” is no text" in snippets.palette.problem.text()
