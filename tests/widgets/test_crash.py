"""An unexpected error is logged and said, and the program goes on."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest
from builders import article
from fakes import FixedClock, HangingStore
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from briefing.model.edits import add_articles
from briefing.qt.document import ProjectDocument
from briefing.widgets.help.crash import CrashReport

ROOT = Path(__file__).resolve().parent.parent.parent


def test_an_unexpected_error_is_logged_and_shown_once(qapp, qtbot, tmp_path, caplog):
    report = CrashReport(tmp_path / "log")
    for _ in range(2):
        report.take(ValueError, ValueError("odd thing"), None)
    box = report._open
    assert box is not None
    assert box.words.text().startswith("Something unexpected went wrong. You can go on.")
    assert "ValueError" in box.details.toPlainText()
    assert box.windowTitle() == "Briefing (2)"
    log = (tmp_path / "log" / "briefing.log").read_text(encoding="utf-8")
    assert log.count("ValueError") >= 2
    assert "odd thing" not in log + box.details.toPlainText()
    box.tick.setChecked(True)
    assert "odd thing" in box.details.toPlainText()
    box.copy.click()
    assert report._open is box
    assert "odd thing" in QGuiApplication.clipboard().text()
    box.done(0)
    assert report._open is None
    caplog.clear()
    close_log()


@pytest.fixture
def shown(tmp_path, caplog):
    """Return what lets something unexpected happen with a document, and returns the box."""
    report = CrashReport(tmp_path / "log")

    def show(document, files):
        report.follow(document, files)
        report.take(ValueError, ValueError("odd thing"), None)
        caplog.clear()
        return report._open

    yield show
    report._open.done(0)
    close_log()


def test_the_box_tells_what_is_on_its_way_to_a_slow_folder_until_it_is_there(
    window, shown, qtbot, tmp_path
):
    store = HangingStore(window.desk.stores.create(tmp_path / "Slow.briefing"))
    document = ProjectDocument(store, FixedClock(), "me", behind=True)
    box = shown(document, window.files)
    assert "went wrong. Your work is saved. You can" in box.words.text()
    store.hang()
    for number in range(3):
        document.apply(add_articles([article(f"Number {number}.")]))
    assert "The last 3 edits are not saved yet. That is on its way to" in box.words.text()
    assert "Slow.briefing" in box.words.text()
    assert "Your work is saved" not in box.words.text()
    assert not box.save.isHidden()
    store.go_on()
    qtbot.waitUntil(lambda: "Your work is saved." in box.words.text(), timeout=60_000)
    assert box.save.isHidden()
    assert document.close()


def test_the_box_offers_a_copy_while_the_project_cannot_be_written(
    taken_away, shown, monkeypatch, tmp_path
):
    box = shown(taken_away.document, taken_away.files)
    assert "The last edit is not saved yet." in box.words.text()
    assert "cannot be written" in box.words.text()
    copy = tmp_path / "copy.briefing"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    box.save.click()
    assert "All your work is in the copy" in box.words.text()
    assert box.save.isHidden()
    kept = taken_away.desk.stores.open(copy, read_only=True)
    assert kept.load() == taken_away.document.project
    kept.close()


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


def test_the_log_stays_small_however_often_something_goes_wrong(qapp, tmp_path, caplog):
    report = CrashReport(tmp_path / "log")
    for number in range(300):
        report.take(ValueError, ValueError("x" * 20_000 + str(number)), None)
    report._open.done(0)
    sizes = [path.stat().st_size for path in (tmp_path / "log").iterdir()]
    assert sum(sizes) < 4_100_000
    caplog.clear()
    close_log()


def test_what_ends_the_program_from_below_is_noted_without_any_article(tmp_path):
    program = (
        "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from pathlib import Path\n"
        "from briefing.widgets.help.crash import CrashReport\n"
        "CrashReport(Path(sys.argv[1])).install()\n"
        "words = 'secret article'\n"
        "import faulthandler; faulthandler._sigsegv()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode != 0
    log = (tmp_path / "native-crash.log").read_text(encoding="utf-8")
    assert "Segmentation fault" in log
    assert "secret" not in log


def close_log():
    for handler in list(logging.getLogger("briefing").handlers):
        logging.getLogger("briefing").removeHandler(handler)
        handler.close()
