"""Panes by keys: their size, another place, and all of them back where they usually stand."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMenu

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


def places_of(window, dock):
    """Return the menu that asks where the pane that has the keyboard is to stand."""
    window.actions_by_id["move-pane"].trigger()
    return dock.findChild(QMenu)


def test_a_pane_goes_to_another_side_by_keys_and_keeps_the_keyboard(window, panes, qtbot):
    window.excerpts.list.setFocus()
    excerpts = dock_of(window, "excerpts")
    menu = places_of(window, excerpts)
    assert "Excerpts" in menu.accessibleName()
    for _ in range(3):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert window.dockWidgetArea(excerpts) == AREA.BottomDockWidgetArea
    assert window.excerpts.list.hasFocus()
    assert window.excerpts.list.isVisible()


def test_a_pane_goes_beside_another_as_a_tab_and_stands_in_front(window, panes):
    window.excerpts.list.setFocus()
    excerpts, brief = dock_of(window, "excerpts"), dock_of(window, "brief")
    menu = places_of(window, excerpts)
    next(each for each in menu.actions() if "“Brief”" in each.text()).trigger()
    assert window.tabifiedDockWidgets(brief) == [excerpts]
    QApplication.processEvents()
    assert (excerpts.is_seen, brief.is_seen) == (True, False)
    assert window.excerpts.list.hasFocus()


def test_no_pane_leaves_the_window_so_that_the_tour_can_point_at_it(window, panes, qtbot):
    for dock in window.findChildren(QDockWidget):
        assert not dock.features() & QDockWidget.DockWidgetFeature.DockWidgetFloatable
    excerpts = dock_of(window, "excerpts")
    title = QPoint(excerpts.width() // 3, 8)
    qtbot.mouseDClick(excerpts, Qt.MouseButton.LeftButton, pos=title)
    assert not excerpts.isFloating()


def test_the_view_menu_brings_a_pane_from_behind_the_tab_of_another(window, panes):
    excerpts, tags = dock_of(window, "excerpts"), dock_of(window, "tags")
    window.tabifyDockWidget(tags, excerpts)
    excerpts.raise_()
    QApplication.processEvents()
    assert not tags.is_seen
    for seen in (True, False, True):
        tags.toggleViewAction().trigger()
        QApplication.processEvents()
        assert tags.is_seen is seen


def test_without_a_pane_to_move_the_window_says_so(window, panes):
    window.view.setFocus()
    window.actions_by_id["move-pane"].trigger()
    assert "Go into a pane first" in window.bar.words.text()


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
