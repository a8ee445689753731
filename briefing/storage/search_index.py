"""Search over all articles of a project: an index that follows the project and can be lost."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

import apsw

from briefing.errors import StorageError
from briefing.language import tr
from briefing.model.article import Article, text_hash
from briefing.model.changes import Change, Changes
from briefing.model.project import Project
from briefing.services.articles.duplicates import NearDuplicate, keys, near_duplicates, shingles
from briefing.services.ports import Progress, SearchResult
from briefing.services.search.query import Query, parse
from briefing.storage.search_answers import Answers, Shelf
from briefing.storage.search_tables import SearchTables

log = logging.getLogger(__name__)
_T = TypeVar("_T")

SMALL = 5_000_000
"""Code points of all articles up to which the index is kept in memory: it is made in seconds."""
_BATCH = 50
_COMPARED = 30
_UNUSED = 90 * 24 * 3600.0
"""Seconds after which an index that nobody opened is removed from the cache."""


class SearchIndexes:
    """Indexes in the cache folder, in memory for small projects; see `services.ports`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, project_file: Path | None, project: Project) -> SearchIndex:
        """Return an index for the project in this file, to be built."""
        size = sum(len(article.text) for article in project.articles.values())
        if project_file is None or size <= SMALL:
            return SearchIndex(None)
        return SearchIndex(self.file_of(project_file))

    def file_of(self, project_file: Path) -> Path:
        """Return where the index of a project lies; files nobody used for long are removed."""
        name = hashlib.sha256(os.fsencode(project_file.resolve())).hexdigest()[:24]
        kept = self._folder / f"{name}.search"
        for file in self._folder.glob("*.search*"):
            with suppress(OSError):  # another window may have just done the same
                if not file.name.startswith(name) and time.time() - file.stat().st_mtime > _UNUSED:
                    file.unlink(missing_ok=True)
        return kept


