"""The process that renders templates: reads requests from its input, writes answers to its output.

`worker.py` starts it and kills it. It holds no secret, no file and no connection.
"""

from __future__ import annotations

import codecs
import json
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from types import TracebackType
from typing import Any, BinaryIO

from briefing.errors import BriefingError
from briefing.model.template import Slot, Template, TemplateField
from briefing.templating.frames import Header, read_frame, write_frame
from briefing.templating.inspection import inspect_package
from briefing.templating.lint import lint
from briefing.templating.render import TemplateEngine
from briefing.templating.sandbox import environment
from briefing.templating.walls import begin_request, end_request, put_up_walls

Answer = tuple[Header, list[bytes]]
_ENCODINGS = (
    "ascii", "cp437", "latin-1", "unicode-escape", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le",
)  # fmt: skip


def main() -> None:
    """Answer requests until the input ends; `megabytes` is the only argument."""
    megabytes = int(sys.argv[1])
    source, target = _streams()
    _load_what_loads_itself()
    sys.excepthook = _fault_teller(target)
    walls = put_up_walls(megabytes)
    write_frame(target, {"ready": True, "pid": os.getpid(), "walls": walls})
    tasks = Tasks()
    while True:
        try:
            header, blobs = read_frame(source)
        except EOFError:
            return
        begin_request(float(header["seconds"]))
        answer, results = tasks.answer(header, blobs)
        write_frame(target, answer, *results)
        end_request()
        if answer.get("error", {}).get("kind") == "memory":
            return  # what a process is like that ran out of memory, nobody knows


class Tasks:
    """What can be asked for."""

    def __init__(self) -> None:
        self._engine = TemplateEngine()
        self._inspect = lru_cache(maxsize=8)(inspect_package)
        self._tasks: dict[str, Callable[[Header, list[bytes]], Answer]] = {
            "render": self._render,
            "lint": self._lint,
        }

    def answer(self, header: Header, blobs: list[bytes]) -> Answer:
        """Return the answer to one request; what a person can mend is an answer too."""
        try:
            return self._tasks[header["do"]](header, blobs)
        except BriefingError as error:
            said = {"kind": "template", "message": error.message, "hint": error.hint}
        except MemoryError:
            said = {"kind": "memory"}
        return {"error": said}, []

    def _render(self, header: Header, blobs: list[bytes]) -> Answer:
        document, context = blobs
        options = dict(header["options"])
        report = self._inspect(document, header["name"])
        report.require_safe(allow_external=bool(options.pop("allow_external", False)))
        rendered = self._engine.render(document, header["name"], json.loads(context), options)
        return {}, [rendered]

    def _lint(self, header: Header, blobs: list[bytes]) -> Answer:
        names = header["names"]
        template = names and Template(
            id="", version=1, title="",
            fields=tuple(TemplateField(key, key) for key in names["fields"]),
            slots=tuple(Slot(key, key, per_article=each) for key, each in names["slots"]),
        )  # fmt: skip
        findings = lint(blobs[0], header["name"], template)
        return {"findings": [asdict(finding) for finding in findings]}, []


def _load_what_loads_itself() -> None:
    """Load what Python and Jinja load at first need: behind the walls no file can be opened."""
    for name in _ENCODINGS:
        codecs.lookup(name)
    try:
        environment().from_string("{{ ['a']|join|date }}").render()
    except ValueError as error:
        traceback.format_exception(error)


def _streams() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes; what anything prints goes nowhere."""
    target = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return sys.stdin.buffer, target


def _fault_teller(
    target: BinaryIO,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], Any]:
    """Return what tells of an error of our own before the process ends by it."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        lines = traceback.format_exception(kind, error, trace, limit=-8)
        said = {"kind": "fault", "message": f"{kind.__name__}: {error}"[:500]}
        write_frame(target, {"error": {**said, "trace": "".join(lines)[-4000:]}})

    return tell
