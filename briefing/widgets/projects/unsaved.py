"""What is said and offered when a project cannot be written, or somebody else has it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from briefing.errors import StorageError
from briefing.language import tr
from briefing.qt.document import ProjectDocument
from briefing.widgets.message_bar import MessageBar
from briefing.widgets.projects.project_files import ProjectFiles


class Unsaved(QObject):
    """Tells of work that is only in memory, and keeps the window open while there is any."""

    def __init__(
        self, document: ProjectDocument, files: ProjectFiles, bar: MessageBar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document = document
        self._files = files
        self._bar = bar
        self._window = window
        self._told = False
        self._given_up = False
        self._held: Callable[[], bool] = lambda: False

    def hold_while(self, held: Callable[[], bool]) -> None:
        """Keep the window open while this says so, which also says why."""
        self._held = held

    def greet(self) -> None:
        """Say what there is to know of the project that was just opened."""
        self._told = False
        if self._document.store.notice:
            self._bar.say(self._document.store.notice, [(tr("Save a copy…"), self._files.ask_copy)])

    def tell(self, error: StorageError) -> None:
        """Say that an edit could not be written, and offer a copy elsewhere."""
        self._told = True
        self._bar.complain(error, [(tr("Save a copy…"), self._files.ask_copy)])

    def settle(self) -> None:
        """Say so once everything is on disk after all."""
        if self._told:
            self._told = False
            self._bar.say(tr("Everything is saved again."))

    def offer_reading(self, error: StorageError, path: Path) -> None:
        """Say who has a project, and offer to read it."""
        self._bar.complain(
            error,
            [
                (
                    tr("Open for reading only"),
                    lambda: self._files.open(path, read_only=True),
                )
            ],
        )

    def may_close(self) -> bool:
        """Return whether the window may go; if not, say what would be lost and offer ways on."""
        if self._given_up or self._document.may_go():
            return True
        if self._held():
            return False
        self._bar.complain(
            StorageError(
                tr("The window stays open: some of your work could not be written."),
                tr("Save a copy elsewhere, then close the window."),
            ),
            [
                (tr("Save a copy…"), self._files.ask_copy),
                (tr("Close and lose it"), self.give_up),
            ],
        )
        return False

    def give_up(self) -> None:
        """Close the window without what is in no file."""
        self._given_up = True
        self._window.close()
