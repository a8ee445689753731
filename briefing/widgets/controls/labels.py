"""A label that shows words as they are: what comes from articles and templates is never markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from briefing.services.reading.hidden_signs import from_the_right, kept_in_order, seen

_RIGHT_TO_LEFT = "\u200f"
"""A sign of no width that is read from the right (RLM): what follows begins at the right."""
_AT_THE_RIGHT = (
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
)


class Label(QLabel):
    """A QLabel of plain text; Qt's own would read `<img src=...>` in a title as HTML."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if right_to_left():
            self.setAlignment(_AT_THE_RIGHT)  # English words too: where the others begin
        self.setText(words)

    def setText(self, words: str) -> None:  # noqa: N802 Qt's name
        """Show other words, without the signs in them that nobody sees and that turn a line."""
        shown = seen(words)
        ours = right_to_left() and from_the_right(shown)
        super().setText(f"{_RIGHT_TO_LEFT}{shown}" if ours else shown)


def name_choice(box: QComboBox, name: str) -> None:
    """Give a list to choose from, which has no label beside it, the name that is said of it.

    On Linux Qt gives the choice for its name; the description is said there too.
    """
    box.setAccessibleName(name)
    if not box.accessibleDescription():
        box.setAccessibleDescription(name)


def right_to_left() -> bool:
    """Tell whether the window is read from the right."""
    return QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


def prompt(words: str) -> str:
    """Return words to stand in an empty field, each sentence in its own order."""
    return kept_in_order(words) if right_to_left() else words
