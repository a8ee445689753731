"""Renders templates of strangers in a process of their own, which is killed when it asks too much.

The decision and its measurements: docs/decisions/004-templates-in-a-process-of-their-own.md.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

import briefing
from briefing.errors import TemplateError
from briefing.model.template import Template
from briefing.templating.frames import FrameError, Header, read_frame, write_frame
from briefing.templating.lint_findings import Level, LintFinding
from briefing.templating.sandbox import check_context

_log = logging.getLogger(__name__)
_MEGABYTE = 1024 * 1024
_LOOK_EVERY = 0.02
_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from briefing.templating.child import main; main()"


@dataclass(frozen=True, slots=True)
class Caps:
    """What one request may take: time, memory of the whole process, bytes of the document.

    `start` is how many seconds the process may take to start.
    """

    seconds: float = 5.0
    megabytes: int = 512
    output: int = 20 * _MEGABYTE
    start: float = 30.0


class TemplateWorker:
    """One warm process; a request that breaks a cap kills it, and the next one starts another.

    Can be used from any thread; requests wait for one another.
    """

    def __init__(self, caps: Caps | None = None, command: Sequence[str] = ()) -> None:
        self.caps = caps or Caps()
        self.walls: tuple[str, ...] = ()
        self._command = tuple(command)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pid = 0
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The number of the process, or None if none runs.

        It is the one that Python itself names: on Windows, a virtual environment starts another.
        """
        return self._pid if self._process else None

    def warm_up(self) -> None:
        """Start the process ahead of the first request; takes a tenth of a second or two."""
        with self._lock:
            self._ready("the template")

    def render(
        self,
        document: bytes,
        name: str,
        context: Mapping[str, object],
        options: Mapping[str, object],
    ) -> bytes:
        """Return the rendered document.

        The file is inspected first; `allow_external` among the options lets it reach beyond itself.
        Raises TemplateError, naming the template, for what is wrong in it or the cap it broke.
        """
        values = dict(context)
        check_context(values)
        words = json.dumps(values, default=_iso, separators=(",", ":")).encode()
        header = {"do": "render", "name": name, "options": dict(options)}
        _, blobs = self._ask(header, [document, words])
        return blobs[0]

    def lint(
        self, document: bytes, name: str, template: Template | None = None
    ) -> list[LintFinding]:
        """Return what is wrong with a template; raises TemplateError if it cannot be read."""
        names = template and {
            "fields": [field.key for field in template.fields],
            "slots": [(slot.key, slot.per_article) for slot in template.slots],
        }
        header, _ = self._ask({"do": "lint", "name": name, "names": names}, [document])
        return [LintFinding(**{**row, "level": Level(row["level"])}) for row in header["findings"]]

    def close(self) -> None:
        """End the process, and with it what it is doing; a later request is refused."""
        self._closed = True
        if self._process is not None:
            self._process.kill()
        with self._lock:
            self._drop()

    def _ask(self, header: Header, blobs: Sequence[bytes]) -> tuple[Header, list[bytes]]:
        name = str(header["name"])
        with self._lock:
            process = self._ready(name)
            request = _Exchange(
                process, {**header, "seconds": self.caps.seconds}, blobs, self.caps.output
            )
            broken = self._watch(process, request)
            if request.answer is None or "error" in request.answer[0]:
                failure = self._failure(name, process, request, broken)
                if failure.ended:
                    self._drop()
                raise failure.error
            return request.answer

    def _watch(self, process: subprocess.Popen[bytes], request: _Exchange) -> str:
        """Wait for the answer; return the cap that was broken, if one was."""
        request.start()
        deadline = time.monotonic() + self.caps.seconds
        broken = ""
        while not request.done.wait(_LOOK_EVERY):
            if not broken:
                broken = self._broken_cap(deadline)
                if broken:
                    process.kill()
        request.join()
        return broken

    def _broken_cap(self, deadline: float) -> str:
        if time.monotonic() > deadline:
            return "time"
        try:
            used = psutil.Process(self._pid).memory_info().rss
        except psutil.Error:
            return ""
        return "memory" if used > self.caps.megabytes * _MEGABYTE else ""

    def _failure(
        self, name: str, process: subprocess.Popen[bytes], request: _Exchange, broken: str
    ) -> _Failure:
        said = request.answer[0]["error"] if request.answer else {}
        kind = broken or said.get("kind", "")
        if kind == "template":
            return _Failure(TemplateError(said["message"], said["hint"]), ended=False)
        if kind in ("time", "memory"):
            return _Failure(self._stopped(name, kind))
        if isinstance(request.error, FrameError):
            return _Failure(self._stopped(name, "output"))
        if kind == "fault":
            _log.error("Rendering %s failed: %s", name, said.get("trace", ""))
            words = f"{name} could not be rendered ({said['message']})."
            return _Failure(TemplateError(words, "Check the template with “templates lint”."))
        if self._closed:
            return _Failure(TemplateError(f"{name} was not rendered: the program is closing."))
        process.kill()
        words = f"{name} made the rendering process end (code {process.wait()})."
        return _Failure(TemplateError(words, "Do not use this template. Your work is saved."))

    def _stopped(self, name: str, cap: str) -> TemplateError:
        why = {
            "time": f"it took longer than {self.caps.seconds:g} seconds",
            "memory": f"it needed more than {self.caps.megabytes} MB of memory",
            "output": f"its document is larger than {self.caps.output // _MEGABYTE} MB",
        }[cap]
        return TemplateError(
            f"{name} was stopped: {why}.",
            "Look for a loop that prints too much; a sound template needs a higher limit in the "
            "settings.",
        )

    def _ready(self, name: str) -> subprocess.Popen[bytes]:
        """Return a process that waits for requests, starting one if need be."""
        if self._closed:
            raise TemplateError(f"{name} was not rendered: the program is closing.")
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._drop()
        try:
            process = self._process = subprocess.Popen(  # noqa: S603 our own program
                self._command or own_command(self.caps.megabytes),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env=_environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except OSError as error:
            raise _not_started(name, str(error)) from error
        hello = _Exchange(process, None, (), 0)
        hello.start()
        hello.done.wait(self.caps.start)
        said: Header = {"error": {"message": "it did not answer"}}
        if hello.answer:
            said = hello.answer[0]
        if "error" in said:
            self._drop()
            raise _not_started(name, said["error"]["message"])
        self.walls = tuple(said["walls"])
        self._pid = said["pid"]
        return process

    def _drop(self) -> None:
        """End and forget the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                _close_quietly(stream)


@dataclass(frozen=True, slots=True)
class _Failure:
    error: TemplateError
    ended: bool = True


class _Exchange(threading.Thread):
    """Writes one request (None: none) and reads one answer, while another thread watches."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        header: Header | None,
        blobs: Sequence[bytes],
        largest: int,
    ) -> None:
        super().__init__(name="template exchange", daemon=True)
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


def own_command(megabytes: int) -> list[str]:
    """Return the command that starts the process: this Python, isolated, our own path alone."""
    ours = str(Path(briefing.__file__).parent.parent)
    paths = [ours, *(str(Path(each).resolve()) for each in sys.path if each)]
    flags = ["-I", "-S", *(["-B"] if sys.dont_write_bytecode else [])]
    return [sys.executable, *flags, "-c", _BOOT, str(megabytes), *dict.fromkeys(paths)]


def _environment() -> dict[str, str]:
    """Return an empty environment; Windows cannot start a program without its own folder's name."""
    return {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ}


def _not_started(name: str, why: str) -> TemplateError:
    return TemplateError(
        f"{name} was not rendered: the process for templates could not be started ({why}).",
        "Start the program again. Your work is saved.",
    )


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no plain value")


def _close_quietly(stream: object) -> None:
    """Close a pipe whose other end is gone; what it still held is of no use."""
    try:
        stream.close()  # type: ignore[attr-defined]
    except OSError:
        return
