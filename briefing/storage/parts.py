"""Project files on their way to their place: written whole beside it, then put there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.errors import StorageError
from briefing.language import tr
from briefing.services.writing import put_in_place, reason_of


@contextmanager
def given_up(part: Path) -> Iterator[None]:
    """Take away what stands of `part`, and of its journal, when writing it breaks off."""
    try:
        yield
    except BaseException:
        for each in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):
                each.unlink(missing_ok=True)
        raise


def placed(part: Path, path: Path) -> None:
    """Put `part` in its place; raises StorageError, and then `path` is as it was."""
    try:
        put_in_place(part, path)
    except OSError as error:
        raise StorageError(
            tr("{path} could not be written: {reason}.", path=path, reason=reason_of(error)),
            tr("Choose another place for it."),
        ) from error


def identity_of(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from every other on this machine, or None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
