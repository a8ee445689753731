"""F1: the guide at the page of what has the keyboard, in every window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from briefing.widgets.own_keys import read_keys

if TYPE_CHECKING:
    from briefing.widgets.help_window import HelpWindow
    from briefing.widgets.main_window import MainWindow


class Helping(QObject):
    """Gives the key of the help to each window of the main one, and opens what it shows."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.shown: HelpWindow | None = None
        window.closed.connect(self._end)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._give_key)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each of its actions does."""
        return {"help": self.show_help, "keys": self.show_keys}

    def show_help(self) -> None:
        """Open the guide at what it says of the part that has the keyboard."""
        from briefing.widgets.help_topics import topic_of

        topic = topic_of(QApplication.focusWidget() or QApplication.activeWindow())
        modal = QApplication.activeModalWidget()
        if box := QApplication.activePopupWidget():
            box.close()  # it would keep the keyboard from the guide
        if self.shown is None:
            self.shown = self._made()
        self.shown.come_forward(modal)
        self.shown.show_topic(topic)

    def show_keys(self) -> None:
        """Open the sheet of keys."""
        from briefing.widgets.help_sheets import KeySheet

        asking = self.shown if self.shown and self.shown.isActiveWindow() else self._window
        KeySheet(read_keys(self._window.desk.settings.values.keys), asking).show()

    def _made(self) -> HelpWindow:
        from briefing.services.guide import Guide
        from briefing.widgets.help_window import HelpWindow

        made = HelpWindow(Guide(self._window.desk.docs), self._window.icon)
        made.addAction(self._window.actions_by_id["help"])
        made.keys_wanted.connect(self.show_keys)
        return made

    def _give_key(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Let a window that belongs to the main one take the key too, once it has the keyboard."""
        top = now.window() if now is not None else None
        if top is None or top is self._window or not _belongs(top, self._window):
            return
        action = self._window.actions_by_id["help"]
        if action not in top.actions():
            top.addAction(action)

    def _end(self) -> None:
        if self.shown is not None:
            self.shown.close()
            self.shown.deleteLater()
            self.shown = None


def _belongs(widget: QWidget, window: QWidget) -> bool:
    parent: QWidget | None = widget
    while parent is not None and parent is not window:
        parent = parent.parentWidget()
    return parent is window
