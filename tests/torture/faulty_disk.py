"""A disk that fails when told to: the k-th of the calls that SQLite makes is refused."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field

import apsw

FULL = apsw.FullError
BROKEN = apsw.IOError
KINDS = ("open", "write", "sync", "truncate", "delete", "read")


@dataclass
class Plan:
    """Which call fails: the `at`-th from now (1 is the next) of `kinds`, or with `on` all from it.

    `seen` counts the calls, `hit` the ones refused. `at` 0 refuses none. With `after` the refused
    call has done its work all the same, as a disk may that reports an error late.
    """

    at: int = 0
    on: bool = False
    error: type = FULL
    kinds: tuple = ("open", "write", "sync", "truncate", "delete")
    after: bool = False
    seen: int = 0
    hit: int = 0
    calls: list = field(default_factory=list)

    def arm(self, at, error=FULL, *, on=False, after=False):
        """Count anew, and refuse from now on as told."""
        self.at, self.error, self.on, self.after = at, error, on, after
        self.seen = self.hit = 0
        self.calls = []

    def disarm(self):
        """Refuse nothing any more."""
        self.at = 0

    @contextmanager
    def call(self, kind):
        """Refuse this call if it is its turn."""
        refused = False
        if kind in self.kinds:
            self.seen += 1
            self.calls.append(kind)
            refused = self.at and (self.seen == self.at or (self.on and self.seen > self.at))
        if refused:
            self.hit += 1
            if not self.after:
                raise self.error(f"refused: {kind}")
        yield
        if refused:
            raise self.error(f"refused late: {kind}")


class _Disk(apsw.VFS):
    def __init__(self, plan):
        self.plan = plan
        self.below = apsw.vfs_names()[0]
        super().__init__("faulty", self.below, makedefault=True)

    def xOpen(self, name, flags):  # noqa: N802 SQLite's name
        with self.plan.call("open"):
            return _File(self, name, flags)

    def xDelete(self, filename, syncdir):  # noqa: N802
        with self.plan.call("delete"):
            super().xDelete(filename, syncdir)


class _File(apsw.VFSFile):
    def __init__(self, disk, name, flags):
        self.plan = disk.plan
        super().__init__(disk.below, name, flags)

    def xWrite(self, data, offset):  # noqa: N802
        with self.plan.call("write"):
            super().xWrite(data, offset)

    def xSync(self, flags):  # noqa: N802
        with self.plan.call("sync"):
            super().xSync(flags)

    def xTruncate(self, size):  # noqa: N802
        with self.plan.call("truncate"):
            super().xTruncate(size)

    def xRead(self, amount, offset):  # noqa: N802
        with self.plan.call("read"):
            return super().xRead(amount, offset)


@contextmanager
def faulty_disk():
    """Let every file that SQLite opens from now on lie on a disk that fails as the plan says."""
    plan = Plan()
    disk = _Disk(plan)
    try:
        yield plan
    finally:
        disk.unregister()
