"""A note over the foot of the article that says what happened and offers what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from briefing.errors import BriefingError, StorageError
from briefing.language import tr
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label

Offer = tuple[str, Callable[[], None]]


PASSING = 8_000
"""Milliseconds after which a message goes that asks for nothing."""
WIDEST = 680
MARGIN = 16


class MessageBar(QFrame):
    """Shows one message at a time, with buttons for what can be done about it.

    It floats, so that nothing below it moves. What went wrong, and what offers something, stays
    until it is closed.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = Label()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self._offers: list[QPushButton] = []
        self._over: QWidget | None = None
        self._passing = QTimer(self, interval=PASSING, singleShot=True)
        self._passing.timeout.connect(self.hide)
        self._before: QWidget | None = None
        self._close = close = QToolButton()
        close.setText("×")
        close.setAccessibleName(tr("Close the message"))
        close.clicked.connect(self.leave)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 8, 8)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(close)
        self.hide()

    def float_over(self, widget: QWidget) -> None:
        """Stand at the foot of this widget from now on."""
        self._over = widget
        self.setParent(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Keep the place when the widget below changes its size."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._take_place()
        return super().eventFilter(watched, event)

    def enter(self) -> None:
        """Go to the first thing that can be done about the message, or else to what closes it."""
        if self.isVisible():
            self._before = QApplication.focusWidget()
            first: QWidget = self._offers[0] if self._offers else self._close
            first.setFocus()

    def leave(self) -> None:
        """Close the message, and give the keyboard back to where it came from."""
        focused, before = QApplication.focusWidget(), self._before
        self._before = None
        inside = focused is not None and self.isAncestorOf(focused)
        if inside and before is not None and before in QApplication.allWidgets():
            before.setFocus()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Close it with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def say(self, words: str, offers: Sequence[Offer] = ()) -> None:
        """Show a message that everything is well."""
        self._show(words, offers, error=False)

    def guarded(self, act: Callable[[], None]) -> Callable[[], None]:
        """Return the same work, that complains here where the project cannot be written."""

        def work() -> None:
            try:
                act()
            except StorageError as error:
                self.complain(error)

        return work

    def complain(self, error: BriefingError, offers: Sequence[Offer] = ()) -> None:
        """Show what went wrong and what to do about it."""
        self._show(f"{error.message} {error.hint}".strip(), offers, error=True)

    def _show(self, words: str, offers: Sequence[Offer], *, error: bool) -> None:
        look = theme.current()
        ground, text = (look.warning_ground, look.text) if error else (look.selection, look.text)
        self.setStyleSheet(
            f"MessageBar {{ background: {ground}; border: 1px solid {look.edge};"
            f" border-radius: 8px; }} QLabel {{ color: {text}; }}"
        )
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
        self._take_place()
        self.show()
        self.raise_()
        if error or offers:
            self._passing.stop()
        else:
            self._passing.start()

    def _take_place(self) -> None:
        if self._over is None:
            return
        room = self._over.rect()
        width = min(WIDEST, room.width() - 2 * MARGIN)
        height = max(self.sizeHint().height(), self.heightForWidth(width))
        left = (room.width() - width) // 2
        self.setGeometry(left, room.bottom() - height - MARGIN, width, height)

    def _act(self, act: Callable[[], None]) -> None:
        self.leave()
        act()
