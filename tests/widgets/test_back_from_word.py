"""A document that somebody edited in Word comes back into its brief."""

from docx import Document
from PySide6.QtCore import Qt

from briefing.services.versions.reading_back import State
from briefing.widgets.versions.read_back_dialog import ReadBackDialog


def exported(window, qtbot, path):
    window.actions_by_id["sample"].trigger()
    outline = window.outline.current()
    window.exporter.write(outline, window.outline.package(window.desk.library), path, False)
    qtbot.waitUntil(path.exists, timeout=30_000)
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=30_000)


def edited(path):
    document = Document(path)
    words = [e for e in document.element.iter() if str(e.tag).endswith("}t")]
    (run,) = [e for e in words if "Nothing has been announced" in e.text]
    run.text = run.text.replace("Nothing has been announced", "Nothing was announced by Friday")
    document.save(path)


def test_what_was_changed_in_word_is_shown_and_taken_over_in_one_step(window, qtbot, tmp_path):
    path = tmp_path / "brief.docx"
    exported(window, qtbot, path)
    edited(path)
    before = window.document.project
    window.back.open(path)
    qtbot.waitUntil(lambda: bool(window.findChildren(ReadBackDialog)), timeout=30_000)
    (dialog,) = window.findChildren(ReadBackDialog)
    (changed,) = dialog.comparison.to_take()
    assert changed.key == "executive_summary"
    qtbot.mouseClick(dialog.take_all, Qt.MouseButton.LeftButton)
    (brief,) = window.document.project.briefs.values()
    assert "by Friday" in brief.section("executive_summary").body
    assert not dialog.comparison.to_take()
    assert all(s.state is State.SAME for s in dialog.comparison.sections)
    window.document.undo()
    assert window.document.project == before
    dialog.close()


def test_a_document_that_is_none_is_named_and_nothing_happens(window, qtbot, tmp_path):
    window.actions_by_id["sample"].trigger()
    before = window.document.project
    path = tmp_path / "odd.docx"
    path.write_bytes(b"not a document at all")
    window.back.open(path)
    qtbot.waitUntil(lambda: "odd.docx" in window.bar.words.text(), timeout=30_000)
    assert window.document.project is before


def test_an_exported_document_that_is_opened_is_no_article(window, qtbot, tmp_path):
    path = tmp_path / "brief.docx"
    exported(window, qtbot, path)
    window.importer.read([path])
    qtbot.waitUntil(lambda: bool(window.findChildren(ReadBackDialog)), timeout=30_000)
    assert len(window.document.project.articles) == 1
    (dialog,) = window.findChildren(ReadBackDialog)
    assert not dialog.comparison.to_take()
    dialog.close()
