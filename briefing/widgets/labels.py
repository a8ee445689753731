"""A label that shows words as they are: what comes from articles and templates is never markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from briefing.services.hidden_signs import seen


class Label(QLabel):
    """A QLabel of plain text; Qt's own would read `<img src=...>` in a title as HTML."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words)

    def setText(self, words: str) -> None:  # noqa: N802 Qt's name
        """Show other words, without the signs in them that nobody sees and that turn a line."""
        super().setText(seen(words))


def name_choice(box: QComboBox, name: str) -> None:
    """Give a list to choose from, which has no label beside it, the name that is said of it.

    On Linux Qt gives the choice for its name; the description is said there too.
    """
    box.setAccessibleName(name)
    if not box.accessibleDescription():
        box.setAccessibleDescription(name)
