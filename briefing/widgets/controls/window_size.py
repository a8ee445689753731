"""How large a window opens: as large as it is meant to be, if the screen has the room."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

_TITLE = 40
"""Pixels of the screen that the title bar takes, which Qt does not know before it is there."""


def open_at(window: QWidget, width: int, height: int) -> None:
    """Give a window its size, so that the buttons at its foot are on a small screen too."""
    room = window.screen().availableSize()
    window.resize(min(width, room.width()), min(height, room.height() - _TITLE))
