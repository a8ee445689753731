"""The frame of the window, which is shown before there is anything in it."""

import pytest
from fakes import FixedClock
from PySide6.QtWidgets import QDockWidget, QMenuBar, QWidget

from briefing import app
from briefing.assembly import make_desk
from briefing.paths import standard_paths
from briefing.qt.document import ProjectDocument
from briefing.widgets.main_window import MainWindow
from briefing.widgets.opening import Opening


@pytest.fixture
def frame(qapp, qtbot):
    made = app.show_frame(qapp)
    yield made
    made.close()


@pytest.fixture
def work(tmp_path):
    desk = make_desk(standard_paths())
    document = ProjectDocument(desk.stores.create(tmp_path / "T.briefing"), FixedClock(), "me")
    yield document, desk
    document.store.close()
    desk.close()


def seen(window):
    """Return the kinds and places of what can be seen in a window, without its frame."""
    parts = [part for part in window.findChildren(QWidget) if part.isVisible()]
    return sorted((type(part).__name__, part.geometry().getRect()) for part in parts)


def test_the_frame_shows_the_mark_of_the_program_and_nothing_that_could_be_used(frame):
    assert frame.isVisible()
    assert isinstance(frame.centralWidget(), Opening)
    assert not frame.centralWidget().pixmap().isNull()
    assert [part for part in frame.findChildren(QMenuBar) if part.isVisible()] == []


def test_what_fills_a_frame_that_is_shown_is_what_a_window_shows_that_was_filled_before(
    frame, work, qapp
):
    frame.fill(*work)
    frame.panes.restore()
    qapp.processEvents()
    other = MainWindow.of(*work)
    other.resize(frame.size())
    other.show()
    other.panes.restore()
    qapp.processEvents()
    assert seen(frame) == seen(other)
    assert {dock.objectName() for dock in frame.findChildren(QDockWidget) if dock.isVisible()} >= {
        "articles", "tags", "excerpts", "brief",
    }  # fmt: skip
    assert isinstance(qapp.focusWidget(), type(other.focusWidget()))
    other.close()


def test_a_filled_window_can_be_used_by_keys_at_once(frame, work, qapp):
    frame.activateWindow()
    frame.fill(*work)
    assert frame.welcome.focusProxy().hasFocus()


def test_a_window_stands_where_it_stood_before_it_is_shown(qapp):
    one, other = MainWindow(), MainWindow()
    one.setGeometry(20, 30, 640, 480)
    one.show()
    other.take_place(bytes(one.saveGeometry().data()))
    assert other.size() == one.size()
    one.close()


@pytest.mark.parametrize("place", [b"", b"no place at all"])
def test_a_window_without_a_place_fits_the_screen(qapp, place):
    window = MainWindow()
    window.take_place(place)
    room = window.screen().availableSize()
    assert 380 < window.width() <= room.width()
    assert 380 < window.height() <= room.height()


def test_a_window_closed_before_anything_is_in_it_makes_no_project(qapp, monkeypatch):
    shown = app.show_frame

    def closed(application):
        frame = shown(application)
        frame.close()
        return frame

    monkeypatch.setattr(app, "show_frame", closed)
    monkeypatch.setattr(app, "work", lambda *_: pytest.fail("there is no window to work in"))
    assert app.main([]) == 0
    assert not list(standard_paths().projects.glob("*.briefing"))
