"""The small box that finds a tag by a few letters, or makes a new one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QListView, QWidget

from briefing.language import tr
from briefing.model.tags import Tag
from briefing.qt.models import ITEM, TagModel
from briefing.widgets.controls.find_box import FindBox
from briefing.widgets.excerpts.rows import TagRow


class TagPalette(FindBox):
    """Opens at the words that are meant; Enter takes the first match.

    `chosen` gives the Tag; `named` the name of a tag that is not there yet.
    """

    chosen = Signal(object)
    named = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, QListView(), (tr("Find a tag"), tr("Matching tags")))
        self._all: Sequence[Tag] = ()
        self.search.setPlaceholderText(tr("Tag: a few letters, or a new name"))
        self.tags = TagModel()
        self.list.setModel(self.tags)
        self.list.setItemDelegate(TagRow(self))
        self.setFixedSize(320, 340)

    def ask(self, tags: Sequence[Tag], at: QPoint) -> None:
        """Open with these tags, its corner at a global position, kept on the screen."""
        self._all = tags
        self.open_with(at)

    def look_up(self, typed: str) -> None:
        """List the tags that fit these letters."""
        self.tags.show(matching(self._all, typed))
        self.mark(0)
        name = typed.strip()
        self.hint.setText(
            tr("Enter makes “{name}”", name=name)
            if name and not self.tags.items
            else tr("Enter tags, Esc closes")
        )

    def take(self) -> None:
        """Choose the marked tag, or name a new one."""
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
