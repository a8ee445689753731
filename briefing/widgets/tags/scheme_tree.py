"""The tags of one scheme as a tree."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from briefing.language import tr
from briefing.model.tag_edits import in_tree_order
from briefing.model.tags import Tag, TagScheme
from briefing.qt.models import COUNT, ITEM
from briefing.qt.plain import plain_tip
from briefing.qt.saying import excerpts, listed
from briefing.widgets.excerpts.rows import TagRow

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class TagTree(QTreeWidget):
    """Shows each tag with its code, name, key and number of excerpts.

    `chosen` says that another tag is the current one; `opened` that it is to be edited; `removing`
    that the key to remove it was pressed.
    """

    chosen = Signal()
    opened = Signal()
    removing = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setColumnCount(1)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(24)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Tags of the scheme"))
        self.setItemDelegate(TagRow(self))
        self._items: dict[str, QTreeWidgetItem] = {}
        self.currentItemChanged.connect(lambda _now, _before: self.chosen.emit())
        self.itemDoubleClicked.connect(lambda _item, _column: self.opened.emit())

    def show_scheme(self, scheme: TagScheme | None, counts: Mapping[str, int]) -> None:
        """Show the tags of a scheme; the current one stays current, else the one in its row."""
        tags = in_tree_order(scheme.tags) if scheme else ()
        current, place = self.current(), self._place()
        self.blockSignals(True)
        if [(t.id, t.parent) for t in tags] != self._shape():
            self._build(tags)
        for tag in tags:
            self._fill(self._items[tag.id], tag, counts.get(tag.id, 0))
        if current in self._items:
            self.setCurrentItem(self._items[current])
        elif tags:
            self.setCurrentItem(self._items[tags[min(place, len(tags) - 1)].id])
        self.blockSignals(False)
        self.viewport().update()

    def current(self) -> str:
        """Return the id of the current tag, "" without one."""
        item = self.currentItem()
        return item.data(0, ITEM).id if item else ""

    def make_current(self, tag_id: str) -> None:
        """Let a tag be the current one."""
        if tag_id in self._items:
            self.setCurrentItem(self._items[tag_id])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Edit with Enter or F2, remove with Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removing.emit()
        else:
            super().keyPressEvent(event)

    def drawBranches(self, *_args: object) -> None:  # noqa: N802
        """Draw no lines; the indent says it."""

    def _shape(self) -> list[tuple[str, str | None]]:
        tags: list[Tag] = [item.data(0, ITEM) for item in self._items.values()]
        return [(tag.id, tag.parent) for tag in tags]

    def _place(self) -> int:
        ids = list(self._items)
        current = self.current()
        return ids.index(current) if current in ids else 0

    def _build(self, tags: tuple[Tag, ...]) -> None:
        self.clear()
        self._items = {}
        for tag in tags:
            above = self._items.get(tag.parent or "")
            item = QTreeWidgetItem(above) if above else QTreeWidgetItem(self)
            item.setData(0, ITEM, tag)
            item.setExpanded(True)
            self._items[tag.id] = item
        self.expandAll()

    def _fill(self, item: QTreeWidgetItem, tag: Tag, count: int) -> None:
        if item.data(0, ITEM) is tag and item.data(0, COUNT) == count:
            return
        item.setData(0, ITEM, tag)
        item.setData(0, COUNT, count)
        item.setText(0, tag.name)
        item.setData(0, Qt.ItemDataRole.ToolTipRole, plain_tip(tag.description))
        parts = [tag.code, tag.name, excerpts(count)]
        if tag.key and not tag.retired:
            parts.append(tr("key {key}", key=tag.key))
        if tag.retired:
            parts.append(tr("retired"))
        item.setData(0, _SPOKEN, listed(parts))
