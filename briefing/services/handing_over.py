"""One window per user: a second start hands its files to the program that runs already.

The first start holds a door: a local socket that only its user can reach, one for each home of
settings. What comes through it is bounded and can only be the names of files, and the word with
which the desktop lets a window come forward. On Windows the door is a named pipe (untested).
"""

from __future__ import annotations

import json
import os
import re
import socket
import stat
import struct
import sys
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from briefing.language import tr

if sys.platform != "win32":
    import fcntl

LARGEST = 256 * 1024
"""Bytes of a message; `MOST` files with names of usual length are a tenth of it."""
MOST = 200
LONGEST = 4096
WELCOME, REFUSED = b"ok\n", b"no\n"
PATIENCE = 5.0
"""Seconds that a start waits for the running program before it opens a window of its own."""
_TOKEN = re.compile(r"[\x21-\x7e]{0,256}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a second start asks for: files to open (absolute), and to be shown.

    `token` is what the desktop gave the start so that its window may come forward, or "".
    """

    files: tuple[Path, ...] = ()
    token: str = ""


def message_of(wish: Wish) -> bytes:
    """Return a wish as one line."""
    said = {"files": [str(file) for file in wish.files], "token": wish.token}
    return json.dumps(said).encode() + b"\n"


def wish_of(message: bytes) -> Wish | None:
    """Return the wish in a message, or None for anything but names of files and a token."""
    try:
        said = json.loads(message)
    except (ValueError, RecursionError):
        return None
    if len(message) > LARGEST or not isinstance(said, dict) or set(said) != {"files", "token"}:
        return None
    files, token = said["files"], said["token"]
    if not isinstance(files, list) or len(files) > MOST or not all(map(_is_path, files)):
        return None
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        return None
    return Wish(tuple(map(Path, files)), token)


def _is_path(name: object) -> bool:
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST:
        return False
    return "\0" not in name and Path(name).is_absolute()


def token_of_start() -> str:
    """Return what the desktop (Wayland) gave this start to come forward with, or ""."""
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    return token if _TOKEN.fullmatch(token) else ""


def address(home: Path) -> str:
    """Return where the door of the program with this home of settings is, for this user alone.

    Raises OSError where there is no folder that only this user can write into.
    """
    key = f"{zlib.crc32(os.fsencode(home.resolve())):08x}"  # only tells this user's homes apart
    if sys.platform == "win32":
        return rf"\\.\pipe\briefing-{key}"
    return str(_own_folder() / f"briefing-{key}")


def _own_folder() -> Path:
    """Return a folder that nobody else can put anything into."""
    given = os.environ.get("XDG_RUNTIME_DIR", "")
    if given and _is_ours(Path(given)):
        return Path(given)
    folder = Path(tempfile.gettempdir()) / f"briefing-{_user()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if not _is_ours(folder):
        raise PermissionError(tr("{folder} belongs to somebody else.", folder=folder))
    return folder


def _is_ours(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == _user() and not found.st_mode & 0o077


def _user() -> int:
    return os.getuid() if sys.platform != "win32" else 0


class Door:
    """What the first start holds open; `socket` takes the calls of later ones."""

    def __init__(self, listening: socket.socket, lock: int) -> None:
        self.socket = listening
        self._lock = lock

    def close(self) -> None:
        """Let the next start be the first; a door that stays behind is taken away by that one."""
        if self._lock < 0:
            return
        self.socket.close()
        os.close(self._lock)
        self._lock = -1


def open_door(where: str) -> Door | None:
    """Return the door, or None if another program holds it or there cannot be one.

    A lock on a file beside it says who holds it: the system lifts it however that program ends, so
    that what a killed one left behind is seen to be stale.
    """
    if sys.platform == "win32":
        return None  # the window itself opens the pipe; see `qt/receiving.py`
    try:
        lock = os.open(f"{where}.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        Path(where).unlink(missing_ok=True)
        listening = socket.socket(socket.AF_UNIX)
    except OSError:
        os.close(lock)
        return None
    try:
        listening.bind(where)
        Path(where).chmod(0o600)
        listening.listen(16)
        listening.setblocking(False)
    except OSError:
        listening.close()
        os.close(lock)
        return None
    return Door(listening, lock)


def hand_over(where: str, wish: Wish, patience: float = PATIENCE) -> bool:
    """Give a wish to the program that runs; False if none took it: then open a window here."""
    message = message_of(wish)
    if len(message) > LARGEST or wish_of(message) is None:
        return False
    try:
        return _through_pipe(where, message) if sys.platform == "win32" else _through_socket(
            where, message, patience
        )  # fmt: skip
    except OSError:
        return False


def _through_socket(where: str, message: bytes, patience: float) -> bool:
    with socket.socket(socket.AF_UNIX) as calling:
        calling.settimeout(patience)
        calling.connect(where)
        if not is_same_user(calling):
            return False
        calling.sendall(message)
        return calling.recv(len(WELCOME)) == WELCOME


def _through_pipe(where: str, message: bytes) -> bool:
    with Path(where).open("r+b", buffering=0) as pipe:
        pipe.write(message)
        return pipe.read(len(WELCOME)) == WELCOME


def is_same_user(connection: socket.socket) -> bool:
    """Return whether the other side is a program of this user; True where no system call tells."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _process, user, _group = struct.unpack("3i", told)
    return bool(user == _user())
