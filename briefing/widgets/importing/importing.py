"""Bringing articles in: from files, the clipboard, and what is dropped on the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.model.article import Article
from briefing.model.article_edits import replace_text
from briefing.model.edits import add_articles
from briefing.model.project import Project
from briefing.qt.clipping import copied_words, links
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import Job, JobRunner
from briefing.qt.saying import percent
from briefing.services.anchoring.article_changes import NAMELESS, Comparison, newer_versions
from briefing.services.articles.copied import CopiedWords
from briefing.services.ports import Clock, LoadedArticle, LoadedArticles

if TYPE_CHECKING:
    from briefing.services.articles.duplicates import NearDuplicate

    Near = Callable[[Article, Project], Sequence[NearDuplicate]]
    """Gives the articles of a project that say nearly the same; called in the background."""


class Loading(Protocol):
    """Reads articles; see services/articles/loading.py."""

    def load_file(self, path: Path, *, whole: bool = False, form: str = "") -> LoadedArticles:
        """Return the articles of a file, and what in it was not read; raises LoadError."""

    def formats(self) -> list[tuple[str, str]]:
        """Return the name and the label of each format."""

    def expect(self, paths: Iterable[Path]) -> None:
        """Hear which files are to be read soon."""

    def load_text(self, text: str, source: str) -> LoadedArticles:
        """Return the article in text; raises LoadError."""

    def load_copied(self, copied: CopiedWords, source: str) -> LoadedArticles:
        """Return the article in what was pasted; raises LoadError."""

    def filters(self) -> str:
        """Return the file kinds for the open dialog."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of several files.

    `newer` says what newer versions among them change, `alike` which say nearly the same as one
    that is in the project; `ours` are documents that this program exported; `path` is the file,
    if it is one, and `several` what it holds if that is more than one article.
    """

    loaded: tuple[LoadedArticle, ...]
    failed: tuple[BriefingError, ...]
    newer: tuple[Comparison, ...] = ()
    alike: tuple[tuple[Article, NearDuplicate], ...] = ()
    ours: tuple[Path, ...] = ()
    path: Path | None = None
    several: LoadedArticles | None = None


class Importer(QObject):
    """Reads articles off the UI thread and adds them to the project in one step.

    `added` gives the id of the article to show; `failed` a BriefingError for each that failed;
    `taken_over` the Comparison with a newer version that took an article's place and the project
    before it; `refused` the LoadedArticle that was not to; `edited` the path of a document that
    this program exported, which is no article; `linked` links that were dropped; `came` an Article
    that was added alone, and what there is to say of it. `many` gives the paths of several files,
    a folder or an archive, `several` the path and the LoadedArticles of a file that holds more than
    one; they are read and added elsewhere. `unread` gives the path of a file and why it failed.
    """

    added = Signal(str)
    failed = Signal(object)
    said = Signal(str)
    taken_over = Signal(object, object)
    edited = Signal(object)
    refused = Signal(object)
    linked = Signal(object)
    came = Signal(object, list)
    many = Signal(object)
    several = Signal(object, object)
    unread = Signal(object, object)

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
        self.near: Near = lambda _article, _project: []
        self.is_ours: Callable[[Path], bool] = lambda _path: False

    def ask(self) -> None:
        """Let the user choose files."""
        names, _kind = QFileDialog.getOpenFileNames(
            self._window, tr("Open articles"), "", self._loading.filters()
        )
        if names:
            self.read([Path(name) for name in names])

    def read(self, paths: Sequence[Path], form: str = "") -> None:
        """Read a file, as the format `form` if it is given; several and folders go to `many`."""
        if len(paths) != 1 or paths[0].suffix.lower() == ".zip" or paths[0].is_dir():
            self.many.emit(list(paths))
            return
        project, path = self._document.project, paths[0]

        def work(_job: Job) -> Batch:
            if not form and self.is_ours(path):
                return Batch((), (), ours=(path,), path=path)
            try:
                found = self._loading.load_file(path, form=form)
            except BriefingError as error:
                return Batch((), (error,), path=path)
            if len(found) > 1:
                return Batch((), (), path=path, several=found)
            return replace(self._compared(found, found.failed, project), path=path)

        title = tr("Reading {name}", name=path.name)
        self._jobs.start(title, work, then=self._take, otherwise=self.failed.emit)

    def add(self, loaded: LoadedArticle) -> None:
        """Add an article that has been read, whatever it resembles."""
        self._add([loaded])

    def paste(self) -> None:
        """Make an article of the text on the clipboard."""
        self._read_text(QGuiApplication.clipboard().mimeData(), NAMELESS[0])

    def drop(self, data: QMimeData) -> None:
        """Read dropped files or dropped text, or hand on a link."""
        found = links(data)
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if found:
            self.linked.emit(found)
        if articles := [path for path in paths if path not in found]:
            self.read(articles)
        elif not found:
            self._read_text(data, NAMELESS[1])

    @staticmethod
    def takes(data: QMimeData) -> bool:
        """Return whether what is dragged can be read."""
        files = any(url.isLocalFile() for url in data.urls())
        return files or bool(links(data)) or data.hasText() or data.hasHtml()

    def _read_text(self, data: QMimeData, source: str) -> None:
        copied = copied_words(data)
        if not (copied.text.strip() or copied.html.strip()):
            self.said.emit(tr("There is no text on the clipboard to make an article of."))
            return
        self.take_in(tr("Reading text"), lambda _job: self._loading.load_copied(copied, source))

    def take_in(
        self,
        title: str,
        load: Callable[[Job], LoadedArticles],
        first: Callable[[], None] = lambda: None,
    ) -> Job:
        """Add what `load` gives; it runs in the background, and `first` before what comes of it."""
        project = self._document.project

        def work(job: Job) -> Batch:
            found = load(job)
            return self._compared(found, found.failed, project)

        def then(batch: Batch) -> None:
            first()
            self._take(batch)

        return self._jobs.start(title, work, then=then, otherwise=self.failed.emit)

    def _take(self, batch: Batch) -> None:
        if batch.several is not None:
            self.several.emit(batch.path, batch.several)
            return
        if batch.path and batch.failed and not batch.loaded:
            self.unread.emit(batch.path, batch.failed[0])
            return
        for error in batch.failed:
            self.failed.emit(error)
        for path in batch.ours:
            self.edited.emit(path)
        newer = {each.new.id for each in batch.newer}
        fresh = [each for each in batch.loaded if each.article.id not in newer]
        self._add(fresh, batch.alike, alone=len(batch.loaded) == 1 and not batch.failed)
        originals = {each.article.id: each.original for each in batch.loaded}
        for comparison in batch.newer:
            self.ask_about(comparison, originals[comparison.new.id])

    def _compared(
        self,
        loaded: Sequence[LoadedArticle],
        failed: Sequence[BriefingError],
        project: Project,
    ) -> Batch:
        """Compare what was read with the project; called in the background."""
        newer = newer_versions(loaded, project)
        return Batch(tuple(loaded), tuple(failed), newer, self._duplicates(loaded, project))

    def _duplicates(
        self, loaded: Sequence[LoadedArticle], project: Project
    ) -> tuple[tuple[Article, NearDuplicate], ...]:
        found = []
        for each in loaded if project.articles else ():
            if each.article.id not in project.articles:
                found += [(each.article, near) for near in self.near(each.article, project)[:1]]
        return tuple(found)

    def _add(
        self,
        loaded: Sequence[LoadedArticle],
        alike: Sequence[tuple[Article, NearDuplicate]] = (),
        *,
        alone: bool = True,
    ) -> None:
        known = self._document.project.articles
        new = [each for each in loaded if each.article.id not in known]
        if new:
            now = self._clock.now()
            articles = [replace(each.article, added=f"{now}#{n:04}") for n, each in enumerate(new)]
            blobs = {
                each.article.original: each.original
                for each in new
                if each.article.original and each.original is not None
            }
            self._document.apply(add_articles(articles, blobs))
        elif loaded:
            self.said.emit(tr("“{name}” is in the project already.", name=loaded[0].article.name))
        if loaded:
            self.added.emit(loaded[0].article.id)
        notes = [
            tr(
                "“{name}” says nearly the same as “{other}” ({share} of its words).",
                name=article.name,
                other=near.name,
                share=percent(near.share),
            )
            for article, near in alike
            if any(each.article.id == article.id for each in new)
        ]
        notes += (warning for each in new for warning in each.article.warnings)
        if new and alone:
            self.came.emit(new[0].article, notes)
            return
        for note in notes:
            self.said.emit(note)

    def ask_about(self, comparison: Comparison, original: bytes | None) -> None:
        """Show what a newer version of an article changes, and take it over if that is wanted."""
        from briefing.widgets.article.article_changes import ArticleChangesDialog

        dialog = ArticleChangesDialog(comparison, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(lambda taken: self._take_over(taken, original))
        dialog.rejected.connect(lambda: self.refused.emit(LoadedArticle(comparison.new, original)))
        dialog.open()

    def _take_over(self, taken: Comparison, original: bytes | None) -> None:
        new, before = taken.new, self._document.project
        blobs = {new.original: original} if new.original and original is not None else {}
        self._document.apply(replace_text(taken.old, new, taken.followed, blobs))
        self.added.emit(taken.old.id)
        self.taken_over.emit(taken, before)
