"""A line above the article that says what happened and offers what to do, without interrupting."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from briefing.errors import BriefingError
from briefing.widgets import theme
from briefing.widgets.labels import Label

Offer = tuple[str, Callable[[], None]]


class MessageBar(QFrame):
    """Shows one message at a time, with buttons for what can be done about it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = Label()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self._offers: list[QPushButton] = []
        close = QToolButton()
        close.setText("×")
        close.setAccessibleName(self.tr("Close the message"))
        close.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(close)
        self.hide()

    def say(self, words: str, offers: Sequence[Offer] = ()) -> None:
        """Show a message that everything is well."""
        self._show(words, offers, error=False)

    def complain(self, error: BriefingError, offers: Sequence[Offer] = ()) -> None:
        """Show what went wrong and what to do about it."""
        self._show(f"{error.message} {error.hint}".strip(), offers, error=True)

    def _show(self, words: str, offers: Sequence[Offer], *, error: bool) -> None:
        look = theme.current()
        ground, text = (look.warning_ground, look.text) if error else (look.selection, look.text)
        self.setStyleSheet(f"MessageBar {{ background: {ground}; }} QLabel {{ color: {text}; }}")
        self.words.setText(words)
        self.setAccessibleName(words)
        for button in self._offers:
            button.deleteLater()
        self._offers = []
        for place, (name, act) in enumerate(offers):
            button = QPushButton(name)
            button.clicked.connect(lambda _on=False, do=act: self._act(do))
            self._offers.append(button)
            self._row.insertWidget(1 + place, button)
        self.show()

    def _act(self, act: Callable[[], None]) -> None:
        self.hide()
        act()
