"""Writes a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import time
from pathlib import Path

from briefing.errors import ExportError

HELD_SECONDS = 2.0
"""How long to wait, on Windows, for another program to let go of the file."""


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path`: to a file beside it, synced, then put in its place.

    Raises ExportError that says what is safe; `path` is then as it was.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(part, path)
        _sync_folder(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ExportError(
            f"Not exported: {_reason(error)}. {_safe(path)}", "Your work is saved."
        ) from error


def _put_in_place(part: Path, path: Path) -> None:
    deadline = time.monotonic() + HELD_SECONDS
    while True:
        try:
            part.replace(path)
        except PermissionError:
            if os.name != "nt" or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _reason(error: OSError) -> str:
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EFBIG: "the file would be larger than is allowed",
        errno.EACCES: "the folder cannot be written, or another program holds the file",
        errno.EPERM: "the folder cannot be written, or another program holds the file",
        errno.EROFS: "the disk can only be read",
        errno.EISDIR: "a folder has that name",
        errno.ENOTDIR: "a file stands where a folder is needed",
        errno.ENAMETOOLONG: "the name is too long",
    }
    return reasons.get(error.errno or 0, error.strerror or str(error))


def _safe(path: Path) -> str:
    return f"{path.name} is as it was." if path.exists() else "Nothing was written."
