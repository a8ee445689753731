"""The small box that finds a snippet by a few letters, or keeps the selected words as one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from briefing.language import tr
from briefing.qt.plain import plain_tip
from briefing.services.brief.snippets import Snippet, matching
from briefing.widgets import theme
from briefing.widgets.controls.find_box import FindBox
from briefing.widgets.controls.labels import Label
from briefing.widgets.excerpts.rows import Index, Row, elided

SNIPPET = Qt.ItemDataRole.UserRole
PREVIEW = 400
"""Code points of a snippet that its row and its tip look at."""


class SnippetPalette(FindBox):
    """Opens at the caret; Enter takes the marked snippet.

    `chosen` gives the Snippet's CommonMark, `named` the name under which the selected words are to
    be kept, `removing` the Snippet to take out.
    """

    chosen = Signal(str)
    named = Signal(str)
    removing = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        self._rows = QListWidget()
        super().__init__(parent, self._rows, (tr("Find a snippet"), tr("Matching snippets")))
        self._all: Sequence[Snippet] = ()
        self._selection = False
        self.list.setItemDelegate(_SnippetRow(self))
        self.problem = Label()
        theme.set_quiet(self.problem)
        self.column.addWidget(self.problem)
        for label in (self.hint, self.problem):
            label.setWordWrap(True)
        self.setFixedSize(440, 380)

    def ask(
        self, snippets: Sequence[Snippet], at: QPoint, *, selection: bool, problem: str = ""
    ) -> None:
        """Open with these snippets, its corner at a global position, kept on the screen.

        With a `selection` its words can be kept; `problem` says what is wrong with the files.
        """
        self._all, self._selection = snippets, selection
        self.search.setPlaceholderText(
            tr("Snippet: a few letters, or a new name") if selection
            else tr("Snippet: a few letters")
        )  # fmt: skip
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.open_with(at)

    def pressed(self, event: QKeyEvent) -> bool:
        """Keep the selection or remove the marked snippet with Ctrl, else move and take."""
        key, ctrl = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if ctrl and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep()
        elif ctrl and key == Qt.Key.Key_Delete:
            self._remove()
        else:
            return super().pressed(event)
        return True

    def look_up(self, typed: str) -> None:
        """List the snippets that fit these letters."""
        self._rows.clear()
        for snippet in matching(self._all, typed):
            item = QListWidgetItem(snippet.name)
            item.setData(SNIPPET, snippet)
            item.setToolTip(plain_tip(snippet.markdown[:PREVIEW]))
            self._rows.addItem(item)
        self.mark(0)
        self.hint.setText(self._hint(" ".join(typed.split())))

    def _hint(self, name: str) -> str:
        if self._rows.count():
            words = tr("Enter inserts, Ctrl+Del removes, Esc closes.")
            if not (name and self._selection):
                return words
            keep = tr("Ctrl+Enter keeps the selection as “{name}”.", name=name)
            return f"{words} {keep}"
        if name and self._selection:
            return tr("Enter keeps the selection as “{name}”.", name=name)
        if self._all:
            return tr("No snippet fits these letters.")
        if self._selection:
            return tr("No snippet yet. Type a name to keep the selected words as the first.")
        return tr("No snippet yet. Select words in a section and come back to keep them.")

    def _current(self) -> Snippet | None:
        index = self.list.currentIndex()
        return index.data(SNIPPET) if index.isValid() else None

    def take(self) -> None:
        """Put the marked snippet in, or keep the selection under the name that is typed."""
        if snippet := self._current():
            self.hide()
            self.chosen.emit(snippet.markdown)
        else:
            self._keep()

    def _keep(self) -> None:
        name = " ".join(self.search.text().split())
        if name and self._selection:
            self.hide()
            self.named.emit(name)

    def _remove(self) -> None:
        if snippet := self._current():
            self.hide()
            self.removing.emit(snippet)


class _SnippetRow(Row):
    """A snippet: its name above, its first words below."""

    height = 48

    def draw(self, painter: QPainter, box: QRect, index: Index, look: theme.Colours) -> None:
        """Draw one row."""
        snippet: Snippet = index.data(SNIPPET)
        painter.setFont(theme.interface_font())
        painter.setPen(QColor(look.text))
        elided(painter, QRect(box.left(), box.top() + 4, box.width(), 22), snippet.name)
        painter.setFont(theme.small_font())
        words = " ".join(snippet.markdown[:PREVIEW].split())
        elided(painter, QRect(box.left(), box.top() + 26, box.width(), 18), words)
