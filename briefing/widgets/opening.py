"""What the frame of the window shows while all that is in it is being loaded."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

MARK = 96
"""Pixels of the mark across."""


class Opening(QLabel):
    """The mark of the program, in the middle."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        ratio = window.devicePixelRatioF()
        mark = QApplication.windowIcon().pixmap(round(MARK * ratio))
        mark.setDevicePixelRatio(ratio)
        self.setPixmap(mark)
