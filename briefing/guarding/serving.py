"""The inside of a guarded process: reads requests from its input, writes answers to its output.

`process.py` starts it and kills it. It holds no secret, no file and no connection.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from briefing.errors import BriefingError
from briefing.guarding.children import CATALOGUES, SPOKEN
from briefing.guarding.frames import Header, read_frame, write_frame
from briefing.guarding.walls import begin_request, end_request, put_up_walls
from briefing.language import ENGLISH, speak

Answer = tuple[Header, list[bytes]]
Task = Callable[[Header, list[bytes]], Answer]


def serve(megabytes: int, prepare: Callable[[], Mapping[str, Task]]) -> None:
    """Answer requests until the input ends.

    `prepare` returns what can be asked for, by name; it runs before the walls stand and must load
    all that the tasks need, since no file can be opened behind them.
    """
    source, target = _streams()
    sys.excepthook = _fault_teller(target)
    told = os.environ.get(CATALOGUES)
    speak(os.environ.get(SPOKEN, ENGLISH), Path(told) if told else None)
    tasks = prepare()
    walls = put_up_walls(megabytes)
    write_frame(target, {"ready": True, "pid": os.getpid(), "walls": walls})
    while True:
        try:
            header, blobs = read_frame(source)
        except EOFError:
            return
        begin_request(float(header["seconds"]), float(header["longest"]))
        answer, results = _answer(tasks, header, blobs)
        write_frame(target, answer, *results)
        end_request()
        if answer.get("error", {}).get("kind") == "memory":
            return  # what a process is like that ran out of memory, nobody knows
        del header, blobs, answer, results


def _answer(tasks: Mapping[str, Task], header: Header, blobs: list[bytes]) -> Answer:
    """Return the answer to one request; what a person can mend is an answer too."""
    try:
        return tasks[header["do"]](header, blobs)
    except BriefingError as error:
        said = {"kind": "told", "message": error.message, "hint": error.hint}
    except MemoryError:
        said = {"kind": "memory"}
    return {"error": said}, []


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
