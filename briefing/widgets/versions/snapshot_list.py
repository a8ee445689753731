"""The list of a brief's snapshots: name, who took it when, who asked for it, what for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from briefing.language import tr
from briefing.model.snapshot import Snapshot
from briefing.qt.plain import plain_tip
from briefing.qt.saying import dotted, moment, words
from briefing.widgets import theme
from briefing.widgets.excerpts.rows import draw_ground, elided

Index = QModelIndex | QPersistentModelIndex
SNAPSHOT = Qt.ItemDataRole.UserRole
_LINE = 20
LONGEST_NAME = 120


class SnapshotModel(QAbstractListModel):
    """Snapshots, the latest first; `renamed` carries one and the name that was typed for it."""

    renamed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.items: Sequence[Snapshot] = ()
        self._orphans: Collection[str] = ()

    def show(self, items: Sequence[Snapshot], orphans: Collection[str]) -> None:
        """Show these; `orphans` are the ids of those whose brief was removed."""
        self.beginResetModel()
        self.items, self._orphans = items, orphans
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 Qt's signature
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.items)

    def row_of(self, snapshot_id: str) -> int:
        """Return the row of a snapshot, or -1."""
        ids = [item.id for item in self.items]
        return ids.index(snapshot_id) if snapshot_id in ids else -1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the snapshot, its name, or all that is known of it."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == SNAPSHOT:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return item.name
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return "\n".join(self.lines(item))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join((item.name, *self.lines(item))))
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Say which name was typed."""
        name = " ".join(str(value).split())[:LONGEST_NAME]
        if role == Qt.ItemDataRole.EditRole and name and name != self.items[index.row()].name:
            self.renamed.emit(self.items[index.row()], name)
        return True

    def lines(self, item: Snapshot) -> list[str]:
        """Return what stands below the name: when, by whom and how long; for whom; what for."""
        when = moment(item.made)
        lines = [dotted((when, item.author, words(item.words)))]
        asked = tr("Asked for by {asked_by}", asked_by=item.asked_by) if item.asked_by else ""
        gone = tr("Of a brief that was removed") if item.id in self._orphans else ""
        lines.append(dotted((gone, asked, item.note)))
        return [line for line in lines if line]


class SnapshotRow(QStyledItemDelegate):
    """Draws a snapshot: its name above, what is known of it below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """Return one height for all rows."""
        return QSize(160, 3 * _LINE + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        box = QRect(option.rect)
        painter.save()
        look = draw_ground(painter, box, option.state, theme.current())
        painter.setPen(QColor(look.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        line = QRect(box.left() + 12, box.top() + 6, box.width() - 20, _LINE)
        font = theme.interface_font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(look.text))
        elided(painter, line, str(index.data()))
        model = index.model()
        painter.setFont(theme.small_font())
        painter.setPen(QColor(look.quiet))
        item: Snapshot = index.data(SNAPSHOT)
        for row, line_said in enumerate(
            model.lines(item) if isinstance(model, SnapshotModel) else (), start=1
        ):
            elided(painter, line.translated(0, row * _LINE), line_said)
        painter.restore()

    def createEditor(  # noqa: N802
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002 Qt's signature
        index: Index,  # noqa: ARG002 Qt's signature
    ) -> QWidget:
        """Return the field in which a name is changed."""
        field = QLineEdit(parent)
        field.setMaxLength(LONGEST_NAME)
        field.setAccessibleName(tr("Name of the snapshot"))
        return field

    def updateEditorGeometry(  # noqa: N802
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,  # noqa: ARG002 Qt's signature
    ) -> None:
        """Put the field over the name alone."""
        box = QRect(option.rect)
        editor.setGeometry(box.left() + 6, box.top() + 2, box.width() - 12, _LINE + 10)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Hand the typed name on."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())


class SnapshotList(QListView):
    """The list with its keys: Enter compares, R restores, F2 renames, Delete removes.

    Each signal carries the Snapshot; `marked` says that the mark went to another, or to none.
    """

    marked = Signal(object)
    chosen = Signal(object)
    restoring = Signal(object)
    removing = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.snapshots = SnapshotModel()
        self.setModel(self.snapshots)
        self.setItemDelegate(SnapshotRow(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(
            QListView.EditTrigger.EditKeyPressed | QListView.EditTrigger.DoubleClicked
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Snapshots of the brief"))
        self.clicked.connect(lambda index: self.chosen.emit(index.data(SNAPSHOT)))

    def show_snapshots(self, items: Sequence[Snapshot], orphans: Collection[str]) -> None:
        """Show these; the mark stays on its snapshot, else on its row."""
        if items == self.snapshots.items:
            self.snapshots.show(items, orphans)
            self._mark(max(0, self.currentIndex().row()))
            return
        kept, row = self.current(), max(0, self.currentIndex().row())
        self.snapshots.show(items, orphans)
        found = self.snapshots.row_of(kept.id) if kept else -1
        self._mark(found if found >= 0 else min(row, len(items) - 1))

    def current(self) -> Snapshot | None:
        """Return the snapshot that is marked."""
        index = self.currentIndex()
        return index.data(SNAPSHOT) if index.isValid() else None

    def mark(self, snapshot_id: str) -> None:
        """Mark a snapshot."""
        self._mark(self.snapshots.row_of(snapshot_id))

    def rename_current(self) -> None:
        """Let the name of the marked snapshot be typed."""
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Say what is marked now."""
        super().currentChanged(current, previous)
        self.marked.emit(current.data(SNAPSHOT) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Act on the marked snapshot."""
        signal = {
            Qt.Key.Key_Return: self.chosen, Qt.Key.Key_Enter: self.chosen,
            Qt.Key.Key_R: self.restoring, Qt.Key.Key_Delete: self.removing,
        }.get(Qt.Key(event.key()))  # fmt: skip
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if signal and plain:
            if item := self.current():
                signal.emit(item)
        else:
            super().keyPressEvent(event)

    def _mark(self, row: int) -> None:
        self.setCurrentIndex(self.snapshots.index(row) if row >= 0 else QModelIndex())
