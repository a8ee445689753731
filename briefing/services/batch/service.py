"""A document for every article of a folder, by several processes; one failure stops no other."""

from __future__ import annotations

import hashlib
import json
import os
import time
from base64 import b64encode
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from briefing import __version__
from briefing.errors import BriefingError, ExportError
from briefing.language import spoken, tr
from briefing.services.articles.loading import LARGEST
from briefing.services.batch.journal import Entry, Journal, State
from briefing.services.batch.making import Wish
from briefing.services.batch.places import LocalPool, Place, Result, Task
from briefing.services.batch.plan import BatchPlan, BatchReport, BatchRow, BatchSummary, Outcome
from briefing.services.batch.sources import BatchSource, find_sources, numbered
from briefing.services.batch.workers import Answer, Work
from briefing.services.clock import SystemClock
from briefing.services.ports import TemplateLibrary, TemplatePackage
from briefing.services.writing import reason_of, sweep, write_atomically

_ENOUGH = 256
"""Files submitted and not begun: what comes after them is looked at while they are made."""
_MOST_UNWRITTEN = 16


class Formats(Protocol):
    """Knows the endings of formats."""

    def suffix(self, form: str) -> str:
        """Return the ending of a format, with its dot; raises ExportError if there is none."""


class BatchService:
    """Runs batches; `work` is what each process does.

    `certificates` gives the folder of those for a scheduler, where a plan names none.
    """

    def __init__(
        self,
        library: TemplateLibrary,
        formats: Formats,
        work: Work,
        certificates: Callable[[], str] = str,
    ) -> None:
        self._library = library
        self._formats = formats
        self._work = work
        self._certificates = certificates

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
        sum_of = hashlib.sha256(repr(made_from).encode()).hexdigest()
        run = _Run(plan, self._place(plan, package), sum_of, suffix)
        return run.go(sources, left_out, report, cancelled)

    def _place(self, plan: BatchPlan, package: TemplatePackage) -> Place:
        """Return where the work is to be done."""
        today = SystemClock().now()[:10]
        wish = Wish(plan.template, plan.form, plan.suggest, plan.fields, today)
        words = {**asdict(wish), "seconds": plan.seconds, "language": spoken()}
        if plan.scheduler is None:
            return LocalPool(
                self._work, json.dumps(words), plan.jobs, plan.seconds, plan.megabytes
            )  # fmt: skip
        from briefing.services.batch.cluster import Cluster

        at = plan.scheduler
        if at.certificates is None and (kept := self._certificates()):
            at = replace(at, certificates=Path(kept))
        words["sent"] = _sent_template(package)
        return Cluster(at, self._work, json.dumps(words), plan.megabytes)


def _sent_template(package: TemplatePackage) -> dict[str, str]:
    """Return a template for machines that may have none of its name; shipped ones all have."""
    said = {"sha256": package.template.document}
    if package.built_in or package.folder is None:
        return said
    try:
        manifest = (package.folder / "template.toml").read_bytes()
    except OSError as error:
        raise ExportError(
            tr(
                "{folder} cannot be read: {reason_of}.",
                folder=package.folder,
                reason_of=reason_of(error),
            ),
            "",
        ) from error
    return {
        **said, "manifest": b64encode(manifest).decode(),
        "document": b64encode(package.document).decode(),
    }  # fmt: skip


