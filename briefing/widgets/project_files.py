"""Project files: new, open, and a copy to pass on. Saving is what every edit does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from briefing.errors import DamageError, StorageError
from briefing.qt.document import ProjectDocument
from briefing.services.ports import ProjectStore
from briefing.widgets.desk import Desk

SUFFIX = ".briefing"


class ProjectFiles(QObject):
    """Changes which project file is open; `failed` carries a StorageError."""

    failed = Signal(object)
    damaged = Signal(object, object)  # the path, the DamageError
    said = Signal(str)

    def __init__(self, document: ProjectDocument, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._desk = desk
        self._window = window

    def ask_new(self) -> None:
        """Let the user choose a file for a new project."""
        chosen = self._ask_to_save(self.tr("New project"), self.tr("Project"))
        if chosen:
            self._switch(lambda: self._desk.stores.create(chosen))

    def ask_open(self) -> None:
        """Let the user choose a project to open."""
        name, _kind = QFileDialog.getOpenFileName(
            self._window, self.tr("Open project"), str(self._desk.projects), self._kinds()
        )
        if name:
            self.open(Path(name))

    def ask_copy(self) -> None:
        """Let the user choose where to write a copy of the project."""
        path = self._document.store.path
        chosen = self._ask_to_save(self.tr("Save a copy"), path.stem if path else "Project")
        if chosen:
            self.copy_to(chosen)

    def open(self, path: Path) -> None:
        """Open a project file in place of the one that is open."""
        current = self._document.store.path
        if current is None or path.resolve() != current.resolve():
            self._switch(lambda: self._desk.stores.open(path), path)

    def copy_to(self, path: Path) -> None:
        """Write a copy of the project, history included."""
        try:
            self._document.store.save_copy(path)
        except StorageError as error:
            self.failed.emit(error)
        else:
            self.said.emit(self.tr("A copy of the project is in %s") % path)

    def _switch(self, opened: Callable[[], ProjectStore], path: Path | None = None) -> None:
        before, store = self._document.store, None
        try:
            store = opened()
            self._document.open(store)
        except StorageError as error:
            if store is not None:
                store.close()
            if path is not None and isinstance(error, DamageError):
                self.damaged.emit(path, error)
            else:
                self.failed.emit(error)
            return
        before.close()
        if store.path:
            self._desk.settings.change(last_project=str(store.path))

    def _ask_to_save(self, title: str, stem: str) -> Path | None:
        name, _kind = QFileDialog.getSaveFileName(
            self._window, title, str(self._desk.projects / f"{stem}{SUFFIX}"), self._kinds()
        )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    def _kinds(self) -> str:
        return self.tr("Briefing projects (*%s)") % SUFFIX
