"""What an import is: its files in their order, what became of each, and reading two at a time."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from briefing.errors import BriefingError, LoadError
from briefing.language import shown_number, tr, tr_in, tr_many
from briefing.model.article import Article
from briefing.services.anchoring.article_changes import Comparison
from briefing.services.ports import LoadedArticle, LoadedArticles
from briefing.services.writing import reason_of

MOST_FILES = 20_000
"""Files of folders that one import reads; the others are named as not read."""
MOST_SAID = 20
"""Warnings of one file that are listed."""
AT_ONCE = 2
"""Files that are read at the same time."""
_AHEAD = 4
_DEEPEST = 32
_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_UNSHOWN_IN_SENTENCES = re.compile(f"(?![\u061c\u200e\u200f]){_UNSHOWN.pattern}")
"""In sentences of our own other languages need marks of direction, which can disguise little."""
_TEMPORARY = re.compile(
    r"^(\.|~\$|~wr[dl])|~$"
    r"|\.(part|partial|crdownload|download|opdownload|filepart|tmp|temp|swp|aria2)$"
    r"|^(thumbs\.db|desktop\.ini)$",
    re.IGNORECASE,
)
_T = TypeVar("_T")
_R = TypeVar("_R")


class ArticleReader(Protocol):
    """Reads files; see services/articles/loading.py."""

    def load_file(self, path: Path, *, whole: bool = False, form: str = "") -> LoadedArticles:
        """Return the articles of a file, as one with `whole`, as `form` if it is given."""

    def formats(self) -> list[tuple[str, str]]:
        """Return the name and the label of each format."""

    def expect(self, paths: Iterable[Path]) -> None:
        """Hear which files are to be read soon."""


@dataclass(frozen=True, slots=True)
class Already:
    """A reader of one file that has been read."""

    loaded: LoadedArticles

    def load_file(self, _path: Path, *, whole: bool = False, form: str = "") -> LoadedArticles:  # noqa: ARG002
        """Return what was read."""
        return self.loaded

    def formats(self) -> list[tuple[str, str]]:
        """Return no format: there is nothing to read."""
        return []

    def expect(self, paths: Iterable[Path]) -> None:
        """Do nothing: what there is has been read."""


class State(StrEnum):
    """How far a file of an import is."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    FAILED = "failed"
    UNREAD = "not read"
    OURS = "exported by us"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One file of an import.

    `error` is why the whole file could not be read, `failed` the parts of it that were not.
    `notes` say what else is worth knowing, such as that an article is in the project already.
    `newer` are articles that are newer versions of ones in the project: they wait to be compared.
    `left_out` are the ids of articles that are not wanted, `added` of those that this row brought
    into the project. `form` and `whole` are how it was asked to be read. `settled` says that its
    articles are where they belong, so that it can be read another way.
    """

    id: str
    path: Path
    state: State = State.WAITING
    articles: tuple[Article, ...] = ()
    error: BriefingError | None = None
    failed: tuple[BriefingError, ...] = ()
    notes: tuple[str, ...] = ()
    newer: tuple[Comparison, ...] = ()
    left_out: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
    form: str = ""
    whole: bool = False
    settled: bool = False

    @property
    def name(self) -> str:
        """The file's name, fit to be shown on one line."""
        return plain_name(self.path.name or str(self.path))

    @property
    def words(self) -> int:
        """How many words its articles have."""
        return sum(article.words for article in self.articles)

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it by itself."""
        return self.state not in (State.WAITING, State.READING)

    def warnings(self) -> tuple[str, ...]:
        """Return what there is to know of a file that was read, a sentence each."""
        said = (warning for article in self.articles for warning in article.warnings)
        parts = (str(error) for error in self.failed)
        newer = (
            tr("“{name}” in the project is an older version.", name=each.old.name)
            for each in self.newer
        )
        every = list(dict.fromkeys((*newer, *self.notes, *said, *parts)))
        more = (
            [tr("And {count:,} more.", count=len(every) - MOST_SAID)]
            if len(every) > MOST_SAID
            else []
        )
        return tuple(self._plain(words) for words in every[:MOST_SAID] + more)

    def sentence(self) -> str:
        """Return what became of it, with the remedy where there is one."""
        if self.error is not None:
            return self._plain(str(self.error))
        if self.state is State.READ:
            count = len(self.articles)
            parts = [
                tr_many("{count:,} article", "{count:,} articles", count),
                tr_many("{count:,} words", "{count:,} words", self.words),
            ]
            gone = len(self.left_out & {article.id for article in self.articles})
            if gone:
                parts.append(tr("{gone:,} left out", gone=gone))
            return " · ".join(parts)
        return {
            State.WAITING: "", State.READING: "",
            State.UNREAD: tr("Not read: the import was stopped before."),
            State.OURS: tr(
                "A brief that was exported from here. Take back what was changed in it."
            ),
        }.get(self.state, "")  # fmt: skip

    def _plain(self, words: str) -> str:
        """Return a sentence with nothing in it that could disguise what it names."""
        name = str(self.path.name)
        words = words.replace(name, plain_name(name)) if name else words
        return _UNSHOWN_IN_SENTENCES.sub("\ufffd", words.replace("\n", " ⏎ "))


def plain_name(words: str) -> str:
    """Return words on one line, with what could disguise them (such as U+202E) made visible."""
    return _UNSHOWN.sub("\ufffd", words.replace("\n", " ⏎ "))


def is_temporary(name: str) -> bool:
    """Tell whether a file of this name is still being written, hidden, or the system's own."""
    return bool(_TEMPORARY.search(name))


