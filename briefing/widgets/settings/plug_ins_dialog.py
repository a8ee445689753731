"""The list of plug-ins: what each adds, whether it is on, and why one failed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr
from briefing.services.plug_ins.added import PlugIn, PlugIns, State
from briefing.settings import SettingsStore
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at

_NAME = Qt.ItemDataRole.UserRole


class PlugInsDialog(QDialog):
    """Switches plug-ins on and off; the settings keep it."""

    def __init__(self, plug_ins: PlugIns, settings: SettingsStore, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Plug-ins"))
        self._plug_ins = plug_ins
        self._settings = settings
        self.intro = Label()
        self.intro.setWordWrap(True)
        self.table = self._made_table()
        self.details = QPlainTextEdit()
        self.details.setProperty("edge", True)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(tr("Why it failed"))
        self.details.setMaximumHeight(180)
        self.details.setTabChangesFocus(True)
        self.copy = QPushButton(tr("&Copy"))
        self.copy.setToolTip(tr("Put why it failed on the clipboard, to tell its maker"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for part in (self.intro, self.table, self.details):
            layout.addWidget(part, part is self.table)
        layout.addStretch()
        layout.addWidget(buttons)
        buttons.rejected.connect(self.reject)
        self.copy.clicked.connect(self._copy)
        self.table.itemChanged.connect(self._switch)
        self.table.itemSelectionChanged.connect(self._show_details)
        self._fill()
        open_at(self, 720, 420 if self._shown else 140)

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setAccessibleName(tr("Plug-ins"))
        table.setHorizontalHeaderLabels([tr("Plug-in"), tr("Version"), tr("Adds"), tr("State")])
        table.verticalHeader().hide()
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.setShowGrid(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        return table

    def _fill(self) -> None:
        self._shown = self._plug_ins.all()
        self.intro.setText(self._words())
        self.table.setVisible(bool(self._shown))
        blocked = self.table.blockSignals(True)
        self.table.setRowCount(len(self._shown))
        for row, plug_in in enumerate(self._shown):
            self._fill_row(row, plug_in)
        self.table.resizeRowsToContents()
        self.table.blockSignals(blocked)
        failed = [row for row, each in enumerate(self._shown) if each.state is State.FAILED]
        if self._shown:
            self.table.selectRow(failed[0] if failed else 0)
        self._show_details()

    def _words(self) -> str:
        if not self._shown:
            return tr(
                "No plug-ins are installed. A plug-in is a Python package that adds formats, "
                "suggesters, checks or templates; docs/plug-ins.md says how one is made."
            )
        return tr(
            "What is switched on or off here holds at once. A plug-in that failed stays off until "
            "the program starts again."
        )

    def _fill_row(self, row: int, plug_in: PlugIn) -> None:
        name = QTableWidgetItem(plug_in.name)
        name.setData(_NAME, plug_in.name)
        name.setFlags(name.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        on = plug_in.name not in self._settings.values.disabled_plug_ins
        name.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.table.setItem(row, 0, name)
        states = {
            State.ON: tr("on"), State.OFF: tr("switched off"),
            State.FAILED: tr("failed"),
        }  # fmt: skip
        words = (plug_in.version, "\n".join(plug_in.adds), states[plug_in.state])
        for column, each in enumerate(words, 1):
            item = QTableWidgetItem(each)
            if column == 3 and plug_in.state is State.FAILED:
                item.setForeground(QColor(theme.current().warning))
            self.table.setItem(row, column, item)

    def _switch(self, item: QTableWidgetItem) -> None:
        """Keep whether a plug-in is to be on."""
        name = item.data(_NAME)
        if not name:
            return
        off = set(self._settings.values.disabled_plug_ins) - {name}
        if item.checkState() is not Qt.CheckState.Checked:
            off.add(name)
        self._settings.change(disabled_plug_ins=tuple(sorted(off)))
        row = self.table.row(item)
        self._fill()
        self.table.setCurrentCell(row, 0)

    def _show_details(self) -> None:
        row = self.table.currentRow()
        error = ""
        if 0 <= row < len(self._shown):
            plug_in = self._shown[row]
            error = f"{plug_in.error}\n\n{plug_in.trace}".strip()
        self.details.setPlainText(error)
        self.details.setVisible(bool(error))
        self.copy.setVisible(bool(error))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
