"""The box that does anything, the settings and the keys of one's own, driven as a user does."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from briefing.paths import standard_paths
from briefing.widgets import theme
from briefing.widgets.settings.key_editor import KeyEditor
from briefing.widgets.settings.settings_dialog import SettingsDialog


@pytest.fixture
def sample(window):
    window.actions_by_id["sample"].trigger()
    window.view.setFocus()
    return window


@pytest.fixture
def colours():
    """Put the colours back that all tests have."""
    yield
    theme.choose("light")


def palette(window, qtbot, letters):
    window.actions_by_id["commands"].trigger()
    box = window.windows.palette
    qtbot.keyClicks(box.search, letters)
    return box


def shown(box):
    return [box.list.item(row).text() for row in range(box.list.count())]


def test_a_few_letters_and_enter_run_an_action(sample, qtbot):
    box = palette(sample, qtbot, "tables")
    assert shown(box)[0] == "Tables — View"
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert sample.panes.tables.isVisible()


def test_a_tag_goes_on_the_words_that_are_meant(sample, qtbot):
    qtbot.keyClicks(sample.view, "jjjjjj")
    target = sample.view.target()
    before = len(sample.document.project.excerpts)
    box = palette(sample, qtbot, "risk")
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert sample.view.current_excerpt().tags[-1] == "risk-opportunity"
    assert (sample.view.current_excerpt().start, sample.view.current_excerpt().end) == target
    assert len(sample.document.project.excerpts) >= before


def test_sections_articles_and_templates_are_found_too(sample, qtbot):
    assert "Evidence — Section" in shown(palette(sample, qtbot, "evid"))
    assert any(line.endswith("— Article") for line in shown(palette(sample, qtbot, "article")))
    box = palette(sample, qtbot, "decision memo")
    before = len(sample.document.project.briefs)
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert len(sample.document.project.briefs) == before + 1


def test_arrows_go_through_what_was_found_and_other_letters_find_nothing(sample, qtbot):
    box = palette(sample, qtbot, "ex")
    qtbot.keyClick(box.search, Qt.Key.Key_Down)
    assert box.list.currentRow() == 1
    qtbot.keyClick(box.search, Qt.Key.Key_Up)
    qtbot.keyClick(box.search, Qt.Key.Key_Up)
    assert box.list.currentRow() == box.list.count() - 1
    qtbot.keyClicks(box.search, "qqqqzz")
    assert box.hint.text() == "Nothing fits these letters."
    qtbot.keyClick(box.search, Qt.Key.Key_Return)
    assert box.isVisible()


def test_settings_are_taken_at_once_and_kept(sample, qtbot, colours):
    sample.actions_by_id["settings"].trigger()
    dialog = sample.findChild(SettingsDialog)
    field = dialog.fields["theme"]
    field.field.setFocus()
    qtbot.keyClicks(field.field, "d")
    assert theme.current() is theme.DARK
    assert sample.actions_by_id["dark"].isChecked()
    dialog.fields["text_size"].field.setValue(24)
    assert sample.view.font().pixelSize() == 24
    kept = json.loads((standard_paths().config / "settings.json").read_text("utf-8"))
    assert (kept["theme"], kept["text_size"]) == ("dark", 24)
    dialog.fields["text_size"].back.click()
    assert sample.view.font().pixelSize() == 19


def test_a_setting_is_found_by_its_words_and_names_its_meaning(sample, qtbot):
    sample.actions_by_id["settings"].trigger()
    dialog = sample.findChild(SettingsDialog)
    qtbot.keyClicks(dialog.search, "memory")
    seen = [key for key, field in dialog.fields.items() if field.isVisible()]
    assert seen == ["template_megabytes"]
    assert dialog.fields["template_megabytes"].field.accessibleDescription()
    dialog.search.setText("xyzzy")
    assert dialog.none_fits.isVisible()


def test_the_name_in_the_settings_stands_in_the_next_step(sample, qtbot):
    sample.actions_by_id["settings"].trigger()
    dialog = sample.findChild(SettingsDialog)
    line = dialog.fields["author"].field
    qtbot.keyClicks(line, "Ines Okafor")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    sample.actions_by_id["undo"].trigger()
    sample.actions_by_id["redo"].trigger()
    assert sample.document.author == "Ines Okafor"


def editor(window):
    window.actions_by_id["change-keys"].trigger()
    return window.findChild(KeyEditor)


def press(dialog, key):
    dialog.field.setKeySequence(QKeySequence(key))


def test_an_action_gets_another_key_which_works_at_once_and_is_kept(sample, qtbot):
    dialog = editor(sample)
    dialog.choose("tables")
    press(dialog, "Ctrl+Alt+B")
    dialog.add.click()
    assert dialog.keys_of("tables") == ("Ctrl+Alt+B", "F4")
    keys = sample.actions_by_id["tables"].shortcuts()
    assert QKeySequence("Ctrl+Alt+B") in keys
    assert "Ctrl+Alt+B, F4" in sample.actions_by_id["tables"].toolTip()
    dialog.accept()
    again = editor(sample)
    assert again.keys_of("tables") == ("Ctrl+Alt+B", "F4")
    again.choose("tables")
    again.usual.click()
    assert sample.actions_by_id["tables"].shortcuts() == [QKeySequence("F4")]


@pytest.mark.parametrize(
    ("action", "key", "said"),
    [("tables", "Ctrl+F", "Find in the article"), ("note", "T", "“Tag”"),
     ("note", "1", "Policy shift"), ("tables", "B", "writes in fields")],
)  # fmt: skip
def test_a_key_that_is_taken_or_would_type_is_refused_with_the_reason(sample, action, key, said):
    dialog = editor(sample)
    dialog.choose(action)
    press(dialog, key)
    assert said in dialog.says.text()
    assert not dialog.add.isEnabled()


def test_the_sheet_of_keys_is_a_document_to_print(sample, tmp_path):
    import pypdfium2

    dialog = editor(sample)
    dialog.choose("tables")
    press(dialog, "Ctrl+Alt+B")
    dialog.add.click()
    dialog.save_sheet(tmp_path / "keys.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "keys.pdf")
    words = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "Ctrl+Alt+B or F4" in words
    assert "Export brief" in words


def test_a_sheet_that_cannot_be_written_is_complained_about(sample, tmp_path):
    dialog = editor(sample)
    (tmp_path / "keys.pdf").mkdir()
    dialog.save_sheet(tmp_path / "keys.pdf")
    assert "Not exported" in dialog.says.text()


def test_letters_that_no_action_has_leave_no_headings_and_say_so(sample):
    dialog = editor(sample)
    dialog.search.setText("export brief")
    tops = [dialog.tree.topLevelItem(row) for row in range(dialog.tree.topLevelItemCount())]
    assert [top.text(0) for top in tops if not top.isHidden()] == ["File", "Brief"]
    assert dialog.tree.currentItem().text(0).startswith("Export brief")
    dialog.search.setText("zzq")
    assert all(top.isHidden() for top in tops)
    assert dialog.none_fits.isVisible()
    assert not dialog.clear.isEnabled()


def test_a_key_pressed_by_hand_runs_what_it_was_given_to(sample, qtbot):
    dialog = editor(sample)
    dialog.choose("history")
    press(dialog, "Ctrl+Alt+J")
    dialog.add.click()
    dialog.accept()
    sample.activateWindow()
    QTest.keyClick(
        sample, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    qtbot.waitUntil(sample.panes.history.isVisible)
