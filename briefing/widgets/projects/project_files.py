"""Project files: new, open, and a copy to pass on. Saving is what every edit does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from briefing.errors import DamageError, ProjectInUseError, StorageError
from briefing.language import tr
from briefing.qt.document import ProjectDocument
from briefing.qt.writer import Task, Writer
from briefing.services.ports import ProjectStore
from briefing.widgets.desk import Desk
from briefing.widgets.projects.recent_projects import with_recent

SUFFIX = ".briefing"


class ProjectFiles(QObject):
    """Changes which project file is open.

    `failed` carries a StorageError; `in_use` one, and the file that another program has;
    `damaged` a file, and the DamageError that says what is wrong with it; `copied` says that a
    copy was made.
    """

    failed = Signal(object)
    in_use = Signal(object, object)
    damaged = Signal(object, object)
    said = Signal(str)
    copied = Signal()

    def __init__(self, document: ProjectDocument, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = None
        self._copier = Writer(behind=True)
        self._copier.ended.connect(self._take_copy, Qt.ConnectionType.QueuedConnection)
        document.settled.connect(self._go_on)
        self._document = document
        self._desk = desk
        self._window = window

    def ask_new(self) -> None:
        """Let the user choose a file for a new project."""
        chosen = self._ask_to_save(tr("New project"), tr("Project"))
        if chosen:
            self._at_rest(lambda: self._switch(lambda: self._desk.stores.create(chosen)))

    def ask_open(self) -> None:
        """Let the user choose a project to open."""
        name, _kind = QFileDialog.getOpenFileName(
            self._window, tr("Open project"), str(self._desk.projects), self._kinds()
        )
        if name:
            self.open(Path(name))

    def ask_copy(self) -> None:
        """Let the user choose where to write a copy of the project."""
        path = self._document.store.path
        chosen = self._ask_to_save(tr("Save a copy"), path.stem if path else "Project")
        if chosen:
            self.copy_to(chosen)

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a project file in place of the one that is open, once that one is at rest."""
        self._at_rest(lambda: self._open(path, read_only=read_only))

    def _open(self, path: Path, *, read_only: bool) -> None:
        current = self._document.store.path
        if current is None or path.resolve() != current.resolve():
            try:
                self._switch(lambda: self._desk.stores.open(path, read_only=read_only), path)
            except ProjectInUseError as error:
                self.in_use.emit(error, path)

    def copy_to(self, path: Path) -> None:
        """Write a copy of the project, history and what could not be written yet included.

        While the project's folder does not answer it is a copy of what is in memory.
        """
        if not self._document.rest():
            self._copy_what_is_at_hand(path)
            return
        try:
            self._document.store.save_copy(path)
            if not self._document.is_saved:
                self._bring_up_to_date(path)
        except StorageError as error:
            self.failed.emit(error)
        else:
            self.said.emit(tr("A copy of the project is in {path}", path=path))
            self.copied.emit()

    def remember(self) -> None:
        """Offer the project that is open among the recent ones, and at the next start."""
        path, settings = self._document.store.path, self._desk.settings
        if path:
            recent = with_recent(settings.values.recent_projects, path)
            settings.change(last_project=str(path), recent_projects=recent)

    def _switch(self, opened: Callable[[], ProjectStore], path: Path | None = None) -> None:
        before, store = self._document.store, None
        try:
            store = opened()
            self._document.open(store)
        except ProjectInUseError:
            raise
        except StorageError as error:
            if store is not None:
                store.close()
            if path is not None and isinstance(error, DamageError):
                self.damaged.emit(path, error)
            else:
                self.failed.emit(error)
            return
        before.close()
        self.remember()

    def _at_rest(self, act: Callable[[], None]) -> None:
        """Do something with the file when it is at rest: at once, as a rule."""
        self._then = None
        if self._document.rest():
            act()
        else:
            self._then = act
            self.said.emit(tr("Saving… The other project opens then."))

    def _go_on(self) -> None:
        act, self._then = self._then, None
        if act is not None:
            act()

    def _copy_what_is_at_hand(self, path: Path) -> None:
        at_hand, noted = self._document.at_hand()
        create, source = self._desk.stores.create, self._document.store.path
        label = tr("Copied from memory")

        def copied(_nothing: object) -> None:
            noted()
            self.said.emit(
                tr(
                    "A copy of your work is in {path}, without the history and the files that only"
                    " the slow folder has.",
                    path=path,
                )
            )
            self.copied.emit()

        self._copier.store = self._document.store
        self._copier.put(
            Task(
                lambda _store: at_hand.copied(create, path, source, label), copied, self.failed.emit
            )
        )

    def _take_copy(self) -> None:
        while outcome := self._copier.take():
            if outcome.error is None:
                outcome.task.then(None)
            elif isinstance(outcome.error, StorageError):
                self.failed.emit(outcome.error)
            else:
                raise outcome.error

    def _bring_up_to_date(self, path: Path) -> None:
        copy = self._desk.stores.open(path)
        try:
            self._document.bring_up_to_date(copy)
        finally:
            copy.close()

    def _ask_to_save(self, title: str, stem: str) -> Path | None:
        from briefing.widgets.controls.saving_as import ask_target

        suggested = self._desk.projects / f"{stem}{SUFFIX}"
        return ask_target(self._window, title, suggested, {self._kinds(): SUFFIX})

    def _kinds(self) -> str:
        return tr("Briefing projects (*{suffix})", suffix=SUFFIX)
