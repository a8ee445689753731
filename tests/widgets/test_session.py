"""After a crash or a normal end everything stands where it stood."""

import json

import pytest
from fakes import FixedClock
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout

from briefing.assembly import make_desk
from briefing.paths import standard_paths
from briefing.qt.document import ProjectDocument
from briefing.widgets.help.log_sheet import LogSheet
from briefing.widgets.main_window import MainWindow


@pytest.fixture
def standing(window, qtbot):
    """Return the window with the sample, places chosen in article and brief, and a side window."""
    window.open_sample()
    window.rescue.begin(None)
    window.view.select(20, 40)
    window.outline.current()
    window.brief._refresh.stop()
    window.brief.show_brief()
    key = next(iter(window.brief._sections))
    window.brief.put_caret(key, 0, 7)
    window.searching.bar.field.setText("ferry")
    window.windows.show_schemes()
    return window


@pytest.fixture
def again(window, qtbot):
    """Return what opens another window on the same project, as at the next start."""
    made = []

    def start():
        window.rescue.session._timer.stop()
        window.close()
        path = window.document.store.path
        window.document.store.close()
        desk = make_desk(standard_paths())
        document = ProjectDocument(desk.stores.open(path), FixedClock(), "me")
        made.append(MainWindow.of(document, desk))
        made[0].show()
        qtbot.waitExposed(made[0])
        made[0].rescue.begin(None)
        return made[0]

    yield start
    for each in made:
        each.close()
        each.document.store.close()
        each.desk.close()


def assert_as_it_was(window, made):
    assert made.view.article.id == window.view.article.id
    assert made.view.selection() == (20, 40)
    assert made.brief.caret() == window.brief.caret()
    assert made.brief.caret()[2] == 7
    assert made.searching.bar.field.text() == "ferry"
    assert made.windows.shown == ["schemes"]


def test_all_stands_where_it_stood_after_a_crash_and_the_log_is_offered(standing, again):
    standing.rescue.session.keep()
    made = again()
    assert_as_it_was(standing, made)
    assert "did not end as it should" in made.bar.words.text()
    made.bar._offers[-1].click()
    assert "empty" in made.findChild(LogSheet).words.toPlainText()


def test_all_stands_where_it_stood_after_a_normal_end_and_nothing_is_said(standing, again):
    standing.rescue.end()
    made = again()
    assert_as_it_was(standing, made)
    assert not made.bar.isVisible()


def test_words_half_written_in_a_dialog_are_offered_after_a_crash(standing, qtbot, again):
    dialog = QDialog(standing)
    field = QLineEdit("Half a sen", dialog)
    field.setAccessibleName("Asked for by")
    QVBoxLayout(dialog).addWidget(field)
    dialog.show()
    dialog.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    standing.rescue.session.keep()
    dialog.close()
    made = again()
    assert "“Asked for by”" in made.bar.words.text()
    made.bar._offers[0].click()
    assert QGuiApplication.clipboard().text() == "Half a sen"


@pytest.mark.parametrize("words", ["", "[]", "{", '{"ended": false, "project": 7}', "[" * 100_000])
def test_a_session_that_cannot_be_read_is_no_harm(window, again, words):
    window.rescue.begin(None)
    window.rescue.session._file.parent.mkdir(parents=True, exist_ok=True)
    window.rescue.session._file.write_text(words)
    assert again().isVisible()


@pytest.mark.parametrize("broken", [{"article": 5}, {"start": "x"}, {"windows": 3}, {"caret": -9}])
def test_a_session_that_says_nonsense_is_no_harm(standing, again, broken):
    standing.rescue.session.keep()
    file = standing.rescue.session._file
    file.write_text(json.dumps(json.loads(file.read_text()) | broken))
    assert again().isVisible()


def test_each_key_in_a_section_and_in_a_note_is_on_disk_at_once(standing, qtbot):
    store = standing.document.store
    key = standing.brief.caret()[0]
    field = standing.brief._sections[key].fields()[0]
    field.setFocus()
    for letter in "New":
        qtbot.keyClicks(field, letter)
        bodies = [b.section(key).body for b in store.load().briefs.values()]
        assert any(letter in body for body in bodies)
    standing.view.select(*_first_excerpt(standing))
    qtbot.keyClicks(standing.strip.note, "Ask")
    assert any("Ask" in each.note for each in store.load().excerpts.values())


def _first_excerpt(window):
    each = window.document.project.excerpts_of(window.view.article.id)[0]
    return each.start, each.end
