"""What is said while edits take long to reach the disk: little at first, then what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from briefing.errors import StorageError
from briefing.language import tr, tr_many
from briefing.qt.document import ProjectDocument
from briefing.widgets.projects.project_files import ProjectFiles

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

LOOK = 100
"""Milliseconds between two looks at how long it takes; none is taken while all is written."""
QUIET = 0.3
"""Seconds of which nothing is said."""
SLOW = 5.0
"""Seconds after which the folder is called slow."""
LEAVING = 3_000
"""Milliseconds that closing waits before it offers other ways."""


class SlowSaving(QObject):
    """Says that a folder is slow, and lets the window close only when nothing is on its way."""

    def __init__(self, document: ProjectDocument, files: ProjectFiles, window: MainWindow) -> None:
        super().__init__(window)
        self._document = document
        self._files = files
        self._window = window
        self._told = False
        self.closing = False
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self.look)
        self._leaving = QTimer(self, interval=LEAVING, singleShot=True)
        self._leaving.timeout.connect(self._offer)
        document.changed.connect(self._changed)
        document.saved.connect(self._saved)
        document.save_failed.connect(lambda _error: self._look.stop())
        document.settled.connect(self._settled)
        document.opened.connect(self.stay)
        files.copied.connect(self._copied)

    def look(self) -> None:
        """Say how saving goes, by how long it has taken."""
        taken = self._document.saving_for
        if not taken:
            self._look.stop()
        elif taken >= QUIET:
            self._window.status.show_saving()
        if taken >= SLOW and not self._told and not self.closing:
            self._told = True
            self._window.bar.say(
                tr("The project’s folder is slow. Your work goes on; it is saved in its turn."),
                [(tr("Save a copy…"), self._files.ask_copy)],
            )

    def hold(self) -> bool:
        """Keep the window open while an edit is on its way; it closes by itself when that is over.

        Returns False when nothing is on its way.
        """
        if not self._document.saving_for:
            return False
        if not self.closing:
            self.closing = True
            self._wait()
        return True

    def stay(self) -> None:
        """Let the window not close any more."""
        self.closing = False
        self._leaving.stop()

    def _wait(self) -> None:
        self._window.bar.say(
            tr("Saving… The window closes when all is saved."),
            [(tr("Keep it open"), self.stay)],
        )
        self._leaving.start()

    def _offer(self) -> None:
        left = self._document.unwritten
        self._window.bar.complain(
            StorageError(
                tr("The project’s folder does not answer."),
                tr_many(
                    "The last edit is not saved yet.",
                    "The last {count} edits are not saved yet.",
                    left,
                ),
            ),
            [
                (tr("Wait on"), self._wait),
                (tr("Save a copy…"), self._files.ask_copy),
                (tr("Leave without the last edits"), self._window.unsaved.give_up),
            ],
        )

    def _changed(self, _changes: object) -> None:
        if self._document.saving_for and not self._look.isActive():
            self._look.start()

    def _saved(self) -> None:
        self._look.stop()
        if self._told:
            self._told = False
            self._window.bar.say(tr("Everything is saved again."))

    def _settled(self) -> None:
        if self.closing:  # not from here: it may be the closing that has just looked
            QTimer.singleShot(0, self, self._close)

    def _copied(self) -> None:
        if self.closing and self._document.may_go():
            self._close()

    def _close(self) -> None:
        if self.closing and self._window.isVisible():
            self.stay()
            self._window.close()
