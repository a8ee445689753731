"""What is asked before a project is published, and where somebody else published first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from briefing.errors import LibraryConflictError
from briefing.language import tr, tr_many
from briefing.model.project import Project
from briefing.qt.saying import articles, excerpts, listed
from briefing.services.library.port import Choice
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label

WIDTH = 560


class PublishDialog(QDialog):
    """Says what others will be able to read; `accepted` is the word to go on."""

    def __init__(self, project: Project, name: str, where: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Publish this project"))
        column = _column(self, tr("Publish “{name}”?", name=name))
        target = (
            tr("Into the library at {where}", where=where)
            if where
            else tr("While the library does not answer it waits here.")
        )
        for words in (self._counts(project), target):
            column.addWidget(_line(words))
        hint = _line(
            tr(
                "Whoever may read the library can then find and use it. Originals of articles, the "
                "history and snapshots stay with you."
            )
        )
        theme.set_quiet(hint)
        column.addWidget(hint)
        ends = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        ends.rejected.connect(self.reject)
        self.go = ends.addButton(tr("Publish"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.clicked.connect(self.accept)
        self.go.setDefault(True)
        column.addWidget(ends)
        self.go.setFocus()

    def _counts(self, project: Project) -> str:
        return listed(
            (
                articles(len(project.articles)),
                excerpts(len(project.excerpts)),
                tr_many("{count:,} brief", "{count:,} briefs", len(project.briefs)),
                tr_many("{count:,} template", "{count:,} templates", len(project.templates)),
            )
        )


class ConflictDialog(QDialog):
    """Says who published first and when, and offers the three ways on; nothing is done by Esc."""

    def __init__(
        self,
        error: LibraryConflictError,
        chosen: Callable[[Choice], None],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Somebody published first"))
        column = _column(self, error.message)
        ways = (
            (Choice.KEEP, tr("&Keep theirs"),
             tr("Nothing of yours is published. Your project stays as it is.")),
            (Choice.OVER, tr("Publish &over theirs"),
             tr("Yours becomes version {version}. Theirs stays in the library, but is not found.",
                version=error.version + 1)),
            (Choice.BESIDE, tr("Publish &beside theirs"),
             tr("Yours goes under a name of its own; both are found.")),
        )  # fmt: skip
        self.buttons: dict[Choice, QPushButton] = {}
        for choice, name, words in ways:
            button = self.buttons[choice] = act_button(name, partial(self._choose, choice))
            button.setAccessibleDescription(words)
            column.addWidget(button)
            said = _line(words)
            theme.set_quiet(said)
            column.addWidget(said)
        self._chosen = chosen
        ends = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        ends.rejected.connect(self.reject)
        column.addWidget(ends)
        ends.button(QDialogButtonBox.StandardButton.Cancel).setFocus()

    def _choose(self, choice: Choice) -> None:
        self.accept()
        self._chosen(choice)


def _column(dialog: QDialog, words: str) -> QVBoxLayout:
    dialog.setModal(True)
    dialog.setMinimumWidth(WIDTH)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(theme.RHYTHM)
    head = _line(words)
    bold = head.font()
    bold.setBold(True)
    head.setFont(bold)
    column.addWidget(head)
    return column


def _line(words: str) -> Label:
    line = Label(words)
    line.setWordWrap(True)
    return line
