"""The header of a brief: its title, its fields, its marking."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from briefing.model.article import clean_text
from briefing.model.brief import Brief
from briefing.model.edits import rename_brief, set_field
from briefing.model.template import FieldType, Marking, Template, TemplateField
from briefing.services.composing import MARKING
from briefing.widgets.labels import Label

_DATE = TemplateField("date", "Date", FieldType.DATE, hint="Today unless you say otherwise")
_AUTHOR = TemplateField("author", "From", hint="Your name, as it stands in the document")


class HeaderForm(QWidget):
    """Fields that are edits as they are typed; `edited` gives the Edit."""

    edited = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(6)
        self._form.setHorizontalSpacing(8)
        self._fields: dict[str, QLineEdit | QComboBox] = {}
        self._brief: Brief | None = None

    def build(self, brief: Brief, template: Template) -> None:
        """Make the fields of a template."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields = {}
        self._brief = brief
        title = QLineEdit()
        title.setAccessibleName(self.tr("Title of the brief"))
        title.textEdited.connect(self._rename)
        self._add("", self.tr("Title"), title)
        for field in (*template.fields, _AUTHOR, _DATE):
            self._add(field.key, field.label + (" *" if field.required else ""), self._made(field))
        if template.marking is not Marking.NONE:
            field = TemplateField(
                MARKING, self.tr("Marking"), choices=template.markings,
                type=FieldType.CHOICE if template.markings else FieldType.TEXT,
                hint=self.tr("Printed as given, top and bottom of each page"),
            )  # fmt: skip
            self._add(MARKING, field.label, self._made(field))
        self.show_brief(brief)

    def show_brief(self, brief: Brief) -> None:
        """Show what is filled in, leaving alone what is being typed."""
        self._brief = brief
        for key, field in self._fields.items():
            words = brief.fields.get(key, "") if key else brief.title
            if isinstance(field, QComboBox):
                field.setCurrentText(words)
            elif field.text() != words:
                field.setText(words)
                field.setCursorPosition(0)

    def focus_field(self, key: str) -> None:
        """Put the caret into a field."""
        if key in self._fields:
            self._fields[key].setFocus()

    def _made(self, field: TemplateField) -> QLineEdit | QComboBox:
        if field.choices:
            box = QComboBox()
            box.addItems(["", *field.choices])
            box.activated.connect(lambda _row: self._fill(field, box.currentText()))
            made: QLineEdit | QComboBox = box
        else:
            line = QLineEdit()
            dated = field.type is FieldType.DATE
            line.setPlaceholderText(field.hint or (self.tr("Date") if dated else field.default))
            line.textEdited.connect(lambda words: self._fill(field, words))
            made = line
        made.setAccessibleName(field.label)
        return made

    def _add(self, key: str, label: str, field: QLineEdit | QComboBox) -> None:
        name = Label(label)
        name.setProperty("quiet", True)
        name.setBuddy(field)
        self._fields[key] = field
        self._form.addRow(name, field)

    def _fill(self, field: TemplateField, words: str) -> None:
        if self._brief:
            self.edited.emit(set_field(self._brief.id, field.key, clean_text(words), field.label))

    def _rename(self, words: str) -> None:
        if self._brief:
            self.edited.emit(rename_brief(self._brief, clean_text(words)))
