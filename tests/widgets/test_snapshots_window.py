"""The window of snapshots: taken, compared, restored, renamed, removed by keys and mouse."""

import pytest
from builders import article, brief, excerpt, field, project, slot, template
from fakes import FixedClock, MemoryStore
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QLineEdit
from tag_window import press

from briefing.model.brief import Words
from briefing.model.edits import remove_brief, remove_excerpt, set_field, write_section
from briefing.model.snapshot_edits import snapshots_of
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import JobRunner
from briefing.qt.live_outline import LiveOutline
from briefing.widgets.versions.snapshots_window import SnapshotsWindow

Key = Qt.Key
OF = article()
FUEL = excerpt(OF, "Fuel costs rose by 31% in October.", "outlook")
SHORT = template(slot("issue"), slot("facts", "outlook"), fields=(field("to"),))


def opened(qtbot, *things):
    document = ProjectDocument(MemoryStore(project(*things)), FixedClock(ticking=True), "Ane")
    outline = LiveOutline(document, FixedClock(), JobRunner(document), document)
    outline.show(None)
    made = SnapshotsWindow(document, outline, None)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.fixture
def window(qtbot):
    return opened(qtbot, OF, FUEL, SHORT, brief(issue="We <b>must</b> act before May."))


def take(window, qtbot, name="", asked_by="", note=""):
    for line, words in ((window.name, name), (window.asked_by, asked_by), (window.note, note)):
        qtbot.keyClicks(line, words)
    qtbot.keyClick(window.note, Key.Key_Return)


def write(window, words):
    window._document.apply(write_section("b1", "issue", (Words(words),)))
    window.show_project()


def body(window):
    return window._document.project.briefs["b1"].section("issue").body


def kept(window):
    return [each.name for each in snapshots_of(window._document.project, "b1")]


def marked(window, words):
    cursor = window.view.document().find(words, 0, QTextDocument.FindFlag.FindCaseSensitively)
    assert not cursor.isNull(), words
    cursor.movePosition(QTextCursor.MoveOperation.Left)
    cursor.movePosition(QTextCursor.MoveOperation.Right)
    return cursor.charFormat()


def test_a_snapshot_is_taken_by_keys_with_who_asked_for_it_and_why(window, qtbot):
    take(window, qtbot, "Sent", "The minister", "By noon")
    (made,) = window._document.project.snapshots.values()
    assert (made.name, made.asked_by, made.note, made.author) == (
        "Sent", "The minister", "By noon", "Ane",
    )  # fmt: skip
    assert made.sections[0].text == "We <b>must</b> act before May."
    said = window.list.snapshots.lines(made)
    assert said == ["2026-02-03 10:00 · Ane · 14 words", "Asked for by The minister · By noon"]
    assert window.name.text() == window.asked_by.text() == ""
    assert window.list.hasFocus()
    window._document.undo()
    assert kept(window) == []


def test_without_a_name_it_is_numbered(window, qtbot):
    press(qtbot, window.take_button)
    press(qtbot, window.take_button)
    assert kept(window) == ["Snapshot 2", "Snapshot 1"]


def test_it_says_what_to_do_when_there_is_none_and_when_there_is_no_brief(window, qtbot):
    assert "Take one before" in window.hint.text()
    assert not window.view.isVisible()
    empty = opened(qtbot, OF)
    assert "Start a brief first" in empty.hint.text()
    assert not empty.take_button.isVisible()


def test_changed_words_stand_side_by_side_and_can_be_told_apart_without_colour(window, qtbot):
    take(window, qtbot, "Sent")
    write(window, "We <b>may</b> act before May.")
    assert marked(window, "must").fontStrikeOut()
    assert marked(window, "may").fontUnderline()
    assert not marked(window, "act before").fontUnderline()
    shown = window.view.toPlainText()
    assert "We <b>must</b> act before May." in shown
    assert "Fuel costs" not in shown
    assert window.summary.text() == "Sections: 1 changed. Words: 14 → 14."
    window.whole.click()
    assert window.view.toPlainText().count("Fuel costs") == 2


