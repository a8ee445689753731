"""What an import brings or an export leaves out, shown before anything happens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr
from briefing.qt.saying import listed, number
from briefing.services.interchange import Loss
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at

SIZE = (820, 460)


class ExchangeDialog(QDialog):
    """Says what comes or goes, and lists what is not carried over; `accepted` is the word to go on.

    `words` says what would happen, `button` names it, "" where there is nothing to do.
    """

    def __init__(
        self,
        title: str,
        words: str,
        losses: Sequence[Loss],
        button: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        head = Label(words)
        head.setWordWrap(True)
        bold = head.font()
        bold.setBold(True)
        head.setFont(bold)
        hint = Label(
            tr("What is not carried over as it is:")
            if losses
            else tr("Everything is carried over.")
        )
        theme.set_quiet(hint)
        self.table = self._table(losses)
        self.table.setVisible(bool(losses))
        self.ends = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.ends.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.RHYTHM)
        column.addWidget(head)
        column.addWidget(hint)
        column.addWidget(self.table, 1)
        column.addWidget(self.ends)
        cancel = self.ends.button(QDialogButtonBox.StandardButton.Cancel)
        self.go = self.ends.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setVisible(bool(button))
        self.go.clicked.connect(self.accept)
        if not button:
            cancel.setText(tr("Close"))
        (self.go if button else cancel).setDefault(True)
        open_at(self, *SIZE if losses else (SIZE[0] // 2, 0))
        (self.go if button else cancel).setFocus()

    def _table(self, losses: Sequence[Loss]) -> QTreeWidget:
        table = QTreeWidget()
        table.setAccessibleName(tr("What is not carried over"))
        table.setHeaderLabels([tr("What"), tr("How many"), tr("Which, and why")])
        table.setRootIsDecorated(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(True)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for loss in losses:
            more = ", …" if loss.count > len(loss.names) > 0 else ""
            said = filter(None, (listed(loss.names) + more, loss.why))
            item = QTreeWidgetItem([loss.what, number(loss.count), "\n".join(said)])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            for column in (0, 2):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
            table.addTopLevelItem(item)
        header = table.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        table.setColumnWidth(0, 310)
        return table
