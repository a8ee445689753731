"""Tells of a key that is pressed in a field whether it undoes or writes, for all fields alike."""

from __future__ import annotations

import sys
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_CALLING = (_CONTROL,) if sys.platform == "darwin" else (_CONTROL, _ALT)
"""What is held for a key to be a command: on a Mac, Alt writes signs."""


def undoes(event: QKeyEvent) -> bool:
    """Tell whether a key takes a step back or does it again: the project does that, no field."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(
        QKeySequence.StandardKey.Redo
    )


def written(event: QKeyEvent) -> str:
    """Return what a key writes, "" if it is a command or only moves something.

    AltGr writes, which Windows tells as Ctrl and Alt at once.
    """
    if event.modifiers() & (_CONTROL | _ALT) in _CALLING:
        return ""
    return "".join(sign for sign in event.text() if unicodedata.category(sign) != "Cc")
