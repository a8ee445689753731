"""The dialog in which an edited document is looked through and taken over, section by section."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr, tr_many
from briefing.services.versions.reading_back import (
    CHANGED_THERE,
    Belongs,
    FieldComparison,
    ReadBackComparison,
    SectionComparison,
    State,
)
from briefing.widgets import theme
from briefing.widgets.article.article_changes import ChangesView
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.versions.read_back_notes import NotesView, notes_of

SIZE = (1000, 680)
_LIST_WIDTH = 300
_ROW = QSize(0, 58)
_SIGNS = {
    State.SAME: "=", State.THEIRS: "←", State.OURS: "→", State.BOTH: "↔", State.DIFFERENT: "≠",
    State.MISSING: "?",
}  # fmt: skip
NOTES = "notes"
FIELDS = "fields"


class ReadBackDialog(QDialog):
    """Shows a comparison; it changes nothing itself.

    `taken` carries the sections and the header fields to take over, as two tuples in one; whoever
    takes them over shows the new comparison with `show_comparison`. `original_wanted` says that
    tracked changes are to count as rejected.
    """

    taken = Signal(object)
    original_wanted = Signal(bool)

    def __init__(self, comparison: ReadBackComparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Back from Word"))
        self.heading = Label()
        self.heading.setProperty("heading", True)
        self.belongs = Label()
        self.belongs.setWordWrap(True)
        self.original = QCheckBox(tr("Read it as it was &before its tracked changes"))
        self.original.toggled.connect(self.original_wanted)
        self.rows = _Rows(tr("Sections"))
        self.rows.setFixedWidth(_LIST_WIDTH)
        self.rows.currentRowChanged.connect(self._show_row)
        self.rows.take_wanted.connect(self._take_current)
        self.title = Label()
        self.title.setProperty("heading", True)
        self.about = Label()
        self.warnings = Label()
        for label in (self.title, self.about, self.warnings):
            label.setWordWrap(True)
        self._page: QWidget = QWidget()
        self._right = QVBoxLayout()
        self.take = act_button(tr("&Take theirs (T)"), self._take_current)
        self.copy = act_button(tr("&Copy their words"), self._copy)
        self.take_all = act_button(tr("Take &all changed"), self._take_all)
        self.take_all.setProperty("primary", True)
        self._lay_out()
        open_at(self, *SIZE)
        self.show_comparison(comparison)
        self.rows.setFocus()

    def show_comparison(self, comparison: ReadBackComparison) -> None:
        """Show a comparison; the mark stays on its row."""
        self.comparison = comparison
        name = comparison.read.name
        self.heading.setText(tr("“{name}” beside this brief", name=name))
        self.belongs.setText(self._whose())
        look = theme.current()
        is_this = comparison.belongs is Belongs.THIS and not comparison.template
        self.belongs.setStyleSheet(f"color: {look.quiet if is_this else look.warning}")
        self.original.setVisible(bool(comparison.read.tracked))
        self.original.blockSignals(True)
        self.original.setChecked(comparison.original)
        self.original.blockSignals(False)
        many = len(comparison.to_take()) + len(comparison.fields_to_take())
        self.take_all.setEnabled(bool(many))
        row = max(0, self.rows.currentRow())
        first = not self.rows.count()
        self._fill_rows()
        wanted = self._first_changed() if first else min(row, self.rows.count() - 1)
        self.rows.setCurrentRow(wanted)
        self._show_row(wanted)

    def _lay_out(self) -> None:
        ends = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        ends.rejected.connect(self.reject)
        ends.addButton(self.take_all, QDialogButtonBox.ButtonRole.ActionRole)
        buttons = QHBoxLayout()
        buttons.addWidget(self.take)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        for label in (self.title, self.about):
            self._right.addWidget(label)
        self._right.addWidget(self._page, 1)
        self._right.addWidget(self.warnings)
        self._right.addLayout(buttons)
        panes = QHBoxLayout()
        panes.setSpacing(16)
        panes.addWidget(self.rows)
        panes.addLayout(self._right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.RHYTHM)
        for widget in (self.heading, self.belongs, self.original):
            column.addWidget(widget)
        column.addLayout(panes, 1)
        column.addWidget(ends)

    def _whose(self) -> str:
        found = self.comparison
        words = {
            Belongs.THIS: tr("It was exported from this brief."),
            Belongs.OTHER_BRIEF: tr("It was exported from another brief of this project."),
            Belongs.OTHER_PROJECT: tr(
                "It was exported from a brief that is not in this project. "
                "Sections are compared by their names alone."
            ),
            Belongs.UNKNOWN: tr("It does not say which brief it was exported from."),
        }[found.belongs]
        if found.template:
            words += " " + tr("Its template is another one: {template}.", template=found.template)
        return " ".join((words, *found.read.remarks))

    def _fill_rows(self) -> None:
        names = {
            State.SAME: tr("the same"), State.THEIRS: tr("changed in the document"),
            State.OURS: tr("changed here since"), State.BOTH: tr("changed in both"),
            State.DIFFERENT: tr("different"), State.MISSING: tr("not found"),
        }  # fmt: skip
        self.rows.blockSignals(True)
        self.rows.clear()
        for section in self.comparison.sections:
            self.rows.add(_SIGNS[section.state], section.title, names[section.state], section)
        if self.comparison.fields:
            many = len(self.comparison.fields_to_take())
            said = (
                tr_many("{count} changed", "{count} changed", many) if many else names[State.SAME]
            )
            self.rows.add("←" if many else "=", tr("Title and header"), said, FIELDS)
        read = self.comparison.read
        count = len(read.comments) + len(read.tracked)
        said = tr_many("{count} in no section", "{count} in no section", len(read.strays))
        self.rows.add("i", tr("Comments and tracked changes: {count}", count=count), said, NOTES)
        self.rows.blockSignals(False)

    def _first_changed(self) -> int:
        states = [section.state in CHANGED_THERE for section in self.comparison.sections]
        return states.index(True) if True in states else 0

    def _current(self) -> object:
        item = self.rows.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def _show_row(self, _row: int) -> None:
        current = self._current()
        self.warnings.hide()
        self.copy.setVisible(isinstance(current, SectionComparison) and bool(current.theirs))
        if isinstance(current, SectionComparison):
            self._show_section(current)
        elif current == FIELDS:
            self.title.setText(tr("Title and header"))
            self.about.setText(tr("Fields that were changed in the document are taken over."))
            self._put(NotesView(self._field_lines(), self))
            self._offer(bool(self.comparison.fields_to_take()))
        else:
            self.title.setText(tr("Comments, tracked changes, words in no section"))
            self.about.setText(tr("Choose one and press Copy, or Ctrl+C, to take its words."))
            view = NotesView(notes_of(self.comparison), self)
            self._put(view)
            self.copy.setVisible(view.count() > 0)
            self._offer(False)

    def _show_section(self, section: SectionComparison) -> None:
        self.title.setText(section.title)
        self.about.setText(self._how_found(section))
        if section.changes:
            self._put(ChangesView(section.changes, self))
        else:
            self._put(QWidget())
        self.warnings.setVisible(bool(section.warnings))
        self.warnings.setText("\n".join(section.warnings))
        self.warnings.setStyleSheet(f"color: {theme.current().warning}")
        self._offer(section.taken is not None)

    def _how_found(self, section: SectionComparison) -> str:
        said = {
            State.SAME: tr("The same here and in the document."),
            State.THEIRS: tr("Changed in the document: struck through is what it says here, "
                                  "underlined what the document says."),
            State.OURS: tr("Changed here since the export, not in the document."),
            State.BOTH: tr("Changed here and in the document: taking theirs undoes yours."),
            State.DIFFERENT: tr("Different; the document does not say who changed it."),
            State.MISSING: tr("It was exported, but nothing of it was found in the document. "
                                   "Nothing is taken over."),
        }[section.state]  # fmt: skip
        if section.found and section.found.value != "content control":
            said += " " + tr(
                "Its frame is gone; it was found by its {means}.", means=tr(section.found.value)
            )
        return said

    def _field_lines(self) -> list[tuple[str, str]]:
        none = tr("(empty)")
        return [
            (f"{f.label}: {tr(f.state.value)}", f"{f.ours or none} → {f.theirs or none}"
             if f.state is not State.SAME else f.ours or none)
            for f in self.comparison.fields
        ]  # fmt: skip

    def _offer(self, can_take: bool) -> None:  # noqa: FBT001
        self.take.setVisible(can_take)

    def _put(self, page: QWidget) -> None:
        self._right.replaceWidget(self._page, page)
        self._page.hide()
        self._page.deleteLater()
        self._page = page
        self._right.setStretchFactor(page, 1)

    def _take_current(self) -> None:
        current = self._current()
        if isinstance(current, SectionComparison) and current.taken is not None:
            self._emit((current,), ())
        elif current == FIELDS and self.comparison.fields_to_take():
            self._emit((), self.comparison.fields_to_take())

    def _take_all(self) -> None:
        self._emit(self.comparison.to_take(), self.comparison.fields_to_take())

    def _emit(
        self, sections: Sequence[SectionComparison], fields: Sequence[FieldComparison]
    ) -> None:
        self.taken.emit((tuple(sections), tuple(fields)))

    def _copy(self) -> None:
        current = self._current()
        words = current.theirs if isinstance(current, SectionComparison) else ""
        if isinstance(self._page, NotesView):
            words = self._page.words()
        if words:
            QGuiApplication.clipboard().setText(words)


class _Rows(QListWidget):
    """The list of sections: name above, what became of it below; T takes theirs."""

    take_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)

    def add(self, sign: str, title: str, said: str, value: object) -> None:
        """Add a row."""
        item = QListWidgetItem(f"{title}\n{sign}  {said}")
        item.setData(Qt.ItemDataRole.UserRole, value)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {said}")
        item.setSizeHint(_ROW)
        if sign == "=":
            item.setForeground(self.palette().placeholderText())
        self.addItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Take theirs with T or Enter."""
        if event.key() in (Qt.Key.Key_T, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take_wanted.emit()
        else:
            super().keyPressEvent(event)
