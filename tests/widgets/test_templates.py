"""The template library in the window: chosen, made, copied, changed, taken out and put back."""

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton

from briefing.widgets.templates.template_dialog import TemplateDialog


@pytest.fixture
def dialog(sample, qtbot):
    """Return the library over a window with an article, when its first check is done."""
    made = TemplateDialog(sample.desk, "policy-brief", sample.document.project.tag, sample)
    qtbot.addWidget(made)
    made.show()
    checked(made, qtbot)
    return made


def checked(dialog, qtbot):
    qtbot.waitUntil(lambda: dialog._desk.jobs.idle, timeout=10_000)


def press(qtbot, dialog, words):
    (button,) = [b for b in dialog.findChildren(QPushButton) if b.text() == words]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    checked(dialog, qtbot)


def titles(dialog):
    return [package.template.title for package in dialog._packages]


def more(dialog, words):
    dialog._fill_more()
    (action,) = [a for a in dialog._more.actions() if words in a.text()]
    action.trigger()


def word_file(path, *headings, body=""):
    document = Document()
    for heading in headings:
        document.add_heading(heading, 1)
    document.add_paragraph(body)
    document.save(path)
    return path


def test_a_template_shows_what_fills_its_sections_and_that_it_is_sound(dialog):
    words = [child.text() for child in dialog.details.findChildren(type(dialog._faults))]
    assert {"Policy brief", "What changed", "you write it", "required"} <= set(words)
    assert dialog.details.faults.text() == "✓ No faults found"


def test_a_template_is_made_of_a_word_document(dialog, qtbot, tmp_path, monkeypatch):
    path = word_file(tmp_path / "Our Note.docx", "Background", "Outlook")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    press(qtbot, dialog, "New from Word…")
    assert dialog.chosen().template.id == "our-note"
    assert "2 sections" in dialog.bar.words.text()
    assert dialog.details.faults.text() == "✓ No faults found"


def test_a_word_document_without_headings_says_what_to_do(dialog, qtbot, tmp_path, monkeypatch):
    path = word_file(tmp_path / "plain.docx", body="Only words.")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    before = titles(dialog)
    press(qtbot, dialog, "New from Word…")
    assert "Heading 1" in dialog.bar.words.text()
    assert titles(dialog) == before


def test_a_copy_is_removed_and_put_back_by_button_and_by_key(dialog, qtbot):
    press(qtbot, dialog, "Duplicate")
    assert dialog.chosen().template.title == "Policy brief (copy)"
    for put_back in (
        lambda: qtbot.mouseClick(dialog.bar._offers[0], Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    ):
        dialog.reload("policy-brief-copy")
        press(qtbot, dialog, "Remove")
        assert "Policy brief (copy)" not in titles(dialog)
        put_back()
        assert "Policy brief (copy)" in titles(dialog)
        checked(dialog, qtbot)


def test_shipped_templates_cannot_be_removed_and_are_copied_to_be_edited(
    dialog, qtbot, monkeypatch
):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    assert not dialog._remove_button.isEnabled()
    with qtbot.waitSignal(dialog.edited) as edited:
        press(qtbot, dialog, "Edit in Word")
    folder = edited.args[0]
    assert folder.name == "policy-brief-copy"
    assert opened == [str(folder / "template.docx")]


def test_a_template_goes_out_as_a_file_and_comes_in_again(dialog, qtbot, tmp_path, monkeypatch):
    press(qtbot, dialog, "Duplicate")
    file = tmp_path / "mine.brieftemplate"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    more(dialog, "Export")
    press(qtbot, dialog, "Remove")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    more(dialog, "Import")
    assert dialog.chosen().template.id == "policy-brief-copy"
    more(dialog, "Import")
    assert "already" in dialog.bar.words.text()


def test_a_teams_folder_is_used_and_what_it_replaces_is_said(dialog, qtbot, tmp_path, monkeypatch):
    team = tmp_path / "team" / "policy-brief"
    team.mkdir(parents=True)
    shipped = dialog._desk.library.get("policy-brief").folder
    for name in ("template.toml", "template.docx"):
        (team / name).write_bytes((shipped / name).read_bytes())
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(team.parent))
    more(dialog, "team's")
    assert dialog._desk.library.get("policy-brief").folder == team
    words = [child.text() for child in dialog.details.findChildren(type(dialog._faults))]
    assert any("is replaced by" in each for each in words)
    more(dialog, "Stop using")
    assert dialog._desk.library.get("policy-brief").folder == shipped
    checked(dialog, qtbot)


