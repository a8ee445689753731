"""An unexpected error is logged and said, and the program goes on."""

import logging
import sys

from PySide6.QtCore import Qt

from briefing.widgets.crash import CrashReport


def test_an_unexpected_error_is_logged_and_shown_once(qapp, qtbot, tmp_path, caplog):
    report = CrashReport(tmp_path / "log")
    for _ in range(2):
        report.take(ValueError, ValueError("odd thing"), None)
    box = report._open
    assert box is not None
    assert "Your work is saved" in box.text()
    assert "odd thing" in box.detailedText()
    log = (tmp_path / "log" / "briefing.log").read_text(encoding="utf-8")
    assert log.count("odd thing") >= 2
    box.done(0)
    assert report._open is None
    caplog.clear()
    close_log()


def test_a_key_in_a_project_open_for_reading_says_so_in_the_window(
    sample, qtbot, tmp_path, monkeypatch
):
    report = CrashReport(tmp_path / "log")
    report.complain = sample.complain
    monkeypatch.setattr(sys, "excepthook", report.take)
    sample.document.store.read_only = True
    before = sample.document.project
    qtbot.keyClick(sample.view, Qt.Key.Key_1)
    assert "open for reading only. Save a copy" in sample.bar.words.text()
    assert sample.document.project is before
    assert report._open is None
    sample.bar.hide()
    sample.actions_by_id["undo"].trigger()
    assert sample.bar.isVisible()
    assert sample.document.project is before
    sample.document.store.read_only = False
    close_log()


def close_log():
    for handler in list(logging.getLogger("briefing").handlers):
        logging.getLogger("briefing").removeHandler(handler)
        handler.close()
