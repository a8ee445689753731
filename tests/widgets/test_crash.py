"""An unexpected error is logged and said, and the program goes on."""

import logging

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
    for handler in list(logging.getLogger("briefing").handlers):
        logging.getLogger("briefing").removeHandler(handler)
        handler.close()
