"""Panes by keys: wider, narrower, higher, lower, and all of them where they usually stand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from briefing.language import tr

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

STEP = 40
"""Pixels that a pane grows or shrinks by at a key."""
_ACROSS, _DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
_WAYS = {
    "pane-wider": (STEP, _ACROSS), "pane-narrower": (-STEP, _ACROSS),
    "pane-higher": (STEP, _DOWN), "pane-lower": (-STEP, _DOWN),
}  # fmt: skip


def handlers(window: MainWindow) -> dict[str, Callable[[], None]]:
    """Return what the actions of panes do, by their ids."""
    ways = {key: partial(_resize, window, *way) for key, way in _WAYS.items()}
    others = {"usual-panes": _put_back, "preview": toggle_preview}
    return {**ways, **{key: partial(move, window) for key, move in others.items()}}


def toggle_preview(window: MainWindow) -> None:
    """Show or hide the preview; hidden, it leaves its room to the article, not to the brief."""
    brief, preview = window.panes.brief, window.panes.preview
    width, hiding = brief.width(), preview.isVisible()
    preview.setVisible(not hiding)
    if hiding:  # Qt deals the room out at its next turn
        QTimer.singleShot(0, brief, lambda: window.resizeDocks([brief], [width], _ACROSS))


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


def _dock_of(widget: QWidget | None) -> QDockWidget | None:
    while widget is not None and not isinstance(widget, QDockWidget):
        widget = widget.parentWidget()
    return widget
