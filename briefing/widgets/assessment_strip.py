"""The strip below the article: the current excerpt's tags, its source, how sure it is, a note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QToolButton,
    QWidget,
)

from briefing.model.article import clean_text
from briefing.model.edits import assess, remove_excerpt, set_note, untag
from briefing.model.excerpt import Confidence, Excerpt, Impact, SourceKind, Status
from briefing.model.tags import Tag
from briefing.qt.plain import plain_tip
from briefing.widgets import theme
from briefing.widgets.labels import Label

MOST_NAMES = 2
"""Tags whose names are written out; more of them show their codes."""
IMPACTS = {
    Impact.POSITIVE: "+  gains",
    Impact.NEGATIVE: "−  loses",
    Impact.NEUTRAL: "0  neutral",
    Impact.UNKNOWN: "?  unclear",
}


class AssessmentStrip(QFrame):
    """Shows and changes one excerpt; `edited` gives the Edit to make.

    What is typed is an edit at once, so that moving on to another excerpt loses nothing.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.excerpt: Excerpt | None = None
        self.tag_of: Callable[[str], Tag | None] = lambda _tag: None
        self.hint = Label()
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(16, 8, 16, 8)
        theme.set_quiet(self.hint)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        self.said_by = self._line(self.tr("Said by"), "attribution")
        self.stakeholder = self._line(self.tr("Stakeholder"), "stakeholder")
        self.kind = self._choice(self.tr("Kind of source"), "source_kind", SourceKind)
        self.status = self._choice(self.tr("Verified?"), "status", Status)
        self.confidence = self._choice(self.tr("Confidence"), "confidence", Confidence)
        self.impact = self._choice(self.tr("Impact"), "impact", Impact)
        self.note = QLineEdit()
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setPlaceholderText(self.tr("Note to yourself; it stays in the project"))
        self.note.textEdited.connect(self._write_note)
        self._form = self._built()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.hint)
        self._pages.addWidget(self._form)

    def show_excerpt(self, excerpt: Excerpt | None, hint: str = "") -> None:
        """Show an excerpt, or a word on how to make one."""
        if excerpt is None:
            self.excerpt = None
            self.hint.setText(hint)
            self._pages.setCurrentIndex(0)
            return
        if excerpt is self.excerpt:
            return
        self.excerpt = excerpt
        self._fill(excerpt)
        self._pages.setCurrentIndex(1)

    def _built(self) -> QWidget:
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(16, 8, 16, 10)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        self.note.setMinimumWidth(120)
        self._remove = self._button(self.tr("Remove"), self.tr("Remove this excerpt (Del)"))
        self._remove.clicked.connect(self._take_out)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addLayout(self._chips)
        top.addWidget(self.note, 1)
        top.addWidget(self._remove)
        grid.addLayout(top, 0, 0, 1, 6)
        fields = (
            (self.tr("Said by"), self.said_by), (self.tr("as"), self.kind),
            (self.tr("Status"), self.status), (self.tr("Affects"), self.stakeholder),
            (self.tr("how"), self.impact), (self.tr("Confidence"), self.confidence),
        )  # fmt: skip
        places = ((1, 0), (1, 2), (1, 4), (2, 0), (2, 2), (2, 4))
        for (words, field), (row, column) in zip(fields, places, strict=True):
            grid.addWidget(self._label(words, field), row, column)
            grid.addWidget(field, row, column + 1)
        grid.setColumnStretch(1, 1)
        return form

    def _label(self, words: str, field: QWidget) -> Label:
        label = Label(words)
        label.setBuddy(field)
        theme.set_quiet(label)
        return label

    def _line(self, name: str, part: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)
        line.textEdited.connect(lambda text: self._assess(part, clean_text(text).strip() or None))
        return line

    def _choice(self, name: str, part: str, kinds: type[StrEnum]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if kinds is not Status:
            box.addItem("—", None)
        for kind in kinds:
            box.addItem(IMPACTS[kind] if isinstance(kind, Impact) else kind.value, kind.value)
        box.activated.connect(
            lambda _row: self._assess(part, kinds(box.currentData()) if box.currentData() else None)
        )
        return box

    def _assess(self, part: str, value: str | None) -> None:
        if self.excerpt is None:
            return
        changes: dict[str, Any] = {part: value}
        assessment = replace(self.excerpt.assessment, **changes)
        self.edited.emit(assess(self.excerpt, assessment, part.replace("_", " ")))

    def _write_note(self, text: str) -> None:
        if self.excerpt is not None:
            self.edited.emit(set_note(self.excerpt, clean_text(text)))

    def _fill(self, excerpt: Excerpt) -> None:
        assessment = excerpt.assessment
        for line, value in (
            (self.said_by, assessment.attribution),
            (self.stakeholder, assessment.stakeholder),
            (self.note, excerpt.note),
        ):
            if line.text() != (value or "") and line.text().strip() != (value or ""):
                line.setText(value or "")
                line.setCursorPosition(0)
        for box, choice in (
            (self.kind, assessment.source_kind),
            (self.status, assessment.status),
            (self.confidence, assessment.confidence),
            (self.impact, assessment.impact),
        ):
            box.setCurrentIndex(max(0, box.findData(choice.value if choice else None)))
        self._fill_chips(excerpt)

    def _fill_chips(self, excerpt: Excerpt) -> None:
        while self._chips.count():
            item = self._chips.takeAt(0)
            if item and (widget := item.widget()):
                widget.deleteLater()
        for tag_id in excerpt.tags:
            tag = self.tag_of(tag_id)
            name = tag.name if tag else tag_id
            short = tag.code if tag and len(excerpt.tags) > MOST_NAMES else name
            look = theme.current()
            ground = theme.tint(tag.colour if tag else theme.UNTAGGED, look)
            chip = self._button(f"{short}  ×".replace("&", "&&"), self.tr("Take “%s” off") % name)
            chip.setStyleSheet(f"background: {ground.name()}; color: {QColor(look.text).name()};")
            chip.clicked.connect(
                lambda _on=False, t=tag_id, n=name: self.edited.emit(untag(excerpt, t, n))
            )
            self._chips.addWidget(chip)

    def _take_out(self) -> None:
        if self.excerpt is not None:
            self.edited.emit(remove_excerpt(self.excerpt))

    def _button(self, words: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setToolTip(plain_tip(tip))
        button.setAccessibleName(tip)
        return button
