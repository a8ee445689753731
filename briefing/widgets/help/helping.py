"""F1: the guide at the page of what has the keyboard, in every window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDockWidget, QMenu, QWidget

from briefing.widgets.actions import ACTIONS
from briefing.widgets.settings.own_keys import read_keys

if TYPE_CHECKING:
    from briefing.widgets.help.help_window import HelpWindow
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
        """Open the guide at what it says of the part that has the keyboard, or the menu entry."""
        from briefing.widgets.help.help_topics import topic_of

        topic = topic_of(QApplication.focusWidget() or QApplication.activeWindow())
        modal = QApplication.activeModalWidget()
        if self.shown is None:
            self.shown = self._made()
        box = QApplication.activePopupWidget()
        if isinstance(box, QMenu):
            topic = self._topic_of_entry(box.activeAction(), self.shown) or topic
        _close_popups()
        self.shown.come_forward(modal)
        self.shown.show_topic(topic)

    def show_keys(self, over: QWidget | None = None) -> None:
        """Open the sheet of keys, over the main window unless another one asks for it."""
        from briefing.widgets.help.help_sheets import KeySheet

        own = read_keys(self._window.desk.settings.values.keys)
        KeySheet(own, over or self._window).show()

    def _topic_of_entry(self, entry: QAction | None, shown: HelpWindow) -> str:
        """Return what tells of an entry of a menu, "" where the guide has no place for it."""
        from briefing.widgets.help.help_topics import ENTRIES, PANES

        for dock in self._window.findChildren(QDockWidget):
            if dock.toggleViewAction() is entry:
                return PANES[dock.objectName()]
        for spec in ACTIONS:
            if self._window.actions_by_id[spec.id] is entry:
                words = spec.text.replace("&", "").rstrip("…")  # the guide is English
                return ENTRIES.get(spec.id) or shown.guide.entry(spec.menu, words)
        return ""

    def _made(self) -> HelpWindow:
        from briefing.services.guide import Guide
        from briefing.widgets.help.help_window import HelpWindow

        made = HelpWindow(Guide(self._window.desk.docs), self._window.icon)
        made.keys_wanted.connect(partial(self.show_keys, made))
        return made

    def _give_key(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Let a window that came from the main one take the key too, once it has the keyboard."""
        top = now.window() if now is not None else None
        if top is None or top is self._window or not self._is_ours(top):
            return
        action = self._window.actions_by_id["help"]
        if action not in top.actions():
            top.addAction(action)

    def _is_ours(self, window: QWidget) -> bool:
        parent: QWidget | None = window
        while parent is not None and parent not in (self._window, self.shown):
            parent = parent.parentWidget()
        return parent is not None

    def _end(self) -> None:
        if self.shown is not None:
            self.shown.close()
            self.shown.deleteLater()
            self.shown = None


def _close_popups() -> None:
    """Close menus and lists that are open: they would keep the keyboard from the guide."""
    while box := QApplication.activePopupWidget():
        box.close()
        if box is QApplication.activePopupWidget():
            return
