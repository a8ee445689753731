"""Writes a file whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

from briefing.errors import ExportError
from briefing.language import marked, tr

HELD_SECONDS = 2.0
"""How long to wait, on Windows, for another program to let go of the file."""
STRAY_SECONDS = 3600.0
"""Age of a file of ours that nobody is writing any more, where its writer cannot be asked after."""
_PART = ".briefing-part"
_WRITER = re.compile(rf"\.([0-9a-f]{{8}})-(\d+)\.[0-9a-f]{{8}}{re.escape(_PART)}")
_REASONS = {
    errno.ENOSPC: marked("the disk is full"),
    errno.EFBIG: marked("the file would be larger than is allowed here"),
    errno.EACCES: marked("the folder cannot be written"),
    errno.EPERM: marked("the folder cannot be written"),
    errno.EROFS: marked("the disk can only be read"),
    errno.EISDIR: marked("a folder has that name"),
    errno.ENOTEMPTY: marked("a folder has that name"),
    errno.EEXIST: marked("a file stands where a folder is needed"),
    errno.ENOTDIR: marked("a file stands where a folder is needed"),
    errno.ENAMETOOLONG: marked("the name is too long"),
    errno.EIO: marked("the disk reports an error"),
    getattr(errno, "EDQUOT", -1): marked("your share of the disk is full"),
}
_HELD = (5, 32, 33)
"""What Windows says of a file that another program holds: access, sharing, lock."""


class TargetHeldError(ExportError):
    """Another program holds the file; `other` is a free name beside it."""

    def __init__(self, path: Path) -> None:
        self.other = free_name(path)
        super().__init__(
            tr("Not exported: another program holds {name}. {name} is as it was.", name=path.name),
            tr(
                "Close it there, or export as {name}. Your work is not affected.",
                name=self.other.name,
            ),
        )


def write_atomically(path: Path, data: bytes, *, tidy: bool = True) -> None:
    """Write `data` to `path`: to a file beside it, synced, then put in its place.

    A file that is replaced keeps its permissions, and a link leads on to the new file. Unless
    `tidy` is False the folder is swept too: who writes many files does that once. Raises
    ExportError that says what is safe (TargetHeldError if another program holds the file); `path`
    is then as it was.
    """
    existed = False
    try:
        existed = path.exists()
        target = Path(os.path.realpath(path))
        _replace(path, target, data)
        if tidy:
            sweep(target.parent)
    except OSError as error:
        raise ExportError(
            tr(
                "Not exported: {reason}. {safe}",
                reason=reason_of(error),
                safe=_safe(path, existed=existed),
            ),
            tr("Choose another place, or make room. Your work is not affected."),
        ) from error


def part_of(target: Path) -> Path:
    """Return a free name beside `target`, for what is to be put in its place once it is whole.

    It tells which process of which machine writes it, so that `sweep` knows what a killed one left.
    """
    writer = f"{_machine()}-{os.getpid()}"
    return target.with_name(f".{target.name[:40]}.{writer}.{secrets.token_hex(4)}{_PART}")


def put_in_place(part: Path, target: Path) -> None:
    """Let a whole file stand under its name, for good; raises OSError, and then `part` is gone."""
    try:
        with part.open("r+b") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    with suppress(OSError):  # the file stands; not every disk and share can sync a folder
        _sync_folder(target.parent)


def sweep(folder: Path) -> None:
    """Remove what writers left in a folder that were killed; what is being written stays."""
    with suppress(OSError):
        for stray in folder.glob(f".*{_PART}*"):
            if _is_stray(stray):
                stray.unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """Return a name beside `path` that no file has: `note (2).docx`."""
    number = 2
    while (other := path.with_stem(f"{path.stem} ({number})")).exists():
        number += 1
    return other


def reason_of(error: OSError) -> str:
    """Return why a file could not be written, in words."""
    known = _REASONS.get(error.errno or 0)
    return tr(known) if known else error.strerror or str(error)


def _replace(path: Path, target: Path, data: bytes) -> None:
    if target.exists() and not target.is_file():
        raise ExportError(
            tr(
                "Not exported: {name} is a folder or a device. {safe}",
                name=path.name,
                safe=_safe(path, existed=True),
            ),
            tr("Choose another name. Your work is not affected."),
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(target)
    try:
        _write(part, data, target)
        _put_in_place(part, target, path)
    finally:
        part.unlink(missing_ok=True)
    with suppress(OSError):  # the file stands; not every disk and share can sync a folder
        _sync_folder(target.parent)


def _write(part: Path, data: bytes, target: Path) -> None:
    with part.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        with suppress(OSError):  # not every disk has permissions
            part.chmod(stat.S_IMODE(target.stat().st_mode))


def _put_in_place(part: Path, target: Path, path: Path) -> None:
    deadline = time.monotonic() + HELD_SECONDS
    while True:
        try:
            part.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            if time.monotonic() > deadline:
                raise TargetHeldError(path) from error
            time.sleep(0.1)
        else:
            return


def _safe(path: Path, *, existed: bool) -> str:
    return tr("{name} is as it was.", name=path.name) if existed else tr("Nothing was written.")


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":  # it cannot open a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_stray(part: Path) -> bool:
    found = part.lstat()
    if not stat.S_ISREG(found.st_mode):
        return False
    if time.time() - found.st_mtime > STRAY_SECONDS:
        return True
    writer = _WRITER.search(part.name)
    if writer is None or writer[1] != _machine():
        return False
    import psutil

    return not psutil.pid_exists(int(writer[2]))


def _machine() -> str:
    return hashlib.sha256(machine_name().encode()).hexdigest()[:8]


def machine_name() -> str:
    """Return what this machine is called in its network, as `platform.node` does."""
    if sys.platform == "win32":
        import platform

        return platform.node()
    return os.uname().nodename
