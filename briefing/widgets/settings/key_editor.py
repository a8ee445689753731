"""The window in which actions get other keys: conflicts are shown before they are made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QModelIndex, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import ExportError
from briefing.language import tr
from briefing.qt.saying import listed, spelled
from briefing.services import fuzzy
from briefing.services.writing import write_atomically
from briefing.widgets import theme
from briefing.widgets.actions import ACTIONS, MENUS, key_list, menu_name, name_of
from briefing.widgets.controls.buttons import act_button, only_with_focus
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.saving_as import ask_target
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.help.help_sheets import key_document
from briefing.widgets.settings.own_keys import PORTABLE, SPECS, taken_by, would_type, written_keys

ID = Qt.ItemDataRole.UserRole
SIZE = (720, 640)


class KeyEditor(QDialog):
    """Shows every action with its keys; `changed` gives the lines to keep in the settings.

    A key that another action or a tag has is not taken away from it: the dialog says who has it.
    """

    changed = Signal(tuple)

    def __init__(
        self, own: Mapping[str, tuple[str, ...]], tags: Mapping[str, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._own = dict(own)
        self._tags = tags
        self.setWindowTitle(tr("Keys of your own"))
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(tr("A few letters of an action, or a key"))
        self.search.setAccessibleName(tr("Find an action"))
        self.search.textChanged.connect(self._filter)
        self.none_fits = Label(tr("Nothing found; try another word"))
        self.none_fits.hide()
        theme.set_quiet(self.none_fits)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr("Actions and their keys"))
        self.tree.setHeaderLabels([tr("Action"), tr("Keys"), tr("Usually")])
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.currentItemChanged.connect(self._show)
        self.field = QKeySequenceEdit()
        self.field.setMaximumSequenceLength(1)
        self.field.setAccessibleName(tr("New key: press it"))
        self.field.keySequenceChanged.connect(self._try)
        self.add = act_button(tr("Use this key"), self._add)
        self.clear = act_button(tr("No key"), lambda: self._put(()))
        self.usual = act_button(tr("Usual key"), self._usual)
        self.says = Label()
        self.says.setWordWrap(True)
        theme.set_quiet(self.says)
        self._lay_out()
        self._fill()
        open_at(self, *SIZE)

    def keys_of(self, action: str) -> tuple[str, ...]:
        """Return the keys that an action has now, by its id."""
        return self._own.get(action, SPECS[action].keys)

    def choose(self, action: str) -> None:
        """Mark an action by its id."""
        for item in self._items():
            if item.data(0, ID) == action:
                self.tree.setCurrentItem(item)

    def save_sheet(self, path: Path) -> None:
        """Write the sheet of keys as a PDF of A4 pages."""
        made = QBuffer()
        made.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(made)
        size, margins = QPageSize(QPageSize.PageSizeId.A4), QMarginsF(15, 15, 15, 15)
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, margins,
                                         QPageLayout.Unit.Millimeter))  # fmt: skip
        writer.setTitle(tr("Keys of Briefing"))
        sheet = key_document(tr("Keys of Briefing"), key_list(self._own))
        sheet.print_(writer)
        try:
            write_atomically(path, bytes(made.data().data()))
        except ExportError as error:
            self.says.setText(f"{error.message} {error.hint}")
        else:
            self.says.setText(tr("“{name}” is written.", name=path.name))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        for button in (self.add, self.clear, self.usual):
            row.addWidget(button)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.accept)
        role = QDialogButtonBox.ButtonRole
        buttons.addButton(act_button(tr("All usual"), self._all_usual), role.ResetRole)
        buttons.addButton(act_button(tr("Sheet to print…"), self._ask_sheet), role.ActionRole)
        only_with_focus(buttons.button(QDialogButtonBox.StandardButton.Close))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        for part in (self.search, self.none_fits, self.tree):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(self.says)
        column.addWidget(buttons)

    def _fill(self) -> None:
        for menu in MENUS:
            top = QTreeWidgetItem([menu_name(menu)])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.tree.addTopLevelItem(top)
            for spec in ACTIONS:
                if spec.menu == menu:
                    item = QTreeWidgetItem([name_of(spec), "", _shown(spec.keys)])
                    item.setData(0, ID, spec.id)
                    top.addChild(item)
            top.setExpanded(True)
        for item in self._items():
            self._refresh(item)
        for column in (1, 2):
            self.tree.resizeColumnToContents(column)
        self.tree.setCurrentItem(self._items()[0])

    def _items(self) -> list[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        items = [
            top.child(row) for top in tops if top is not None for row in range(top.childCount())
        ]
        return [item for item in items if item is not None]

    def _refresh(self, item: QTreeWidgetItem) -> None:
        action = item.data(0, ID)
        item.setText(1, _shown(self.keys_of(action)))
        font = item.font(0)
        font.setBold(self.keys_of(action) != SPECS[action].keys)
        item.setFont(1, font)

    def _filter(self, typed: str) -> None:
        letters = fuzzy.folded(typed)
        for item in self._items():
            named = fuzzy.rank(fuzzy.folded(item.text(0)), letters) is not None
            item.setHidden(not (named or typed.casefold() in item.text(1).casefold()))
        fitting = [item for item in self._items() if not item.isHidden()]
        menus = {self.tree.indexFromItem(item).parent().row() for item in fitting}
        for row in range(self.tree.topLevelItemCount()):
            self.tree.setRowHidden(row, QModelIndex(), row not in menus)
        self.none_fits.setVisible(not fitting)
        first = self.tree.indexFromItem(fitting[0]) if fitting else QModelIndex()
        self.tree.setCurrentIndex(first)

    def _current(self) -> str:
        item = self.tree.currentItem()
        return (item.data(0, ID) or "") if item is not None else ""

    def _show(self) -> None:
        action = self._current()
        for part in (self.field, self.add, self.clear, self.usual):
            part.setEnabled(bool(action))
        self.field.clear()
        self._try()

    def _try(self) -> None:
        key, action = self.field.keySequence().toString(PORTABLE), self._current()
        problem = self._problem(key, action) if key and action else ""
        self.add.setEnabled(bool(key and action and not problem))
        self.says.setText(problem or tr("Click the field and press the key it is to have."))

    def _problem(self, key: str, action: str) -> str:
        if would_type(key, SPECS[action]):
            return tr(
                "{key} writes in fields; take it with Ctrl or Alt, or a function key.", key=key
            )
        if other := taken_by(key, action, self._own, self._tags):
            return _taken_words(key, other)
        return ""

    def _add(self) -> None:
        key = self.field.keySequence().toString(PORTABLE)
        self._put(tuple(dict.fromkeys((key, *self.keys_of(self._current())))))
        self.field.clear()

    def _usual(self) -> None:
        action = self._current()
        taken = [
            (key, other)
            for key in SPECS[action].keys
            if (other := taken_by(key, action, self._own, self._tags))
        ]
        if taken:
            self.says.setText(_taken_words(*taken[0]))
            return
        self._put(SPECS[action].keys)

    def _put(self, keys: tuple[str, ...]) -> None:
        self._own[self._current()] = keys
        item = self.tree.currentItem()
        if item is not None:
            self._refresh(item)
        self.changed.emit(written_keys(self._own))

    def _all_usual(self) -> None:
        self._own.clear()
        for item in self._items():
            self._refresh(item)
        self.changed.emit(())

    def _ask_sheet(self) -> None:
        path = ask_target(
            self, tr("Save the sheet of keys"), Path("keys.pdf"), {tr("PDF (*.pdf)"): ".pdf"}
        )
        if path:
            self.save_sheet(path)


def _taken_words(key: str, other: str) -> str:
    return tr(
        "{key} is taken: “{other}” has it. Give that another key first.", key=key, other=other
    )


def _shown(keys: tuple[str, ...]) -> str:
    return listed(map(spelled, keys))