def test_any_two_versions_are_compared(window, qtbot):
    take(window, qtbot, "One")
    write(window, "Second wording.")
    take(window, qtbot, "Two")
    write(window, "Third wording.")
    names = [window.older.itemText(row) for row in range(window.older.count())]
    assert [name.split(" · ")[0] for name in names] == ["As it is now", "Two", "One"]
    window.older.setCurrentIndex(2)
    window.newer.setCurrentIndex(1)
    shown = window.view.toPlainText()
    assert "Second wording." in shown
    assert "Third" not in shown
    qtbot.keyClick(window.list, Key.Key_Down)
    assert (window.older.currentText()[:3], window.newer.currentText()) == ("One", "As it is now")
    assert "Third wording." in window.view.toPlainText()


def test_what_was_sent_is_there_though_its_excerpt_is_gone(window, qtbot):
    take(window, qtbot, "Sent")
    window._document.apply(remove_excerpt(FUEL))
    window.show_project()
    assert "Quoted no more: “Fuel costs rose by 31% in October.”" in window.view.toPlainText()
    window.list.setFocus()
    write(window, "Other.")
    qtbot.keyClick(window.list, Key.Key_R)
    assert "1 are no longer in the project" in window.bar.words.text()


def test_restoring_is_one_step_that_keeps_the_words_before_and_undo_takes_it_back(window, qtbot):
    take(window, qtbot, "Sent")
    write(window, "Quite other words.")
    before = window._document.project
    window.list.setFocus()
    qtbot.keyClick(window.list, Key.Key_R)
    assert body(window) == "We <b>must</b> act before May."
    assert kept(window) == ["Before restoring “Sent”", "Sent"]
    assert window.list.current().name == "Sent"
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window._document.project == before


def test_restoring_what_is_there_already_changes_nothing(window, qtbot):
    take(window, qtbot, "Sent")
    press(qtbot, window.restore_button)
    assert kept(window) == ["Sent"]
    assert window._document.undo_stack.count() == 1


def test_words_that_are_kept_already_are_not_kept_twice(window, qtbot):
    take(window, qtbot, "One")
    write(window, "Second wording.")
    take(window, qtbot, "Two")
    qtbot.keyClick(window.list, Key.Key_Down)
    qtbot.keyClick(window.list, Key.Key_R)
    assert body(window).startswith("We")
    assert kept(window) == ["Two", "One"]


def test_a_snapshot_is_renamed_in_its_row(window, qtbot):
    take(window, qtbot, "Sent")
    qtbot.keyClick(window.list, Key.Key_F2)
    (line,) = window.list.viewport().findChildren(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "First round")
    qtbot.keyClick(line, Key.Key_Return)
    qtbot.waitUntil(lambda: kept(window) == ["First round"])
    window._document.undo()
    assert kept(window) == ["Sent"]


def test_delete_removes_the_marked_one_and_undo_is_offered(window, qtbot):
    take(window, qtbot, "Sent")
    qtbot.keyClick(window.list, Key.Key_Delete)
    assert kept(window) == []
    press(qtbot, window.bar._offers[0])
    assert kept(window) == ["Sent"]


def test_a_brief_that_was_removed_comes_back(window, qtbot):
    take(window, qtbot, "Sent")
    window._document.apply(remove_brief(window._document.project.briefs["b1"]))
    window.show_project()
    assert "Of a brief that was removed" in window.list.snapshots.lines(window.list.current())[1]
    press(qtbot, window.restore_button)
    assert body(window).startswith("We")
    assert kept(window) == ["Sent"]


def test_it_follows_the_project(window, qtbot):
    take(window, qtbot, "Sent")
    window._document.apply(set_field("b1", "to", "The <i>minister</i>", "To"))
    qtbot.waitUntil(lambda: "The <i>minister</i>" in window.view.toPlainText())
    window._document.undo()
    qtbot.waitUntil(lambda: window.summary.text() == "Not a word is different.")


def test_a_very_long_brief_is_shown_up_to_a_point(window, qtbot):
    take(window, qtbot, "Sent")
    write(window, "\n\n".join(f"Line {number} is new." for number in range(900)))
    assert "lines more" in window.view.toPlainText()


def test_the_last_snapshot_that_is_removed_can_be_put_back(window, qtbot):
    take(window, qtbot, "Sent")
    qtbot.keyClick(window.list, Key.Key_Delete)
    assert window.hint.isVisible()
    assert window.bar.isVisible()
    window.bar._offers[0].click()
    assert kept(window) == ["Sent"]
