"""After a key only what it changed is painted; the screen shows what a whole repaint would."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

SOON = 1_000
"""Milliseconds; what waits longer than that, as words that pass, is not in the article."""
PRESSES = ("j", "j", "1", "2", "j", "4", "J", "7", "k", "1", "]", "x", "[", "v", "v", "l", "2")


@pytest.fixture
def sample(window):
    window.actions_by_id["sample"].trigger()
    window.view.setFocus()
    return window


def waiting(window):
    """Return the timers that something in the window waits for a moment with."""
    timers = [each for each in window.findChildren(QTimer) if each.isSingleShot()]
    return [each for each in timers if each.isActive() and each.interval() <= SOON]


def settled(qtbot, window):
    """Let the caret rest and all that follows a little later be drawn."""
    QApplication.setCursorFlashTime(0)
    while True:  # a look at every timer is dear: the next one comes when all of them are over
        qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=60_000)
        timers = waiting(window)
        if not timers:
            break
        qtbot.wait(1 + max(each.remainingTime() for each in timers))
    QApplication.processEvents()


def on_screen(view):
    """Return what the window system was given of the article and its margins."""
    window = view.window()
    whole = window.screen().grabWindow(window.winId()).toImage()
    place = view.mapTo(window, view.rect().topLeft())
    return whole.copy(place.x(), place.y(), view.width(), view.height())


def painted_anew(view):
    window = view.window()
    place = view.mapTo(window, view.rect().topLeft())
    whole = window.grab().toImage()
    return whole.copy(place.x(), place.y(), view.width(), view.height())


def difference(one, other):
    """Return the rows in which two pictures differ."""
    assert one.size() == other.size()
    if one == other:  # Qt compares all points of them in the time that we look at a few in
        return []
    rows, columns = range(one.height()), range(one.width())
    return [y for y in rows if any(one.pixel(x, y) != other.pixel(x, y) for x in columns)]


def test_the_screen_shows_what_a_whole_repaint_would_after_each_key(sample, qtbot):
    for press in PRESSES:
        qtbot.keyClicks(sample.view, press)
        settled(qtbot, sample)
        shown = on_screen(sample.view)
        assert not difference(shown, painted_anew(sample.view)), press


def test_undo_and_redo_leave_no_paint_behind(sample, qtbot):
    qtbot.keyClicks(sample.view, "jj12")
    for action in ("undo", "undo", "redo", "undo", "redo", "redo"):
        sample.actions_by_id[action].trigger()
        settled(qtbot, sample)
        assert not difference(on_screen(sample.view), painted_anew(sample.view)), action
