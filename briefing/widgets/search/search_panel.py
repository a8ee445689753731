"""The panel that searches all articles of the project while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import BriefingError, SearchError
from briefing.language import tr
from briefing.qt.hits import HitModel
from briefing.qt.models import ITEM
from briefing.qt.saying import articles, number
from briefing.qt.textmap import TextMap
from briefing.services.ports import SearchResult
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label
from briefing.widgets.search.hit_row import HitRow

PAUSE = 120
"""Milliseconds after a key before it is searched."""
FIRST = 25
MORE = 4
"""How many times as many are shown each time more are asked for."""
EXAMPLES = ('"port fee" OR tariff*', "ministry -budget", "tag:KF status:unverified")

Ask = Callable[
    [tuple[str, int], Callable[[SearchResult], None], Callable[[BriefingError], None]], None
]
"""Searches in the background: takes query and limit, and who gets the answer or the error."""


class SearchPanel(QWidget):
    """A field, what it finds, and what to type where it is empty.

    `opened` carries the Hit to go to; `left` says that Escape was pressed with an empty field.
    """

    opened = Signal(object)
    left = Signal()

    def __init__(
        self, ask: Ask, parent: QWidget | None = None, examples: Sequence[str] = EXAMPLES
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._generation = 0
        self._limit = FIRST
        self._error: SearchError | None = None
        self._open_first = False
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.search_now)
        self.field = self._made_field()
        self.problem = self._made_label()
        self.problem.setAccessibleName(tr("What is wrong with the search"))
        self.count = self._made_label()
        self.hits = HitModel()
        self.list = self._made_list()
        self.more = act_button(tr("Show more"), self._show_more)
        self.start = self._made_start(examples)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        for part in (self.field, self.problem, self.count):
            layout.addWidget(part)
        layout.addWidget(self.start, 1)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.more)
        layout.addStretch()
        self._settle(None)

    def ask_for(self, query: str) -> None:
        """Put a query into the field and search it."""
        self.field.setText(query)
        self.field.setFocus()
        self.search_now()

    def refresh(self) -> None:
        """Search again after the project has changed; the row stays where it is."""
        if self.field.text().strip():
            self._pause.start()

    def search_now(self) -> None:
        """Search what is in the field; an answer to an older question comes to nothing."""
        self._pause.stop()
        self._generation += 1
        asked, query = self._generation, self.field.text()
        if not query.strip():
            self._settle(None)
            return
        self._ask(
            (query, self._limit),
            lambda result: self._settle(result) if asked == self._generation else None,
            lambda error: self._complain(error) if asked == self._generation else None,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Go between field and list with the arrow keys; Escape goes back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if watched is self.field:
                return self._field_key(key)
            if watched is self.list:
                return self._list_key(key)
        return super().eventFilter(watched, event)

    # Keys

    def _field_key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Down and self.hits.hits:
            self._mark(max(0, self.list.currentIndex().row()))
            self.list.setFocus()
        elif key == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            return False
        return True

    def _list_key(self, key: Qt.Key) -> bool:
        row = self.list.currentIndex().row()
        if key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and row <= 0):
            self.field.setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.list.currentIndex())
        else:
            return False
        return True

    def _enter(self) -> None:
        """Open the marked hit, or the first as soon as it is there; go to what is wrong."""
        if self._pause.isActive():
            self._open_first = True
            self.search_now()
        elif self._error:
            places = TextMap(self.field.text())
            start, end = places.to_qt(self._error.start), places.to_qt(self._error.end)
            self.field.setSelection(start, end - start)
        elif self.hits.hits:
            self._open(self.hits.index(max(0, self.list.currentIndex().row())))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self._mark(index.row())
            self.opened.emit(index.data(ITEM))

    def _mark(self, row: int) -> None:
        self.list.setCurrentIndex(self.hits.index(row))

    # Answers

    def _typed(self) -> None:
        self._open_first = False
        self._limit = FIRST
        if self.field.text().strip():
            self._pause.start()
        else:
            self.search_now()

    def _show_more(self) -> None:
        self._limit *= MORE
        self.search_now()
        self.list.setFocus()

    def _settle(self, result: SearchResult | None) -> None:
        """Show an answer, or with None what can be asked."""
        self._error = None
        self.problem.hide()
        row = self.list.currentIndex().row()
        self.hits.show(result.hits if result else ())
        if 0 <= row < len(self.hits.hits):
            self._mark(row)
        self.start.setVisible(result is None)
        self.list.setVisible(bool(self.hits.hits))
        self.count.setVisible(result is not None)
        self.more.setVisible(bool(result and result.count > len(result.hits) > 0))
        if result:
            self.count.setText(self._counted(result))
        if self._open_first and self.hits.hits:
            self._open(self.hits.index(0))
        self._open_first = False

    def _complain(self, error: BriefingError) -> None:
        """Say what is wrong; what was found before stays."""
        self._open_first = False
        self._error = error if isinstance(error, SearchError) else None
        self.problem.setText(str(error))
        self.problem.setStyleSheet(f"color: {theme.current().error};")
        self.problem.show()

    def _counted(self, result: SearchResult) -> str:
        if not result.count:
            words = tr("Nothing found. Try fewer words, or a beginning such as ministr*")
        elif result.more:
            words = tr("More than {count} articles", count=number(result.count))
        else:
            words = articles(result.count)
        return (
            words
            if result.complete
            else tr("{words} so far; still reading the others", words=words)
        )

    # The parts of it

    def _made_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(tr("Search all articles"))
        field.setAccessibleName(tr("Search all articles"))
        field.setClearButtonEnabled(True)
        field.textEdited.connect(self._typed)
        field.textChanged.connect(lambda words: None if words else self._typed())
        field.installEventFilter(self)
        self.setFocusProxy(field)
        return field

    def _made_label(self) -> Label:
        label = Label()
        label.setWordWrap(True)
        theme.set_quiet(label)
        return label

    def _made_list(self) -> QListView:
        made = QListView()
        made.setModel(self.hits)
        made.setItemDelegate(HitRow(made))
        made.setUniformItemSizes(True)
        made.setMouseTracking(True)
        made.setAccessibleName(tr("Articles found"))
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.clicked.connect(self._open)
        made.installEventFilter(self)
        return made

    def _made_start(self, examples: Sequence[str]) -> QWidget:
        start = QWidget()
        column = QVBoxLayout(start)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        hint = self._made_label()
        hint.setText(
            tr(
                "Finds words in all articles of the project, and excerpts by tag, status and "
                "speaker. For example:"
            )
        )
        column.addWidget(hint)
        for example in examples:
            button = act_button(example.replace("&", "&&"), partial(self.ask_for, example))
            button.setAccessibleName(tr("Search for {example}", example=example))
            column.addWidget(button)
        column.addStretch()
        room = QScrollArea()  # a pane may be too low for all of it
        room.setWidget(start)
        room.setWidgetResizable(True)
        room.setFrameShape(QScrollArea.Shape.NoFrame)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons scroll it
        return room
