"""From the window to a document: refused, drafted, written, and what is said of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from test_window import at, keys

from briefing.errors import SlowOfficeError
from briefing.exporters.office import OfficeConverter
from briefing.model.brief import Words
from briefing.model.edits import write_section
from briefing.services.writing import TargetHeldError
from briefing.widgets.templates.template_dialog import TemplateDialog

LONG = 60_000


def choose(monkeypatch, template_id):
    def take(chooser):
        ids = [package.template.id for package in chooser._packages]
        chooser.list.setCurrentRow(ids.index(template_id))
        return True

    monkeypatch.setattr(TemplateDialog, "exec", take)


def test_the_whole_road_by_keys_ends_in_a_document(sample, qtbot, monkeypatch, tmp_path):
    at(sample, "People familiar")
    keys(qtbot, sample, "1", "j", "2")
    choose(monkeypatch, "policy-brief")
    qtbot.keyClick(sample, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier
                   | Qt.KeyboardModifier.ShiftModifier)  # fmt: skip
    qtbot.waitUntil(lambda: bool(sample.brief._sections))
    for key in ("executive_summary", "recommendations"):
        sample.brief.focus_section(key)
        qtbot.keyClicks(sample.brief._sections[key]._parts[0], "Words of the desk.")
    out = tmp_path / "brief.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    qtbot.keyClick(sample, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sample.desk.jobs.idle, timeout=LONG)
    assert out.read_bytes().startswith(b"PK")
    assert str(out) in sample.bar.words.text()


def test_a_final_export_with_gaps_offers_a_draft_instead(sample, qtbot, monkeypatch, tmp_path):
    choose(monkeypatch, "policy-brief")
    sample.actions_by_id["new-brief"].trigger()
    out = tmp_path / "draft.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    sample.actions_by_id["export"].trigger()
    assert not out.exists()
    assert "Executive summary" in sample.bar.words.text()
    (draft,) = [b for b in sample.bar._offers if "draft" in b.text()]
    qtbot.mouseClick(draft, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sample.desk.jobs.idle, timeout=LONG)
    assert out.exists()


def test_a_failed_export_says_what_is_safe(window, qtbot, monkeypatch, tmp_path):
    window.actions_by_id["sample"].trigger()
    target = tmp_path / "folder.docx"
    target.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.actions_by_id["export"].trigger()
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=LONG)
    assert "Not exported" in window.bar.words.text()
    assert "Your project is as it was" in window.bar.words.text()


def test_a_document_that_another_program_holds_is_written_beside_it(
    window, qtbot, monkeypatch, tmp_path
):
    window.actions_by_id["sample"].trigger()
    target, really = tmp_path / "brief.docx", window.desk.exporting.export
    target.write_text("open in Word")

    def held(outline, package, path, **how):
        if path == target:
            raise TargetHeldError(path)
        return really(outline, package, path, **how)

    monkeypatch.setattr(window.desk.exporting, "export", held)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.actions_by_id["export"].trigger()
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=LONG)
    (offer,) = window.bar._offers
    other = tmp_path / offer.text().removeprefix("Export as ")
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=LONG)
    assert target.read_text() == "open in Word"
    assert other.read_bytes().startswith(b"PK")


def test_a_pdf_that_takes_too_long_is_offered_in_our_own_layout(
    window, qtbot, monkeypatch, tmp_path
):
    def too_long(_converter, _document, stop):
        assert not stop.is_set()
        raise SlowOfficeError("Not exported: LibreOffice took longer than 120 seconds.", "")

    monkeypatch.setattr(OfficeConverter, "is_there", True)
    monkeypatch.setattr(OfficeConverter, "to_pdf", too_long)
    window.actions_by_id["sample"].trigger()
    out = tmp_path / "brief.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    window.actions_by_id["export"].trigger()
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=LONG)
    assert "own layout" in window.bar.words.text()
    (offer,) = window.bar._offers
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=LONG)
    assert out.read_bytes().startswith(b"%PDF")


@pytest.fixture
def clipboard(qapp):
    """Return the clipboard, emptied in the end: a screen that is none frees it after Python."""
    yield qapp.clipboard()
    qapp.clipboard().clear()


def leave_a_placeholder(window):
    brief = window.outline.brief
    pieces = (Words("Do it by TBC."),)
    window.document.apply(write_section(brief.id, "recommendations", pieces))


def test_a_brief_that_is_not_ready_is_copied_as_a_draft_in_both_forms(window, clipboard):
    window.actions_by_id["sample"].trigger()
    outline = window.outline.current()
    window.exporter.copy(outline)
    assert "Ferry subsidies" in clipboard.mimeData().html()
    assert clipboard.text().startswith("For internal use")
    leave_a_placeholder(window)
    window.exporter.copy(window.outline.current())
    assert clipboard.text().startswith("DRAFT")
    assert "draft" in window.bar.words.text()


def test_a_leftover_placeholder_holds_up_the_final_export_and_is_named(window, qtbot):
    window.actions_by_id["sample"].trigger()
    leave_a_placeholder(window)
    asked = []
    window.exporter.finding_wanted.connect(asked.append)
    window.actions_by_id["export"].trigger()
    assert "“TBC” was to be replaced (in “Recommendations”)" in window.bar.words.text()
    qtbot.mouseClick(window.bar._offers[0], Qt.MouseButton.LeftButton)
    assert [finding.words for finding in asked] == ["TBC"]
