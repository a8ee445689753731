"""What the window offers when a project cannot be opened: what can be read of it, or a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from briefing.errors import BriefingError, StorageError
from briefing.language import tr
from briefing.services.rescue_ports import Backup, Recovery
from briefing.widgets.projects.backing_up import BackingUp
from briefing.widgets.session import Session

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow


class Rescue(QObject):
    """Offers to recover a damaged project and to open backups; never writes over either."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self.keeping = BackingUp(window.document, self._desk.rescue, self._desk.jobs, self)
        self.session = Session(window)

    def begin(self, last: Path | None) -> None:
        """Say what is to be said at the start; `last` is the project of the last time."""
        self.session.restore()
        shown = self._window.document.store.path
        if last is not None and shown is not None and last.exists() and last != shown:
            self._window.files.open(last)
        else:
            self._window.unsaved.greet()

    def end(self) -> None:
        """Give up what is being made, and keep where everything stands."""
        self.keeping.end()
        self.session.end()

    def offer(self, path: Path, error: BriefingError) -> None:
        """Say that a project is damaged, and offer what can be done about it."""
        ways = [(tr("Recover…"), lambda: self.recover(path))]
        if self._desk.rescue.backups(path):
            ways.append((tr("Backups…"), lambda: self.show_backups(path)))
        said = BriefingError(error.message, tr("It stays as it is. Work on a new file:"))
        self._window.bar.complain(said, ways)

    def recover(self, path: Path) -> None:
        """Save what can be read into a new file beside the damaged one, and open that."""
        target = free_name(path, tr("recovered"))
        self._desk.jobs.start(
            tr("Recovering"), lambda _job: self._desk.rescue.recover(path, target),
            then=lambda found: self._recovered(found, target), otherwise=self._window.complain,
        )  # fmt: skip

    def show_backups(self, project: Path | None = None) -> None:
        """List the backups of a project, without one of the project that is open."""
        from briefing.widgets.projects.backups_dialog import BackupsDialog

        path = project or self._window.document.store.path
        if path is None:
            return
        dialog = BackupsDialog(path, self._desk.rescue.backups(path), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda backup: self.open_backup(path, backup))
        dialog.open()

    def open_backup(self, project: Path, backup: Backup) -> None:
        """Open a copy of a backup, made beside the project it is of."""
        made = backup.made.replace("T", " ").replace(":", ".")
        target = free_name(project, made)
        try:
            self._desk.rescue.restored(backup, target)
        except StorageError as error:
            self._window.complain(error)
            return
        self._window.files.open(target)

    def _recovered(self, found: Recovery, target: Path) -> None:
        from briefing.widgets.projects.backups_dialog import RecoveryDialog

        self._window.files.open(target)
        dialog = RecoveryDialog(found, target, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def free_name(path: Path, word: str) -> Path:
    """Return a name beside `path` that no file has, with a word on what the new one is."""
    number, made = 1, path.with_name(f"{path.stem} ({word}){path.suffix}")
    while made.exists():
        number += 1
        made = path.with_name(f"{path.stem} ({word} {number}){path.suffix}")
    return made
