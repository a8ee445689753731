"""The small box that finds a snippet by a few letters, or keeps the selected words as one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.qt.plain import plain_tip
from briefing.services.brief.snippets import Snippet, matching
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.popups import open_at
from briefing.widgets.excerpts.rows import Index, Row, elided

SNIPPET = Qt.ItemDataRole.UserRole
PREVIEW = 400
"""Code points of a snippet that its row and its tip look at."""


class SnippetPalette(QFrame):
    """Opens at the caret; Enter takes the marked snippet.

    `chosen` gives the Snippet's CommonMark, `named` the name under which the selected words are to
    be kept, `removing` the Snippet to take out.
    """

    chosen = Signal(str)
    named = Signal(str)
    removing = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._all: Sequence[Snippet] = ()
        self._selection = False
        self.search = QLineEdit()
        self.search.setAccessibleName(tr("Find a snippet"))
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Matching snippets"))
        self.list.setItemDelegate(_SnippetRow(self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self._take())
        self.hint, self.problem = Label(), Label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        for label in (self.hint, self.problem):
            label.setWordWrap(True)
            theme.set_quiet(label)
            layout.addWidget(label)
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
        self.search.clear()
        self._find("")
        open_at(self, at)
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Move in the list, take, keep or remove by keys while typing goes on."""
        pressed = watched is self.search and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, ctrl = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key, 0)
        if step:
            rows = max(1, self.list.count())
            self.list.setCurrentRow((self.list.currentRow() + step) % rows)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._keep() if ctrl else self._take()
        elif key == Qt.Key.Key_Delete and ctrl:
            self._remove()
        else:
            return False
        return True

    def _find(self, typed: str) -> None:
        self.list.clear()
        for snippet in matching(self._all, typed):
            item = QListWidgetItem(snippet.name)
            item.setData(SNIPPET, snippet)
            item.setToolTip(plain_tip(snippet.markdown[:PREVIEW]))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.hint.setText(self._hint(" ".join(typed.split())))

    def _hint(self, name: str) -> str:
        if self.list.count():
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

    def _take(self) -> None:
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
