"""Imports: reads many files in the background and adds what is in them as one step each."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from briefing.errors import BriefingError, StorageError
from briefing.language import tr
from briefing.model.changes import Changes
from briefing.model.edits import Edit, add_articles, remove_article, together
from briefing.qt.document import ProjectDocument
from briefing.qt.import_model import ImportModel
from briefing.qt.jobs import Job, JobRunner
from briefing.services.articles.import_work import ImportWork, Newer
from briefing.services.articles.importing import Already, ArticleReader, ImportRow, State, gathered
from briefing.services.ports import Clock, LoadedArticle, LoadedArticles

LOOK_EVERY = 50
"""Milliseconds between looks at what has been read."""
AT_A_LOOK = 150
"""Rows that are shown at one look, so that no look holds up the window."""


@dataclass(slots=True)
class _Run:
    """One import: its files are added as one step."""

    paths: Sequence[Path]
    quiet: bool = False
    loaded: LoadedArticles | None = None
    rows: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)


class ImportSession(QObject):
    """Everything that is imported into the open project.

    One import follows the other. `began` tells that one starts that was asked for here and now;
    `progressed` that rows or figures changed; `ended` carries the rows of one that is over and
    whether it came by itself; `failed` a BriefingError that made one impossible.
    """

    began = Signal()
    progressed = Signal()
    ended = Signal(object, bool)
    failed = Signal(object)

    def __init__(
        self, document: ProjectDocument, reader: ArticleReader, jobs: JobRunner, clock: Clock,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._document = document
        self.reader = reader
        self._jobs = jobs
        self._clock = clock
        self.newer: Newer = lambda _loaded, _project: ()
        self.is_ours: Callable[[Path], bool] = lambda _path: False
        self.model = ImportModel()
        self.model.present = lambda article: article in self._document.project.articles
        self._ids = count()
        self._runs: deque[_Run] = deque()
        self._fresh: deque[ImportRow] = deque()
        self._loaded: dict[str, tuple[LoadedArticle, ...]] = {}
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        document.opened.connect(self._forget)
        document.changed.connect(self._follow)

    @property
    def running(self) -> bool:
        """Whether files are being read."""
        return bool(self._runs)

    @property
    def paths(self) -> frozenset[Path]:
        """The files that are still to be added."""
        return frozenset(path for run in self._runs for path in run.paths)

    def figures(self) -> tuple[int, int]:
        """Return how many files of what runs are done, and how many there are."""
        rows = [row for run in self._runs for each in run.rows if (row := self.model.get(each))]
        return sum(row.is_over for row in rows), len(rows)

    def read(
        self, paths: Sequence[Path], *, quiet: bool = False, loaded: LoadedArticles | None = None
    ) -> None:
        """Import files and what is in folders; `quiet` if nobody asked for it just now.

        `loaded` is what is in the one file, if it has been read already.

        Raises StorageError if the project is open for reading only.
        """
        if self._document.store.read_only:
            raise StorageError(
                tr("This project is open for reading only."), tr("Save a copy to work on it.")
            )
        self._runs.append(_Run(tuple(paths), quiet, loaded))
        if not quiet:
            self.began.emit()
        if len(self._runs) == 1:
            self._start(self._runs[0])

    def stop(self) -> None:
        """Read no more; what was read is added, the others are listed as not read."""
        for run in self._runs:
            run.stop.set()

    def finish(self) -> None:
        """Add what was read of an import that was broken off because the program closes."""
        while len(self._runs) > 1:
            self._runs.pop()
        for run in list(self._runs):
            run.stop.set()
            self._settle(run)

    def clear(self) -> None:
        """Take the rows that are over off the list; what they brought stays in the project."""
        self.model.show([row for row in self.model.items if not row.settled])

    def choose(self, row_id: str, wanted: frozenset[str]) -> None:
        """Keep of a row's articles those with these ids: others leave the project, as one step."""
        row = self.model.get(row_id)
        if row is None:
            return
        every = {article.id: article for article in row.articles}
        left_out = frozenset(every) - wanted
        if row.settled:
            project, waiting = self._document.project, {each.new.id for each in row.newer}
            gone = [every[i] for i in row.added & left_out if i in project.articles]
            back = [a for i, a in every.items()
                    if i in wanted and i not in project.articles and i not in waiting]  # fmt: skip
            loaded = {each.article.id: each for each in self._loaded.get(row_id, ())}
            fresh = [loaded.get(article.id, LoadedArticle(article)) for article in back]
            edits = [*map(remove_article, gone), *self._adding(fresh)]
            if edits:
                self._document.apply(together(tr("Choose from “{name}”", name=row.name), *edits))
            row = replace(row, added=row.added | {article.id for article in back})
        self.model.set([replace(row, left_out=left_out)])
        self.progressed.emit()

    def read_again(self, row_id: str, *, form: str = "", whole: bool = False) -> None:
        """Read a row's file in another way; its articles take the place of those before."""
        before = self.model.get(row_id)
        if before is None or not before.settled:
            return
        asked = replace(before, state=State.READING, form=form, whole=whole, settled=False)
        self.model.set([asked])
        work = self._work()
        project = self._document.project

        def read(_job: Job) -> tuple[ImportRow, tuple[LoadedArticle, ...]]:
            return work.read_one(asked, project)

        self._jobs.start(
            tr("Reading {name}", name=before.name), read,
            then=lambda result: self._replace(before, *result), otherwise=self.failed.emit,
        )  # fmt: skip
        self.progressed.emit()

    def settle_newer(self, article_ids: Collection[str]) -> None:
        """Take note that newer versions have found their place in the project."""
        rows = [row for row in self.model.items if row.newer]
        for row in rows:
            left = tuple(each for each in row.newer if each.new.id not in article_ids)
            self.model.set([replace(row, newer=left)])
        self.progressed.emit()

    def original(self, row_id: str, article_id: str) -> LoadedArticle | None:
        """Return an article of a row that is not in the project, with what it was read from."""
        loaded = self._loaded.get(row_id, ())
        return next((each for each in loaded if each.article.id == article_id), None)

    # one import after the other

    def _start(self, run: _Run) -> None:
        work, project, fresh = self._work(run.loaded), self._document.project, self._fresh

        def read(job: Job) -> None:
            def stopped() -> bool:
                return run.stop.is_set() or job.cancelled.is_set()

            rows = [self._row(path) for path in gathered(run.paths, stopped)]
            run.rows.extend(row.id for row in rows)
            fresh.extend(rows)
            work.read_all(rows, project, fresh.append, stopped)

        self._timer.start()
        self._jobs.start(
            tr("Importing"), read,
            then=lambda _none: self._settle(run), otherwise=lambda error: self._fail(run, error),
        )  # fmt: skip

    def _work(self, loaded: LoadedArticles | None = None) -> ImportWork:
        reader = self.reader if loaded is None else Already(loaded)
        return ImportWork(reader, self.newer, self.is_ours, self._loaded)

    def _look(self) -> None:
        if self._take_fresh(AT_A_LOOK):
            self.progressed.emit()

    def _take_fresh(self, most: int) -> bool:
        """Show rows that have news; returns whether there were any."""
        news: dict[str, ImportRow] = {}
        for _ in range(min(most, len(self._fresh))):
            row = self._fresh.popleft()
            news[row.id] = row
        new = {key: row for key, row in news.items() if self.model.row_of(key) < 0}
        self.model.add(new.values())
        self.model.set(row for key, row in news.items() if key not in new)
        return bool(news)

    def _settle(self, run: _Run) -> None:
        """Add what a run has read, and begin the next."""
        if run not in self._runs:
            return
        self._take_fresh(len(self._fresh))
        unread = [self.model.get(row) for row in run.rows]
        self.model.set(
            replace(row, state=State.UNREAD) for row in unread if row and not row.is_over
        )
        self._runs.remove(run)
        self._add(run.rows, quiet=run.quiet)
        if self._runs:
            self._start(self._runs[0])
        else:
            self._timer.stop()

    def _fail(self, run: _Run, error: BriefingError) -> None:
        self._settle(run)
        self.failed.emit(error)

    def _add(self, row_ids: Sequence[str], *, quiet: bool) -> None:
        """Add what rows have to the project, as one step."""
        rows = [row for each in row_ids if (row := self.model.get(each))]
        fresh: dict[str, LoadedArticle] = {}
        settled = []
        for row in rows:
            waiting = {each.new.id for each in row.newer}
            mine = {
                each.article.id: each
                for each in self._loaded.get(row.id, ())
                if each.article.id not in fresh
                and not self.model.present(each.article.id)
                and each.article.id not in waiting | row.left_out
            }
            fresh |= mine
            settled.append(replace(row, added=frozenset(mine), settled=True))
        for edit in self._adding(list(fresh.values())):
            self._document.apply(edit)
        for row in settled:
            self._keep_originals(row)
        self.model.set(settled)
        self.progressed.emit()
        self.ended.emit(settled, quiet)

    def _adding(self, fresh: Sequence[LoadedArticle]) -> list[Edit]:
        """Return the edit that adds articles, in their order; none if there are none."""
        if not fresh:
            return []
        now = self._clock.now()
        articles = [replace(each.article, added=f"{now}#{n:05}") for n, each in enumerate(fresh)]
        blobs = {
            each.article.original: each.original
            for each in fresh
            if each.article.original and each.original is not None
        }
        return [add_articles(articles, blobs)]

    def _keep_originals(self, row: ImportRow) -> None:
        """Let go of what the project has now; the others may still be wanted."""
        waiting = {each.new.id for each in row.newer}
        kept = tuple(
            each
            for each in self._loaded.pop(row.id, ())
            if each.article.id in row.left_out | waiting
        )
        if kept:
            self._loaded[row.id] = kept

    def _replace(
        self, before: ImportRow, row: ImportRow, loaded: tuple[LoadedArticle, ...]
    ) -> None:
        """Put what a file was read as now in the place of what it was read as before."""
        if self.model.get(row.id) is None:
            return  # another project is open by now
        if row.error is not None and before.articles:
            self.model.set([before])
            self.failed.emit(row.error)
            self.progressed.emit()
            return
        project, new = self._document.project, {each.article.id for each in loaded}
        waiting = {each.new.id for each in row.newer}
        gone = [project.articles[i] for i in sorted(before.added - new) if i in project.articles]
        fresh = [each for each in loaded
                 if each.article.id not in project.articles
                 and each.article.id not in waiting]  # fmt: skip
        edits = [*map(remove_article, gone), *self._adding(fresh)]
        if edits:
            self._document.apply(together(tr("Read “{name}” another way", name=row.name), *edits))
        added = {each.article.id for each in fresh} | (before.added & new)
        self._loaded[row.id] = loaded
        done = replace(row, added=frozenset(added), settled=True)
        self._keep_originals(done)
        self.model.set([done])
        self.progressed.emit()

    def _forget(self) -> None:
        """Another project is open: what is being read does not belong to it."""
        for run in self._runs:
            run.stop.set()
        self._runs.clear()
        self._fresh, self._loaded = deque(), {}  # what still reads has the ones before
        self._timer.stop()
        self.model.show([])
        self.progressed.emit()

    def _follow(self, changes: Changes) -> None:
        if articles := changes.of("articles"):
            self.model.refresh()
            self.settle_newer({key for key, each in articles.items() if each.before is None})

    def _row(self, path: Path) -> ImportRow:
        return ImportRow(self._new_id(), path)

    def _new_id(self) -> str:
        return str(next(self._ids))