class _Run:
    """One run of a plan: a place does the work, one thread hands it out, and one writes."""

    def __init__(self, plan: BatchPlan, place: Place, made_from: str, suffix: str) -> None:
        self._plan = plan
        self._place = place
        self._made_from = made_from
        self._suffix = suffix
        self._journal = Journal(plan.out)
        self._out = Path(os.path.realpath(plan.out))
        self._coming: deque[BatchSource] = deque()
        self._rows: list[BatchRow] = []
        # Waiting for the disk takes as long as making a small document: others are made meanwhile.
        self._writer = ThreadPoolExecutor(1, "batch writer")
        self._unwritten: deque[Future[BatchRow]] = deque()
        self._swept: set[Path] = set()
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
        self._coming.extend(sources)
        self._report = report
        try:
            while (self._coming or self._place.unfinished) and not cancelled():
                self._begin_some(cancelled)
                self._place.hand_out(len(self._coming))
                self._settle_results()
                self._take_written(_MOST_UNWRITTEN)
        finally:
            waiting = self._unfinished()
            self._place.cancel()
            self._writer.shutdown()
        self._take_written(0)
        with suppress(ExportError):  # it is as good untidied
            self._journal.tidy()
        order = {source.name: place for place, source in enumerate(sources)}
        rows = sorted(self._rows, key=lambda row: (order[row.source], row.number))
        return BatchSummary(
            tuple(rows + left_out), bool(waiting), waiting,
            () if waiting else self._journal.others({row.target for row in rows}),
            time.monotonic() - begin, self._place.most,
        )  # fmt: skip

    def _begin_some(self, cancelled: Callable[[], bool]) -> None:
        """Submit the next files, so many that no process has to wait for one."""
        if self._place.waiting > _ENOUGH // 2:
            return
        while self._coming and self._place.waiting < _ENOUGH and not cancelled():
            self._begin(self._coming.popleft())

    def _begin(self, source: BatchSource) -> None:
        """Submit a file, unless all of it is done."""
        key = _key_of(source, self._made_from)
        done = [] if self._plan.again else self._journal.entries_of(source.name, key)
        if done and all(self._journal.state(each.target, key) is State.DONE for each in done):
            for entry in done:
                self._add(_skipped(entry))
        else:
            self._place.submit([Task(source, key)])

    def _settle_results(self) -> None:
        """Take what came back, let work go on, and let the documents be written meanwhile."""
        found = self._place.results()
        for each in found:
            if isinstance(each.answer, str):
                self._add(_given_up(each, each.answer))
            elif "articles" in each.answer.header:
                said = each.answer.header
                self._unfold(each.task, said["articles"], said["unread"])
        self._place.hand_out(len(self._coming))
        for each in found:
            if isinstance(each.answer, Answer) and "articles" not in each.answer.header:
                self._unwritten.append(
                    self._writer.submit(self._settle, each.task, each.answer, each.seconds)
                )

    def _take_written(self, most: int) -> None:
        """Report what is written by now; wait while more than `most` documents are not."""
        while self._unwritten and (self._unwritten[0].done() or len(self._unwritten) > most):
            self._add(self._unwritten.popleft().result())

    def _unfold(self, task: Task, articles: int, unread: list[tuple[str, str]]) -> None:
        """Submit the articles of a file before the other tasks, but those that are done.

        What could not be read in it counts too, so that such a file is never all done.
        """
        ahead: list[Task] = []
        of = articles + len(unread)
        for number in range(1, articles + 1):
            entry = self._journal.entry(task.source.name, task.key, number)
            done = entry and self._journal.state(entry.target, task.key) is State.DONE
            if entry and done and not self._plan.again:
                self._add(_skipped(entry))
            else:
                ahead.append(replace(task, number=number, of=of))
        self._place.submit(ahead, first=True)
        for number, (message, hint) in enumerate(unread, articles + 1):
            name = task.source.name
            self._add(BatchRow(name, Outcome.FAILED, number=number, message=message, hint=hint))

    def _settle(self, task: Task, answer: Answer, seconds: float) -> BatchRow:
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
        if path.parent not in self._swept:
            sweep(path.parent)
            self._swept.add(path.parent)
        write_atomically(path, document, tidy=False)

    def _keep_inside(self, path: Path) -> None:
        """Raise ExportError if writing there would write elsewhere, or over an article."""
        inside = Path(os.path.realpath(path)) == self._out / path.relative_to(self._plan.out)
        if not inside or (path.exists() and not path.is_file()):
            raise ExportError(
                tr("{name} is a link, a folder or a device.", name=path.name), tr("Remove it.")
            )
        if path.exists() and _identity(path) in self._articles:
            raise ExportError(
                tr("{name} is an article.", name=path.name), tr("Choose another folder.")
            )

    @cached_property
    def _articles(self) -> set[tuple[int, int] | None]:
        """What tells the files of articles from all others, whatever they are called."""
        return {_identity(source.path) for source in self._sources} - {None}

    def _target(self, task: Task) -> str:
        stem = task.source.stem
        if task.of > 1:
            others = [each.stem for each in self._sources if each is not task.source]
            stem = numbered(stem, task.number, task.of, others)
        return stem + self._suffix

    def _add(self, row: BatchRow) -> None:
        self._rows.append(row)
        known = len(self._rows) + self._unfinished() + len(self._unwritten)
        self._report(row, len(self._rows), known)

    def _unfinished(self) -> int:
        return len(self._coming) + self._place.unfinished


def _given_up(result: Result, why: str) -> BatchRow:
    name = result.task.source.name
    return BatchRow(
        name, Outcome.FAILED, number=result.task.number, milliseconds=result.seconds * 1000,
        message=tr("{name} was given up: {why}.", name=name, why=why),
        hint=tr("Try it alone; the other articles are not concerned."),
    )  # fmt: skip


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


def _identity(path: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None
