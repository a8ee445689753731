"""The list of excerpts that somebody has to look at: what was meant, what stands there now, why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.model.excerpt import Excerpt
from briefing.qt.models import ITEM, ExcerptModel
from briefing.services.reading.hidden_signs import isolated
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.excerpts.lists import ItemList
from briefing.widgets.excerpts.rows import Index, Row, elided

SHOWN = 400
"""Code points of a quote that a row looks at."""
_LABEL = 44


class ReviewList(QWidget):
    """Shows excerpts under review; each signal carries the Excerpt that is marked.

    `chosen`: go there (Enter). `confirmed`: this place is right (C). `moved`: the words selected
    in the article are the ones that were meant (R). `removed`: take it out (Del).
    """

    chosen = Signal(object)
    confirmed = Signal(object)
    moved = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.excerpts = ReviewModel()
        self._row = ReviewRow(self)
        self.list = _List(self.excerpts, self._row, tr("Excerpts to look at"))
        self.list.chosen.connect(self.chosen)
        self.hint = Label(
            tr(
                "Nothing to look at. When an article changes, excerpts whose words are not "
                "certain any more are listed here."
            )
        )
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.hint.setContentsMargins(12, 8, 12, 8)
        theme.set_quiet(self.hint)
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 8, 8)
        row.setSpacing(theme.RHYTHM)
        self.buttons = [
            self._button(row, tr("Confirm"), "C", self.confirmed.emit),
            self._button(row, tr("Use selection"), "R", self.moved.emit),
            self._button(row, tr("Remove"), "Del", self.removed.emit),
        ]
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.hint)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.show_excerpts([], {})

    def show_excerpts(self, excerpts: Sequence[Excerpt], texts: Mapping[str, str]) -> None:
        """Show the excerpts that have a `review`; `texts` are the articles' by id.

        The mark stays on its row, so that one can be settled after the other.
        """
        under = [excerpt for excerpt in excerpts if excerpt.review]
        row = max(0, self.list.currentIndex().row())
        self.excerpts.now = {
            e.id: texts.get(e.article, "")[e.start : min(e.end, e.start + SHOWN)] for e in under
        }
        self.excerpts.show(under)
        self.hint.setVisible(not under)
        self.list.setVisible(bool(under))
        for button in self.buttons:
            button.setVisible(bool(under))
        if under:
            self.list.setCurrentIndex(self.excerpts.index(min(row, len(under) - 1)))

    def current(self) -> Excerpt | None:
        """Return the excerpt that is marked."""
        index = self.list.currentIndex()
        return index.data(ITEM) if index.isValid() else None

    def _button(
        self, row: QHBoxLayout, words: str, key: str, act: Callable[[Excerpt], None]
    ) -> QPushButton:
        def settle() -> None:
            if excerpt := self.current():
                act(excerpt)

        button = QPushButton(f"{words} ({key})")
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _on=False: settle())
        row.addWidget(button)
        self.list.acts[key] = settle
        return button


class ReviewModel(ExcerptModel):
    """Excerpts under review; `now` are the words at their places, by id."""

    def __init__(self) -> None:
        super().__init__()
        self.now: Mapping[str, str] = {}

    def tip(self, item: Excerpt) -> str:
        """Return why it is here, the words that were meant, and those that stand there now."""
        then = tr("Then: {old}", old=isolated(item.quote))
        now = tr("Now: {new}", new=isolated(self.now.get(item.id, "")))
        return f"{tr(item.review)}\n{then}\n{now}"


class ReviewRow(Row):
    """An excerpt under review: why, then and now."""

    height = 84

    def draw(self, painter: QPainter, box: QRect, index: Index, look: theme.Colours) -> None:
        """Draw the reason above, then the two quotes under each other."""
        excerpt: Excerpt = index.data(ITEM)
        model = index.model()
        now = model.now.get(excerpt.id, "") if isinstance(model, ReviewModel) else ""
        line = 24
        reason = QRect(box.left(), box.top() + 6, box.width(), line)
        painter.setFont(theme.small_font(bold=True))
        painter.setPen(QColor(look.warning))
        elided(painter, reason, tr(excerpt.review))
        for number, (name, words) in enumerate(
            ((tr("then"), excerpt.quote), (tr("now"), now)), start=1
        ):
            place = reason.translated(0, number * line)
            painter.setFont(theme.small_font())
            painter.setPen(QColor(look.quiet))
            elided(painter, place, name)
            painter.setFont(theme.interface_font())
            painter.setPen(QColor(look.text))
            room = self.placed(place, place.adjusted(_LABEL, 0, 0, 0))
            elided(painter, room, " ".join(words[:SHOWN].split()))
        painter.setPen(QColor(look.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())


class _List(ItemList):
    """The list with its keys."""

    def __init__(self, model: ExcerptModel, row: Row, name: str) -> None:
        super().__init__(model, row, name)
        self.acts: dict[str, Callable[[], None]] = {}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Settle the marked excerpt with C, R and Del; Enter goes there."""
        keys = {Qt.Key.Key_C: "C", Qt.Key.Key_R: "R", Qt.Key.Key_Delete: "Del"}
        name = keys.get(Qt.Key(event.key()))
        if name and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.acts[name]()
        else:
            super().keyPressEvent(event)
