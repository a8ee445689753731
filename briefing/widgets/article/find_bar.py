"""The bar below the article that finds words in it and tags all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import BriefingError, SearchError
from briefing.language import tr
from briefing.model.tags import Tag
from briefing.qt.plain import plain_tip
from briefing.qt.saying import number
from briefing.qt.textmap import TextMap
from briefing.services.search.finding import Found, Wanted, current
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label

Span = tuple[int, int]

WIDE, NARROWEST = 560, 300
"""Pixels from which on all of the bar stands on one line, and that it takes at least."""
PAUSE = 120
"""Milliseconds after a key before the article is looked through."""
MOST_TAGGED = 1_000
"""Places that can be tagged at once: each becomes an excerpt."""

Ask = Callable[[tuple[str, Wanted], Callable[[Found], None], Callable[[BriefingError], None]], None]
"""Finds in the background: takes text and what is wanted, and who gets the answer or the error."""


class Findable(Protocol):
    """What the bar needs of the view it stands below; all places are code points."""

    def article_text(self) -> str:
        """Return the text that is shown, "" for none."""

    def chosen_words(self) -> str:
        """Return the selected words, "" for none."""

    def caret_place(self) -> int:
        """Return where the caret is."""

    def go_to(self, start: int, end: int) -> None:
        """Select words and bring them into view, without taking the focus."""

    def mark_all(self, spans: Sequence[Span]) -> None:
        """Mark these places in the text, and no others."""

    def take_focus(self) -> None:
        """Put the keyboard back into the text."""


class FindBar(QFrame):
    """A field with its switches, the number of the place, and steps to the others.

    `tag_all` carries the places and the tag's id; `closed` says that the bar has gone.
    """

    tag_all = Signal(object, str)
    closed = Signal()

    def __init__(self, view: Findable, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._ask = ask
        self._generation = 0
        self._found = Found()
        self._at: int | None = None
        self._error: SearchError | None = None
        self._steps = 0
        self._is_below: bool | None = None
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.find_now)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find in this article"))
        self.field.setAccessibleName(tr("Find in this article"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(lambda _words: self._pause.start())
        self.field.installEventFilter(self)
        self.setFocusProxy(self.field)
        self.case = self._switch("Aa", tr("Mind capitals"))
        self.whole_words = self._switch("“ab”", tr("Whole words only"))
        self.regex = self._switch(".*", tr("Regular expression"))
        self.count = Label()
        self.count.setMinimumWidth(92)
        theme.set_quiet(self.count)
        self.previous = self._button("↑", tr("Previous place (Shift+Enter)"))
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next = self._button("↓", tr("Next place (Enter)"))
        self.next.clicked.connect(lambda: self.step(+1))
        self.tags = self._tag_button()
        close = self._button("×", tr("Close (Esc)"))
        close.clicked.connect(self.close_bar)
        self.problem = Label()
        self.problem.setWordWrap(True)
        self.problem.setAccessibleName(tr("What is wrong with the expression"))
        theme.set_quiet(self.problem)
        self._lay_out(close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def open_bar(self) -> None:
        """Show the bar, with the selected words to find if there are any on one line."""
        words = self._view.chosen_words()
        if words and "\n" not in words and len(words) < 200:
            self.field.setText(words)
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self.find_now()

    def close_bar(self) -> None:
        """Hide the bar and go back to the text."""
        self._pause.stop()
        self._generation += 1
        self._view.mark_all(())
        self.hide()
        self._view.take_focus()
        self.closed.emit()

    def refresh(self) -> None:
        """Look again: another article is shown."""
        if self.isVisible():
            self.find_now()

    @property
    def places(self) -> tuple[Span, ...]:
        """The places that were found."""
        return self._found.spans

    @property
    def place(self) -> Span | None:
        """The place that the bar is at, None without any."""
        return self._found.spans[self._at] if self._at is not None else None

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Offer these tags for all places."""
        menu = self.tags.menu()
        menu.clear()
        for tag in tags:
            words = f"{tag.code}   {tag.name}".replace("&", "&&")
            menu.addAction(words, partial(self._tag_all, tag.id))

    def find_now(self) -> None:
        """Look for what is in the field; an answer to an older question comes to nothing."""
        self._pause.stop()
        self._generation += 1
        asked, text = self._generation, self._view.article_text()
        wanted = Wanted(
            self.field.text(), self.case.isChecked(), self.whole_words.isChecked(),
            self.regex.isChecked(),
        )  # fmt: skip
        if not wanted.words or not text:
            self._settle(Found(), quiet=True)
            return
        self._ask(
            (text, wanted),
            lambda found: self._settle(found) if asked == self._generation else None,
            lambda error: self._complain(error) if asked == self._generation else None,
        )

    def step(self, direction: int) -> None:
        """Go to the next (+1) or previous (-1) place, around the ends."""
        if self._pause.isActive():
            self._steps = -1 if direction < 0 else 0
            self.find_now()
        elif self._error:
            places = TextMap(self.field.text())
            start, end = places.to_qt(self._error.start), places.to_qt(self._error.end)
            self.field.setSelection(start, end - start)
        elif self._at is not None:
            self._go(self._at + direction)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Take one line or two."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Step with Enter and Shift+Enter in the field."""
        if watched is self.field and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.type() == QEvent.Type.KeyPress:
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.step(-1 if back else +1)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Close with Escape, wherever in the bar one is."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    # Answers

    def _settle(self, found: Found, *, quiet: bool = False) -> None:
        self._error = None
        self.problem.hide()
        self._found = found
        self._view.mark_all(found.spans)
        self._at = current(found, self._view.caret_place())
        some = self._at is not None
        for button in (self.previous, self.next):
            button.setEnabled(some)
        self.tags.setEnabled(some and len(found.spans) <= MOST_TAGGED)
        self.tags.setToolTip(plain_tip(self._tip(found)))
        self.count.setText("" if quiet else tr("Not found"))
        if self._at is not None:
            self._go(self._at + self._steps)
        self._steps = 0

    def _complain(self, error: BriefingError) -> None:
        self._settle(Found(), quiet=True)
        self._error = error if isinstance(error, SearchError) else None
        self.problem.setText(str(error))
        self.problem.setStyleSheet(f"color: {theme.current().error};")
        self.problem.show()

    def _go(self, place: int) -> None:
        spans = self._found.spans
        self._at = place % len(spans)
        more = "+" if self._found.more else ""
        self.count.setText(
            tr("{at} of {count}", at=number(self._at + 1), count=f"{number(len(spans))}{more}")
        )
        self._view.go_to(*spans[self._at])

    def _tip(self, found: Found) -> str:
        if len(found.spans) > MOST_TAGGED:
            return tr("At most {most} places can be tagged at once", most=number(MOST_TAGGED))
        return tr("Put a tag on every place that was found")

    def _tag_all(self, tag_id: str) -> None:
        text = self._view.article_text()
        spans = [span for span in self._found.spans if text[slice(*span)].strip()]
        if spans:
            self.tag_all.emit(spans, tag_id)

    # The parts of it

    def _lay_out(self, close: QToolButton) -> None:
        self.setMinimumWidth(NARROWEST)  # what is too much for a line goes on in the next
        self._upper, self._lower = QHBoxLayout(), QHBoxLayout()
        for row in (self._upper, self._lower):
            row.setSpacing(4)
        self._lower.addStretch(1)
        for part in (self.field, self.previous, self.next, close):
            self._upper.addWidget(part, 1 if part is self.field else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 6)
        column.setSpacing(4)
        column.addLayout(self._upper)
        column.addLayout(self._lower)
        column.addWidget(self.problem)
        self._arrange()

    def _arrange(self) -> None:
        """Put switches, count and tags beside the field, or below it in little room."""
        below = self.width() < WIDE
        if below == self._is_below:
            return
        self._is_below = below
        for place, part in enumerate((self.case, self.whole_words, self.regex, self.count)):
            if below:
                self._lower.insertWidget(place, part)
            else:
                self._upper.insertWidget(place + 1, part)
        if below:
            self._lower.addWidget(self.tags)
        else:
            self._upper.insertWidget(self._upper.count() - 1, self.tags)
        rows = (self._upper, self._lower)
        items = [row.itemAt(place) for row in rows for place in range(row.count())]
        parts = [item.widget() for item in items if item is not None]
        for one, other in pairwise(part for part in parts if part is not None):
            QWidget.setTabOrder(one, other)

    def _button(self, sign: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setAccessibleName(name)
        button.setToolTip(plain_tip(name))
        return button

    def _switch(self, sign: str, name: str) -> QToolButton:
        button = self._button(sign, name)
        button.setCheckable(True)
        button.toggled.connect(lambda _on: self.find_now())
        return button

    def _tag_button(self) -> QToolButton:
        button = self._button(tr("Tag all"), tr("Tag all places"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        return button
