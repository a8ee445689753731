"""Bringing articles in: from files, the clipboard, and what is dropped on the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from briefing.errors import BriefingError
from briefing.model.edits import add_articles
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import Job, JobRunner
from briefing.services.ports import Clock, LoadedArticle, LoadedArticles


class Loading(Protocol):
    """Reads articles; see services/loading.py."""

    def load_file(self, path: Path) -> LoadedArticles:
        """Return the articles of a file, and what in it was not read; raises LoadError."""

    def load_text(self, text: str, source: str) -> LoadedArticles:
        """Return the article in pasted text; raises LoadError."""

    def filters(self) -> str:
        """Return the file kinds for the open dialog."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of several files: the articles read, and the errors of the others."""

    loaded: tuple[LoadedArticle, ...]
    failed: tuple[BriefingError, ...]


class Importer(QObject):
    """Reads articles off the UI thread and adds them to the project in one step.

    `added` gives the id of the article to show; `failed` a BriefingError for each that failed.
    """

    added = Signal(str)
    failed = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        document: ProjectDocument,
        loading: Loading,
        jobs: JobRunner,
        clock: Clock,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._loading = loading
        self._jobs = jobs
        self._clock = clock
        self._window = parent

    def ask(self) -> None:
        """Let the user choose files."""
        names, _kind = QFileDialog.getOpenFileNames(
            self._window, self.tr("Open articles"), "", self._loading.filters()
        )
        if names:
            self.read([Path(name) for name in names])

    def read(self, paths: Sequence[Path]) -> None:
        """Read files; those that cannot be read are named, the others are added."""

        def work(job: Job) -> Batch:
            loaded: list[LoadedArticle] = []
            failed: list[BriefingError] = []
            for number, path in enumerate(paths):
                if job.cancelled.is_set():
                    break
                job.report(number / len(paths), path.name)
                try:
                    found = self._loading.load_file(path)
                    loaded.extend(found)
                    failed.extend(found.failed)
                except BriefingError as error:
                    failed.append(error)
            return Batch(tuple(loaded), tuple(failed))

        title = self.tr("Reading %s") % (
            paths[0].name if len(paths) == 1 else f"{len(paths)} files"
        )
        self._jobs.start(title, work, then=self._take, otherwise=self.failed.emit)

    def paste(self) -> None:
        """Make an article of the text on the clipboard."""
        self._read_text(QGuiApplication.clipboard().mimeData(), self.tr("Pasted text"))

    def drop(self, data: QMimeData) -> None:
        """Read dropped files, or dropped text."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.read(paths)
        else:
            self._read_text(data, self.tr("Dropped text"))

    @staticmethod
    def takes(data: QMimeData) -> bool:
        """Return whether what is dragged can be read."""
        return any(url.isLocalFile() for url in data.urls()) or data.hasText()

    def _read_text(self, data: QMimeData, source: str) -> None:
        text = data.text()
        if not text.strip():
            self.said.emit(self.tr("There is no text on the clipboard to make an article of."))
            return

        def work(_job: Job) -> Batch:
            return Batch(tuple(self._loading.load_text(text, source)), ())

        self._jobs.start(self.tr("Reading text"), work, then=self._take, otherwise=self.failed.emit)

    def _take(self, batch: Batch) -> None:
        for error in batch.failed:
            self.failed.emit(error)
        known = self._document.project.articles
        new = [each for each in batch.loaded if each.article.id not in known]
        if new:
            now = self._clock.now()
            articles = [replace(each.article, added=f"{now}#{n:04}") for n, each in enumerate(new)]
            blobs = {
                each.article.original: each.original
                for each in new
                if each.article.original and each.original is not None
            }
            self._document.apply(add_articles(articles, blobs))
        elif batch.loaded:
            self.said.emit(
                self.tr("“%s” is in the project already.") % batch.loaded[0].article.name
            )
        if batch.loaded:
            self.added.emit(batch.loaded[0].article.id)
        for warning in (w for each in new for w in each.article.warnings):
            self.said.emit(warning)
