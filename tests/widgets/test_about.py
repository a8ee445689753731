"""About: the parts with their licences, found by letters, and details to pass on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from briefing import __version__
from briefing.widgets.help.about_dialog import AboutDialog


@pytest.fixture
def about(window, qtbot):
    window.actions_by_id["about"].trigger()
    (dialog,) = window.findChildren(AboutDialog)
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 5, timeout=60_000)
    yield dialog
    dialog.close()


def names(dialog):
    return [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())]


def test_libraries_fonts_and_the_dictionary_are_listed_with_their_licences(about):
    found = names(about)
    assert {"lxml", "spylls", "Font Source Sans Pro", "Dictionary en_US", "Python"} <= set(found)
    assert all(about.table.item(row, 2).text() for row in range(len(found)))


def test_letters_find_a_part_and_its_licence_is_shown(about, qtbot):
    qtbot.keyClicks(about.search, "source serif")
    assert names(about) == ["Font Source Serif Pro"]
    assert "SIL OPEN FONT LICENSE" in about.licence.toPlainText().upper()
    about.search.clear()
    qtbot.keyClicks(about.search, "nothing is called this")
    assert names(about) == []
    assert about.none_fits.isVisible()


def test_arrow_keys_go_through_the_licences(about, qtbot):
    about.table.setFocus()
    first = about.licence.toPlainText()
    qtbot.keyClick(about.table, Qt.Key.Key_Down)
    assert about.table.currentRow() == 1
    assert about.licence.toPlainText() != first


def test_the_details_for_a_report_name_versions_and_nothing_of_the_user(about, window):
    about.copy.click()
    words = QGuiApplication.clipboard().text()
    assert words.startswith(f"Briefing {__version__}\n")
    assert "Qt 6." in words
    assert "spylls 0." in words
    assert str(window.document.store.path) not in words


def test_enter_in_the_search_keeps_the_window_open_and_on_a_button_presses_it(about, qtbot):
    qtbot.keyClicks(about.search, "lxml")
    qtbot.keyClick(about.search, Qt.Key.Key_Return)
    assert about.isVisible()
    qtbot.keyClick(about.copy, Qt.Key.Key_Return)
    assert about.said.text()
