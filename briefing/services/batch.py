"""A document for every article of a folder, by several processes; one failure stops no other."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

from briefing import __version__
from briefing.errors import BriefingError, ExportError
from briefing.language import tr
from briefing.services.batch_journal import Entry, Journal, State
from briefing.services.batch_making import Wish
from briefing.services.batch_plan import BatchPlan, BatchReport, BatchRow, BatchSummary, Outcome
from briefing.services.batch_sources import BatchSource, find_sources, numbered
from briefing.services.batch_workers import Answer, BatchWorker, Work, first_answers
from briefing.services.loading import LARGEST
from briefing.services.ports import TemplateLibrary
from briefing.services.writing import reason_of, write_atomically

LOOK_EVERY = 0.05
"""Seconds between looks at limits and at whether somebody stops it."""
WORTH_A_PROCESS = 1.0
"""Seconds of work that have to be left for each process for another one to be started."""
_MOST_UNWRITTEN = 16
USUAL = 0.05
"""Seconds that an article takes, before any has been measured."""


class Formats(Protocol):
    """Knows the endings of formats."""

    def suffix(self, form: str) -> str:
        """Return the ending of a format, with its dot; raises ExportError if there is none."""


class BatchService:
    """Runs batches; `work` is what each process does."""

    def __init__(self, library: TemplateLibrary, formats: Formats, work: Work) -> None:
        self._library = library
        self._formats = formats
        self._work = work

    def run(
        self, plan: BatchPlan, report: BatchReport, cancelled: Callable[[], bool]
    ) -> BatchSummary:
        """Make the documents and return what became of each article.

        Each is written whole or not at all, into the out folder and nowhere else; what an earlier
        run has done is skipped if nothing has changed since. Raises BriefingError for what makes
        the whole batch impossible.
        """
        package = self._library.get(plan.template)
        suffix = self._formats.suffix(plan.form)
        sources, left_out = find_sources(plan)
        try:
            plan.out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(
                tr("{out} cannot be made: {reason}.", out=plan.out, reason=reason_of(error)),
                tr("Choose another folder."),
            ) from error
        made_from = (
            __version__,
            package.template,
            plan.form,
            plan.suggest,
            sorted(plan.fields.items()),
        )
        run = _Run(plan, self._work, hashlib.sha256(repr(made_from).encode()).hexdigest(), suffix)
        return run.go(sources, left_out, report, cancelled)


@dataclass(frozen=True, slots=True)
class _Task:
    """A file, or one of its articles (`number` of `of`; of 0: as many as there are)."""

    source: BatchSource
    key: str
    number: int = 1
    of: int = 0


class _Run:
    """One run of a plan: one thread hands out the work, one writes, processes do the rest."""

    def __init__(self, plan: BatchPlan, work: Work, made_from: str, suffix: str) -> None:
        self._plan = plan
        self._work = work
        self._made_from = made_from
        self._suffix = suffix
        self._journal = Journal(plan.out)
        self._tasks: deque[_Task] = deque()
        self._busy: dict[BatchWorker, _Task | None] = {}
        self._rows: list[BatchRow] = []
        # Waiting for the disk takes as long as making a small document: others are made meanwhile.
        self._writer = ThreadPoolExecutor(1, "batch writer")
        self._unwritten: deque[Future[BatchRow]] = deque()
        self._taken = 0.0
        self._answered = 0
        self._most = 0
        self._report: BatchReport = lambda _row, _done, _known: None

    def go(
        self,
        sources: list[BatchSource],
        left_out: list[BatchRow],
        report: BatchReport,
        cancelled: Callable[[], bool],
    ) -> BatchSummary:
        begin = time.monotonic()
        self._sources = sources
        self._report = report
        for source in sources:
            if cancelled():
                self._tasks.append(_Task(source, ""))
            else:
                self._begin(source)
        try:
            while (self._tasks or any(self._busy.values())) and not cancelled():
                self._hire()
                self._hand_out()
                self._settle_answers()
                self._enforce_caps()
                self._take_written(_MOST_UNWRITTEN)
        finally:
            waiting = self._unfinished()
            for worker in self._busy:
                worker.end()
            self._writer.shutdown()
        self._take_written(0)
        with suppress(ExportError):  # it is as good untidied
            self._journal.tidy()
        order = {source.name: place for place, source in enumerate(sources)}
        rows = sorted(self._rows, key=lambda row: (order[row.source], row.number))
        return BatchSummary(
            tuple(rows + left_out), bool(waiting), waiting,
            () if waiting else self._journal.others({row.target for row in rows}),
            time.monotonic() - begin, self._most,
        )  # fmt: skip

    def _begin(self, source: BatchSource) -> None:
        """Put a file among the tasks, unless all of it is done."""
        key = _key_of(source, self._made_from)
        done = [] if self._plan.again else self._journal.entries_of(source.name, key)
        if done and all(self._journal.state(each.target, key) is State.DONE for each in done):
            for entry in done:
                self._add(_skipped(entry))
        else:
            self._tasks.append(_Task(source, key))

    def _hire(self) -> None:
        """Start a process if there is none, and another one while enough work is left for it."""
        idle = sum(task is None for task in self._busy.values())
        each = self._taken / self._answered if self._answered else USUAL
        most = self._plan.jobs or os.cpu_count() or 1
        while self._tasks and idle < len(self._tasks) and len(self._busy) < most:
            if self._busy and len(self._tasks) * each / (len(self._busy) + 1) < WORTH_A_PROCESS:
                return
            wish = Wish(
                self._plan.template, self._plan.form, self._plan.suggest, self._plan.fields
            )  # fmt: skip
            words = json.dumps({**asdict(wish), "seconds": self._plan.seconds})
            worker = BatchWorker(self._work, words, self._plan.seconds, self._plan.megabytes)
            self._busy[worker] = None
            self._most = max(self._most, len(self._busy))
            idle += 1

    def _hand_out(self) -> None:
        for worker, task in self._busy.items():
            if task is None and worker.idle and self._tasks:
                following = self._busy[worker] = self._tasks.popleft()
                excerpts = following.source.excerpts
                worker.ask({
                    "path": os.fspath(following.source.path), "number": following.number,
                    "of": following.of, "excerpts": excerpts and os.fspath(excerpts),
                })  # fmt: skip

    def _settle_answers(self) -> None:
        """Take the answers, give their processes more to do, and let the documents be written."""
        settled: list[tuple[_Task, Answer, float]] = []
        for worker in first_answers(list(self._busy), LOOK_EVERY):
            task, answer = self._busy[worker], worker.answer()
            if isinstance(answer, str):
                self._drop(worker, answer)
                continue
            self._busy[worker] = None
            if task is not None:
                settled.append((task, answer, time.monotonic() - worker.since))
        for task, answer, seconds in settled:
            if "articles" in answer.header:
                self._unfold(task, answer.header["articles"], answer.header["unread"])
            self._taken += seconds
            self._answered += 1
        self._hand_out()
        for task, answer, seconds in settled:
            if "articles" not in answer.header:
                self._unwritten.append(self._writer.submit(self._settle, task, answer, seconds))

    def _take_written(self, most: int) -> None:
        """Report what is written by now; wait while more than `most` documents are not."""
        while self._unwritten and (self._unwritten[0].done() or len(self._unwritten) > most):
            self._add(self._unwritten.popleft().result())

    def _unfold(self, task: _Task, articles: int, unread: list[tuple[str, str]]) -> None:
        """Put the articles of a file before the other tasks, but those that are done.

        What could not be read in it counts too, so that such a file is never all done.
        """
        ahead: list[_Task] = []
        of = articles + len(unread)
        for number in range(1, articles + 1):
            entry = self._journal.entry(task.source.name, task.key, number)
            done = entry and self._journal.state(entry.target, task.key) is State.DONE
            if entry and done and not self._plan.again:
                self._add(_skipped(entry))
            else:
                ahead.append(replace(task, number=number, of=of))
        self._tasks.extendleft(reversed(ahead))
        for number, (message, hint) in enumerate(unread, articles + 1):
            name = task.source.name
            self._add(BatchRow(name, Outcome.FAILED, number=number, message=message, hint=hint))

    def _settle(self, task: _Task, answer: Answer, seconds: float) -> BatchRow:
        """Write a document, and return what became of its article."""
        said = answer.header
        row = BatchRow(
            task.source.name, Outcome.FAILED, number=task.number, milliseconds=seconds * 1000
        )  # fmt: skip
        if "error" in said:
            return replace(row, message=said["error"]["message"], hint=said["error"]["hint"])
        entry = Entry(
            self._target(task), task.source.name, task.key,
            hashlib.sha256(answer.document).hexdigest(), task.number, max(1, task.of),
            said["title"], said["words"], said["draft"], tuple(said["blocking"]),
        )  # fmt: skip
        try:
            self._write(entry, answer.document)
        except BriefingError as error:
            return replace(row, target=entry.target, message=error.message, hint=error.hint)
        except OSError as error:
            why = tr(
                "{target} cannot be written: {reason}.",
                target=entry.target,
                reason=reason_of(error),
            )
            return replace(row, target=entry.target, message=why, hint=tr("Choose another folder."))
        return replace(
            _skipped(entry), outcome=Outcome.WRITTEN, milliseconds=row.milliseconds
        )  # fmt: skip

    def _write(self, entry: Entry, document: bytes) -> None:
        path = self._plan.out / entry.target
        self._keep_inside(path)
        state = self._journal.state(entry.target, entry.key)
        if state is State.NOT_OURS or (self._plan.again and state is State.DONE):
            if not self._plan.again:
                raise ExportError(
                    tr(
                        "{target} was there already, or somebody has changed it since.",
                        target=entry.target,
                    ),
                    tr("Move it, or make all again: then it is replaced."),
                )
            # Should this be broken off, the file that is replaced must not count as done.
            self._journal.note(replace(entry, key="", sha256=_sum(path)))
        self._journal.note(entry)
        write_atomically(path, document)

    def _keep_inside(self, path: Path) -> None:
        """Raise ExportError if writing there would write elsewhere, or over an article."""
        out = Path(os.path.realpath(self._plan.out))
        inside = Path(os.path.realpath(path)) == out / path.relative_to(self._plan.out)
        if not inside or (path.exists() and not path.is_file()):
            raise ExportError(
                tr("{name} is a link, a folder or a device.", name=path.name), tr("Remove it.")
            )
        if path.exists() and any(_same(path, source.path) for source in self._sources):
            raise ExportError(
                tr("{name} is an article.", name=path.name), tr("Choose another folder.")
            )

    def _target(self, task: _Task) -> str:
        stem = task.source.stem
        if task.of > 1:
            others = [each.stem for each in self._sources if each is not task.source]
            stem = numbered(stem, task.number, task.of, others)
        return stem + self._suffix

    def _enforce_caps(self) -> None:
        for worker in list(self._busy):
            if broken := worker.broken_cap():
                self._drop(worker, broken)

    def _drop(self, worker: BatchWorker, why: str) -> None:
        """End a process, and name the article that it ended with."""
        task = self._busy.pop(worker)
        seconds = time.monotonic() - worker.since
        worker.end()
        if not worker.ready:
            raise ExportError(
                tr("The batch cannot begin: {why}.", why=why), tr("Mend that, then run it again.")
            )
        if task is None:
            return
        self._add(
            BatchRow(
                task.source.name, Outcome.FAILED, number=task.number, milliseconds=seconds * 1000,
                message=tr("{name} was given up: {why}.", name=task.source.name, why=why),
                hint=tr("Try it alone; the other articles are not concerned."),
            )
        )  # fmt: skip

    def _add(self, row: BatchRow) -> None:
        self._rows.append(row)
        known = len(self._rows) + self._unfinished() + len(self._unwritten)
        self._report(row, len(self._rows), known)

    def _unfinished(self) -> int:
        return len(self._tasks) + sum(task is not None for task in self._busy.values())


def _skipped(entry: Entry) -> BatchRow:
    return BatchRow(
        entry.source, Outcome.SKIPPED, entry.target, entry.number, entry.title,
        words=entry.words, draft=entry.draft, blocking=entry.blocking,
    )  # fmt: skip


def _key_of(source: BatchSource, made_from: str) -> str:
    """Return what stands for all that the documents of a file are made from."""
    sums = (_sum(path) if path else "" for path in (source.path, source.excerpts))
    return hashlib.sha256("\n".join((made_from, *sums)).encode()).hexdigest()


def _sum(path: Path) -> str:
    """Return the SHA-256 of an ordinary file, "" of what cannot be read; that fails later."""
    with suppress(OSError):
        if path.is_file() and path.stat().st_size <= LARGEST:
            return hashlib.sha256(path.read_bytes()).hexdigest()
    return ""


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False
