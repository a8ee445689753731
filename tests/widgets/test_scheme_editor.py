"""The window of tags, driven by keys and mouse: every change is one step that undo takes back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QLineEdit, QPushButton, QToolButton
from tag_window import LEFT, OF, ids, press, said, write

from briefing.model.edits import toggle_tag
from briefing.model.tags import DEFAULT_SCHEME
from briefing.services.tag_schemes import shipped_schemes
from briefing.widgets import theme
from briefing.widgets.article.article_keys import article_keys
from briefing.widgets.tags.scheme_editor import SchemeEditor

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_typing_a_name_changes_the_tag_at_once_and_is_one_step(editor, document, qtbot):
    qtbot.keyClick(editor.tree, Key.Key_F2)
    assert editor.form.name.hasFocus()
    qtbot.keyClicks(editor.form.name, "What next ")
    assert document.project.tag("outlook").name == "What next"
    assert editor.form.name.text() == "What next "
    assert editor.form.heading.text() == "What next"
    qtbot.keyClick(editor.form.name, Key.Key_Z, CTRL)
    assert document.project.tag("outlook").name == "Outlook"
    assert editor.form.name.text() == "Outlook"
    assert document.undo_stack.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "error"),
    [
        ("name", " ", "A tag needs a name"),
        ("code", "bg", "“BG” is the code of “Background”"),
        ("code", "O", "“O” is no code"),
        ("key", "6", "“6” is the key of “Background”. Free: 9 0 B D P R"),
        ("key", "t", "“T” does something else in the article"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_applied(
    editor, document, qtbot, field, typed, error
):
    write(qtbot, getattr(editor.form, field), typed)
    assert error in editor.form.errors[field].text()
    assert document.project.tag("outlook") == DEFAULT_SCHEME.tag("outlook")
    editor.show_tag("background")
    assert editor.form.errors[field].text() == ""


def test_a_free_key_and_code_are_taken(editor, document, qtbot):
    write(qtbot, editor.form.key, "b")
    write(qtbot, editor.form.code, "ou")
    write(qtbot, editor.form.code, "x2")
    tag = document.project.tag("outlook")
    assert (tag.key, tag.code) == ("B", "X2")
    editor.form.key.setFocus()
    editor.form.key.selectAll()
    qtbot.keyClick(editor.form.key, Key.Key_Delete)
    assert document.project.tag("outlook").key == ""


def test_no_key_of_the_article_is_offered(editor):
    assert {"J", "K", "T", "N", "A", "S"} <= article_keys()
    assert article_keys().isdisjoint({"1", "8", "0", "B"})


def test_a_colour_of_the_palette_is_one_click(editor, document, qtbot):
    (indigo,) = [
        b for b in editor.form.findChildren(QToolButton) if b.accessibleName().startswith("Indigo")
    ]
    press(qtbot, indigo)
    assert document.project.tag("outlook").colour == "#332288"
    assert indigo.isChecked()
    assert "(drawn with an edge)" in editor.form.colour.words.text()


def test_a_colour_that_sinks_into_the_page_is_refused_and_the_nearest_offered(
    editor, document, qtbot
):
    field = editor.form.colour
    write(qtbot, field.line, "#abcdef")
    assert "light 1.6:1" in field.words.text()
    assert document.project.tag("outlook").colour == "#CC79A7"
    assert field.offer.isVisible()
    field.offer.setFocus()
    qtbot.keyClick(field.offer, Key.Key_Return)
    found = document.project.tag("outlook").colour
    assert found in field.offer.text()
    assert field.line.text() == found
    for look in (theme.LIGHT, theme.DARK):
        assert theme.contrast(QColor(found), QColor(look.page)) >= 3
    write(qtbot, field.line, "red")
    assert "is no colour" in field.words.text()
    assert not field.offer.isVisible()


def test_another_colour_is_chosen_in_the_systems_dialog(editor, document, qtbot, monkeypatch):
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor("#3377aa"))
    (other,) = [b for b in editor.form.findChildren(QPushButton) if b.text() == "Other…"]
    press(qtbot, other)
    assert document.project.tag("outlook").colour == "#3377AA"


def test_a_parent_is_chosen_and_none_below_the_tag_is_offered(editor, document, qtbot):
    box = editor.form.parent_box
    box.setFocus()
    box.setCurrentIndex(box.findData("background"))
    box.activated.emit(box.currentIndex())
    assert document.project.tag("outlook").parent == "background"
    assert editor.current().id == "outlook"
    editor.show_tag("background")
    assert box.findData("outlook") == -1


def test_a_description_is_one_step_and_takes_no_marks(editor, document, qtbot):
    write(qtbot, editor.form.description, "Use it")
    qtbot.keyClick(editor.form.description, Key.Key_Return)
    qtbot.keyClicks(editor.form.description, "rarely")
    qtbot.keyClick(editor.form.description, Key.Key_B, CTRL)
    assert document.project.tag("outlook").description == "Use it rarely"
    assert document.undo_stack.count() == 1


def test_ins_adds_a_tag_whose_code_follows_its_name(editor, document, qtbot):
    qtbot.keyClick(editor.tree, Key.Key_Insert)
    assert editor.form.name.selectedText() == "New tag"
    qtbot.keyClicks(editor.form.name, "Sanctions list")
    tag = editor.current()
    assert (tag.name, tag.code) == ("Sanctions list", "SL")
    assert ids(document).index(tag.id) == ids(document).index("outlook") + 1
    document.undo()
    document.undo()
    assert document.project.schemes["default"].tags == DEFAULT_SCHEME.tags


def test_alt_and_the_arrow_keys_move_a_tag(editor, document, qtbot):
    qtbot.keyClick(editor.tree, Key.Key_Up, ALT)
    assert ids(document)[5:7] == ["outlook", "background"]
    assert editor.current().id == "outlook"
    qtbot.keyClick(editor.tree, Key.Key_Down, ALT)
    assert ids(document) == [tag.id for tag in DEFAULT_SCHEME.tags]


def test_a_tag_is_merged_by_a_few_letters_and_put_back_by_one_undo(editor, document, qtbot):
    before = document.project
    qtbot.keyClick(editor.tree, Key.Key_M, CTRL)
    search = editor._palette.search
    qtbot.keyClicks(search, "backg")
    qtbot.keyClick(search, Key.Key_Return)
    assert said(document) == dict.fromkeys(("duty falls", "June", "May"), ("background",))
    assert editor.current().id == "background"
    assert "“Outlook” is merged into “Background”: 3 excerpts" in editor.bar.words.text()
    press(qtbot, editor.bar._offers[0])
    assert document.project == before
    assert not editor.bar.isVisible()


def test_no_letters_that_fit_merge_nothing(editor, document, qtbot):
    before = document.project
    qtbot.keyClick(editor.tree, Key.Key_M, CTRL)
    qtbot.keyClicks(editor._palette.search, "zzz")
    assert editor._palette.hint.text() == "No tag has these letters"
    qtbot.keyClick(editor._palette.search, Key.Key_Return)
    assert document.project is before


def test_a_tag_is_split_by_keys_and_the_rest_stays(editor, document, qtbot):
    before = document.project
    qtbot.keyClick(editor.tree, Key.Key_L, CTRL)
    dialog = editor.split_dialog
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert not dialog.done_button.isEnabled()
    qtbot.keyClicks(dialog.name, "Far outlook")
    qtbot.keyClick(dialog.name, Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.list.hasFocus()
    qtbot.keyClick(dialog.list, Key.Key_2)
    qtbot.keyClick(dialog.list, Key.Key_3)
    assert "2 of 3" in dialog.hint.text()
    assert dialog.list.excerpts.index(1).data().startswith("Outlook, Far outlook: ")
    qtbot.keyClick(dialog.list, Key.Key_Return, CTRL)
    assert said(document) == {
        "duty falls": ("far-outlook", "background"),
        "June": ("outlook", "far-outlook"),
        "May": ("outlook",),
    }
    assert editor.current().id == "far-outlook"
    document.undo()
    assert document.project == before


def test_a_split_by_mouse_can_be_cancelled(editor, document, qtbot):
    before = document.project
    press(qtbot, editor.split_button)
    dialog = editor.split_dialog
    rows = dialog.list.visualRect(dialog.list.excerpts.index(2))
    qtbot.mouseClick(dialog.list.viewport(), LEFT, pos=rows.center())
    press(qtbot, dialog.choices[1])
    write(qtbot, dialog.name, "Far")
    assert [excerpt.tags for excerpt in dialog.list.excerpts.items][2] == ("far",)
    (cancel,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Cancel"]
    press(qtbot, cancel)
    assert document.project is before


def test_enter_presses_the_button_of_a_split_that_has_the_keyboard(editor, document, qtbot):
    press(qtbot, editor.split_button)
    dialog = editor.split_dialog
    write(qtbot, dialog.name, "Far")
    for place in (1, 0):
        dialog.choices[place].setFocus()
        qtbot.keyClick(dialog.choices[place], Key.Key_Return)
    assert "1 of 3" in dialog.hint.text()
    assert dialog.isVisible()
    dialog.done_button.setFocus()
    qtbot.keyClick(dialog.done_button, Key.Key_Return)
    assert said(document)["duty falls"] == ("far", "background")


def test_a_tag_without_excerpts_is_not_split(editor, qtbot):
    editor.show_tag("key-figures")
    press(qtbot, editor.split_button)
    assert "No excerpt has “Key figures” yet" in editor.bar.words.text()


def test_a_retired_tag_stays_in_sight_and_comes_back(editor, document, qtbot):
    qtbot.keyClick(editor.tree, Key.Key_R, CTRL)
    assert document.project.tag("outlook").retired
    assert "retired" in editor.form.uses.text()
    assert editor.retire_button.text() == "Offer again"
    spoken = editor.tree.currentItem().data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "OU, Outlook, 3 excerpts, retired"
    press(qtbot, editor.retire_button)
    assert document.project.tag("outlook") == DEFAULT_SCHEME.tag("outlook")


def test_del_removes_an_unused_tag_and_offers_a_way_for_a_used_one(editor, document, qtbot):
    qtbot.keyClick(editor.tree, Key.Key_Delete)
    assert "3 excerpts have the tag “Outlook”" in editor.bar.words.text()
    press(qtbot, editor.bar._offers[1])
    assert document.project.tag("outlook").retired
    editor.show_tag("key-figures")
    qtbot.keyClick(editor.tree, Key.Key_Delete)
    assert "key-figures" not in ids(document)
    assert editor.current().id == "sources-verification"


def test_del_in_a_field_removes_a_letter_and_no_tag(editor, document, qtbot):
    editor.show_tag("key-figures")
    editor.form.name.setFocus()
    editor.form.name.setCursorPosition(0)
    qtbot.keyClick(editor.form.name, Key.Key_Delete)
    assert document.project.tag("key-figures").name == "ey figures"


def test_what_is_undone_in_the_main_window_shows_here(editor, document):
    end = OF.text.index("harbour")
    document.apply(toggle_tag(OF.id, end, end + 7, "outlook", "Outlook", document.stamp()))
    assert editor.form.uses.text() == "4 excerpts in 1 article"
    document.undo()
    assert editor.form.uses.text() == "3 excerpts in 1 article"


def test_a_project_that_is_open_for_reading_says_so(editor, document, qtbot):
    document.store.read_only = True
    write(qtbot, editor.form.name, "X")
    assert "reading only" in editor.bar.words.text()
    assert document.project.tag("outlook").name == "Outlook"


def test_what_a_button_would_change_in_such_a_project_is_refused_in_words(editor, document, qtbot):
    document.store.read_only = True
    press(qtbot, editor.retire_button)
    assert "reading only" in editor.bar.words.text()
    assert editor.bar.isVisible()
    assert not document.project.tag("outlook").retired


def test_every_control_has_a_name_and_can_be_reached_by_tab(editor, qtbot):
    for kind in (QLineEdit, QPushButton, QToolButton):
        for control in editor.findChildren(kind):
            if control.isVisible():
                assert control.accessibleName() or control.text(), control
    editor.schemes.list.setFocus()
    seen = set()
    for _ in range(60):
        seen.add(editor.focusWidget())
        qtbot.keyClick(editor.focusWidget(), Key.Key_Tab)
    form = editor.form
    assert {editor.name, editor.tree, form.name, form.code, form.key, form.colour.line,
            form.parent_box, form.description, editor.merge_button} <= seen  # fmt: skip


def test_a_tag_is_chosen_by_click_and_edited_by_double_click(editor, qtbot):
    box = editor.tree.visualItemRect(editor.tree.topLevelItem(2))
    qtbot.mouseClick(editor.tree.viewport(), LEFT, pos=box.center())
    assert editor.form.name.text() == "Stakeholder impacts"
    qtbot.mouseDClick(editor.tree.viewport(), LEFT, pos=box.center() + QPoint(1, 0))
    assert editor.form.name.hasFocus()


def test_what_is_done_here_is_in_the_project_file_and_in_the_window(sample, qtbot):
    made = SchemeEditor(sample.document, shipped_schemes(sample.desk.schemes), sample)
    qtbot.addWidget(made)
    made.show()
    made.show_tag("outlook")
    write(qtbot, made.form.name, "What next")
    qtbot.keyClick(made.tree, Key.Key_R, CTRL)
    assert sample.document.store.load() == sample.document.project
    assert "What next" in {tag.name for tag in sample.tags.tags.items}
    sample.document.undo()
    sample.document.undo()
    assert made.form.name.text() == "Outlook"
    assert made.retire_button.text() == "Retire"
