"""Reads documents in a process of their own, which is killed when it takes too long or too much."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from queue import LifoQueue
from typing import TYPE_CHECKING, Any

from briefing.errors import LoadError
from briefing.guarding.told import closing, error_of
from briefing.language import tr
from briefing.loaders.formats import Format
from briefing.model.article import Article, Block, BlockKind, Metadata
from briefing.services.ports import ArticleLoader, LoadedArticle, LoadedArticles, RecognisingLoader

if TYPE_CHECKING:
    from briefing.guarding.process import Broken, GuardedProcess

_MEGABYTE = 1024 * 1024
SECONDS = 10.0
MEGABYTES = 1024
LARGEST_ANSWER = 300 * _MEGABYTE


class ReadingProcess:
    """One warm process for all guarded loaders; it starts when one of them is first used.

    Behind its walls no file can be opened, so it loads what a format needs before they go up: for
    a format it was not started for, another process takes its place that can read both.
    """

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._caps = (seconds, megabytes)
        self._formats: list[str] = []
        self._expected: list[str] = []
        self._lock = threading.Lock()
        self._process: GuardedProcess | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The number of the process, or None if none runs."""
        return self._process.pid if self._process else None

    def load(self, form: str, data: bytes, source: str) -> LoadedArticles:
        """Return what the loader of this name reads; raises LoadError, also for a broken cap."""
        # Imported here: 25 ms that reading plain text can do without.
        from briefing.guarding.process import Broken

        with self._lock:
            process = self._ready_for(form, source)
            try:
                header, blobs = process.ask({"form": form, "do": "load", "source": source}, [data])
            except Broken as broken:
                raise self._error(source, broken) from None
            if process.memory() > self._caps[1] * _MEGABYTE / 2:
                process.restart()  # what one file took must not count against the next
        return unpacked(header, blobs, data)

    def expect(self, form: str) -> None:
        """Let the process be ready for this format too when it is next started for another."""
        if form not in self._expected:
            self._expected.append(form)

    def close(self) -> None:
        """End the process, and with it what it is reading; a later request is refused."""
        self._closed = True
        if self._process is not None:
            self._process.close()

    def _ready_for(self, form: str, source: str) -> GuardedProcess:
        from briefing.guarding.process import Caps, GuardedProcess, own_command

        if self._closed:
            raise LoadError(closing(source))
        seconds, megabytes = self._caps
        if self._process is None:
            formats = self._formats  # not `self`: nothing may keep alive what ends the process
            self._process = GuardedProcess(
                Caps(seconds, megabytes, LARGEST_ANSWER),
                lambda: own_command("briefing.loaders.child", str(megabytes), *formats),
            )
        if form not in self._formats:
            wanted = (form, *self._expected)
            self._formats += [each for each in dict.fromkeys(wanted) if each not in self._formats]
            self._process.restart()
        return self._process

    def _error(self, source: str, broken: Broken) -> LoadError:
        hints = {
            "start": tr("Start the program again. Your work is not affected."),
            "closing": "",
            "": tr("Copy the part you need and paste it."),
        }
        return error_of(broken, source, self._caps, hints)


class ReadingProcesses:
    """Several reading processes; each but the first starts when those before it are at work."""

    def __init__(self, count: int = 2) -> None:
        self._all = [ReadingProcess() for _ in range(count)]
        # The one used last goes first, so that reading one by one keeps to one process.
        self._free: LifoQueue[ReadingProcess] = LifoQueue()
        for process in reversed(self._all):
            self._free.put(process)

    def load(self, form: str, data: bytes, source: str) -> LoadedArticles:
        """Return what the loader of this name reads, once a process is free; raises LoadError."""
        process = self._free.get()
        try:
            return process.load(form, data, source)
        finally:
            self._free.put(process)

    def expect(self, form: str) -> None:
        """Let each be ready for this format too when it is next started for another."""
        for process in self._all:
            process.expect(form)

    def close(self) -> None:
        """End all of them."""
        for process in self._all:
            process.close()


class GuardedLoader:
    """A loader whose files are read in the process for them; `form` is its reader or its row."""

    def __init__(
        self, form: ArticleLoader | Format, process: ReadingProcess | ReadingProcesses
    ) -> None:
        self.name, self.label, self.suffixes = form.name, form.label, form.suffixes
        self._process = process

    def load(self, data: bytes, source: str) -> LoadedArticles:
        """Return what the loader reads; raises LoadError, also for a file that breaks a cap."""
        return self._process.load(self.name, data, source)

    def expect(self) -> None:
        """Let the process be ready for this format when it is next started for another."""
        self._process.expect(self.name)

    def close(self) -> None:
        """End the process."""
        self._process.close()


class RecognisingGuardedLoader(GuardedLoader):
    """A guarded loader whose format is recognised here, by a look at little of the file."""

    def __init__(
        self,
        form: ArticleLoader | Format,
        process: ReadingProcess | ReadingProcesses,
        recognises: Callable[[bytes, str], bool],
    ) -> None:
        super().__init__(form, process)
        self._recognises = recognises

    def recognises(self, data: bytes, name: str) -> bool:
        """Tell whether `data` is of this format."""
        return self._recognises(data, name)


def guarded(loader: ArticleLoader, process: ReadingProcess | ReadingProcesses) -> GuardedLoader:
    """Return a loader that has its files read in the process."""
    if isinstance(loader, RecognisingLoader):
        return RecognisingGuardedLoader(loader, process, loader.recognises)
    return GuardedLoader(loader, process)


def packed(loaded: Iterable[LoadedArticle], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return articles as what can pass between processes; `data` is what they were read from.

    The articles are JSON in the first blob; after it come originals other than `data`.
    """
    blobs: list[bytes] = []
    rows = []
    for each in loaded:
        number = -2 if each.original is None else -1
        if each.original is not None and each.original != data:
            if each.original not in blobs:
                blobs.append(each.original)
            number = blobs.index(each.original)
        rows.append({**asdict(each.article), "from": number})
    failed = loaded.failed if isinstance(loaded, LoadedArticles) else ()
    return {"failed": [(e.message, e.hint) for e in failed]}, [json.dumps(rows).encode(), *blobs]


def unpacked(header: dict[str, Any], blobs: Sequence[bytes], data: bytes) -> LoadedArticles:
    """Return articles from what `packed` made of them."""
    rows = json.loads(blobs[0])
    originals = {-2: None, -1: data, **dict(enumerate(blobs[1:]))}
    found = tuple(LoadedArticle(_article(row), originals[row.pop("from")]) for row in rows)
    return LoadedArticles(found, tuple(LoadError(*words) for words in header["failed"]))


def _article(row: dict[str, Any]) -> Article:
    blocks = tuple(
        Block(BlockKind(b["kind"]), b["level"], b["start"], b["end"]) for b in row["blocks"]
    )
    said = dict(row["metadata"])
    said["keywords"] = tuple(said["keywords"])
    said["found"] = tuple((field, where) for field, where in said["found"])
    rest = {key: row[key] for key in row if key not in ("blocks", "metadata", "warnings", "from")}
    warnings = tuple(row["warnings"])
    return Article(**rest, blocks=blocks, metadata=Metadata(**said), warnings=warnings)
