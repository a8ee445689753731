"""The settings, made from their table: each is taken at once and easily taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import SettingsError
from briefing.language import LANGUAGES, tr
from briefing.qt.saying import in_order
from briefing.services import fuzzy
from briefing.settings import TABLE, Setting, Settings, SettingsStore
from briefing.widgets import theme
from briefing.widgets.controls.buttons import only_with_focus
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at

SIZE = (700, 640)
KEPT = "Kept"
"""The group of what the program keeps for itself."""


class SettingsDialog(QDialog):
    """Shows each setting with what it means; `changed` gives the key of one that was changed.

    `offered` are the values to choose from of settings whose choices are not in the table.
    """

    changed = Signal(str)

    def __init__(
        self,
        store: SettingsStore,
        parent: QWidget,
        offered: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self.setWindowTitle(tr("Settings"))
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(tr("A few letters of a setting"))
        self.search.setAccessibleName(tr("Find a setting"))
        self.search.textChanged.connect(self._filter)
        self.fields = {
            row.key: SettingField(row, store.values, (offered or {}).get(row.key, row.choices))
            for row in TABLE
            if row.group != KEPT
        }
        for key, field in self.fields.items():
            field.chosen.connect(partial(self._take, key))
        self._titles: dict[str, Label] = {}
        self.none_fits = Label(tr("No setting fits these letters."))
        theme.set_quiet(self.none_fits)
        self.problem = Label("\n".join(store.problems))
        self.problem.setWordWrap(True)
        self._lay_out()
        self._filter("")
        open_at(self, *SIZE)

    def _lay_out(self) -> None:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(10)
        for group in dict.fromkeys(field.row.group for field in self.fields.values()):
            title = self._titles[group] = Label(tr(group))
            title.setProperty("heading", True)
            column.addWidget(title)
            for field in self.fields.values():
                if field.row.group == group:
                    column.addWidget(field)
        column.addWidget(self.none_fits)
        column.addStretch()
        area = QScrollArea()
        area.setAccessibleName(tr("All settings"))
        area.setWidget(sheet)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields scroll it
        where = Label(tr("Kept in {path}", path=in_order(str(self._store.path))))
        where.setWordWrap(True)
        theme.set_quiet(where)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.accept)
        only_with_focus(buttons.button(QDialogButtonBox.StandardButton.Close))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        for part in (self.search, area, self.problem, where, buttons):
            whole.addWidget(part)

    def _take(self, key: str, value: object) -> None:
        try:
            self._store.change(**{key: value})
        except SettingsError as error:
            self.problem.setText(str(error))
            self.fields[key].show_value(getattr(self._store.values, key))
            return
        self.problem.setText("\n".join(self._store.problems))
        self.fields[key].mark(getattr(self._store.values, key))
        self.changed.emit(key)

    def _filter(self, typed: str) -> None:
        letters = fuzzy.folded(typed)
        shown = set()
        for field in self.fields.values():
            row = field.row
            words = f"{tr(row.label)} {tr(row.group)} {tr(row.help)}"
            fits = not letters or letters in fuzzy.folded(words)
            fits = fits or fuzzy.rank(fuzzy.folded(tr(row.label)), letters) is not None
            field.setVisible(fits)
            if fits:
                shown.add(row.group)
        for group, title in self._titles.items():
            title.setVisible(group in shown)
        self.none_fits.setVisible(not shown)


class SettingField(QWidget):
    """One setting: its name, the field, a button back to the usual, and what it means.

    `chosen` gives a value of the setting's kind.
    """

    chosen = Signal(object)

    def __init__(self, row: Setting, values: Settings, choices: Sequence[str]) -> None:
        super().__init__()
        self.row = row
        self._choices = choices
        self.usual = getattr(Settings(), row.key)
        self.show_value: Callable[[Any], None] = lambda _value: None
        self.label = tr(row.label)
        name = Label(self.label)
        name.setContentsMargins(0, 5, 0, 0)  # its words beside those of the field
        self.field = self._field(getattr(values, row.key))
        self.field.setAccessibleName(self.label)
        self.field.setAccessibleDescription(tr(row.help))
        name.setBuddy(self.field)
        self.back = QToolButton()
        self.back.setText(tr("Usual"))
        self.back.setProperty("link", True)
        self.back.setAccessibleName(tr("{label}: as usual", label=self.label))
        self.back.clicked.connect(self._go_back)
        told = Label(tr(row.help))
        told.setWordWrap(True)
        theme.set_quiet(told)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(12)
        grid.setColumnMinimumWidth(0, 210)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(2, 70)
        grid.addWidget(name, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.field, 0, 1)
        grid.addWidget(self.back, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(told, 1, 1, 1, 2)
        self.mark(getattr(values, row.key))

    def mark(self, value: object) -> None:
        """Offer the way back if the value is not the usual one."""
        policy = self.back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.back.setSizePolicy(policy)
        self.back.setVisible(value != self.usual)

    def _go_back(self) -> None:
        self.show_value(self.usual)
        self.chosen.emit(self.usual)

    def _field(self, value: Any) -> QWidget:
        if self._choices:
            return self._choice(value)
        makers: dict[type, Callable[[Any], QWidget]] = {
            bool: self._switch, int: self._number, float: self._decimal, tuple: self._folders,
        }  # fmt: skip
        return makers.get(self.row.kind, self._line)(value)

    def _choice(self, value: str) -> QWidget:
        box = QComboBox()
        for choice in dict.fromkeys((*self._choices, value)):
            box.addItem(LANGUAGES.get(choice) or tr(choice), choice)
        box.setCurrentIndex(box.findData(value))
        box.activated.connect(lambda _place: self.chosen.emit(box.currentData()))
        self.show_value = lambda wanted: box.setCurrentIndex(box.findData(wanted))
        return box

    def _switch(self, value: bool) -> QWidget:  # noqa: FBT001 a value like the others
        box = QCheckBox(tr("Yes"))
        box.setChecked(value)
        box.clicked.connect(self.chosen.emit)
        self.show_value = box.setChecked
        return box

    def _number(self, value: int) -> QWidget:
        box = QSpinBox()
        box.setRange(int(self.row.low or 0), int(self.row.high or 1_000_000))
        box.setValue(value)
        theme.set_in(box)
        box.valueChanged.connect(self.chosen.emit)
        self.show_value = box.setValue
        return box

    def _decimal(self, value: float) -> QWidget:
        box = QDoubleSpinBox()
        box.setDecimals(1)
        box.setRange(self.row.low or 0, self.row.high or 1_000_000)
        box.setValue(value)
        theme.set_in(box)
        box.valueChanged.connect(self.chosen.emit)
        self.show_value = box.setValue
        return box

    def _line(self, value: str) -> QWidget:
        line = QLineEdit(value)
        line.editingFinished.connect(lambda: self.chosen.emit(line.text().strip()))
        self.show_value = line.setText
        return line

    def _folders(self, value: tuple[str, ...]) -> QWidget:
        whole, column = QWidget(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        whole.setLayout(column)
        names = QListWidget()
        names.setAccessibleName(self.label)
        names.addItems(list(value))
        names.setFixedHeight(72)
        names.setProperty("edge", True)
        add, remove = QPushButton(tr("Add…")), QPushButton(tr("Remove"))
        row = QHBoxLayout()
        for button in (add, remove):
            only_with_focus(button)
            row.addWidget(button)
        row.addStretch()
        column.addWidget(names)
        column.addLayout(row)

        def show(folders: tuple[str, ...]) -> None:
            names.clear()
            names.addItems(list(folders))

        def listed() -> tuple[str, ...]:
            return tuple(names.item(place).text() for place in range(names.count()))

        def ask() -> None:
            if folder := QFileDialog.getExistingDirectory(self, self.label):
                show((*listed(), str(Path(folder))))
                self.chosen.emit(listed())

        def drop() -> None:
            names.takeItem(names.currentRow())
            self.chosen.emit(listed())

        add.clicked.connect(ask)
        remove.clicked.connect(drop)
        self.show_value = show
        return whole
