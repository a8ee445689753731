"""Fields that are set by a few keys and then give the keyboard back, and the lines of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QLineEdit, QListView, QWidget

from briefing.language import tr
from briefing.qt.plain import plain_tip
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.still_choice import StillChoice

WIDE = 600
"""Pixels from which on three fields have room beside each other."""
Named = tuple[str, QWidget]
_BACK = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
_MINUS = str.maketrans("−–", "--")


class LetterCombo(StillChoice):
    """A choice made by a letter or a sign, without opening its list; `done` at Enter or Escape.

    A letter chooses what has a word that begins with it, the same letter again the next such. Del
    goes back to the first choice, which stands for "nobody said".
    """

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Choose by letter, and give the keyboard back with Enter or Escape."""
        key, typed = event.key(), event.text().casefold().translate(_MINUS)
        if key in _BACK:
            self.done.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take(0)
        elif typed.strip() and typed.isprintable() and not event.modifiers() & _COMMAND:
            self._take(self._next(typed))
        else:
            super().keyPressEvent(event)

    def letters(self) -> list[str]:
        """Return the first letter or sign of each choice, "" where none leads to it."""
        return [words[0][:1] if (words := self._words(row)) else "" for row in range(self.count())]

    def _next(self, letter: str) -> int:
        rows: list[int] = [*range(1, self.count()), 0]
        firsts = self.letters()
        fitting = [row for row in rows if firsts[row] == letter]
        fitting = fitting or [
            row for row in rows if any(word.startswith(letter) for word in self._words(row))
        ]
        current: int = self.currentIndex()
        if current in fitting:
            return fitting[(fitting.index(current) + 1) % len(fitting)]
        return fitting[0] if fitting else current

    def _words(self, row: int) -> list[str]:
        return self.itemText(row).casefold().translate(_MINUS).replace("—", "").split()

    def _take(self, row: int) -> None:
        if row != self.currentIndex():
            self.setCurrentIndex(row)
            self.activated.emit(row)


_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class NameLine(QLineEdit):
    """A line for a name that offers the names there are already.

    `named` gives each change, typed or taken from the list; `done` comes at Enter or Escape.
    `names_of` gives the names; it is asked whenever the line gets the keyboard. Down shows them.
    """

    named = Signal(str)
    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.names_of: Callable[[], Sequence[str]] = tuple
        self._told = ""
        self._names = QStringListModel(self)
        finder = QCompleter(self._names, self)
        finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        finder.setFilterMode(Qt.MatchFlag.MatchContains)
        finder.setMaxVisibleItems(8)
        popup = QListView()
        finder.setPopup(popup)
        popup.setProperty("popup", True)
        popup.setAccessibleName(tr("Names used before"))
        self._finder, self._popup = finder, popup
        self.setCompleter(finder)
        finder.activated.connect(self._tell)
        self.textEdited.connect(self._tell)
        self.editingFinished.connect(lambda: self._tell(self.text()))

    def show_name(self, name: str) -> None:
        """Show the name that an excerpt has, unless that is what was just typed."""
        if self.text() != name and self.text().strip() != name:
            self.setText(name)
            self.setCursorPosition(0)
            self.setToolTip(plain_tip(name))  # a long name is cut
        self._told = self.text()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Learn the names that can be offered now."""
        self._names.setStringList(list(self.names_of()))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Give the keyboard back with Enter or Escape; Down shows the names."""
        popup = self._popup
        if popup.isVisible():
            if event.key() in _BACK[:2] and not popup.currentIndex().isValid():
                popup.hide()
                self.done.emit()
                return
            super().keyPressEvent(event)
        elif event.key() in _BACK:
            self._tell(self.text())
            self.done.emit()
        elif event.key() == Qt.Key.Key_Down and self._names.rowCount():
            self._finder.setCompletionPrefix("")
            self._finder.complete()
        else:
            super().keyPressEvent(event)

    def _tell(self, text: str) -> None:
        if text != self._told:
            self._told = text
            self.named.emit(text)


class FieldRows(QWidget):
    """Shows fields three on a line; in little room two, the third of each line going below.

    The first of each line is the one whose words are long, and takes the room that is left. The
    Tab key goes through them as they stand.
    """

    def __init__(self, rows: Sequence[Sequence[Named]]) -> None:
        super().__init__()
        self._fields = [[(self._label(words, field), field) for words, field in row]
                        for row in rows]  # fmt: skip
        self._across = 0
        self._order: list[QWidget] = []
        self._before: QWidget | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._lay_out(max(map(len, rows)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Take as many lines as the width asks for."""
        super().resizeEvent(event)
        self._lay_out(3 if self.width() >= WIDE else 2)

    def come_after(self, before: QWidget | None) -> None:
        """Let the Tab key come here from another widget of the same window."""
        self._before = before
        for one, other in pairwise([*([before] if before else []), *self._order]):
            QWidget.setTabOrder(one, other)

    def _lay_out(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        lines = [row[:across] for row in self._fields]
        if rest := [pair for row in self._fields for pair in row[across:]]:
            lines.append(rest)
        for number, line in enumerate(lines):
            for place, (label, field) in enumerate(line):
                self._grid.addWidget(label, number, 2 * place)
                self._grid.addWidget(field, number, 2 * place + 1)
        self._order = [field for line in lines for _, field in line]
        self.come_after(self._before)

    @staticmethod
    def _label(words: str, field: QWidget) -> Label:
        label = Label(words)
        label.setBuddy(field)
        theme.set_quiet(label)
        return label
