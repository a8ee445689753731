"""The brief panel shows what does not fit its template, and gives it a place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from test_export import choose

from briefing.widgets.controls.labels import Label


@pytest.fixture
def other(window, qtbot, monkeypatch):
    """Return the window with the sample's brief under a template that lacks its sections."""
    window.actions_by_id["sample"].trigger()
    qtbot.waitUntil(lambda: bool(window.brief._sections))
    assert not window.brief.waiting.isVisible()
    choose(monkeypatch, "decision-memo")
    window.actions_by_id["template"].trigger()
    qtbot.waitUntil(window.brief.waiting.isVisible)
    return window


def shown(window):
    return [label.text() for label in window.brief.waiting.findChildren(Label) if label.isVisible()]


def stored(window, key):
    return next(iter(window.document.project.briefs.values())).section(key).body


def buttons(window, words):
    return [b for b in window.brief.waiting.findChildren(QPushButton) if b.text() == words]


def test_another_template_shows_the_words_that_wait(other):
    assert "Executive summary" in shown(other)
    assert any("ferry routes" in words for words in shown(other))


def test_waiting_words_are_moved_by_keys_and_undo_brings_them_back(other, qtbot):
    words = stored(other, "executive_summary")
    other.brief.focus_section("executive_summary")
    (move,) = [b for b in buttons(other, "Move to") if b.hasFocus()]
    (issue,) = [a for a in move.menu().actions() if a.text() == "Issue"]
    issue.trigger()
    qtbot.waitUntil(lambda: "Executive summary" not in shown(other))
    assert words in stored(other, "issue")
    other.document.undo()
    qtbot.waitUntil(lambda: "Executive summary" in shown(other))
    assert stored(other, "executive_summary") == words


def test_waiting_words_are_removed_by_the_mouse_and_the_list_goes_when_nothing_waits(other, qtbot):
    while buttons(other, "Remove"):
        before = len(buttons(other, "Remove"))
        qtbot.mouseClick(buttons(other, "Remove")[0], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda n=before: len(buttons(other, "Remove")) < n)
    assert not other.brief.waiting.isVisible()
    assert stored(other, "executive_summary") == ""
    other.document.undo()
    qtbot.waitUntil(other.brief.waiting.isVisible)


def test_a_finding_about_waiting_words_leads_to_them(other):
    report = other.outline.current().report
    finding = next(f for f in report.findings if f.kind == "waiting" and f.section)
    other.show_finding(finding)
    assert other.brief.waiting.isAncestorOf(other.focusWidget())
