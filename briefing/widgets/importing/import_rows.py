"""How the files of an import are drawn and chosen from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter

from briefing.language import tr
from briefing.qt.import_model import SAID, ImportModel
from briefing.qt.models import ITEM
from briefing.services.articles.importing import ImportRow, State
from briefing.widgets import theme
from briefing.widgets.excerpts.lists import ItemList
from briefing.widgets.excerpts.rows import Index, Row, elided

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ImportFileRow(Row):
    """A file: its name, how far it is, and below what there is to say."""

    height = 46

    def draw(self, painter: QPainter, box: QRect, index: Index, look: theme.Colours) -> None:
        """Draw the name and the state above, the sentence below."""
        row: ImportRow = index.data(ITEM)
        upper = box.adjusted(0, 5, 0, -box.height() // 2)
        word = state_words(row)
        painter.setFont(theme.small_font(bold=True))
        painter.setPen(QColor(_colour(row, look)))
        painter.drawText(upper, _RIGHT, word)
        room = QFontMetrics(painter.font()).horizontalAdvance(word) + 2 * theme.RHYTHM
        waiting = row.state in (State.WAITING, State.UNREAD)
        painter.setFont(theme.interface_font())
        painter.setPen(QColor(look.quiet if waiting else look.text))
        elided(painter, self.placed(upper, upper.adjusted(0, 0, -room, 0)), row.name)
        painter.setFont(theme.small_font())
        painter.setPen(QColor(look.quiet))
        elided(painter, box.adjusted(0, box.height() // 2, 0, -4), index.data(SAID))
        painter.setPen(QColor(look.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())


class ImportList(ItemList):
    """The files; a row is opened by a double click or Enter, `acts` are other keys."""

    def __init__(self, model: ImportModel, row: ImportFileRow, name: str) -> None:
        super().__init__(model, row, name)
        self.acts: dict[int, Callable[[], object]] = {}
        self.clicked.disconnect(self._choose)  # a click marks a row, so that it can be looked at
        self.doubleClicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Do what a key stands for."""
        if event.key() in self.acts and not event.modifiers():
            self.acts[event.key()]()
        else:
            super().keyPressEvent(event)


def state_words(row: ImportRow) -> str:
    """Return how far a file is, as a word or two."""
    if row.state is State.READ:
        return tr("read, with warnings") if row.warnings() else tr("read")
    return tr(str(row.state))


def _colour(row: ImportRow, look: theme.Colours) -> str:
    if row.state is State.READ:
        return look.warning if row.warnings() else look.good
    if row.state is State.FAILED:
        return look.error
    return look.accent if row.state is State.READING else look.quiet
