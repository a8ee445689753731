"""Panes by keys: their size, and all of them back where they usually stand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget

AREA = Qt.DockWidgetArea


@pytest.fixture
def panes(window, qtbot):
    window.actions_by_id["sample"].trigger()
    window.activateWindow()
    qtbot.waitUntil(window.excerpts.list.isVisible)
    return window.panes


def dock_of(window, name):
    return window.findChild(QDockWidget, name)


def test_the_pane_that_has_the_keyboard_grows_and_shrinks_by_keys(window, panes):
    window.excerpts.list.setFocus()
    excerpts = dock_of(window, "excerpts")
    for action, of in (("pane-wider", excerpts.width), ("pane-higher", excerpts.height)):
        before = of()
        window.actions_by_id[action].trigger()
        QApplication.processEvents()
        assert of() > before
    for action, of in (("pane-narrower", excerpts.width), ("pane-lower", excerpts.height)):
        before = of()
        window.actions_by_id[action].trigger()
        QApplication.processEvents()
        assert of() < before


def test_from_the_article_no_pane_changes_and_the_window_says_why(window, panes):
    window.view.setFocus()
    widths = [dock.width() for dock in window.findChildren(QDockWidget)]
    window.actions_by_id["pane-wider"].trigger()
    assert [dock.width() for dock in window.findChildren(QDockWidget)] == widths
    assert "pane" in window.bar.words.text()


def test_panes_that_were_moved_or_closed_come_back_where_they_usually_stand(window, panes):
    usual = {"articles": AREA.LeftDockWidgetArea, "tags": AREA.LeftDockWidgetArea,
             "excerpts": AREA.LeftDockWidgetArea, "brief": AREA.RightDockWidgetArea}  # fmt: skip
    window.actions_by_id["checks"].trigger()
    dock_of(window, "tags").close()
    window.addDockWidget(AREA.BottomDockWidgetArea, dock_of(window, "brief"))
    window.actions_by_id["usual-panes"].trigger()
    QApplication.processEvents()
    for name, area in usual.items():
        assert window.dockWidgetArea(dock_of(window, name)) == area, name
        assert dock_of(window, name).isVisible(), name
    assert not dock_of(window, "checks").isVisible()
    window.actions_by_id["checks"].trigger()
    assert dock_of(window, "checks").isVisible()


def test_tables_that_are_first_shown_get_room_for_what_stands_above_their_columns(window, qtbot):
    window.open_sample()
    narrow = window.panes.brief.width()
    window.actions_by_id["tables"].trigger()
    qtbot.waitUntil(lambda: window.panes.tables.width() > narrow)
    window.tables.show_table(1)
    qtbot.waitUntil(lambda: window.tables.view.table.rowCount() > 0)
    header = window.tables.view.header()
    seen = [each for each in range(header.count()) if not header.isSectionHidden(each)]
    assert len(seen) > 3
    for column in seen:
        name = str(window.tables.view.table.headerData(column, Qt.Orientation.Horizontal))
        assert header.sectionSize(column) >= header.fontMetrics().horizontalAdvance(name)
