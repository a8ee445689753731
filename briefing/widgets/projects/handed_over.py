"""Opens in this window what later starts of the program hand over, and brings it forward."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from briefing.services.handing_over import Wish

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

AGAIN = 250
"""Milliseconds until it is looked again whether a dialog that has to be answered is closed."""


class HandedOver(QObject):
    """Grants wishes one after the other; while a dialog has to be answered they wait."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Wish] = []
        self._again = QTimer(self, interval=AGAIN, singleShot=True)
        self._again.timeout.connect(self._grant)

    def take(self, wish: Wish) -> None:
        """Show the window, and open the files as soon as nothing has to be answered first."""
        self._come_forward(wish.token)
        self._waiting.append(wish)
        self._grant()

    def _grant(self) -> None:
        while self._waiting and QApplication.activeModalWidget() is None:
            self._window.open_files(self._waiting.pop(0).files)
        if self._waiting:
            self._again.start()

    def _come_forward(self, token: str) -> None:
        """Ask the desktop for the front; it decides, and else marks the window as wanting it."""
        window = self._window
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt takes it from there on Wayland
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        os.environ.pop("XDG_ACTIVATION_TOKEN", None)
        QApplication.alert(window)
