"""Reads a whole project file to see that it is sound, in a process of its own.

Here it would hold up whoever is typing: reading a project of 10 MB keeps Python busy for a second.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from briefing.errors import BriefingError, DamageError
from briefing.guarding.process import own_command
from briefing.language import tr
from briefing.storage.connection import check_contents, connect, reported
from briefing.storage.projectfile import ProjectFile

SECONDS = 600
"""Seconds that reading a file may take."""


def verified(path: Path) -> tuple[int, int]:
    """Return how many articles and excerpts a project file has; raises DamageError if unsound."""
    command = own_command("briefing.storage.verifying_child", str(path))
    try:
        done = subprocess.run(  # noqa: S603 our own program
            command, capture_output=True, timeout=SECONDS, check=True
        )
        told = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise DamageError(
            tr("The copy {name} could not be read ({error}).", name=path.name, error=error)
        ) from error
    if "error" in told:
        raise DamageError(told["error"])
    return told["articles"], told["excerpts"]


def main(arguments: Sequence[str]) -> None:
    """Read the file that the argument names, and print what is in it or what is wrong with it."""
    try:
        articles, excerpts = _read(Path(arguments[0]))
    except BriefingError as error:
        told: dict[str, object] = {"error": str(error)}
    else:
        told = {"articles": articles, "excerpts": excerpts}
    sys.stdout.write(json.dumps(told))


def _read(path: Path) -> tuple[int, int]:
    with reported(path, "verified"):
        connection = connect(path, writing=False)
        try:
            check_contents(connection, path)
            if (found := connection.pragma("integrity_check")) != "ok":
                raise DamageError(
                    tr("The copy {name} is damaged ({found}).", name=path.name, found=found)
                )
            file = ProjectFile(connection, path, holder=None)
            project = file.load()
            for step in file.history()[0]:
                step.changes()
        finally:
            connection.close()
    return len(project.articles), len(project.excerpts)
