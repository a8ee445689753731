"""Lists what an edited document says beside its text: comments, tracked changes, stray words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from briefing.language import tr
from briefing.qt.saying import dotted, moment
from briefing.services.versions.reading_back import ReadBackComparison

SHOWN = 600
"""Code points of one entry that are shown; all of them are copied."""
Line = tuple[str, str]
"""What kind of entry it is, where and by whom, and its words."""


class NotesView(QListWidget):
    """Entries of two lines; Ctrl+C copies the words of the one that is marked."""

    def __init__(self, lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Comments, tracked changes and words in no section"))
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for head, words in lines:
            shown = words if len(words) <= SHOWN else f"{words[:SHOWN]} …"
            item = QListWidgetItem(f"{head}\n{shown}")
            item.setData(Qt.ItemDataRole.UserRole, words)
            self.addItem(item)
        if not lines:
            empty = QListWidgetItem(
                tr("Nobody commented, no change was tracked, every word has its section.")
            )
            empty.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(empty)

    def words(self) -> str:
        """Return the words of the entry that is marked, "" if none is."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole) or "") if item is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Copy the words alone, without what stands above them."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.words())
        else:
            super().keyPressEvent(event)


def notes_of(comparison: ReadBackComparison) -> list[Line]:
    """Return the entries of a comparison: stray words first, since they would be lost."""
    read, place = comparison.read, comparison.title_of
    lines = [
        (_joined(_in_none(place(stray.after)), stray.why), stray.words) for stray in read.strays
    ]
    for comment in read.comments:
        about = tr("about “{words}”", words=comment.anchor) if comment.anchor else ""
        settled = tr("settled") if comment.done else ""
        head = _joined(tr("Comment"), comment.author, moment(comment.date), place(comment.section),
                       about, settled)  # fmt: skip
        lines.append((head, comment.words))
    for change in read.tracked:
        head = _joined(tr(change.kind.value).capitalize(), change.author, moment(change.date),
                       place(change.section))  # fmt: skip
        lines.append((head, change.words))
    return lines


def _joined(*parts: str) -> str:
    return dotted(parts)


def _in_none(after: str) -> str:
    return tr("In no section, after “{section}”", section=after) if after else tr("In no section")
