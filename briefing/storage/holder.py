"""Who has a project open: a note beside the file, for the words of a message and nothing else."""

from __future__ import annotations

import getpass
import json
import os
from dataclasses import dataclass
from pathlib import Path

from briefing.language import tr
from briefing.services.writing import machine_name

_LONGEST_NOTE = 2_000
"""Characters of a note that are read; anybody may have written it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The note of this process beside a project file; the lock itself is SQLite's."""

    note: Path

    @classmethod
    def enter(cls, project: Path, time: str) -> Holder:
        """Leave a note that says who opened `project`; without one the lock still holds."""
        holder = cls(note_of(project))
        said = {"user": _user(), "host": machine_name(), "pid": os.getpid(), "since": time}
        try:
            holder.note.write_text(json.dumps(said), encoding="utf-8")
        except OSError:
            return holder
        return holder

    def leave(self) -> None:
        """Take the note away."""
        try:
            self.note.unlink(missing_ok=True)
        except OSError:
            return


def note_of(project: Path) -> Path:
    """Return where the note for a project file lies."""
    return project.with_name(f".{project.name}.open")


def who(project: Path) -> str:
    """Return words for who has a project open, as far as its note says."""
    try:
        with note_of(project).open(encoding="utf-8") as note:
            said = json.loads(note.read(_LONGEST_NOTE))
        return tr(
            "{said} on {said_2}, since {said_3}",
            said=said["user"],
            said_2=said["host"],
            said_3=said["since"],
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return tr("another program")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
