"""A list to choose from that the wheel scrolls past."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class StillChoice(QComboBox):
    """A choice that is changed by click and by key alone, never in passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 Qt's name
        """Leave the wheel to what is scrolled."""
        event.ignore()