class SearchIndex:
    """The index of one project; see `services.ports.ArticleIndex`.

    One lock is held by whoever uses the tables; edits wait in a queue that anyone may add to.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._queue: deque[Changes] = deque()
        self._shelf = Shelf()
        self._waiting: dict[str, None] = {}
        self._begun = False
        self._tables = self._opened()
        self._answers = Answers(self._tables, self._shelf)

    def build(self, project: Project, progress: Progress, cancelled: Callable[[], bool]) -> None:
        """Bring the index into line with a project; what is there already is kept."""
        with self._lock:
            self._shelf.articles = dict(project.articles)
            self._shelf.marks.start_with(project.excerpts, project.schemes)
            self._begun = True
            self._mended(self._compare)
            whole = max(1, len(self._waiting))
        while not cancelled():
            with self._lock:
                if not self._waiting:
                    break
                self._mended(lambda: self._take_in(_BATCH))
                left = len(self._waiting)
            progress(max(0.0, 1 - left / whole), "search index")
        self._tidy(cancelled)

    def update(self, changes: Changes) -> None:
        """Take note of an edit; the work is done before the next answer."""
        self._queue.append(changes)

    def search(self, query: str, limit: int = 25) -> SearchResult:
        """Return the best `limit` articles; raises SearchError with the place in `query`."""
        asked = parse(query)
        return self._safely(lambda: self._search(asked, limit))

    def near(self, article: Article, limit: int = 3) -> list[NearDuplicate]:
        """Return known articles that say nearly the same as one that need not be known."""
        wanted = keys(shingles(article.text))
        return near_duplicates(article, self._safely(lambda: self._alike(wanted)), limit)

    def close(self) -> None:
        """Release the file, if there is one."""
        with self._lock:
            self._tables.close()

    def _tidy(self, cancelled: Callable[[], bool]) -> None:
        """Bring what was written into one piece, a little at a time."""
        begin, more = True, True
        while more and not cancelled():
            with self._lock:
                more = self._mended(partial(self._tables.tidy, begin=begin))
            begin = False

    def _search(self, asked: Query, limit: int) -> SearchResult:
        answer = self._answers.answer(asked, limit)
        complete = self._begun and not self._waiting
        hits = self._answers.hits(asked, answer.rows)
        return SearchResult(hits, answer.count, answer.more, complete)

    def _alike(self, wanted: Iterable[int]) -> list[Article]:
        ids = self._shelf.ids
        rows = self._tables.alike(wanted, _COMPARED)
        return [self._shelf.articles[ids[row]] for row in rows if row in ids]

    # A file that may be damaged, or somebody else's

    def _opened(self) -> SearchTables:
        """Open the file; one that is damaged or of another version is made anew.

        Where it cannot be used, as when another window has it, the index is kept in memory.
        """
        if self._path is None:
            return SearchTables(None)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return SearchTables(self._path)
            except (apsw.CorruptError, apsw.NotADBError, apsw.SQLError):
                self._remove_file()
                return SearchTables(self._path)
        except (apsw.Error, OSError) as error:
            log.info("The search index %s cannot be used (%s)", self._path, error)
            return SearchTables(None)

    def _remove_file(self) -> None:
        if self._path:
            for ending in ("", "-wal", "-shm", "-journal"):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)

    def _safely(self, work: Callable[[], _T]) -> _T:
        """Do what is waiting, then `work`; a damaged index is made anew first."""

        def all_of_it() -> _T:
            self._catch_up()
            return work()

        with self._lock:
            return self._mended(all_of_it)

    def _mended(self, work: Callable[[], _T]) -> _T:
        """Do `work`; if SQLite finds damage, make the index anew and do it again."""
        try:
            return work()
        except (apsw.Error, UnicodeDecodeError) as error:
            log.info("The search index is made anew: %s", error)
        try:
            self._tables.close()
            self._remove_file()
            self._tables = self._opened()
            self._compare()
            self._take_in(len(self._waiting))
            return work()
        except (apsw.Error, OSError) as error:
            raise StorageError(
                tr("The search index cannot be written ({error}).", error=error),
                tr("Make room in the cache folder; your project is not touched by this."),
            ) from error

    # Keeping in line with the project

    def _compare(self) -> None:
        """Take out what the project has not or has otherwise; note what is to be taken in."""
        shelf, known = self._shelf, self._tables.known()
        wanted = {key: _fingerprint(article) for key, article in shelf.articles.items()}
        shelf.rows = {key: row for key, (row, mark) in known.items() if wanted.get(key) == mark}
        shelf.ids = {row: key for key, row in shelf.rows.items()}
        shelf.newest = max(shelf.ids, default=0)
        with self._tables.together():
            self._tables.remove([row for row, _ in known.values() if row not in shelf.ids])
        new = [article for key, article in shelf.articles.items() if key not in shelf.rows]
        new.sort(key=lambda article: (article.added, article.id))
        self._waiting = dict.fromkeys(article.id for article in new)
        self._answers = Answers(self._tables, shelf)

    def _catch_up(self) -> None:
        """Do what edits asked for, if the index has been begun."""
        while self._begun and self._queue:
            changes = self._queue.popleft()
            while self._queue:
                changes = changes.then(self._queue.popleft())
            self._answers = Answers(self._tables, self._shelf)
            self._shelf.marks.shift(changes.shifts)
            for kind in ("schemes", "excerpts"):
                for key, change in changes.of(kind).items():
                    self._shelf.marks.change(key, change.after)
            if changes.of("articles"):
                self._exchange(changes.of("articles"))

    def _exchange(self, changes: Mapping[str, Change]) -> None:
        shelf = self._shelf
        gone = {key: shelf.rows.pop(key) for key in changes if key in shelf.rows}
        sketches = [
            (number, row)
            for key, row in gone.items()
            for number in keys(shingles(shelf.articles[key].text))
        ]
        for key, change in changes.items():
            shelf.ids.pop(gone.get(key, 0), None)
            self._waiting.pop(key, None)
            shelf.articles.pop(key, None)
            if isinstance(change.after, Article):
                shelf.articles[key] = change.after
        with self._tables.together():
            self._tables.remove(gone.values(), sketches)
        self._add(shelf.articles[key] for key in changes if key in shelf.articles)

    def _take_in(self, most: int) -> None:
        batch = list(self._waiting)[:most]
        self._add(self._shelf.articles[key] for key in batch)
        for key in batch:
            del self._waiting[key]

    def _add(self, articles: Iterable[Article]) -> None:
        shelf = self._shelf
        with self._tables.together():
            for row, article in enumerate(articles, start=shelf.newest + 1):
                self._tables.add(row, article.id, _fingerprint(article), article.name, article.text)
                shelf.rows[article.id] = row
                shelf.ids[row] = article.id
                shelf.newest = row
        self._answers = Answers(self._tables, shelf)


def _fingerprint(article: Article) -> str:
    sha256 = article.sha256 or text_hash(article.text)
    return hashlib.sha256(f"{sha256} {article.name}".encode()).hexdigest()[:32]
