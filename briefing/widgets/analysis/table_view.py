"""How a table that builds itself is shown: sorted by its header, opened to its excerpts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from briefing.language import tr
from briefing.model.excerpt import Excerpt
from briefing.qt.table_models import EXCERPT, ROW, TableModel
from briefing.services.brief.citing import FLAGGED
from briefing.services.excerpts.excerpt_tables import FigureRow, TableRow, as_text, excerpts_as_text
from briefing.services.section_text.quoting import quoted
from briefing.widgets import theme
from briefing.widgets.excerpts.rows import MARKS, elided, two_lines

_Index = QModelIndex | QPersistentModelIndex
_WIDEST = 240
"""Pixels that a column asks for at most, however long its words are."""
_ABOVE_AND_BELOW = 9
"""Pixels of a row that no words stand on."""
_TWO_LINES = 40
"""Pixels from which on a row has room for two lines of an excerpt."""
_HEAD = 84
"""Pixels that the words above a column ask for at most; they are told whole in its tip."""
_MAIN = 1.5
"""How much of a room that is too small the main column takes, for 1 of the others."""
_MOST_OPEN = 200
"""Rows that are opened again after the table was built anew."""


class TableView(QTreeView):
    """One table; `chosen` gives the id of the excerpt to go to.

    A row leads to its first words, and each time again to the next; it keeps the focus, so that
    Enter goes through them. An excerpt leads to itself. `save_wanted` asks for the table as a file.
    The columns share the width; where it is too small for their words, cells have two lines.
    """

    chosen = Signal(str)
    save_wanted = Signal()

    def __init__(self, model: TableModel, main: int, name: str) -> None:
        super().__init__()
        self.table = model
        self._main = main
        self.lines = 1
        self._next: tuple[str, int] = ("", 0)
        self._opened: set[str] = set()
        self._current = ""
        model.modelAboutToBeReset.connect(self._keep)
        self.setModel(model)
        model.modelReset.connect(self._restore)
        self.setAccessibleName(name)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setItemDelegate(_Cell(self))
        self.setRootIsDecorated(model.kind is not FigureRow)
        self.setIndentation(18)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setSectionsMovable(False)
        self.setSortingEnabled(True)
        header.setStretchLastSection(False)  # names need the room more than what comes last
        header.setMinimumSectionSize(24)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model.dataChanged.connect(lambda *_cells: self._share())
        self.expanded.connect(lambda index: self._opened.add(index.data(ROW).key))
        self.collapsed.connect(lambda index: self._opened.discard(index.data(ROW).key))
        self.clicked.connect(self._choose)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Give each column its share of the width."""
        super().resizeEvent(event)
        self._share()

    def leave_out(self, column: int, *, out: bool) -> None:
        """Show a table without one of its columns, or with it again."""
        if self.isColumnHidden(column) != out:
            self.setColumnHidden(column, out)
            self._share()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go to the words with Enter, copy with the usual key."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() != QAbstractItemView.State.EditingState:
                self._choose(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Offer what can be done with the row at hand."""
        index = self.currentIndex()
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(8, 0))
        menu = self.menu(index)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def menu(self, index: QModelIndex) -> QMenu:
        """Return the menu of one place in the table."""
        menu = QMenu(self)
        if index.isValid():
            menu.addAction(tr("Go to the words\tEnter"), lambda: self._choose(index))
            name = index.siblingAtColumn(0)
            if self.table.flags(name) & Qt.ItemFlag.ItemIsEditable:
                menu.addAction(tr("Rename everywhere…\tF2"), lambda: self.rename(name))
            menu.addSeparator()
        menu.addAction(tr("Copy\tCtrl+C"), self.copy)
        menu.addAction(
            tr("Copy the whole table"),
            lambda: QGuiApplication.clipboard().setText(as_text(self.table.rows)),
        )
        menu.addAction(tr("Save as CSV…"), self.save_wanted.emit)
        return menu

    def rename(self, index: QModelIndex) -> None:
        """Let the name of a row be written over, in its place."""
        self.setCurrentIndex(index)
        self.edit(index)

    def copy(self) -> None:
        """Copy the selected rows and excerpts, without any the whole table."""
        rows: list[TableRow] = []
        excerpts: list[Excerpt] = []
        for index in sorted(self.selectionModel().selectedRows(0), key=_reading_order):
            excerpt = index.data(EXCERPT)
            if index.parent().isValid() and excerpt:
                excerpts.append(excerpt)
            else:
                rows.append(index.data(ROW))
        if not (rows or excerpts):
            rows = list(self.table.rows)
        QGuiApplication.clipboard().setText(as_text(rows) + excerpts_as_text(excerpts))

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802
        """Draw an excerpt across all columns, a row in its cells; a frame where the keyboard is."""
        box: QRect = QRect(option.rect)
        look = theme.colours(self.palette())
        excerpt = index.data(EXCERPT)
        if not index.parent().isValid():
            super().drawRow(painter, option, index)
        elif excerpt is not None:
            self._draw_child(painter, box, index, excerpt)
        if self.hasFocus() and index.sibling(index.row(), 0) == self.currentIndex().siblingAtColumn(
            0
        ):
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _draw_child(self, painter: QPainter, box: QRect, index: _Index, excerpt: Excerpt) -> None:
        look = theme.colours(self.palette())
        if self.selectionModel().isSelected(index.sibling(index.row(), 0)):
            painter.fillRect(box, QColor(look.selection))
            look = theme.on_selection(look)
        elif box.contains(self.viewport().mapFromGlobal(self.cursor().pos())):
            painter.fillRect(box, QColor(look.hover))
        inside = QStyle.visualRect(
            self.layoutDirection(), box, box.adjusted(2 * self.indentation(), 0, -8, 0)
        )
        _draw_excerpt(painter, inside, excerpt, look)

    def _share(self) -> None:
        """Give each column what its words need, or its share where that is more than there is."""
        header, room = self.header(), self.viewport().width()
        shown = [each for each in range(header.count()) if not header.isSectionHidden(each)]
        needs = [
            max(self._head(each), min(_WIDEST, self.sizeHintForColumn(each))) for each in shown
        ]
        for column, width in zip(shown, shares(needs, shown.index(self._main), room), strict=True):
            self.setColumnWidth(column, width)
        lines = 1 if sum(needs) <= room else 2
        if lines != self.lines:
            self.lines = lines
            self.scheduleDelayedItemsLayout()

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        excerpt, row = index.data(EXCERPT), index.data(ROW)
        if excerpt:
            self.chosen.emit(excerpt.id)
            return
        key, place = self._next
        place = place if key == row.key else 0
        self._next = (row.key, (place + 1) % len(row.excerpts))
        self.chosen.emit(row.excerpts[place % len(row.excerpts)])
        self.setFocus()

    def _keep(self) -> None:
        """Note where the eye is, before the table is built anew."""
        current = self.currentIndex().data(ROW)
        self._current = current.key if current else ""

    def _head(self, column: int) -> int:
        """Return the room of what stands above a column, up to what is worth it."""
        words = str(self.table.headerData(column, Qt.Orientation.Horizontal))
        return min(_HEAD, self.header().fontMetrics().horizontalAdvance(words) + 12)

    def _restore(self) -> None:
        self._share()
        places = self.table.places() if self._opened or self._current else {}
        for key in sorted(self._opened.intersection(places))[:_MOST_OPEN]:
            self.expand(self.table.index(places[key], 0))
        if self._current in places:
            self.setCurrentIndex(self.table.index(places[self._current], 0))


class _Cell(QStyledItemDelegate):
    """Draws a cell with its ground, numbers and words in our colours."""

    def __init__(self, table: TableView) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        """Return as wide as its words are on one line, and as high as all rows are now."""
        size = super().sizeHint(option, index)
        line = QFontMetrics(option.font).lineSpacing()
        return QSize(size.width() + 2, self._table.lines * line + _ABOVE_AND_BELOW)

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802
        """Keep the focus frame out: the whole row is marked."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


def shares(needs: Sequence[int], main: int, room: int) -> list[int]:
    """Return how wide columns are in `room` pixels that need so many; `main` is the important one.

    It takes what is over. Where there is too little, those that need least keep what they need,
    and the others share what is left.
    """
    weights = [_MAIN if column == main else 1 for column in range(len(needs))]
    widths = list(needs)
    left, still = max(0, room), set(range(len(needs)))
    while still:
        unit = left / sum(weights[each] for each in still)
        content = {each for each in still if needs[each] <= weights[each] * unit}
        if not content:
            for each in still:
                widths[each] = int(weights[each] * unit)
            break
        left -= sum(needs[each] for each in content)
        still -= content
    widths[main] += max(0, room - sum(widths))
    return widths


def _reading_order(index: QModelIndex) -> tuple[int, int]:
    parent = index.parent()
    return (parent.row(), index.row()) if parent.isValid() else (index.row(), -1)


def _draw_excerpt(painter: QPainter, box: QRect, excerpt: Excerpt, look: theme.Colours) -> None:
    painter.save()
    status, way = excerpt.assessment.status, painter.layoutDirection()
    doubtful = status in FLAGGED
    painter.setFont(theme.small_font())
    painter.setPen(QColor(look.warning if doubtful else look.quiet))
    high = box.height() >= _TWO_LINES
    beside = box.adjusted(0, 5, 0, 0) if high else box
    level = Qt.AlignmentFlag.AlignTop if high else Qt.AlignmentFlag.AlignVCenter
    painter.drawText(beside, Qt.AlignmentFlag.AlignLeft | level, MARKS[status])
    taken = 0
    if doubtful:
        said = tr(status.value)
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | level, said)
        taken = QFontMetrics(painter.font()).horizontalAdvance(said) + 8
    words = QStyle.visualRect(way, beside, beside.adjusted(16, 0, -taken, 0))
    painter.setPen(QColor(look.text))
    said = quoted(excerpt.quote[:400])
    (two_lines if high else elided)(painter, words, said)
    painter.restore()
