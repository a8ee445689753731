"""The bar below the brief that finds words in its sections and puts others in their place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.qt.plain import plain_tip
from briefing.services.search.finding import Found
from briefing.widgets.article.find_bar import Ask, Findable, FindBar
from briefing.widgets.controls.buttons import act_button


class ReplaceBar(FindBar):
    """A find bar with a field for the words to put in; narrow, as the brief is.

    `replace_wanted` carries the places and those words.
    """

    replace_wanted = Signal(object, str)

    def __init__(self, view: Findable, ask: Ask, parent: QWidget | None = None) -> None:
        self._stale = False
        super().__init__(view, ask, parent)

    def find_now(self) -> None:
        """Look for what is in the field."""
        self._stale = False
        super().find_now()

    def step(self, direction: int) -> None:
        """Go to the next (+1) or previous (-1) place, in the words as they are now."""
        if self._stale:
            self._steps = -1 if direction < 0 else 0
            self.find_now()
        else:
            super().step(direction)

    def follow(self) -> None:
        """Take note that the words have changed; while they are written nothing is selected."""
        self._stale = True
        if self.isVisible() and self.isAncestorOf(self.window().focusWidget()):
            self._pause.start()

    def replace_here(self) -> None:
        """Replace the place that the bar is at, and go on to the next."""
        if self._pause.isActive() or self._stale:
            self.step(+1)
        elif self.place:
            self.replace_wanted.emit([self.place], self.by.text())

    def replace_all(self) -> None:
        """Replace all places that were found."""
        if self.places:
            self.replace_wanted.emit(list(self.places), self.by.text())

    def _settle(self, found: Found, *, quiet: bool = False) -> None:
        super()._settle(found, quiet=quiet)
        for button in (self.one, self.all):
            button.setEnabled(self._at is not None)

    def _arrange(self) -> None:
        """Stay as it is: it is narrow at any width."""

    def _lay_out(self, close: QToolButton) -> None:
        self.field.setPlaceholderText(tr("Find in the brief"))
        self.field.setAccessibleName(tr("Find in the brief"))
        self.by = QLineEdit()
        self.by.setPlaceholderText(tr("Replace with"))
        self.by.setAccessibleName(tr("Replace with"))
        self.by.returnPressed.connect(self.replace_here)
        self.one = act_button(tr("Replace"), self.replace_here)
        self.one.setToolTip(plain_tip(tr("Replace this place (Enter)")))
        self.all = act_button(tr("Replace all"), self.replace_all)
        self.all.setToolTip(plain_tip(tr("Replace every place, as one step")))
        for button in (self.one, self.all):
            button.setProperty("compact", True)
            button.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        for parts in (
            (self.field, self.previous, self.next, close),
            (self.by, self.one, self.all),
            (self.case, self.whole_words, self.regex, self.count),
        ):
            row = QHBoxLayout()
            row.setSpacing(4)
            for part in parts:
                row.addWidget(part, 1 if part in (self.field, self.by, self.count) else 0)
            column.addLayout(row)
        column.addWidget(self.problem)
