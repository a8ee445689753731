"""The small box that finds a tag by a few letters, or makes a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.model.tags import Tag
from briefing.qt.models import ITEM, TagModel
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.popups import open_at
from briefing.widgets.excerpts.rows import TagRow


class TagPalette(QFrame):
    """Opens at the words that are meant; Enter takes the first match.

    `chosen` gives the Tag; `named` the name of a tag that is not there yet.
    """

    chosen = Signal(object)
    named = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._all: Sequence[Tag] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Tag: a few letters, or a new name"))
        self.search.setAccessibleName(tr("Find a tag"))
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._take)
        self.search.installEventFilter(self)
        self.tags = TagModel()
        self.list = QListView()
        self.list.setAccessibleName(tr("Matching tags"))
        self.list.setModel(self.tags)
        self.list.setItemDelegate(TagRow(self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda _index: self._take())
        self.hint = Label()
        theme.set_quiet(self.hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        for part in (self.search, self.list, self.hint):
            layout.addWidget(part)
        self.setFixedSize(320, 340)

    def ask(self, tags: Sequence[Tag], at: QPoint) -> None:
        """Open with these tags, its corner at a global position, kept on the screen."""
        self._all = tags
        self.search.clear()
        self._find("")
        open_at(self, at)
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Move in the list with the arrow keys while typing goes on."""
        if watched is self.search and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and event.type() == QEvent.Type.KeyPress:
                rows = max(1, len(self.tags.items))
                self._mark((self.list.currentIndex().row() + step) % rows)
                return True
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        self.tags.show(matching(self._all, typed))
        self._mark(0)
        found = bool(self.tags.items)
        name = typed.strip()
        self.hint.setText(
            tr("Enter tags, Esc closes") if found else tr("Enter makes “{name}”", name=name)
        )

    def _mark(self, row: int) -> None:
        self.list.setCurrentIndex(self.tags.index(row))

    def _take(self) -> None:
        index, typed = self.list.currentIndex(), self.search.text().strip()
        self.hide()
        if index.isValid():
            self.chosen.emit(index.data(ITEM))
        elif typed:
            self.named.emit(typed)


def matching(tags: Sequence[Tag], typed: str) -> list[Tag]:
    """Return the tags that fit the letters: code, start of a word, then anywhere in the name."""
    letters = typed.strip().casefold()

    def rank(tag: Tag) -> int | None:
        name = tag.name.casefold()
        if tag.code.casefold().startswith(letters):
            return 0
        if any(word.startswith(letters) for word in name.split()):
            return 1
        return 2 if letters in name else None

    ranked = [(rank(tag), position, tag) for position, tag in enumerate(tags)]
    return [tag for place, _, tag in sorted((r, p, t) for r, p, t in ranked if r is not None)]
