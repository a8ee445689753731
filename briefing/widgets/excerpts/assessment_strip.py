"""The strip below the article: the current excerpt's tags, its source, how sure it is, a note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefing.language import marked, tr
from briefing.model.article import clean_text
from briefing.model.edits import assess, remove_excerpt, set_note, untag
from briefing.model.excerpt import Confidence, Excerpt, Impact, SourceKind, Status
from briefing.model.tags import Tag
from briefing.qt.plain import plain_tip
from briefing.qt.saying import listed
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.strip_fields import FieldRows, LetterCombo, NameLine
from briefing.widgets.excerpts.tag_chips import TagChips

NARROWEST, ROOM_FOR_NAMES = 340, 480
"""Pixels that the strip takes at least, and from which on tags stand by their names."""
MOST_SAID = 160
"""Code points shown of why an excerpt has to be looked at."""
IMPACTS = {
    Impact.POSITIVE: marked("+  gains"),
    Impact.NEGATIVE: marked("−  loses"),
    Impact.NEUTRAL: marked("0  neutral"),
    Impact.UNKNOWN: marked("?  unclear"),
}


class AssessmentStrip(QFrame):
    """Shows and changes one excerpt; `edited` gives the Edit to make.

    What is typed is an edit at once, so that moving on to another excerpt loses nothing. `done`
    says that the keyboard may go back to the article; `confirmed` and `choose_again` carry an
    excerpt that was to be looked at: it is right, or its words are to be chosen anew. `names_of`
    gives the names used in a part ("attribution", "stakeholder") so far. The strip follows the
    page a moment later: `latest` gives an excerpt as it is now, `catch_up` brings the strip there.
    """

    edited = Signal(object)
    done = Signal()
    confirmed = Signal(object)
    choose_again = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.excerpt: Excerpt | None = None
        self._edited = False  # whether a field may say something else than the excerpt shown
        self.tag_of: Callable[[str], Tag | None] = lambda _tag: None
        self.names_of: Callable[[str], Sequence[str]] = lambda _part: ()
        self.latest: Callable[[Excerpt], Excerpt | None] = lambda excerpt: excerpt
        self.catch_up: Callable[[], object] = lambda: None
        self.hint = Label()
        self.hint.setWordWrap(True)
        self.hint.setContentsMargins(16, 8, 16, 8)
        theme.set_quiet(self.hint)
        self.chips = TagChips()
        self.chips.taken_off.connect(self._take_off)
        self.said_by = self._line(tr("Said by"), "attribution")
        self.stakeholder = self._line(tr("Stakeholder"), "stakeholder")
        self.kind = self._choice(tr("Kind of source"), "source_kind", SourceKind)
        self.status = self._choice(tr("Verified?"), "status", Status)
        self.confidence = self._choice(tr("Confidence"), "confidence", Confidence)
        self.impact = self._choice(tr("Impact"), "impact", Impact)
        self.note = QLineEdit()
        self.note.setAccessibleName(tr("Note"))
        self.note.setPlaceholderText(tr("Note: not printed, but shared with its excerpt"))
        self.note.textEdited.connect(self._write_note)
        self.note.installEventFilter(self)
        self.parts: dict[str, QWidget] = {
            "note": self.note, "attribution": self.said_by, "source_kind": self.kind,
            "status": self.status, "stakeholder": self.stakeholder, "impact": self.impact,
            "confidence": self.confidence,
        }  # fmt: skip
        self._form = self._built()
        self.hint.setAutoFillBackground(True)
        self._pages = QStackedLayout(self)
        # The hint covers the form: showing one field after the other takes longer than all else.
        self._pages.setStackingMode(QStackedLayout.StackingMode.StackAll)
        self._pages.addWidget(self._form)
        self._pages.addWidget(self.hint)
        self.setMinimumWidth(NARROWEST)
        self._cover()

    def show_excerpt(self, excerpt: Excerpt | None, hint: str = "") -> None:
        """Show an excerpt, or a word on how to make one."""
        if excerpt is None:
            self.excerpt = None
            self.hint.setText(hint)
            self._cover()
            return
        if excerpt is self.excerpt and not self._edited:
            return
        self.excerpt, self._edited = excerpt, False
        self._fill(excerpt)
        if self.hint.isVisibleTo(self):
            self._form.setEnabled(True)
            self.hint.hide()

    def ask(self, part: str) -> bool:
        """Give the keyboard to one of `parts`, its text selected; False without an excerpt."""
        self.catch_up()
        if self.excerpt is None:
            return False
        field = self.parts[part]
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(field, QLineEdit):
            field.selectAll()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Name tags by their codes where there is little room."""
        super().resizeEvent(event)
        if self.excerpt and (self.width() < ROOM_FOR_NAMES) != (
            event.oldSize().width() < ROOM_FOR_NAMES
        ):
            self._show_chips(self.excerpt)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Give the keyboard back from the note with Enter or Escape."""
        if watched is self.note and isinstance(event, QKeyEvent):
            back = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
            if event.type() == QEvent.Type.KeyPress and event.key() in back:
                self.done.emit()
                return True
        return super().eventFilter(watched, event)

    def _cover(self) -> None:
        """Lay the hint over the form, where neither mouse nor keyboard reaches it."""
        self.hint.show()
        self.hint.raise_()
        self._form.setEnabled(False)

    def _built(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(16, 6, 16, 8)
        column.setSpacing(4)
        self._doubt = self._doubt_line()
        column.addWidget(self._doubt)
        column.addLayout(self._top())
        fields = self._fields()
        column.addWidget(fields)
        fields.come_after(self.note)
        return form

    def _top(self) -> QHBoxLayout:
        self.note.setMinimumWidth(60)
        self.note.setProperty("compact", True)
        self._remove = self._button(tr("Remove"), tr("Remove this excerpt (Del)"))
        self._remove.clicked.connect(self._take_out)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.chips)
        top.addWidget(self.note, 1)
        top.addWidget(self._remove)
        return top

    def _fields(self) -> FieldRows:
        said = (
            (tr("Said by"), self.said_by), (tr("as"), self.kind), (tr("Status"), self.status),
        )  # fmt: skip
        for_whom = (
            (tr("Affects"), self.stakeholder), (tr("how"), self.impact),
            (tr("Confidence"), self.confidence),
        )  # fmt: skip
        return FieldRows((said, for_whom))

    def _doubt_line(self) -> QFrame:
        line = QFrame()
        line.setProperty("notice", True)
        self.doubt = Label()
        self.doubt.setWordWrap(True)
        right = QPushButton(tr("It is right"))
        right.clicked.connect(lambda: self._tell(self.confirmed))
        again = QPushButton(tr("Choose again"))
        again.clicked.connect(lambda: self._tell(self.choose_again))
        row = QHBoxLayout(line)
        row.setContentsMargins(8, 3, 4, 3)
        row.addWidget(self.doubt, 1)
        row.addWidget(right)
        row.addWidget(again)
        line.hide()
        return line

    def _line(self, name: str, part: str) -> NameLine:
        line = NameLine()
        line.setAccessibleName(name)
        line.setProperty("compact", True)
        line.setMinimumWidth(56)
        line.names_of = lambda: self.names_of(part)
        line.named.connect(lambda text: self._assess(part, clean_text(text).strip() or None))
        line.done.connect(self.done)
        return line

    def _choice(self, name: str, part: str, kinds: type[StrEnum]) -> LetterCombo:
        box = LetterCombo()
        box.setAccessibleName(name)
        box.setProperty("compact", True)
        box.setMinimumWidth(52)
        box.setSizeAdjustPolicy(LetterCombo.SizeAdjustPolicy.AdjustToContents)
        if kinds is not Status:
            box.addItem("—", None)
        for kind in kinds:
            box.addItem(tr(IMPACTS[kind] if isinstance(kind, Impact) else kind.value), kind.value)
        box.view().setMinimumWidth(130)
        keys = listed(filter(None, dict.fromkeys(box.letters()))).upper()
        box.setToolTip(
            plain_tip(
                tr(
                    "{name}: a letter chooses ({keys}), Del clears, Enter goes back",
                    name=name,
                    keys=keys,
                )
            )
        )
        box.activated.connect(
            lambda _row: self._assess(part, kinds(box.currentData()) if box.currentData() else None)
        )
        box.done.connect(self.done)
        return box

    def _now(self) -> Excerpt | None:
        """Return the excerpt that is shown as it is now, or None if it is gone."""
        self._edited = True
        return self.latest(self.excerpt) if self.excerpt else None

    def _assess(self, part: str, value: str | None) -> None:
        if excerpt := self._now():
            changes: dict[str, Any] = {part: value}
            assessment = replace(excerpt.assessment, **changes)
            self.edited.emit(assess(excerpt, assessment, part.replace("_", " ")))

    def _write_note(self, text: str) -> None:
        if excerpt := self._now():
            self.edited.emit(set_note(excerpt, clean_text(text)))

    def _fill(self, excerpt: Excerpt) -> None:
        assessment = excerpt.assessment
        self.said_by.show_name(assessment.attribution or "")
        self.stakeholder.show_name(assessment.stakeholder or "")
        if self.note.text() != excerpt.note and self.note.text().strip() != excerpt.note:
            self.note.setText(excerpt.note)
            self.note.setCursorPosition(0)
        self._doubt.setVisible(bool(excerpt.review))
        self.doubt.setText(_doubt_words(excerpt.review))
        for box, choice in (
            (self.kind, assessment.source_kind),
            (self.status, assessment.status),
            (self.confidence, assessment.confidence),
            (self.impact, assessment.impact),
        ):
            box.setCurrentIndex(max(0, box.findData(choice.value if choice else None)))
        self._show_chips(excerpt)

    def _show_chips(self, excerpt: Excerpt) -> None:
        self.chips.show_tags(excerpt.tags, self.tag_of, narrow=self.width() < ROOM_FOR_NAMES)

    def _take_off(self, tag_id: str, name: str) -> None:
        if excerpt := self._now():
            self.edited.emit(untag(excerpt, tag_id, name))

    def _take_out(self) -> None:
        if excerpt := self._now():
            self.edited.emit(remove_excerpt(excerpt))

    def _tell(self, signal: SignalInstance) -> None:
        if excerpt := self._now():
            signal.emit(excerpt)

    def _button(self, words: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setToolTip(plain_tip(tip))
        button.setAccessibleName(tip)
        return button


def _doubt_words(review: str) -> str:
    """Return what has to be looked at as a question."""
    said = " ".join(tr(review).split()).rstrip(".")
    if len(said) > MOST_SAID:
        said = said[: MOST_SAID - 1] + "…"
    return tr("Moved: {said} — is this still what you meant?", said=said)
