"""Messages by keys: gone to, acted on, closed; the keyboard comes back to where it was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

F9, ESCAPE, SPACE = Qt.Key.Key_F9, Qt.Key.Key_Escape, Qt.Key.Key_Space


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


@pytest.mark.parametrize("offered", [True, False])
def test_a_message_is_gone_to_by_key_and_closed_and_the_keyboard_comes_back(sample, qtbot, offered):
    sample.activateWindow()
    sample.view.setFocus()
    sample.bar.say("Something happened.", [("Act", lambda: None)] if offered else ())
    QApplication.processEvents()
    assert QApplication.focusWidget() is sample.view
    press(qtbot, F9)
    assert sample.bar.isAncestorOf(QApplication.focusWidget())
    press(qtbot, ESCAPE)
    assert not sample.bar.isVisible()
    assert QApplication.focusWidget() is sample.view


def test_what_is_offered_is_done_by_key_from_where_the_keyboard_was(sample, qtbot):
    sample.activateWindow()
    sample.view.setFocus()
    done = []
    sample.bar.say("Something happened.", [("Act", lambda: done.append(1))])
    QApplication.processEvents()
    press(qtbot, F9)
    press(qtbot, SPACE)
    assert done == [1]
    assert QApplication.focusWidget() is sample.view


def test_a_brief_that_is_begun_by_a_few_letters_has_the_keyboard(sample, qtbot):
    sample.activateWindow()
    sample.windows.show_commands()
    palette = sample.windows.palette
    qtbot.keyClicks(palette.search, "situation report")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert sample.outline.brief is not None
    assert sample.brief.isAncestorOf(QApplication.focusWidget())
