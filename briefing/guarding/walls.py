"""The walls around a process that handles what strangers wrote, for the day something has a hole.

Limits of the system (POSIX) on memory, files, new file handles and processor time; on Linux also
Landlock, which takes away the file system, TCP, and signals to other processes. There is no
seccomp filter: its programs differ between processors, and what it would add is small once no
file can be opened, made, removed or run.
"""

from __future__ import annotations

import ctypes
import faulthandler
import mmap
import os
import signal
import sys
from pathlib import Path

if sys.platform != "win32":
    import resource

_MEGABYTE = 1024 * 1024
_GRACE = 2
"""Seconds after its cap that a process ends itself, should the program be gone."""
_CREATE_RULESET, _RESTRICT_SELF = 444, 446
_VERSION_FLAG = 1
_NO_NEW_PRIVILEGES = 38
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights to files each version of Landlock knows."""


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scope", ctypes.c_uint64),
    )


def put_up_walls(megabytes: int) -> list[str]:
    """Give up everything that such work does not need, and return the names of the walls."""
    memory = _memory() + megabytes * _MEGABYTE
    walls = ["landlock"] if _landlock() else []  # it needs a handle, which the limits forbid
    return [*walls, "limits"] if _limit(memory) else walls


def begin_request(seconds: float, longest: float) -> None:
    """Let the process end itself if nobody is left to end it.

    `seconds` are those of the processor that it may have, `longest` those that may pass.
    """
    faulthandler.dump_traceback_later(longest + _GRACE, exit=True)
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime + seconds + _GRACE) + 1
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (_within(most, hard), hard))


def end_request() -> None:
    """Call off what `begin_request` has set."""
    faulthandler.cancel_dump_traceback_later()


def _memory() -> int:
    """Return the bytes of address space in use, or 0 where the system does not say."""
    if sys.platform != "linux":
        return 0
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * mmap.PAGESIZE


def _limit(memory: int) -> bool:
    if sys.platform == "win32":
        return False
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_NOFILE: 4,
    }
    if sys.platform == "linux":  # elsewhere the system does not keep to it
        wanted[resource.RLIMIT_AS] = memory
    for which, most in wanted.items():
        _, hard = resource.getrlimit(which)
        limit = _within(most, hard)
        resource.setrlimit(which, (limit, limit))
    return True


def _within(most: int, hard: int) -> int:
    return most if hard == resource.RLIM_INFINITY else min(most, hard)


def _landlock() -> bool:
    """Take away every right that this kernel's Landlock knows; False where it has none."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    version = libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG)
    if version < 1:
        return False
    rules = _Ruleset(
        files=(1 << _FILE_RIGHTS.get(version, 16)) - 1,
        network=3 if version >= 4 else 0,
        scope=3 if version >= 6 else 0,
    )
    size = ctypes.c_size_t(24 if version >= 6 else 16 if version >= 4 else 8)
    handle = libc.syscall(_CREATE_RULESET, ctypes.byref(rules), size, 0)
    if handle < 0:
        return False
    done: bool = (
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
        and libc.syscall(_RESTRICT_SELF, handle, 0) == 0
    )
    os.close(handle)
    return done
