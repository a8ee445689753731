"""Panes by keys: their size, to another place, and all of them where they usually stand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from briefing.language import marked, tr
from briefing.widgets.late_dock import LateDock

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

STEP = 40
"""Pixels that a pane grows or shrinks by at a key."""
_ACROSS, _DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
_SIDES = (
    (marked("To the left"), Qt.DockWidgetArea.LeftDockWidgetArea),
    (marked("To the right"), Qt.DockWidgetArea.RightDockWidgetArea),
    (marked("To the top"), Qt.DockWidgetArea.TopDockWidgetArea),
    (marked("To the bottom"), Qt.DockWidgetArea.BottomDockWidgetArea),
)
_WAYS = {
    "pane-wider": (STEP, _ACROSS), "pane-narrower": (-STEP, _ACROSS),
    "pane-higher": (STEP, _DOWN), "pane-lower": (-STEP, _DOWN),
}  # fmt: skip


def handlers(window: MainWindow) -> dict[str, Callable[[], None]]:
    """Return what the actions of panes do, by their ids."""
    ways = {key: partial(_resize, window, *way) for key, way in _WAYS.items()}
    others = {"move-pane": ask_place, "usual-panes": _put_back, "preview": toggle_preview}
    return {**ways, **{key: partial(move, window) for key, move in others.items()}}


def toggle_preview(window: MainWindow) -> None:
    """Show or hide the preview; hidden, it leaves its room to the article, not to the brief."""
    brief, preview = window.panes.brief, window.panes.preview
    width, hiding = brief.width(), preview.isVisible()
    preview.setVisible(not hiding)
    if hiding:  # Qt deals the room out at its next turn
        QTimer.singleShot(0, brief, lambda: window.resizeDocks([brief], [width], _ACROSS))


def ask_place(window: MainWindow) -> None:
    """Ask where the pane that has the keyboard is to stand, in a menu over it."""
    dock = _dock_of(QApplication.focusWidget())
    if dock is None:
        window.bar.say(tr("Go into a pane first: it is the one that is moved."))
        return
    menu = QMenu(dock)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(tr("Where the pane “{name}” is to stand", name=dock.windowTitle()))
    for words, area in _SIDES:
        menu.addAction(tr(words), partial(_move, window, dock, area))
    menu.addSeparator()
    for other in window.findChildren(LateDock):
        if other is not dock and other.isVisible():
            words = tr("Beside “{name}” as a tab", name=other.windowTitle())
            menu.addAction(words, partial(_move, window, dock, other))
    menu.popup(dock.mapToGlobal(dock.rect().topLeft()))
    menu.setActiveAction(menu.actions()[0])


def _move(window: MainWindow, dock: LateDock, to: Qt.DockWidgetArea | LateDock) -> None:
    """Put a pane at a side of the window or behind the tab of another, the keyboard still in it."""
    held = QApplication.focusWidget()
    if isinstance(to, LateDock):
        window.tabifyDockWidget(to, dock)
    else:
        window.addDockWidget(to, dock)
    window.panes.bring(dock)
    if held is not None and dock.isAncestorOf(held):
        held.setFocus()


def _put_back(window: MainWindow) -> None:
    window.panes.as_usual()


def _resize(window: MainWindow, step: int, way: Qt.Orientation) -> None:
    """Resize the pane that has the keyboard."""
    dock = _dock_of(QApplication.focusWidget())
    if dock is None:
        window.bar.say(tr("Go into a pane first: the keys resize the one you are in."))
        return
    size = dock.width() if way is _ACROSS else dock.height()
    window.resizeDocks([dock], [max(STEP, size + step)], way)


def _dock_of(widget: QWidget | None) -> LateDock | None:
    while widget is not None and not isinstance(widget, LateDock):
        widget = widget.parentWidget()
    return widget
