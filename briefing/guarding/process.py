"""The outside of a guarded process: starts it, asks it, watches it, and kills it at its caps.

The decision and its measurements: docs/decisions/004-templates-in-a-process-of-their-own.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

import briefing
from briefing.guarding.children import CATALOGUES, SPOKEN, frozen_command, is_frozen
from briefing.guarding.frames import FrameError, Header, read_frame, write_frame
from briefing.language import catalogues, spoken, tr

MEGABYTE = 1024 * 1024
PATIENCE = 6.0
"""How many times its seconds a request may wait for the processor, which others use as well."""
_LOOK_EVERY = 0.02
_BOOT = (
    "import sys; n = int(sys.argv[1]); sys.path[:] = sys.argv[2 + n:]; del sys.argv[2 + n:]; "
    "from {module} import main; main(sys.argv[2:])"
)


@dataclass(frozen=True, slots=True)
class Caps:
    """What one request may take: time, memory of the whole process, bytes of the answer.

    `seconds` are those of the processor: on a busy machine they take longer, but no more than
    `PATIENCE` times as long. `start` is how many seconds the process may take to start.
    """

    seconds: float = 5.0
    megabytes: int = 512
    output: int = 20 * MEGABYTE
    start: float = 30.0


class Broken(Exception):  # noqa: N818 what it tells may be the fault of what was read
    """Why a request has no answer.

    `kind` is "told" (the task says what a person can mend, in `message` and `hint`), a cap ("time",
    "memory", "output"), "fault" (an error of our own, with its `trace`), "ended" (the process
    died), "start" (it never ran) or "closing".
    """

    def __init__(self, kind: str, message: str = "", hint: str = "", trace: str = "") -> None:
        super().__init__(kind, message)
        self.kind, self.message, self.hint, self.trace = kind, message, hint, trace


class GuardedProcess:
    """One warm process; a request that breaks a cap kills it, and the next one starts another.

    `command` gives what starts it. Can be used from any thread; requests wait for one another.
    Its end is also the end of the process, should nobody close it.
    """

    def __init__(self, caps: Caps, command: Callable[[], Sequence[str]]) -> None:
        self.caps = caps
        self.walls: tuple[str, ...] = ()
        self._command = command
        self._lock = threading.RLock()
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], object] = lambda: None
        self._pid = 0
        self._closed = threading.Event()

    @property
    def pid(self) -> int | None:
        """The number of the process, or None if none runs.

        It is the one that Python itself names: on Windows, a virtual environment starts another.
        """
        return self._pid if self._process else None

    def warm_up(self) -> None:
        """Start the process ahead of the first request; raises Broken if it does not start."""
        with self._lock:
            self._ready()

    def restart(self) -> None:
        """End the process between two requests; the next one starts another."""
        with self._lock:
            self._drop()

    def close(self) -> None:
        """End the process, and with it what it is doing; a later request is refused."""
        self._closed.set()
        if self._process is not None:
            self._process.kill()
        with self._lock:
            self._drop()

    def ask(self, header: Header, blobs: Sequence[bytes]) -> tuple[Header, list[bytes]]:
        """Return the answer to a request; raises Broken if there is none."""
        with self._lock:
            process = self._ready()
            longest = PATIENCE * self.caps.seconds
            whole = {**header, "seconds": self.caps.seconds, "longest": longest}
            request = _Exchange(process, whole, blobs, self.caps.output)
            broken = self._watch(process, request)
            if request.answer is None or "error" in request.answer[0]:
                failure = self._failure(process, request, broken)
                if failure.kind != "told":
                    self._drop()
                raise failure
            return request.answer

    def memory(self) -> int:
        """Return the bytes of memory that the process uses, 0 if it is gone."""
        try:
            used: int = psutil.Process(self._pid).memory_info().rss if self._process else 0
        except psutil.Error:
            return 0
        return used

    def _worked(self) -> float:
        """Return the seconds of the processor that the process has had, 0 if it is gone."""
        try:
            used = psutil.Process(self._pid).cpu_times()
        except psutil.Error:
            return 0.0
        return float(used.user + used.system)

    def _watch(self, process: subprocess.Popen[bytes], request: _Exchange) -> str:
        """Wait for the answer; return the cap that was broken, if one was."""
        before, start = self._worked(), time.monotonic()
        request.start()
        broken = ""
        while not request.done.wait(_LOOK_EVERY):
            if not broken:
                broken = self._broken_cap(time.monotonic() - start, before)
                if broken:
                    process.kill()
        request.join()
        return broken

    def _broken_cap(self, passed: float, before: float) -> str:
        """Return the cap that a request broke, which has had so many seconds, or ""."""
        most = self.caps.seconds
        if passed > most and (passed > PATIENCE * most or self._worked() - before > most):
            return "time"
        return "memory" if self.memory() > self.caps.megabytes * MEGABYTE else ""

    def _failure(self, process: subprocess.Popen[bytes], request: _Exchange, broken: str) -> Broken:
        said = request.answer[0]["error"] if request.answer else {}
        kind = broken or said.get("kind", "")
        if kind in ("told", "fault"):
            return Broken(kind, said["message"], said.get("hint", ""), said.get("trace", ""))
        if kind in ("time", "memory"):
            return Broken(kind)
        if isinstance(request.error, FrameError):
            return Broken("output")
        if self._closed.is_set():
            return Broken("closing")
        process.kill()
        return Broken("ended", str(process.wait()))

    def _ready(self) -> subprocess.Popen[bytes]:
        """Return a process that waits for requests, starting one if need be."""
        if self._closed.is_set():
            raise Broken("closing")
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._drop()
        try:
            process = self._process = subprocess.Popen(  # noqa: S603 our own program
                self._command(),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=_environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except OSError as error:
            raise Broken("start", str(error)) from error
        self._end = weakref.finalize(self, _end, process)
        if self._closed.is_set():  # since it was looked at above: `close` saw no process to kill
            process.kill()
        hello = _Exchange(process, None, (), 0)
        hello.start()
        hello.done.wait(self.caps.start)
        said: Header = {"error": {"message": tr("it did not answer")}}
        if hello.answer:
            said = hello.answer[0]
        if "error" in said:
            self._drop()
            raise Broken("closing" if self._closed.is_set() else "start", said["error"]["message"])
        self.walls = tuple(said["walls"])
        self._pid = said["pid"]
        return process

    def _drop(self) -> None:
        """End and forget the process."""
        self._process = None
        self._end()


class _Exchange(threading.Thread):
    """Writes one request (None: none) and reads one answer, while another thread watches."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        header: Header | None,
        blobs: Sequence[bytes],
        largest: int,
    ) -> None:
        super().__init__(name="exchange with a guarded process", daemon=True)
        self._process, self._header, self._blobs = process, header, blobs
        self._largest = largest
        self.answer: tuple[Header, list[bytes]] | None = None
        self.error: Exception | None = None
        self.done = threading.Event()

    def run(self) -> None:
        """Keep the answer, or the error."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            if self._header is not None:
                write_frame(self._process.stdin, self._header, *self._blobs)
            self.answer = read_frame(self._process.stdout, self._largest)
        except (OSError, EOFError, FrameError, ValueError) as error:
            self.error = error
        finally:
            self.done.set()


def own_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs `main(arguments)` of one of our modules.

    It is this Python, isolated, with the folders of our own path alone; a frozen program starts
    itself, for there is no other Python then (see `children.py`).
    """
    if is_frozen():
        return frozen_command(module, arguments)
    ours = str(Path(briefing.__file__).parent.parent)
    paths = [ours, *(str(Path(each).resolve()) for each in sys.path if each)]
    flags = ["-I", "-S", *(["-B"] if sys.dont_write_bytecode else [])]
    boot = _BOOT.format(module=module)
    count = str(len(arguments))
    return [sys.executable, *flags, "-c", boot, count, *arguments, *dict.fromkeys(paths)]


def _environment() -> dict[str, str]:
    """Return an environment of the language alone, in which the process says what is wrong.

    Windows cannot start a program without its own folder's name.
    """
    kept = {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}
    return {**kept, SPOKEN: spoken(), CATALOGUES: str(catalogues() or "")}


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            _close_quietly(stream)


def _close_quietly(stream: object) -> None:
    """Close a pipe whose other end is gone; what it still held is of no use."""
    try:
        stream.close()  # type: ignore[attr-defined]
    except OSError:
        return
