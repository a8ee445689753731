"""Opens small boxes so that all of them is on the screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget


def open_near(box: QWidget, corner: QPoint) -> None:
    """Show a box with its upper left corner at a point of the screen, or as near as it can be."""
    room = (QGuiApplication.screenAt(corner) or box.screen()).availableGeometry()
    x = max(room.left(), min(corner.x(), room.right() - box.width()))
    y = max(room.top(), min(corner.y(), room.bottom() - box.height()))
    box.move(x, y)
    box.show()
