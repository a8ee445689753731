"""A batch on other machines: tasks to a Dask scheduler, bytes back; nothing else knows of Dask.

The articles are read here and sent; documents come back as bytes and are written here alone. So
workers share no disk with us, and a task that was done twice makes one document. A worker that dies
is no matter: the scheduler gives its tasks to another.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import uuid4

from briefing import __version__
from briefing.errors import ExportError, LoadError
from briefing.language import tr
from briefing.services.articles.loading import file_bytes
from briefing.services.batch.cluster_work import dismiss, make, unpacked
from briefing.services.batch.places import LOOK_EVERY, Result, Task
from briefing.services.batch.scheduler import connected
from briefing.services.batch.workers import Answer, Work

if TYPE_CHECKING:
    from briefing.services.batch.plan import Scheduler

Client: TypeAlias = Any
Future: TypeAlias = Any
"""Dask's own: half of their methods have no annotations, so that a strict check refuses them."""
LONGEST_WAIT = 60.0
"""Seconds that the cluster may be without any worker."""
FETCHING = 5.0
"""Seconds after which a document that does not come is asked for anew."""
_COUNT_EVERY = 2.0
_AHEAD = 2
"""Tasks sent for each thread of a worker: it goes on while its answer is on the way."""
_TRIES = 4
"""Times that a task is sent which the cluster lost."""


