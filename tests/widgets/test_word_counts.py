"""The line at the foot counts the selection, the section and the brief."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from briefing.widgets.writing.rich_text import RichText


@pytest.fixture
def brief(window, qtbot):
    window.open_sample()
    qtbot.waitUntil(lambda: bool(window.brief.findChildren(RichText)))
    window.activateWindow()
    return window


def said(window):
    return window.counts.label.text()


def test_the_brief_is_counted_as_its_outline_says(brief, qtbot):
    outline = brief.outline.current()
    qtbot.waitUntil(lambda: f"Brief {outline.words:,}" in said(brief))
    assert "Selection" not in said(brief)


def test_words_selected_in_the_article_are_counted(brief, qtbot):
    text = brief.view.article.text
    start = text.index("The government")
    brief.view.select(start, start + len("The government is"))
    qtbot.waitUntil(lambda: said(brief).startswith("Selection 3 · "))
    brief.view.select(start, start)
    qtbot.waitUntil(lambda: "Selection" not in said(brief))


def test_words_selected_in_the_brief_by_key_and_their_section_are_counted(brief, qtbot):
    brief.show_brief()
    field = brief.focusWidget()
    field.selectAll()
    qtbot.keyClicks(field, "Four words stand here")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(field, Qt.Key.Key_Right, held)
    qtbot.keyClick(field, Qt.Key.Key_Right, held)
    qtbot.waitUntil(lambda: said(brief).startswith("Selection 2 · Section "))
    brief.outline.current()
    qtbot.waitUntil(lambda: "Section 6 ·" in said(brief))  # with the two words of its heading


def test_a_brief_that_is_gone_leaves_no_count(brief, qtbot):
    qtbot.waitUntil(lambda: "Brief" in said(brief))
    brief.document.undo()
    qtbot.waitUntil(lambda: said(brief) == "")
