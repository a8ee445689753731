"""Starts a program that ends when this one does, however this one ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_TIED = (
    'exec 3<&0; "$@" </dev/null 3<&- & program=$!; '
    "{ read -r end; kill -KILL 0; } <&3 >/dev/null 2>&1 & watch=$!; "
    "exec 3<&- >/dev/null 2>&1; wait $program; code=$?; kill -KILL $watch; exit $code"
)
"""A shell that starts the program and waits for it; beside it something reads a pipe that nobody
writes into. When the process that holds the other end is gone, reading ends, and all of them are
killed. (Linux could signal a child of a dead parent, but tells the parent's threads apart.)"""


class TiedProcess(subprocess.Popen[bytes]):
    """A program in a process group of its own, which goes with this process even if that is killed.

    On Windows it is started plainly, and only `release` and whoever ends it see to its end.
    """

    def __init__(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str], *, output: int
    ) -> None:
        self._hold: int | None = None
        if sys.platform == "win32":
            super().__init__(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                cwd=folder, env=environment, creationflags=subprocess.CREATE_NO_WINDOW,
            )  # fmt: skip
            return
        if not os.access(command[0], os.X_OK):
            raise FileNotFoundError(2, os.strerror(2), command[0])
        end, self._hold = os.pipe()
        try:
            super().__init__(
                ["/bin/sh", "-c", _TIED, "sh", *command], stdin=end, stdout=output,
                stderr=subprocess.STDOUT, cwd=folder, env=environment, start_new_session=True,
            )  # fmt: skip
        except OSError:
            self.release()
            raise
        finally:
            os.close(end)

    def release(self) -> None:
        """Let go of it, which ends it where it still runs."""
        if self._hold is not None:
            with suppress(OSError):
                os.close(self._hold)
            self._hold = None
