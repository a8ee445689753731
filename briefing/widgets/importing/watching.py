"""The watched folder in the main window: what arrives is imported, and quietly said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from briefing.language import tr, tr_many
from briefing.qt.folder_watcher import FolderWatcher
from briefing.qt.saying import listed, number
from briefing.services.articles.importing import ImportRow, State, plain_name
from briefing.services.articles.watching import Arrival
from briefing.widgets.importing.watch_line import WatchLine

if TYPE_CHECKING:
    from briefing.widgets.importing.import_flow import ImportFlow
    from briefing.widgets.main_window import MainWindow

PATIENCE = 1_000
"""Milliseconds until it is looked again whether the message bar is free."""


class WatchFlow(QObject):
    """Imports what arrives in the folder of the settings into the project that is open.

    A project for reading only pauses it.
    """

    def __init__(self, window: MainWindow, imports: ImportFlow) -> None:
        super().__init__(imports)
        self._main = window
        self._imports = imports
        self._pending: dict[Path, Arrival] = {}
        self._news: list[ImportRow] = []
        self._patience = QTimer(self, interval=PATIENCE, singleShot=True)
        self._patience.timeout.connect(self._tell)
        self.watcher = FolderWatcher(window.desk.jobs, window.desk.watched, self)
        self.watcher.arrived.connect(self._read)
        self.watcher.earlier.connect(self._offer_earlier)
        imports.session.ended.connect(self._note)
        window.document.opened.connect(self._follow_project)
        window.closed.connect(self.watcher.stop)
        self._follow_project()
        self._watch(window.desk.settings.values.watch_folder)

    def set_folder(self, folder: str) -> None:
        """Watch this folder from now on, "" for none; it is kept in the settings."""
        if folder == self._main.desk.settings.values.watch_folder:
            return
        self._main.desk.settings.change(watch_folder=folder)
        if self.watcher.folder is not None:
            self.watcher.forget()
        self._watch(folder)

    def show_in(self, line: WatchLine) -> None:
        """Let a line show the folder, and change it."""

        def show() -> None:
            folder = self._main.desk.settings.values.watch_folder
            paused = tr("This project is open for reading only: watching waits.")
            read_only = self._main.document.store.read_only
            line.show_folder(folder, paused if folder and read_only else self.watcher.trouble)

        line.wanted.connect(self.set_folder)
        self.watcher.changed.connect(show)
        show()

    def _watch(self, folder: str) -> None:
        self.watcher.watch(Path(folder) if folder else None)

    def _follow_project(self) -> None:
        self._pending.clear()
        self.watcher.pause(on=self._main.document.store.read_only)

    def _read(self, arrivals: Sequence[Arrival]) -> None:
        self._pending.update((each.path, each) for each in arrivals)
        self._imports.session.read([each.path for each in arrivals], quiet=True)

    def _note(self, rows: Sequence[ImportRow], quiet: object) -> None:
        if not quiet:
            return
        dealt = [self._pending.pop(row.path) for row in rows
                 if row.path in self._pending and row.state is not State.UNREAD]  # fmt: skip
        self.watcher.remember(dealt)
        self._news.extend(rows)
        self._tell()

    def _tell(self) -> None:
        """Say what arrived, once there is room for it: nothing that is shown is pushed away."""
        if not self._news:
            return
        if self._main.bar.isVisible():
            self._patience.start()
            return
        rows, self._news = self._news, []
        self._main.bar.say(arrived_words(rows), [(tr("Show"), lambda: self._show(rows))])

    def _show(self, rows: Sequence[ImportRow]) -> None:
        ids = [article.id for row in rows for article in row.articles if article.id in row.added]
        if len(rows) == 1 and len(ids) == 1 and not rows[0].warnings():
            self._main.show_article(ids[0])
        else:
            self._imports.show()
            self._imports.window.mark(rows[0].id)

    def _offer_earlier(self, paths: Sequence[Path]) -> None:
        folder = self.watcher.folder
        self._main.bar.say(
            tr_many(
                "{shown} file is in {folder} already. What arrives from now on is imported.",
                "{shown} files are in {folder} already. What arrives from now on is imported.",
                len(paths),
                shown=number(len(paths)),
                folder=plain_name(folder.name if folder else ""),
            ),
            [(tr("Import them too"), lambda: self._imports.session.read(list(paths)))],
        )


def arrived_words(rows: Sequence[ImportRow]) -> str:
    """Return one sentence on what has arrived."""
    count = sum(len(row.added) for row in rows)
    failed = sum(row.state is State.FAILED for row in rows)
    known = sum(row.state is State.READ and not row.added for row in rows)
    parts = [
        tr_many("{shown} article arrived", "{shown} articles arrived", count, shown=number(count))
    ]
    if failed:
        parts.append(
            tr_many(
                "{shown} file could not be read",
                "{shown} files could not be read",
                failed,
                shown=number(failed),
            )
        )
    if known:
        parts.append(
            tr_many(
                "{shown} brought nothing new",
                "{shown} brought nothing new",
                known,
                shown=number(known),
            )
        )
    return tr("{sentence}.", sentence=listed(parts))
