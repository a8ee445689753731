"""The dialog that shows what a publisher changed in an article before it is taken over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextEdit, QVBoxLayout, QWidget

from briefing.language import tr, tr_many
from briefing.model.following import Certainty
from briefing.qt.saying import changes_said, listed, number, unchanged_said
from briefing.services.anchoring.article_changes import (
    ChangeKind,
    Comparison,
    Mark,
    ParagraphChange,
)
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at

MOST_SHOWN = 400
"""Paragraphs that are shown; laying out more would hold up the window."""
LONGEST = 4_000
"""Code points of one run of words that are shown."""
SIZE = (820, 640)


class ArticleChangesDialog(QDialog):
    """Shows a comparison; `taken` carries it when the newer article is to be taken over."""

    taken = Signal(object)

    def __init__(self, comparison: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.comparison = comparison
        self.setWindowTitle(tr("A newer version"))
        title = Label(tr("“{name}” has changed", name=comparison.old.name))
        title.setProperty("heading", True)
        self.summary = Label(self._what_changed())
        self.excerpts = Label(self._what_follows())
        self.legend = Label(
            tr("Struck through: no longer there. Underlined: new. The rest is as it was.")
        )
        theme.set_quiet(self.legend)
        for label in (title, self.summary, self.excerpts, self.legend):
            label.setWordWrap(True)
        self.text = ChangesView(comparison.changes, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.RHYTHM)
        for widget in (title, self.summary, self.excerpts):
            column.addWidget(widget)
        column.addWidget(self.text, 1)
        column.addWidget(self.legend)
        column.addWidget(self._buttons())
        open_at(self, *SIZE)
        self.text.setFocus()

    def accept(self) -> None:
        """Take the newer version over."""
        self.taken.emit(self.comparison)
        super().accept()

    def _buttons(self) -> QDialogButtonBox:
        ends = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        take = ends.addButton(tr("Take over"), QDialogButtonBox.ButtonRole.AcceptRole)
        take.setProperty("primary", True)
        take.setDefault(True)
        ends.accepted.connect(self.accept)
        ends.rejected.connect(self.reject)
        return ends

    def _what_changed(self) -> str:
        named = changes_said(self.comparison.count)
        if not named:
            return tr("Not a word of its text is different.")
        return tr("Paragraphs: {named}.", named=listed(named))

    def _what_follows(self) -> str:
        followed = self.comparison.followed
        if not followed.places:
            return tr("It has no excerpts yet.")
        sure, doubt, lost = (followed.count(certainty) for certainty in Certainty)
        parts = [tr_many("{shown} follow", "{shown} follow", sure, shown=number(sure))]
        if doubt:
            parts.append(
                tr_many("{shown} to look at", "{shown} to look at", doubt, shown=number(doubt))
            )
        if lost:
            parts.append(
                tr_many(
                    "{shown} lost, kept for review",
                    "{shown} lost, kept for review",
                    lost,
                    shown=number(lost),
                )
            )
        return tr("Excerpts: {parts}.", parts=listed(parts))


class ChangesView(QTextEdit):
    """What differs, in reading order, as text that can be read and copied but not changed."""

    def __init__(self, changes: Sequence[ParagraphChange], parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setProperty("edge", True)
        self.setAcceptRichText(False)
        self.setAccessibleName(tr("What has changed"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(16)
        self._look = theme.current()
        self._names = {
            ChangeKind.CHANGED: tr("Changed"), ChangeKind.ADDED: tr("New"),
            ChangeKind.REMOVED: tr("Removed"), ChangeKind.MOVED: tr("Moved here"),
        }  # fmt: skip
        self._cursor = QTextCursor(self.document())
        self._cursor.beginEditBlock()
        self._fill(changes)
        self._cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _fill(self, changes: Sequence[ParagraphChange]) -> None:
        shown = 0
        for same, group in _grouped(changes):
            if same:
                self._caption(unchanged_said(len(group)))
                continue
            for change in group[: MOST_SHOWN - shown]:
                self._caption(self._names[change.kind])
                self._paragraph(change)
            shown += len(group)
            if shown >= MOST_SHOWN:
                rest = sum(c.kind is not ChangeKind.SAME for c in changes) - MOST_SHOWN
                if rest > 0:
                    self._caption(tr("… and {rest} more", rest=number(rest)))
                return

    def _caption(self, words: str) -> None:
        plain = QTextCharFormat()
        plain.setFont(theme.small_font(bold=True))
        plain.setForeground(QColor(self._look.quiet))
        self._begin(14, 2)
        self._cursor.insertText(words, plain)

    def _paragraph(self, change: ParagraphChange) -> None:
        self._begin(0, 4)
        before = Mark.SAME
        for mark, words in change.pieces:
            if before is Mark.GONE and mark is Mark.NEW:
                self._cursor.insertText(" ", self._format(Mark.SAME))
            before = mark
            shown = words if len(words) <= LONGEST else words[:LONGEST] + " …"
            self._cursor.insertText(shown, self._format(mark))

    def _begin(self, above: int, below: int) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(above)
        block.setBottomMargin(below)
        if self.document().isEmpty():
            block.setTopMargin(0)
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block)

    def _format(self, mark: Mark) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(theme.article_font(pixels=16))
        look = self._look
        made.setForeground(QColor(look.text))
        if mark is Mark.GONE:
            made.setFontStrikeOut(True)
            made.setForeground(QColor(look.error))
        elif mark is Mark.NEW:
            made.setFontUnderline(True)
            made.setFontWeight(QFont.Weight.DemiBold)
            made.setForeground(QColor(look.good))
        return made


def _grouped(
    changes: Sequence[ParagraphChange],
) -> Iterator[tuple[bool, list[ParagraphChange]]]:
    """Yield runs of paragraphs that stayed and of others."""
    for same, group in groupby(changes, key=lambda change: change.kind is ChangeKind.SAME):
        yield same, list(group)
