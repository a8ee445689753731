"""Profiles in the window: made in their dialog, filled in by one step, given to new briefs."""

import pytest
from builders import field
from PySide6.QtCore import Qt
from tag_window import press, write
from test_export import choose

from briefing.services.brief.profiles import Profile, Profiles, ProfileStore
from briefing.widgets.brief.profiles_dialog import ProfilesDialog

Key = Qt.Key
DESK = Profile("Desk & co", "Ane Holm", "Coast desk", "Internal", "ext. 12", {"to": "The chair"})


@pytest.fixture
def store(tmp_path):
    return ProfileStore(tmp_path / "config" / "profiles.json")


@pytest.fixture
def dialog(qtbot, store):
    made = ProfilesDialog(store, [field("file_no"), field("to")], None)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(dialog):
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_a_profile_is_made_by_keys_and_the_first_one_fills_new_briefs(dialog, store, qtbot):
    assert dialog.hint.isVisible()
    assert not dialog.form.isVisible()
    press(qtbot, dialog.add_button)
    assert dialog.fields["name"].hasFocus()
    qtbot.keyClicks(dialog.fields["name"], "Desk")
    for part, words in (
        ("author", "Ane"),
        ("unit", "Coast"),
        ("marking", "Open"),
        ("contact", "9"),
    ):
        write(qtbot, dialog.fields[part], words)
    qtbot.keyClicks(dialog.others, "file_no = A = 17")
    qtbot.keyClick(dialog.others, Key.Key_Return)
    qtbot.keyClicks(dialog.others, "to=The chair")
    assert "file_no, to" in dialog.keys.text()
    qtbot.keyClick(dialog.fields["author"], Key.Key_Return)
    assert not dialog.isVisible()
    made = Profile("Desk", "Ane", "Coast", "Open", "9", {"file_no": "A = 17", "to": "The chair"})
    assert ProfileStore(store.path).profiles == Profiles((made,), "Desk")


def test_enter_on_a_button_presses_that_one_and_saves_nothing(dialog, store, qtbot):
    for button, left in ((dialog.add_button, 1), (dialog.add_button, 2), (dialog.remove_button, 1)):
        button.setFocus()
        qtbot.keyClick(button, Key.Key_Return)
        assert dialog.list.count() == left
    assert dialog.isVisible()
    assert store.profiles == Profiles()


def test_cancel_leaves_everything_as_it_was(dialog, store, qtbot):
    press(qtbot, dialog.add_button)
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert store.profiles == Profiles()
    assert not store.path.exists()


def test_another_profile_can_fill_new_briefs_and_one_can_be_removed(dialog, store, qtbot):
    press(qtbot, dialog.add_button)
    press(qtbot, dialog.add_button)
    assert names(dialog) == ["Profile 1  ·  new briefs", "Profile 2"]
    dialog.is_default.click()
    assert names(dialog) == ["Profile 1", "Profile 2  ·  new briefs"]
    dialog.list.setCurrentRow(0)
    qtbot.keyClick(dialog.list, Key.Key_Delete)
    press(qtbot, dialog.save_button)
    assert store.profiles == Profiles((Profile("Profile 2"),), "Profile 2")


def test_a_name_that_is_written_anew_makes_no_profile_the_one_for_new_briefs(dialog, store, qtbot):
    press(qtbot, dialog.add_button)
    dialog.is_default.setChecked(False)
    name = dialog.fields["name"]
    for part in ("", "N", "No"):
        name.setText(part)
        name.textEdited.emit(part)
    dialog.accept()
    assert store.profiles == Profiles((Profile("No"),), "")


def test_what_cannot_be_saved_is_said_and_stays_to_be_mended(dialog, store, qtbot):
    press(qtbot, dialog.add_button)
    qtbot.keyClicks(dialog.others, "no field at all")
    press(qtbot, dialog.save_button)
    assert "key = value" in dialog.problem.text()
    dialog.others.setPlainText("a = b")
    assert not dialog.problem.isVisible()
    write(qtbot, dialog.fields["name"], " ")
    press(qtbot, dialog.save_button)
    assert "has no name" in dialog.problem.text()
    assert dialog.isVisible()
    assert not store.path.exists()


def fields_of(window):
    return window.document.project.briefs_in_order()[-1].fields


def fill(window, profile):
    header = window.brief.header
    header.fill_menu()
    actions = header.fill_button.menu().actions()
    next(a for a in actions if a.text() == profile.replace("&", "&&")).trigger()


def test_a_new_brief_begins_with_the_default_profile(sample, qtbot, monkeypatch, store):
    store.save(Profiles((DESK,), DESK.name))
    sample.brief.header.offer(store)
    choose(monkeypatch, "decision-memo")
    sample.actions_by_id["new-brief"].trigger()
    assert fields_of(sample) == {
        "to": "The chair", "from": "Ane Holm", "contact": "ext. 12", "author": "Ane Holm",
        "marking": "Internal",
    }  # fmt: skip


def test_filling_in_is_one_step_and_leaves_what_is_written(window, qtbot, store):
    window.actions_by_id["sample"].trigger()
    qtbot.waitUntil(lambda: bool(window.brief._sections))
    header = window.brief.header
    store.save(Profiles((DESK,)))
    header.offer(store)
    assert header.fill_button.isVisible()
    before = fields_of(window)
    fill(window, DESK.name)
    assert fields_of(window) == {**before, "author": "Ane Holm"}
    qtbot.waitUntil(lambda: header._fields["author"].text() == "Ane Holm")
    fill(window, DESK.name)
    assert "Nothing is empty" in window.bar.words.text()
    window.document.undo()
    assert fields_of(window) == before


def test_the_menu_leads_to_the_profiles(window, qtbot, store):
    header = window.brief.header
    header.offer(store)
    header.fill_menu()
    with qtbot.waitSignal(header.profiles_wanted):
        header.fill_button.menu().actions()[-1].trigger()
