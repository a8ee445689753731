"""The context menu of a section's text: Qt's own, and in a table what can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu

from briefing.language import tr
from briefing.widgets.writing.rich_keys import RICH_KEYS, Where, acts_of, name_of, shown_keys

if TYPE_CHECKING:
    from briefing.widgets.writing.rich_text import RichText


def open_menu(field: RichText, event: QContextMenuEvent) -> None:
    """Open the menu of a field where it was asked for."""
    if event.reason() is QContextMenuEvent.Reason.Mouse and not field.textCursor().hasSelection():
        field.setTextCursor(field.cursorForPosition(event.pos()))
    menu = menu_of(field)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())


def menu_of(field: RichText) -> QMenu:
    """Return the menu of a field, as it is at its caret."""
    menu = field.createStandardContextMenu()
    menu.addSeparator()
    acts = acts_of(field)
    if field.cells.here is None:
        _add(menu, f"{name_of('table')}…", "table", acts["table"])
        return menu
    for key in RICH_KEYS:
        if key.where is Where.TABLE:
            _add(menu, name_of(key.id), key.id, acts[key.id])
    words = tr("Remove the table")
    menu.addAction(words).triggered.connect(lambda _on=False: field.cells.remove_table())
    return menu


def _add(menu: QMenu, words: str, key_id: str, act: Callable[[], object]) -> None:
    # The key stands beside the words only to be learned: the field itself hears it.
    menu.addAction(f"{words}\t{shown_keys(key_id)}").triggered.connect(lambda _on=False: act())
