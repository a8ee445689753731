"""The dialog in which profiles for the header are made and changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import SettingsError
from briefing.language import tr
from briefing.model.article import clean_text
from briefing.model.template import TemplateField
from briefing.services.brief.profiles import Profile, Profiles, ProfileStore
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.line_field import LineField
from briefing.widgets.controls.window_size import open_at

SIZE = (760, 560)
PARTS = ("name", "author", "unit", "marking", "contact")


class ProfilesDialog(QDialog):
    """Changes a copy of the profiles; Save writes them, Cancel leaves them as they were.

    `known` are header fields of templates, whose keys can be named beside the usual parts.
    """

    def __init__(
        self, store: ProfileStore, known: Sequence[TemplateField], parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._profiles = list(store.profiles.profiles)
        self._default = store.profiles.default
        self.setWindowTitle(tr("Profiles"))
        self.list = _Names(self.remove, self)
        self.list.setAccessibleName(tr("Profiles"))
        self.list.currentRowChanged.connect(self._show)
        self.add_button = act_button(tr("Add"), self.add)
        self.remove_button = act_button(tr("Remove"), self.remove)
        labels = (
            tr("Profile"), tr("Your name"), tr("Unit or organisation"),
            tr("Marking"), tr("Contact"),
        )  # fmt: skip
        self.fields = {
            part: LineField(label, 2_000) for part, label in zip(PARTS, labels, strict=True)
        }
        for part, line in self.fields.items():
            line.typed.connect(lambda words, part=part: self._change(part, words))
        self.others = QPlainTextEdit()
        self.others.setProperty("edge", True)
        self.others.setTabChangesFocus(True)
        self.others.setAccessibleName(tr("Other fields, one on each line: key = value"))
        names = ", ".join(dict.fromkeys(each.key for each in known))
        self.others.setPlaceholderText(tr("One on each line, such as file_no = A-17"))
        self.others.textChanged.connect(self._change_others)
        self.keys = Label(tr("Keys of your templates: {names}", names=names) if names else "")
        self.keys.setWordWrap(True)
        theme.set_quiet(self.keys)
        self.is_default = QCheckBox(tr("Fill new briefs from this profile"))
        self.is_default.toggled.connect(self._set_default)
        self.problem = Label(store.problem)
        self.problem.setWordWrap(True)
        self.hint = Label(
            tr(
                "No profile yet. Add one, and its name, unit, marking and contact are filled in "
                "wherever a template asks for them."
            )
        )
        self.hint.setWordWrap(True)
        theme.set_quiet(self.hint)
        self._lay_out(labels)
        open_at(self, *SIZE)
        self._list(0)

    def add(self) -> None:
        """Add a profile and let its name be typed."""
        taken = {profile.name for profile in self._profiles}
        number = 1
        while (name := tr("Profile {number}", number=number)) in taken:
            number += 1
        self._profiles.append(Profile(name))
        if len(self._profiles) == 1:
            self._default = name
        self._list(len(self._profiles) - 1)
        self.fields["name"].setFocus()
        self.fields["name"].selectAll()

    def remove(self) -> None:
        """Remove the current profile."""
        row = self.list.currentRow()
        if row >= 0:
            gone = self._profiles.pop(row)
            self._default = "" if gone.name == self._default else self._default
            self._list(min(row, len(self._profiles) - 1))

    def accept(self) -> None:
        """Save the profiles, or say why they cannot be."""
        faulty = next((p.name for p in self._profiles if "" in p.fields), None)
        if faulty is not None:
            self._say(
                tr("A line of “{faulty}” is no field. Write it as key = value.", faulty=faulty)
            )
            return
        try:
            self._store.save(Profiles(tuple(self._profiles), self._default))
        except SettingsError as error:
            self._say(str(error))
            return
        super().accept()

    def _current(self) -> Profile | None:
        row = self.list.currentRow()
        return self._profiles[row] if 0 <= row < len(self._profiles) else None

    def _list(self, row: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([self._named(profile) for profile in self._profiles])
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._show()

    def _named(self, profile: Profile) -> str:
        usual = "  ·  " + tr("new briefs") if self._is_default(profile) else ""
        return profile.name + usual

    def _is_default(self, profile: Profile) -> bool:
        return bool(self._default) and profile.name == self._default

    def _show(self) -> None:
        profile = self._current()
        self.form.setVisible(profile is not None)
        self.hint.setVisible(profile is None)
        self.remove_button.setEnabled(profile is not None)
        if profile is None:
            return
        for part, line in self.fields.items():
            line.show_words(getattr(profile, part))
        lines = [f"{key} = {value}" for key, value in profile.fields.items()]
        self.others.blockSignals(True)
        self.others.setPlainText("\n".join(lines))
        self.others.blockSignals(False)
        self.is_default.blockSignals(True)
        self.is_default.setChecked(self._is_default(profile))
        self.is_default.blockSignals(False)

    def _change(self, part: str, words: str) -> None:
        profile, row = self._current(), self.list.currentRow()
        if profile is None:
            return
        if part == "name" and self.is_default.isChecked():
            self._default = words
        changed: dict[str, Any] = {part: words}
        self._profiles[row] = replace(profile, **changed)
        self.list.item(row).setText(self._named(self._profiles[row]))
        self._say("")

    def _change_others(self) -> None:
        profile, row = self._current(), self.list.currentRow()
        if profile is not None:
            self._profiles[row] = replace(profile, fields=_fields(self.others.toPlainText()))
            self._say("")

    def _set_default(self, on: bool) -> None:  # noqa: FBT001 as the signal has it
        if profile := self._current():
            self._default = profile.name if on else ""
            self._list(self.list.currentRow())

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setStyleSheet(f"color: {theme.current().error};")
        self.problem.setVisible(bool(words))

    def _lay_out(self, labels: Sequence[str]) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addLayout(buttons)
        self.form = QWidget()
        form = QFormLayout(self.form)
        form.setContentsMargins(0, 0, 0, 0)
        for words, line in zip(labels, self.fields.values(), strict=True):
            form.addRow(Label(words), line)
        form.addRow(Label(tr("Other fields")), self.others)
        form.addRow("", self.keys)
        form.addRow("", self.is_default)
        right = QVBoxLayout()
        for widget in (self.hint, self.form, self.problem):
            right.addWidget(widget)
        right.addStretch()
        self._say(self._store.problem)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(left, 2)
        across.addLayout(right, 5)
        ends = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = ends.addButton(tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("primary", True)
        save.setDefault(True)
        self.save_button = save
        ends.accepted.connect(self.accept)
        ends.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(across, 1)
        column.addWidget(ends)


class _Names(QListWidget):
    """The list of names; Delete removes one."""

    def __init__(self, remove: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._remove = remove

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Remove with Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self._remove()
        else:
            super().keyPressEvent(event)


def _fields(text: str) -> dict[str, str]:
    """Return what the lines say by key; a line that says nothing of the kind is under ""."""
    found = {}
    for line in filter(str.strip, clean_text(text).splitlines()):
        key, mark, value = line.partition("=")
        found[key.strip() if mark else ""] = " ".join(value.split()) if mark else line
    return found
