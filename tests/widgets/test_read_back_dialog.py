"""Looking through an edited document: what differs is told without colour, taken by key, copied."""

import pytest
from edited import (
    BY,
    W,
    changed,
    compared,
    control,
    exported,
    ferry_project,
    paragraph,
    reworded,
    xml,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QDialogButtonBox

from briefing.services.brief.resting import ExcerptChange, Happened, Resting
from briefing.services.versions.reading_back import State, take_over
from briefing.widgets.article.article_changes import ChangesView
from briefing.widgets.brief.resting_list import RestingDialog
from briefing.widgets.versions.read_back_dialog import ReadBackDialog
from briefing.widgets.versions.read_back_notes import NotesView


@pytest.fixture
def edited():
    """Return a project, its brief, and a document with one edit of each kind."""
    value, brief, _ = ferry_project("policy-brief", {"executive_summary": "More later."})
    data = reworded(exported(value, brief), "back on the table", "back on the desk")

    def edit(tree):
        control(tree, "evidence").addnext(paragraph("<b>Stray</b>".replace("<", "&lt;")))
        old = next(t for t in tree.iter(f"{W}t") if t.text == "More later.").getparent()
        old.addprevious(xml(f"<w:ins {BY}><w:r><w:t>Even </w:t></w:r></w:ins>"))

    return value, brief, changed(data, edit)


@pytest.fixture
def dialog(qtbot, edited):
    value, brief, data = edited
    made = ReadBackDialog(compared(value, brief, data))
    qtbot.addWidget(made)
    made.show()
    return made


def go_to(dialog, title):
    for row in range(dialog.rows.count()):
        if dialog.rows.item(row).text().startswith(title):
            dialog.rows.setCurrentRow(row)
            return
    raise AssertionError(title)


def test_the_first_changed_section_is_open_with_its_words_marked_without_colour(dialog):
    assert dialog.title.text() == "Executive summary"
    (view,) = [v for v in dialog.findChildren(ChangesView) if v.isVisible()]
    cursor = view.document().find("Even")
    assert not cursor.isNull()
    cursor.movePosition(QTextCursor.MoveOperation.Left)
    cursor.movePosition(QTextCursor.MoveOperation.Right)
    assert cursor.charFormat().fontUnderline()


def test_each_row_says_what_became_of_its_section(dialog):
    said = [dialog.rows.item(n).text() for n in range(dialog.rows.count())]
    assert "Executive summary\n←  changed in the document" in said
    assert "Evidence\n=  the same" in said
    assert said[-1] == "Comments and tracked changes: 1\ni  1 in no section"


def test_t_takes_the_marked_section_and_the_next_comparison_shows_it_done(qtbot, dialog, edited):
    value, brief, data = edited
    with qtbot.waitSignal(dialog.taken) as taken:
        qtbot.keyClick(dialog.rows, Qt.Key.Key_T)
    sections, fields = taken.args[0]
    assert [section.key for section in sections] == ["executive_summary"]
    after = take_over(brief, sections, fields).apply(value)
    dialog.show_comparison(compared(after, after.briefs[brief.id], data))
    assert dialog.rows.item(0).text() == "Executive summary\n=  the same"
    assert dialog.take.isHidden()


def test_all_changed_sections_are_taken_at_once(qtbot, dialog):
    with qtbot.waitSignal(dialog.taken) as taken:
        dialog.take_all.click()
    assert [section.key for section in taken.args[0][0]] == ["executive_summary", "what_changed"]


def test_a_quotation_that_is_no_longer_word_for_word_is_told_before_it_is_taken(dialog):
    go_to(dialog, "What changed")
    assert "No longer word for word" in dialog.warnings.text()
    assert not dialog.warnings.isHidden()


def test_words_in_no_section_are_shown_as_they_are_and_copied(dialog):
    go_to(dialog, "Comments")
    (view,) = dialog.findChildren(NotesView)
    assert "Mara Lind" in view.item(1).text()
    view.setCurrentRow(0)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "<b>Stray</b>"


def test_the_reading_before_the_tracked_changes_can_be_asked_for(qtbot, dialog, edited):
    value, brief, data = edited
    with qtbot.waitSignal(dialog.original_wanted) as wanted:
        dialog.original.click()
    assert wanted.args == [True]
    found = compared(value, brief, data, original=True)
    dialog.show_comparison(found)
    assert found.sections[0].state is State.SAME
    assert dialog.original.isChecked()


def test_a_document_of_another_project_says_so(qtbot, edited):
    from dataclasses import replace

    value, brief, data = edited
    other = replace(brief, id="other")
    alone = value.without("briefs", brief.id).having("briefs", other)
    made = ReadBackDialog(compared(alone, other, data))
    qtbot.addWidget(made)
    assert "not in this project" in made.belongs.text()


def test_sentences_to_look_at_show_then_and_now_and_lead_to_their_place(qtbot):
    change = ExcerptChange("e1", Happened.CHANGED, "paid until winter", "paid until summer")
    row = Resting("facts", "Facts", "Money <i>ends</i>.", change, (0, 5))
    made = RestingDialog([row])
    qtbot.addWidget(made)
    made.show()
    said = made.list.item(0).text()
    assert said.split("\n") == [
        "Facts · words changed", "Money <i>ends</i>.", "Then: paid until winter",
        "Now: paid until summer",
    ]  # fmt: skip
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.keyClick(made.list, Qt.Key.Key_Return)
    assert chosen.args == [row]
    close = made.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close)
    close.setFocus()
    qtbot.keyClick(close, Qt.Key.Key_Return)
    assert not made.isVisible()