def gathered(paths: Iterable[Path], stopped: Callable[[], bool]) -> list[Path]:
    """Return the files, those of folders by their names, without hidden and temporary ones.

    Links to folders are not followed. Raises LoadError for a folder that cannot be read, or if
    there is nothing in any.
    """
    found: list[Path] = []
    chosen = list(paths)
    for path in chosen:
        for file in _below(path, 0) if path.is_dir() else (path,):
            found.append(file)
            if len(found) > MOST_FILES:
                raise LoadError(
                    tr(
                        "{name} has more than {most_files:,} files in it.",
                        name=plain_name(path.name),
                        most_files=MOST_FILES,
                    ),
                    tr("Import its folders one by one."),
                )
            if stopped():
                return found
    if chosen and not found:
        raise LoadError(
            tr("{name} has no files in it.", name=plain_name(chosen[0].name)), tr("Choose another.")
        )
    return found


def read_in_order(
    things: Sequence[_T], read: Callable[[_T], _R], stopped: Callable[[], bool]
) -> Iterator[_R]:
    """Yield what `read` makes of each, in their order, while two are read at a time.

    Once `stopped` says so nothing more is begun, and what was begun is yielded.
    """
    waiting: deque[Future[_R]] = deque()
    with ThreadPoolExecutor(AT_ONCE, "import") as pool:
        for thing in things:
            if stopped():
                break
            waiting.append(pool.submit(read, thing))
            if len(waiting) >= _AHEAD:
                yield waiting.popleft().result()
        for future in waiting:
            if not (stopped() and future.cancel()):
                yield future.result()


def read_row(row: ImportRow, reader: ArticleReader) -> tuple[ImportRow, tuple[LoadedArticle, ...]]:
    """Return the row of a file after it was read, and its articles with their originals."""
    try:
        loaded = reader.load_file(row.path, whole=row.whole, form=row.form)
    except BriefingError as error:
        fresh = replace(row, state=State.FAILED, error=error, articles=(), failed=(), notes=())
        return fresh, ()
    articles = tuple(each.article for each in loaded)
    fresh = replace(row, state=State.READ, error=None, articles=articles, failed=loaded.failed)
    return replace(fresh, notes=(), newer=(), left_out=frozenset()), tuple(loaded)


def summary(rows: Iterable[ImportRow]) -> str:
    """Return one sentence on what an import came to."""
    counts = dict.fromkeys(State, 0)
    articles = warned = 0
    for row in rows:
        counts[row.state] += 1
        articles += len(row.added)
        warned += row.state is State.READ and bool(row.warnings())
    parts = [tr_many("{count:,} article added", "{count:,} articles added", articles)]
    if warned:
        parts.append(
            tr_many("{count:,} file with warnings", "{count:,} files with warnings", warned)
        )
    parts += [
        f"{shown_number(counts[s])} {tr(s)}"
        for s in (State.FAILED, State.UNREAD, State.OURS)
        if counts[s]
    ]
    return tr_in("between the parts of a list", ", ").join(parts) + "."


def _below(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise LoadError(
            tr(
                "{folder} cannot be read ({reason}).",
                folder=plain_name(str(folder)),
                reason=reason_of(error),
            ),
            tr("Check its permissions."),
        ) from error
    for entry in entries:
        if is_temporary(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth < _DEEPEST:
                yield from _below(Path(entry.path), depth + 1)
        elif not (entry.is_symlink() and entry.is_dir()):
            yield Path(entry.path)
