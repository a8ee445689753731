"""Find and replace in the brief: in all sections, by keys, one step each, citations untouched."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from briefing.model.brief import Words
from briefing.model.edits import write_section

ENTER, ESCAPE, CTRL = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.KeyboardModifier.ControlModifier
SLOW = 20_000
"""Milliseconds that a search in the background may take on a busy machine."""
FIRST, LAST = "executive_summary", "recommendations"


@pytest.fixture
def brief(window):
    """Return a window whose brief has the words in two sections, beside a citation."""
    window.actions_by_id["sample"].trigger()
    window.activateWindow()
    shown = window.outline.brief
    cited = next(iter(window.document.project.excerpts))
    for key in shown.sections:
        words = {
            FIRST: f"The 😀 ferry **ferry** stays [@{cited}]. A Ferry is no bus.",
            LAST: "Keep the ferry.",
        }.get(key, "")
        window.document.apply(write_section(shown.id, key, (Words(words),) if words else ()))
    return window


def bodies(window):
    return [window.outline.brief.section(key).body for key in (FIRST, LAST)]


def press(qtbot, key, *modifiers):
    qtbot.keyClick(QApplication.focusWidget(), key, *modifiers)


def settled(window, qtbot):
    bar = window.replacing.bar
    qtbot.waitUntil(lambda: not bar._pause.isActive() and window.desk.jobs.idle, timeout=SLOW)


def look_for(window, qtbot, words, by=""):
    """Open the bar by its key, and type what to find and what to put there."""
    window.brief.enter()
    press(qtbot, Qt.Key.Key_H, CTRL)
    bar = window.replacing.bar
    assert QApplication.focusWidget() is bar.field
    qtbot.keyClicks(bar.field, words)
    bar.by.setFocus()
    qtbot.keyClicks(bar.by, by)
    qtbot.waitUntil(lambda: bool(bar.places), timeout=SLOW)
    settled(window, qtbot)
    return bar


def test_words_are_replaced_one_after_the_other_and_their_formatting_stays(brief, qtbot):
    before = bodies(brief)
    bar = look_for(brief, qtbot, "ferry", "boat")
    assert len(bar.places) == 4
    for expected in ("The 😀 boat **ferry**", "The 😀 boat **boat**"):
        press(qtbot, ENTER)
        qtbot.waitUntil(lambda expected=expected: bodies(brief)[0].startswith(expected))
        settled(brief, qtbot)
    brief.document.undo()
    brief.document.undo()
    assert bodies(brief) == before


def test_all_are_replaced_in_every_section_as_one_step(brief, qtbot):
    before = bodies(brief)
    bar = look_for(brief, qtbot, "ferry", "boat")
    bar.all.click()
    assert "erry" not in "".join(bodies(brief))
    assert bodies(brief)[1] == "Keep the boat."
    assert "[@" in bodies(brief)[0]
    assert brief.bar.words.text() == "4 places replaced."
    qtbot.waitUntil(lambda: bar.places == ())
    brief.document.undo()
    assert bodies(brief) == before


def test_capitals_are_minded_where_that_is_asked_for(brief, qtbot):
    bar = look_for(brief, qtbot, "Ferry")
    bar.case.click()
    qtbot.waitUntil(lambda: len(bar.places) == 1)


def test_words_around_a_citation_stay_as_they_are(brief, qtbot):
    before = bodies(brief)
    bar = look_for(brief, qtbot, "stays")
    bar.regex.click()
    bar.field.setText(r"stays ..")
    settled(brief, qtbot)
    assert len(bar.places) == 1
    bar.all.click()
    assert bodies(brief) == before


def test_the_find_key_means_the_part_that_has_the_keyboard(brief, qtbot):
    brief.brief.enter()
    press(qtbot, Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is brief.replacing.bar.field
    press(qtbot, ESCAPE)
    assert not brief.replacing.bar.isVisible()
    assert brief.brief.isAncestorOf(QApplication.focusWidget())
    brief.view.setFocus()
    press(qtbot, Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is brief.searching.bar.field


def test_writing_on_selects_nothing_and_the_next_step_sees_the_new_words(brief, qtbot):
    bar = look_for(brief, qtbot, "bus")
    brief.brief.focus_section(LAST)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "No bus. ")
    assert not field.textCursor().hasSelection()
    press(qtbot, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: len(bar.places) == 2)


def test_without_a_brief_the_bar_says_so(window):
    window.actions_by_id["replace"].trigger()
    assert window.replacing.bar is None
    assert "no brief" in window.bar.words.text()
