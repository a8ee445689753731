"""What a worker of a cluster does for a batch: it drives a process of its own machine.

So an article has the same limits as in a batch of one machine, and one that hangs or crashes ends
that process, not the worker. Bytes come in and bytes go out; nothing is written on this machine.
"""

from __future__ import annotations

import json
import struct
import threading
import time
from collections import deque
from collections.abc import Mapping
from multiprocessing import current_process
from typing import Any

from briefing import __version__
from briefing.language import tr
from briefing.services.batch.workers import Answer, BatchWorker, Work, first_answers

IDLE = 60.0
"""Seconds after which a process that nobody asks anything is ended."""
_LOOK_EVERY = 0.05
_HEAD = struct.Struct("!I")


class Bench:
    """The processes of this machine for batches: one for each article that is made at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free: dict[str, list[BatchWorker]] = {}
        self._all: dict[str, list[BatchWorker]] = {}
        self._over: deque[str] = deque(maxlen=64)
        self._sweeper: threading.Timer | None = None

    def make(self, run: str, work: Work, wish: str, request: Mapping[str, Any],
             sent: tuple[bytes, ...]) -> Answer:  # fmt: skip
        """Return the answer to a request; "stop" or "unready" in its header where there is none."""
        asked = json.loads(wish)
        if asked.pop("version") != __version__:
            return Answer({"unready": f"there is Briefing {__version__} on a worker"})
        megabytes = asked.pop("megabytes")
        with self._lock:
            if run in self._over:
                return Answer({"stop": "it was stopped"})
            free = self._free.setdefault(run, [])
            worker = free.pop() if free else None
            if worker is None:
                # A nanny's process may have no children otherwise; these end with it by themselves.
                current_process().daemon = False
                worker = BatchWorker(work, json.dumps(asked), asked["seconds"], megabytes)
                self._all.setdefault(run, []).append(worker)
        answer = _answer(worker, request, sent)
        with self._lock:
            if isinstance(answer, Answer) and run not in self._over:
                worker.idle, worker.since = True, time.monotonic()
                self._free.setdefault(run, []).append(worker)
                self._sweep_later()
                return answer
            self._end(run, worker)
        return Answer({"stop" if worker.ready else "unready": str(answer)})

    def dismiss(self, run: str) -> None:
        """End the processes of a batch that is over, also those that are at work."""
        with self._lock:
            self._over.append(run)
            for worker in self._free.pop(run, ()):
                self._end(run, worker)
            for worker in self._all.get(run, ()):
                worker.kill()  # who waits for its answer ends it

    def _end(self, run: str, worker: BatchWorker) -> None:
        worker.end()
        self._all[run].remove(worker)
        if not self._all[run]:
            del self._all[run]

    def _sweep_later(self) -> None:
        if self._sweeper is None:
            self._sweeper = threading.Timer(IDLE, self._sweep)
            self._sweeper.daemon = True
            self._sweeper.start()

    def _sweep(self) -> None:
        """End what has been idle long: whoever asked may be gone."""
        with self._lock:
            self._sweeper = None
            for run, free in list(self._free.items()):
                for worker in [each for each in free if time.monotonic() - each.since > IDLE]:
                    free.remove(worker)
                    self._end(run, worker)
            if any(self._free.values()):
                self._sweep_later()


BENCH = Bench()


def make(run: str, work: Work, wish: str, request: Mapping[str, Any],
         sent: tuple[bytes, ...]) -> bytes:  # fmt: skip
    """Return an answer as bytes: what a task of the cluster is. It raises nothing on purpose."""
    return packed(BENCH.make(run, work, wish, request, sent))


def dismiss(run: str) -> None:
    """End what a batch has started on this machine."""
    BENCH.dismiss(run)


def packed(answer: Answer) -> bytes:
    """Return an answer as bytes: the length of its header, the header as JSON, the document."""
    header = json.dumps(dict(answer.header)).encode()
    return _HEAD.pack(len(header)) + header + answer.document


def unpacked(data: object) -> Answer | str:
    """Return the answer in bytes, or a word on what is wrong with them."""
    if not isinstance(data, bytes) or len(data) < _HEAD.size:
        return tr("the cluster sent something else than a document")
    end = _HEAD.size + _HEAD.unpack_from(data)[0]
    if end > len(data):
        return tr("the cluster sent half an answer")
    try:
        header = json.loads(data[_HEAD.size : end])
    except (ValueError, RecursionError):
        return tr("the cluster sent something that cannot be read")
    if not isinstance(header, dict):
        return tr("the cluster sent no answer")
    return Answer(header, data[end:])


def _answer(
    worker: BatchWorker, request: Mapping[str, Any], sent: tuple[bytes, ...]
) -> Answer | str:
    """Wait for a process to be ready, ask it, and return its answer or why there is none."""
    asked = False
    while True:
        if worker.ready and not asked:
            worker.ask(request, *sent)
            asked = True
        if first_answers([worker], _LOOK_EVERY):
            answer = worker.answer()
            if isinstance(answer, str) or asked:
                return answer
        elif broken := worker.broken_cap():
            return broken