class Cluster:
    """A place for the work of a batch; see `places.Place`."""

    def __init__(self, at: Scheduler, work: Work, wish: str, megabytes: int) -> None:
        self._at = at
        self._work = work
        self._run = uuid4().hex
        self._wish = json.dumps(
            {**json.loads(wish), "version": __version__, "megabytes": megabytes}
        )
        self._tasks: deque[Task] = deque()
        self._sent: dict[str, tuple[Task, float, int, Future]] = {}
        self._ended: SimpleQueue[Future] = SimpleQueue()
        self._unread: list[Result] = []
        self._threads = 0
        self._counted = 0.0
        self._seen = time.monotonic()
        self.most = 0
        self._client: Client = connected(at)

    @property
    def waiting(self) -> int:
        """How many tasks nobody has begun."""
        return len(self._tasks)

    @property
    def unfinished(self) -> int:
        """How many tasks have not come back."""
        return len(self._tasks) + len(self._sent) + len(self._unread)

    def submit(self, tasks: Sequence[Task], *, first: bool = False) -> None:
        """Take tasks, to be done after the others or before them."""
        if first:
            self._tasks.extendleft(reversed(tasks))
        else:
            self._tasks.extend(tasks)

    def hand_out(self, coming: int) -> None:  # noqa: ARG002 the workers are there already
        """Send so many tasks that each thread has one and a next one."""
        self._count_threads()
        while self._tasks and len(self._sent) < self._threads * _AHEAD:
            self._send(self._tasks.popleft(), 1)

    def results(self) -> list[Result]:
        """Return what has come back, waiting for it no longer than LOOK_EVERY."""
        found, self._unread = self._unread, []
        ended: dict[str, Future] = {}
        try:
            future = self._ended.get(timeout=0 if found else LOOK_EVERY)
            while True:
                ended[future.key] = future
                future = self._ended.get_nowait()
        except Empty:
            pass
        for key, future in ended.items():
            if key in self._sent and (result := self._settled(key, future)):
                found.append(result)
        return found

    def cancel(self) -> None:
        """Let the cluster forget what is unfinished, and end the processes that work on it."""
        if self._client.status == "running":
            futures = [future for *_, future in self._sent.values()]
            self._safely(lambda: self._client.cancel(futures, force=True))
            self._safely(lambda: self._client.run(dismiss, self._run, on_error="ignore"))
        self._sent.clear()
        self._client.close(timeout=FETCHING)

    def _count_threads(self) -> None:
        """Ask the scheduler how many threads its workers have; raises ExportError for none."""
        now = time.monotonic()
        if self._client.status != "running":
            raise self._away()
        if now - self._counted < _COUNT_EVERY and self._threads:
            return
        self._counted = now
        self._threads = sum(self._asked(self._client.nthreads).values())
        self.most = max(self.most, self._threads)
        if self._threads:
            self._seen = now
        elif now - self._seen > LONGEST_WAIT:
            raise ExportError(
                tr("The scheduler at {address} has no workers.", address=self._at.address),
                tr("Start some there (dask worker), then run it again: what is done is skipped."),
            )

    def _send(self, task: Task, turn: int) -> None:
        excerpts = task.source.excerpts
        try:
            sent = [file_bytes(task.source.path)]
            if excerpts is not None:
                sent.append(file_bytes(excerpts))
        except LoadError as error:
            said = {"error": {"message": error.message, "hint": error.hint}}
            self._unread.append(Result(task, Answer(said), 0.0))
            return
        # Only the names go along: where the files lie here concerns no other machine.
        request = {
            "path": task.source.path.name, "number": task.number, "of": task.of,
            "excerpts": excerpts and excerpts.name,
        }  # fmt: skip
        key = f"briefing-{self._run}-{task.source.stem}-{task.number}-{task.of}-{turn}"
        future = self._asked(
            lambda: self._client.submit(
                make, self._run, self._work, self._wish, request, tuple(sent), key=key, pure=False
            )
        )
        self._sent[key] = task, time.monotonic(), turn, future
        future.add_done_callback(self._ended.put)

    def _settled(self, key: str, future: Future) -> Result | None:
        """Return what came of a task, None if it has to be waited for again."""
        task, begin, turn, _ = self._sent.pop(key)
        seconds = time.monotonic() - begin
        if future.status == "finished":
            answer = self._fetched(future)
            if answer is None:  # its worker died with the document: the cluster makes it again
                self._sent[key] = task, begin, turn, future
                future.add_done_callback(self._ended.put)
                return None
            if isinstance(answer, Answer) and "unready" in answer.header:
                raise self._unready(str(answer.header["unready"]))
            if isinstance(answer, Answer) and "stop" in answer.header:
                answer = str(answer.header["stop"])
            return Result(task, answer, seconds)
        if self._client.status != "running":
            raise self._away()
        if future.status == "error":
            return Result(task, self._why(self._asked(future.exception)), seconds)
        if turn < _TRIES:
            self._send(task, turn + 1)
            return None
        return Result(task, tr("the cluster lost it {turn} times", turn=turn), seconds)

    def _fetched(self, future: Future) -> Answer | str | None:
        """Return an answer, None if it is not there any more or does not come in time."""
        # Of itself gathering waits without end for what was lost to be made again.
        client = self._client
        try:
            found = client.sync(
                lambda: client.gather([future], errors="skip", asynchronous=True),
                callback_timeout=FETCHING,
            )
        except TimeoutError:
            return None
        except (OSError, RuntimeError) as error:
            raise self._away() from error
        return unpacked(found[0]) if found else None

    def _why(self, error: object) -> str:
        """Return why a task failed; raises ExportError for what would befall all of them."""
        if isinstance(error, ImportError) or "deserialization" in str(error):
            raise self._unready(tr("Briefing is not installed on the scheduler or on a worker"))
        if type(error).__name__ == "KilledWorker":
            return tr("every worker that was given it died")
        return tr("the cluster failed at it ({error})", error=type(error).__name__)

    def _unready(self, why: str) -> ExportError:
        return ExportError(
            tr("The batch cannot begin at {address}: {why}.", address=self._at.address, why=why),
            tr(
                "Install Briefing {version} with its templates on scheduler and workers.",
                version=__version__,
            ),
        )

    def _away(self) -> ExportError:
        return ExportError(
            tr("The scheduler at {address} is away.", address=self._at.address),
            tr("Run it again when it is back: what is done is skipped."),
        )

    def _asked(self, ask: Callable[[], Any]) -> Any:
        """Return the scheduler's answer; raises ExportError if it is away."""
        try:
            return ask()
        except (OSError, TimeoutError, RuntimeError) as error:
            raise self._away() from error

    def _safely(self, ask: Callable[[], object]) -> None:
        """Ask for what is as good undone: the processes end by themselves after a while."""
        try:
            ask()
        except (OSError, TimeoutError, RuntimeError):
            return