def faulty(sample, tmp_path):
    """Put a template with a misspelt slot into the user's folder; return its folder."""
    path = word_file(tmp_path / "odd.docx", "Background", body="{{ fields.nobody }}")
    sample.desk.keeper.new_from_word(path, "odd")
    folder = sample.desk.library.get("odd").folder
    word_file(folder / "template.docx", "{{p slots.backgruond }}")
    return folder


def test_a_faulty_template_shows_each_fault_with_its_place(sample, dialog, qtbot, tmp_path):
    faulty(sample, tmp_path)
    dialog.reload("odd")
    checked(dialog, qtbot)
    assert "backgruond" in dialog.details.faults.text()
    assert "paragraph 1" in dialog.details.faults.text()


def start_brief(sample, qtbot, monkeypatch, template_id):
    def take(dialog):
        dialog.reload(template_id)
        return True

    monkeypatch.setattr(TemplateDialog, "exec", take)
    sample.actions_by_id["new-brief"].trigger()
    qtbot.waitUntil(lambda: sample.desk.jobs.idle, timeout=10_000)


def test_the_faults_of_the_briefs_template_stand_beside_the_preview(
    sample, qtbot, tmp_path, monkeypatch
):
    faulty(sample, tmp_path)
    start_brief(sample, qtbot, monkeypatch, "odd")
    qtbot.waitUntil(sample.preview.bar.isVisible)
    assert "backgruond" in sample.preview.bar.words.text()
    start_brief(sample, qtbot, monkeypatch, "policy-brief")
    qtbot.waitUntil(sample.preview.bar.isHidden)


def test_an_export_that_fails_in_the_template_leads_to_it(sample, qtbot, tmp_path, monkeypatch):
    faulty(sample, tmp_path)
    start_brief(sample, qtbot, monkeypatch, "odd")
    out = str(tmp_path / "out.docx")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (out, ""))
    sample.brief.focus_section("background")
    qtbot.keyClicks(sample.focusWidget(), "Words.")
    sample.actions_by_id["export"].trigger()
    qtbot.waitUntil(lambda: sample.desk.jobs.idle, timeout=10_000)
    assert "backgruond" in sample.bar.words.text()
    assert [button.text() for button in sample.bar._offers] == ["Show the template"]


def test_a_template_edited_elsewhere_is_offered_as_it_is_now(sample, qtbot, tmp_path, monkeypatch):
    folder = faulty(sample, tmp_path)
    start_brief(sample, qtbot, monkeypatch, "odd")
    sample.templates.follow(folder)
    word_file(folder / "template.docx", "{{p slots.background }}", body="Now sound.")
    qtbot.waitUntil(lambda: "has changed" in sample.bar.words.text(), timeout=5_000)
    qtbot.mouseClick(sample.bar._offers[0], Qt.MouseButton.LeftButton)
    assert sample.outline.template == sample.desk.library.get("odd").template
    qtbot.waitUntil(sample.preview.bar.isHidden, timeout=10_000)
    sample.document.undo()
    assert sample.outline.template != sample.desk.library.get("odd").template
    qtbot.waitUntil(lambda: sample.desk.jobs.idle, timeout=10_000)


def test_the_library_opens_from_the_menu_and_another_template_can_be_taken(
    sample, qtbot, monkeypatch
):
    start_brief(sample, qtbot, monkeypatch, "policy-brief")

    def take(dialog):
        dialog.reload("decision-memo")
        return True

    monkeypatch.setattr(TemplateDialog, "exec", take)
    sample.actions_by_id["templates"].trigger()
    assert sample.outline.brief.template == "decision-memo"
    qtbot.waitUntil(lambda: sample.desk.jobs.idle, timeout=10_000)
