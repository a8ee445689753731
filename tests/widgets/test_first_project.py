"""The project that a start begins with, and what happens where there can be none."""

import logging

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from briefing import app
from briefing.assembly import make_desk
from briefing.paths import standard_paths
from briefing.widgets.help.crash import CrashBox, CrashReport
from briefing.widgets.main_window import MainWindow
from briefing.widgets.projects.first_project import first_project


@pytest.fixture
def start(qapp):
    """Return a frame, and a desk whose folder of projects is the name of a file."""
    frame, desk = MainWindow(), make_desk(standard_paths())
    frame.show()
    desk.projects.parent.mkdir(parents=True, exist_ok=True)
    desk.projects.write_text("in the way", encoding="utf-8")
    yield frame, desk
    desk.projects.unlink()
    desk.close()
    frame.close()


def press(name, said):
    """Press a button of the message that is shown next, and note what it says."""

    def look():
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(10, look)
            return
        said.append(box.text())
        next(each for each in box.buttons() if each.text() == name).click()

    QTimer.singleShot(0, look)


def test_where_no_project_can_be_made_another_folder_is_asked_for_and_kept_to(
    start, tmp_path, monkeypatch
):
    frame, desk = start
    said, elsewhere = [], tmp_path / "elsewhere"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(elsewhere))
    press("Choose a folder…", said)
    store = first_project(frame, desk)
    assert store.path == elsewhere / "Project.briefing"
    assert str(desk.projects) in said[0]
    assert desk.settings.values.last_project == str(store.path)
    store.close()
    again = first_project(frame, desk)
    assert again.path == store.path
    again.close()


def test_a_folder_that_is_no_better_is_asked_for_again(start, tmp_path, monkeypatch):
    frame, desk = start
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    good = str(tmp_path / "good")
    folders = iter([str(in_the_way / "below"), "", good])
    said = []

    def choose(*_):
        folder = next(folders)
        if folder != good:
            press("Choose a folder…", said)
        return folder

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    press("Choose a folder…", said)
    store = first_project(frame, desk)
    assert str(store.path.parent) == good
    assert len(said) == 3
    store.close()


@pytest.fixture
def log():
    """Take what a report adds to the log away again."""
    kept = list(logging.getLogger("briefing").handlers)
    yield
    for handler in set(logging.getLogger("briefing").handlers).difference(kept):
        logging.getLogger("briefing").removeHandler(handler)
        handler.close()


def test_a_user_who_gives_up_ends_the_start(start, qapp, log, monkeypatch):
    monkeypatch.setattr(CrashReport, "install", lambda _report: None)
    frame, _desk = start
    said = []
    press("Quit", said)
    assert app.work(qapp, frame, [], None) == 1
    assert len(said) == 1


def test_an_error_at_the_start_is_read_before_the_program_ends(qapp, tmp_path, caplog, log):
    report = CrashReport(tmp_path / "log")
    report.starting = True
    said = []

    def look():
        box = QApplication.activeModalWidget()
        assert isinstance(box, CrashBox)
        said.append(box.words.text())
        box.reject()

    QTimer.singleShot(0, look)
    report.take(ValueError, ValueError("odd thing"), None)
    assert "cannot start" in said[0]
    assert "You can go on" not in said[0]
    caplog.clear()
