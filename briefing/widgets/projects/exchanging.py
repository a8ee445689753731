"""Importing from other tools and exporting for them: chosen, told what is lost, then done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from briefing.errors import StorageError
from briefing.language import tr
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import Job, JobRunner
from briefing.services.ports import Clock
from briefing.widgets.controls.saving_as import ask_kind

if TYPE_CHECKING:
    from briefing.services.interchange import Exchanged, Imported, Written
    from briefing.services.taking_in import TakingIn


class Interchange(Protocol):
    """Reads and writes formats of other tools; see services/interchange.py."""

    def read(self, path: Path, form: str = "") -> tuple[str, Imported]:
        """Return the format's name and what a file gives; raises BriefingError."""

    def prepare(self, exchanged: Exchanged, path: Path, form: str = "") -> Written:
        """Return what would be written; raises BriefingError."""

    def write(self, written: Written, path: Path) -> None:
        """Write it; raises ExportError."""

    def filters(self) -> str:
        """Return the kinds of file that can be read, in Qt's spelling."""

    def kinds(self) -> Mapping[str, Sequence[str]]:
        """Return the endings of each kind that can be written, the usual one first."""

    def form_of(self, path: Path, kind: str) -> str:
        """Return the name of the format that one of `kinds` is, "" where the ending decides."""


class Exchanging(QObject):
    """Imports and exports; nothing is changed or written before a dialog was answered.

    `failed` carries a BriefingError, `said` a word for the analyst, `added` the id of an article to
    show.
    """

    failed = Signal(object)
    said = Signal(str)
    added = Signal(str)

    def __init__(
        self,
        document: ProjectDocument,
        interchange: Interchange,
        jobs: JobRunner,
        clock: Clock,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._interchange = document, interchange
        self._jobs, self._clock, self._window = jobs, clock, window

    def ask_import(self) -> None:
        """Let the user choose a file of another tool."""
        name, _kind = QFileDialog.getOpenFileName(
            self._window, tr("Import from another tool"), "",
            self._interchange.filters(),
        )  # fmt: skip
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read a file off the UI thread, then show what it would bring."""
        from briefing.services.taking_in import taking_in

        project, stamp = self._document.project, self._document.stamp()

        def work(_job: Job) -> tuple[str, Imported, TakingIn]:
            form, imported = self._interchange.read(path)
            return form, imported, taking_in(project, imported, form, path.name, stamp)

        self._jobs.start(
            tr("Reading {name}", name=path.name), work,
            then=lambda found: self._show_import(path.name, *found), otherwise=self.failed.emit,
        )  # fmt: skip

    def ask_export(self) -> None:
        """Let the user choose where to and in which format."""
        path = self._document.store.path
        stem = path.stem if path else tr("Project")
        folder = path.parent if path else Path.home()
        title, kinds = tr("Export for another tool"), self._interchange.kinds()
        if found := ask_kind(self._window, title, folder / stem, kinds):
            self.prepare(found[0], self._interchange.form_of(*found))

    def prepare(self, path: Path, form: str = "") -> None:
        """Make a file off the UI thread, then show what it would not carry."""
        from briefing.services.interchange import Exchanged

        name = self._document.store.path
        exchanged = Exchanged(
            self._document.project, name.stem if name else tr("Project"), self._clock.now(),
            self._kept().__getitem__,
        )  # fmt: skip

        def work(_job: Job) -> Written:
            return self._interchange.prepare(exchanged, path, form)

        self._jobs.start(
            tr("Preparing {name}", name=path.name), work,
            then=lambda written: self._show_export(path, written), otherwise=self.failed.emit,
        )  # fmt: skip

    def _kept(self) -> dict[str, bytes]:
        """Return what is kept of imports, by hash; what a damaged file has lost is not there."""
        kept = {}
        for origin in self._document.project.origins.values():
            for sha256 in (origin.document, *origin.files.values()):
                try:
                    kept[sha256] = self._document.blob(sha256)
                except StorageError:
                    continue  # the format says that it is missing
        return kept

    def _show_import(self, name: str, form: str, imported: Imported, taken: TakingIn) -> None:
        from briefing.services.taking_in import taking_in
        from briefing.widgets.projects.exchange_dialog import ExchangeDialog

        dialog = ExchangeDialog(
            tr("Import “{name}”", name=name), tr("This brings {said}.", said=taken.said()),
            taken.losses, "" if taken.is_empty else tr("Import"), self._window,
        )  # fmt: skip
        before = self._document.project

        def take() -> None:
            current = taken
            if self._document.project is not before:
                stamp = self._document.stamp()
                current = taking_in(self._document.project, imported, form, name, stamp)
            self._take(current)

        dialog.accepted.connect(take)
        dialog.open()

    def _take(self, taken: TakingIn) -> None:
        known = set(self._document.project.articles)
        try:
            self._document.apply(taken.edit)
        except StorageError as error:
            self.failed.emit(error)
            return
        new = [a.id for a in self._document.project.articles_in_order() if a.id not in known]
        if new:
            self.added.emit(new[0])
        self.said.emit(tr("Imported: {said}.", said=taken.said()))

    def _show_export(self, path: Path, written: Written) -> None:
        from briefing.widgets.projects.exchange_dialog import ExchangeDialog

        dialog = ExchangeDialog(
            tr("Export for another tool"), tr("This writes {name}.", name=path.name),
            written.losses, tr("Export"), self._window,
        )  # fmt: skip
        dialog.accepted.connect(lambda: self._write(path, written))
        dialog.open()

    def _write(self, path: Path, written: Written) -> None:
        def work(_job: Job) -> None:
            self._interchange.write(written, path)

        self._jobs.start(
            tr("Writing {name}", name=path.name), work,
            then=lambda _none: self.said.emit(tr("Exported to {path}", path=path)),
            otherwise=self.failed.emit,
        )  # fmt: skip
