"""A process that makes documents of articles, one after the other, and can be killed at any time.

What an article can do to it (hang it, exhaust it, crash a library in it) happens to that article
alone: the process is ended and another one started. Messages are JSON and bytes, never pickles:
what comes back was made of strangers' files.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

import psutil

from briefing.errors import ExportError
from briefing.language import tr

Work = Callable[[Connection, str], None]
"""What a process does: answers requests until the connection ends; the words are its wish.

A function that can be imported, for it is found by its name in the new process.
"""
LARGEST = 256 * 1024 * 1024
"""Bytes of one document."""
LONGEST_REASON = 500
STARTING = 60.0
"""Seconds that a process may take until it is ready."""
_MEGABYTE = 1024 * 1024
_ENDING = 5.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: a header of plain values, and a document if one was made."""

    header: Mapping[str, Any]
    document: bytes = b""


class BatchWorker:
    """One process. Not ready at first; then busy with one request at a time, or idle."""

    def __init__(self, work: Work, wish: str, seconds: float, megabytes: int) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._seconds, self._megabytes = seconds, megabytes
        self._process = context.Process(
            target=work, args=(theirs, wish), name="batch", daemon=True
        )  # fmt: skip
        try:
            with _without_interrupts():
                self._process.start()
        except OSError as error:
            raise ExportError(
                tr("No process could be started ({reason}).", reason=error.strerror), ""
            ) from error
        finally:
            theirs.close()
        self._watched: psutil.Process | None = None
        self.ready = False
        self.idle = False
        self.since = time.monotonic()

    def ask(self, request: Mapping[str, Any], *sent: bytes, queued: bool = False) -> None:
        """Send a request with the files it is about, unless they are read where they are.

        One that is `queued` is begun after the one at hand; `since` tells when that was begun.
        """
        self.idle = False
        if not queued:
            self.since = time.monotonic()
        try:
            self.connection.send_bytes(json.dumps({**request, "sent": len(sent)}).encode())
            for data in sent:
                self.connection.send_bytes(data)
        except OSError:
            return  # it ended meanwhile: the answer will be that

    def answer(self) -> Answer | str:
        """Return what has come, or why nothing will come any more: then it is to be ended."""
        try:
            header = _header(self.connection.recv_bytes(LARGEST))
            document = self.connection.recv_bytes(LARGEST) if header.get("document") else b""
        except (EOFError, OSError, ValueError, RecursionError):
            self._process.join(_ENDING)
            return tr(
                "the process that read it ended (code {exitcode})", exitcode=self._process.exitcode
            )
        if "stop" in header:
            return str(header["stop"])[:LONGEST_REASON]
        self.ready = self.idle = True
        self.since = time.monotonic()
        return Answer(header, document)

    def broken_cap(self) -> str:
        """Return the limit that the request at hand has broken, as a reason, or ""."""
        seconds = self._seconds if self.ready else STARTING
        if self.idle:
            return ""
        if time.monotonic() - self.since > seconds:
            return tr("it took longer than {seconds:g} seconds", seconds=seconds)
        try:
            # Making one of these costs more than asking it; the process is ours until we join it.
            self._watched = self._watched or psutil.Process(self._process.pid)
            used = self._watched.memory_info().rss
        except psutil.Error:
            return ""
        if used > self._megabytes * _MEGABYTE:
            return tr("it needed more than {megabytes:,} MB of memory", megabytes=self._megabytes)
        return ""

    def end(self) -> None:
        """Kill the process and what it has started, and wait for it."""
        self.kill()
        self._process.join(_ENDING)
        self.connection.close()

    def kill(self) -> None:
        """Kill the process and what it has started; who waits for its answer learns that."""
        try:
            family = psutil.Process(self._process.pid).children(recursive=True)
        except psutil.Error:
            family = []
        self._process.kill()
        for each in family:
            with _gone():
                each.kill()


def first_answers(workers: Sequence[BatchWorker], seconds: float) -> list[BatchWorker]:
    """Return the workers that have answered, waiting for one no longer than this."""
    ready = wait([worker.connection for worker in workers], seconds)
    return [worker for worker in workers if worker.connection in ready]


def _header(data: bytes) -> dict[str, Any]:
    """Return the header in a message; raises ValueError for what is none."""
    found = json.loads(data)
    if not isinstance(found, dict):
        raise ValueError(data[:80])  # noqa: TRY004 as for what is no JSON
    return found


@contextmanager
def _gone() -> Iterator[None]:
    """Let it be if a process has ended by itself."""
    try:
        yield
    except psutil.Error:
        return


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Start a process that Ctrl+C does not reach: it is stopped by us, and without a trace."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
