"""What is not seen at the start is made when it is first wanted, and is then as if it had been."""

from functools import cached_property

import pytest
from loaded import load
from PySide6.QtCore import Qt

from briefing.paths import standard_paths

DOCKS = ("search", "suggestions", "review", "checks", "tables", "history")


def made(window):
    late = {name for name, how in vars(type(window)).items() if isinstance(how, cached_property)}
    return late & vars(window).keys()


def test_a_window_that_nothing_was_asked_of_has_made_what_it_shows(window):
    assert made(window) <= {"preview"}
    assert all(getattr(window.panes, dock).widget() is None for dock in DOCKS)


@pytest.mark.parametrize("name", DOCKS)
def test_a_pane_is_filled_when_it_is_first_shown_and_keeps_what_is_in_it(window, name):
    dock = getattr(window.panes, name)
    window.actions_by_id[name].trigger()
    inside = dock.widget()
    assert inside.isVisible()
    assert dock.isAncestorOf(window.focusWidget())
    dock.hide()
    dock.toggleViewAction().trigger()
    assert dock.widget() is inside
    assert inside.isVisible()


def test_a_pane_that_a_layout_brings_back_is_filled_and_one_behind_it_waits(window, qtbot):
    window.actions_by_id["history"].trigger()
    window.actions_by_id["checks"].trigger()
    state = bytes(window.saveState())
    other = type(window).of(window.document, window.desk)
    qtbot.addWidget(other)
    other.resize(1680, 1000)
    other.show()
    other.panes.restore(state)
    qtbot.waitUntil(lambda: other.panes.checks.widget() is not None)
    assert other.checks.isVisible()
    assert other.panes.history.widget() is None
    other.panes.history.raise_()
    qtbot.waitUntil(lambda: other.panes.history.widget() is not None)
    other.close()


def test_what_comes_late_knows_what_went_before(window, qtbot):
    window.open_sample()
    qtbot.waitUntil(lambda: window.outline.current() is not None)
    assert not made(window) & {"checks", "tables", "suggesting", "searching"}
    window.actions_by_id["checks"].trigger()
    assert window.checks.summary.text() != "No brief yet"
    window.actions_by_id["tables"].trigger()
    window.tables.scope.setCurrentIndex(0)
    qtbot.waitUntil(lambda: window.tables.view.table.rowCount() > 0)
    window.actions_by_id["find"].trigger()
    assert window.searching.bar.isVisible()
    assert len(window.searching.bar.tags.menu().actions()) == len(window.tag_actions)


def test_the_find_bar_stands_between_the_article_and_what_is_said_of_the_excerpt(sample):
    foot = sample.view.mapToGlobal(sample.view.rect().bottomLeft()).y()
    sample.actions_by_id["find"].trigger()
    bar = sample.searching.bar
    sample.centralWidget().layout().activate()
    top = bar.mapToGlobal(bar.rect().topLeft()).y()
    assert top <= foot
    assert top < sample.strip.mapToGlobal(sample.strip.rect().topLeft()).y()


def test_a_brief_opened_with_its_project_is_shown_after_the_window(window, qtbot):
    window.open_sample()
    other = type(window).of(window.document, window.desk)
    qtbot.addWidget(other)
    assert other.outline.outline is None
    other.show()
    qtbot.waitUntil(lambda: other.outline.outline is not None)
    qtbot.waitUntil(lambda: bool(other.brief.page.header._fields))
    assert other.brief.page.isVisible()
    other.close()


def test_an_article_can_be_brought_in_before_anything_else_was_made(window, qtbot):
    load(window, qtbot, standard_paths().sample / "article.txt")
    assert window.view.article is not None
    qtbot.keyClick(window.view, Qt.Key.Key_V)
