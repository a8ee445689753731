"""What might be worth an excerpt, each with its reason, to be accepted or turned down by key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.model.suggestion import KINDS, Suggestion
from briefing.qt.models import ITEM
from briefing.qt.plain import plain_tip
from briefing.qt.saying import dotted, number, percent
from briefing.qt.suggestion_model import Listed, SuggestionModel, listed
from briefing.widgets import theme
from briefing.widgets.controls.flow import Flow
from briefing.widgets.controls.labels import Label, name_choice
from briefing.widgets.excerpts.lists import ItemList
from briefing.widgets.excerpts.rows import CHIP, PAD, Index, Row, elided, two_lines


def kind_name(kind: str) -> str:
    """Return what a kind of suggestion is called; that of a plug-in by its own name."""
    return tr(KINDS[kind]) if kind in KINDS else kind.capitalize()


class SuggestionRow(Row):
    """A suggestion: the codes of its tags, its words, and why."""

    height = 84

    def draw(self, painter: QPainter, box: QRect, index: Index, look: theme.Colours) -> None:
        """Draw codes at the left, words and reason beside them."""
        suggestion: Suggestion = index.data(ITEM).suggestion
        self.draw_codes(painter, box, suggestion.tags, look)
        words = self.placed(box, box.adjusted(CHIP.width() + PAD, 4, 0, -44))
        painter.setFont(theme.interface_font())
        painter.setPen(QColor(look.text))
        below = two_lines(painter, words, " ".join(suggestion.quote.split()))
        painter.setFont(theme.small_font())
        painter.setPen(QColor(look.quiet))
        kind = kind_name(suggestion.kind)
        line = QRect(words.left(), below + 2, words.width(), 17)
        elided(painter, line, dotted((kind, percent(suggestion.score))))
        elided(painter, line.translated(0, 17), suggestion.reason)
        painter.setPen(QColor(look.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())


class _List(ItemList):
    """The list; A accepts, R and Del turn down, Shift+A accepts all of the kind."""

    accepted = Signal()
    rejected = Signal()
    kind_accepted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Decide by one key."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_A and plain:
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_A and held == Qt.KeyboardModifier.ShiftModifier:
            self.kind_accepted.emit()
        elif plain and event.key() in (Qt.Key.Key_R, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.rejected.emit()
        else:
            super().keyPressEvent(event)


class SuggestionPanel(QWidget):
    """Lists suggestions; nothing happens to them but by the signals, each with Suggestions.

    `chosen`, `accepted` and `rejected` carry one, `all_accepted` a list of one kind.
    """

    chosen = Signal(object)
    accepted = Signal(object)
    rejected = Signal(object)
    all_accepted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: tuple[Suggestion, ...] = ()
        self.suggestions = SuggestionModel()
        self.row = SuggestionRow(self)
        self.list = _List(self.suggestions, self.row, tr("Suggestions"))
        self.list.chosen.connect(lambda item: self.chosen.emit(item.suggestion))
        self.list.accepted.connect(lambda: self._tell(self.accepted.emit))
        self.list.rejected.connect(lambda: self._tell(self.rejected.emit))
        self.list.kind_accepted.connect(self.accept_kind)
        self.kind = QComboBox()
        name_choice(self.kind, tr("Show suggestions of this kind"))
        self.kind.activated.connect(self._show)
        self.hint = Label()
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hint.setContentsMargins(12, 8, 12, 8)
        theme.set_quiet(self.hint)
        self._buttons = QWidget()
        self._lay_out()
        self.setFocusProxy(self.list)
        self.say(tr("Open an article to see what might be worth an excerpt."))

    def show_suggestions(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Show what was found; the place in the list stays."""
        self._all = suggestions
        self._count_kinds()
        self._show()
        if not suggestions:
            self.say(tr("Nothing more to suggest here."))

    def say(self, words: str) -> None:
        """Show no suggestions but a word."""
        self._all = ()
        self._show()
        self.hint.setText(words)

    def shown(self) -> Sequence[Suggestion]:
        """Return the suggestions in the list, in their order."""
        return [item.suggestion for item in self.suggestions.items]

    def mark(self, suggestion: Suggestion | None) -> None:
        """Show which one is meant."""
        row = self.shown().index(suggestion) if suggestion in self.shown() else -1
        self.list.setCurrentIndex(self.suggestions.index(row) if row >= 0 else QModelIndex())

    def current(self) -> Suggestion | None:
        """Return the one that is marked."""
        item: Listed | None = self.list.currentIndex().data(ITEM)
        return item.suggestion if item else None

    def accept_kind(self) -> None:
        """Accept all that are shown and of the kind of the one that is marked."""
        current = self.current()
        if current:
            self.all_accepted.emit([s for s in self.shown() if s.kind == current.kind])

    def _tell(self, tell: Callable[[Suggestion], None]) -> None:
        if current := self.current():
            tell(current)

    def _show(self) -> None:
        kind = self.kind.currentData()
        row = self.list.currentIndex().row()
        self.suggestions.show(listed(tuple(s for s in self._all if not kind or s.kind == kind)))
        count = self.suggestions.rowCount()
        if count and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.suggestions.index(max(0, min(row, count - 1))))
        for part in (self.kind, self._buttons):
            part.setVisible(bool(self._all))
        self.hint.setVisible(not self._all)

    def _count_kinds(self) -> None:
        kept, counts = self.kind.currentData(), Counter(s.kind for s in self._all)
        self.kind.clear()
        self.kind.addItem(tr("All kinds ({count})", count=number(len(self._all))), "")
        kinds = [*(kind for kind in KINDS if kind in counts), *sorted(counts.keys() - KINDS.keys())]
        for kind in kinds:
            self.kind.addItem(f"{kind_name(kind)} ({number(counts[kind])})", kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kept)))

    def _lay_out(self) -> None:
        row = Flow(theme.RHYTHM)  # in French the three do not fit beside each other
        around = QVBoxLayout(self._buttons)
        around.setContentsMargins(8, 6, 8, 8)
        around.addLayout(row)
        for name, key, act in (
            (tr("Accept"), "A", lambda: self._tell(self.accepted.emit)),
            (tr("Reject"), "R", lambda: self._tell(self.rejected.emit)),
            (tr("All like it"), "Shift+A", self.accept_kind),
        ):
            button = QPushButton(name)
            button.setProperty("compact", True)
            button.setToolTip(plain_tip(tr("{name} ({key} in the list)", name=name, key=key)))
            button.clicked.connect(act)
            row.addWidget(button)
        top = QVBoxLayout()
        top.setContentsMargins(8, 0, 8, 6)
        top.addWidget(self.kind)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.hint)
        column.addWidget(self.list, 1)
        column.addWidget(self._buttons)
