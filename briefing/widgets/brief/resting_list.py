"""The list of sentences that rest on words which a newer version of an article changed or lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr
from briefing.qt.saying import dotted
from briefing.services.brief.resting import Happened, Resting
from briefing.widgets import theme
from briefing.widgets.controls.buttons import only_with_focus
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at

SHOWN = 300
"""Code points of a sentence or quotation that are shown."""
SIZE = (760, 520)


class RestingDialog(QDialog):
    """Shows what to look at again; `chosen` carries the Resting to go to (Enter or double click).

    It stays open, so that one can be mended after the other.
    """

    chosen = Signal(object)

    def __init__(self, rows: Sequence[Resting], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Sentences to look at again"))
        hint = Label(
            tr("The article says these words otherwise now. Press Enter to go to a sentence.")
            if rows
            else tr("Nothing in this brief rests on words that have changed.")
        )
        hint.setWordWrap(True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setAccessibleName(tr("Sentences to look at again"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVisible(bool(rows))
        self._several = len({row.brief for row in rows}) > 1
        for row in rows:
            item = QListWidgetItem(self._words(row))
            item.setData(Qt.ItemDataRole.UserRole, row)
            self.list.addItem(item)
        self.list.itemActivated.connect(self._choose)
        ends = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        ends.rejected.connect(self.reject)
        only_with_focus(ends.button(QDialogButtonBox.StandardButton.Close))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.RHYTHM)
        column.addWidget(hint)
        column.addWidget(self.list, 1)
        column.addWidget(ends)
        open_at(self, *SIZE)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _words(self, row: Resting) -> str:
        names = {
            Happened.CHANGED: tr("words changed"), Happened.DOUBT: tr("in doubt"),
            Happened.LOST: tr("lost"),
        }  # fmt: skip
        change = row.change
        about = row.about if self._several else ""
        lines = [dotted((about, row.title, names[change.happened])), _cut(row.sentence)]
        lines.append(tr("Then: {old}", old=_cut(change.old)))
        if change.new:
            lines.append(tr("Now: {new}", new=_cut(change.new)))
        return "\n".join(lines)


def _cut(words: str) -> str:
    plain = " ".join(words[: SHOWN + 1].split())
    return plain if len(words) <= SHOWN else f"{plain} …"
