"""The header of a brief: its title, its fields, its marking."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing.language import marked, tr
from briefing.model.brief import Brief
from briefing.model.brief_edits import fill_fields
from briefing.model.edits import rename_brief, set_field
from briefing.model.template import FieldType, Marking, Template, TemplateField
from briefing.services.brief.brief_parts import MARKING
from briefing.services.brief.profiles import Profile, ProfileStore, filled
from briefing.widgets.brief.title_field import TitleField
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.line_field import LineField
from briefing.widgets.controls.still_choice import StillChoice

LONGEST = 2_000
"""Characters that a header field takes, as many as a profile keeps of one."""
_DATE = TemplateField(
    "date", marked("Date"), FieldType.DATE, hint=marked("Today unless you say otherwise")
)
_AUTHOR = TemplateField(
    "author", marked("From"), hint=marked("Your name, as it stands in the document")
)


class HeaderForm(QWidget):
    """Fields that are edits as they are typed; `edited` gives the Edit.

    `said` carries a word for the analyst, `profiles_wanted` that profiles are to be changed.
    """

    edited = Signal(object)
    said = Signal(str)
    profiles_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(6)
        self._form.setHorizontalSpacing(8)
        self._fields: dict[str, LineField | TitleField | QComboBox] = {}
        self._brief: Brief | None = None
        self._template: Template | None = None
        self._profiles: ProfileStore | None = None
        self.fill_button = QPushButton(tr("Fill from profile"))
        self.fill_button.setProperty("link", True)
        self.fill_button.setToolTip(tr("Fill in what is empty; what is written stays"))
        menu = QMenu(self.fill_button)
        menu.aboutToShow.connect(self.fill_menu)
        self.fill_button.setMenu(menu)
        self.fill_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._form)
        column.addWidget(self.fill_button, 0, Qt.AlignmentFlag.AlignRight)

    def offer(self, profiles: ProfileStore) -> None:
        """Offer to fill the header in from these profiles, and give new briefs the default one."""
        self._profiles = profiles
        self.fill_button.show()

    def prefilled(self, template: Template) -> dict[str, str]:
        """Return the fields that a new brief begins with."""
        return self._profiles.for_new_brief(template) if self._profiles else {}

    def fill_menu(self) -> None:
        """Offer the profiles there are now."""
        menu = self.fill_button.menu()
        menu.clear()
        for profile in self._profiles.profiles.profiles if self._profiles else ():
            menu.addAction(profile.name.replace("&", "&&"), self._filler(profile))
        menu.addSeparator()
        menu.addAction(tr("Profiles…"), self.profiles_wanted.emit)

    def build(self, brief: Brief, template: Template) -> None:
        """Make the fields of a template."""
        while self._form.rowCount():
            self._form.removeRow(0)
        self._fields = {}
        self._brief, self._template = brief, template
        title = TitleField(tr("Title of the brief"))
        title.renamed.connect(self._rename)
        self._add("", tr("Title"), title)
        for field in (*template.fields, _AUTHOR, _DATE):
            self._add(field.key, field.label + (" *" if field.required else ""), self._made(field))
        if template.marking is not Marking.NONE:
            field = TemplateField(
                MARKING, tr("Marking"), choices=template.markings,
                type=FieldType.CHOICE if template.markings else FieldType.TEXT,
                hint=tr("Printed as given, top and bottom of each page"),
            )  # fmt: skip
            self._add(MARKING, field.label, self._made(field))
        self.show_brief(brief)

    def show_brief(self, brief: Brief) -> None:
        """Show what is filled in, leaving alone what is being typed."""
        self._brief = brief
        for key, field in self._fields.items():
            words = brief.fields.get(key, "") if key else brief.title
            if isinstance(field, QComboBox):
                if field.findText(words) < 0:  # it is printed all the same
                    field.addItem(words)
                field.setCurrentText(words)
            else:
                field.show_words(words)

    def focus_field(self, key: str) -> None:
        """Put the caret into a field."""
        if key in self._fields:
            self._fields[key].setFocus()

    def _made(self, field: TemplateField) -> LineField | QComboBox:
        if field.choices:
            box = StillChoice()
            box.addItems(["", *field.choices])
            box.activated.connect(lambda _row: self._fill(field, box.currentText()))
            made: LineField | QComboBox = box
        else:
            line = LineField(field.label, LONGEST)
            dated = field.type is FieldType.DATE
            line.setPlaceholderText(field.hint or (tr("Date") if dated else field.default))
            line.typed.connect(lambda words: self._fill(field, words))
            made = line
        made.setAccessibleName(field.label)
        return made

    def _add(self, key: str, label: str, field: LineField | TitleField | QComboBox) -> None:
        name = Label(label.replace("&", "&&"))  # a label with a buddy would take it for its key
        name.setProperty("quiet", True)
        name.setBuddy(field)
        self._fields[key] = field
        self._form.addRow(name, field)
        name.show()  # Qt would at its next turn, and draw the form without them till then
        field.show()

    def _fill(self, field: TemplateField, words: str) -> None:
        if self._brief:
            self.edited.emit(set_field(self._brief.id, field.key, words, field.label))

    def _filler(self, profile: Profile) -> Callable[[], None]:
        def fill() -> None:
            if self._brief is None or self._template is None:
                return
            values, has = filled(self._template, profile), self._brief.fields
            if any(not has.get(key, "").strip() for key in values):
                label = tr("Fill in from “{name}”", name=profile.name)
                self.edited.emit(fill_fields(self._brief.id, values, label))
            else:
                self.said.emit(tr("Nothing is empty that “{name}” fills in.", name=profile.name))

        return fill

    def _rename(self, words: str) -> None:
        if self._brief:
            self.edited.emit(rename_brief(self._brief, words))
