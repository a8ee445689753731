"""Two programs at one project: who is told what, and what a copy of an open file is worth."""

from __future__ import annotations

import json
import os
import random
import shutil

import victims
from killing import FILES, Killed, check_whole
from limits import _context
from random_edits import digest

from briefing.errors import StorageError
from briefing.storage.holder import note_of


class Holding:
    """Another process that has a project open and edits it until the block ends."""

    def __init__(self, path, seed):
        self._pipe, its = _context.Pipe(duplex=False)
        self._process = _context.Process(target=victims.edits, args=(its, path, seed))
        self._process.start()
        its.close()
        self.known = set()
        self.hear(3)

    @property
    def pid(self):
        """The id of that process."""
        return self._process.pid

    def hear(self, times=1):
        """Wait for this many more edits."""
        done = 0
        while done < times:
            what, said = self._pipe.recv()
            self.known.add(said)
            done += what == "done"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()
        self._process.join()
        while self._pipe.poll():
            try:
                self.known.add(self._pipe.recv()[1])
            except EOFError:
                break
        self._process.close()
        self._pipe.close()


def copies_of_an_open_file(folder, times, seed, parts=("", "-journal")):
    """Copy a file that another process writes, as a user or a backup would.

    Returns how many copies opened whole, and how many were refused as damaged. A copy that opens
    holds a state that the project was in: anything else fails.
    """
    path, chance = folder / "p.briefing", random.Random(seed)
    FILES.create(path).close()
    whole, refused, found = 0, 0, []
    with Holding(path, str(seed)) as other:
        for number in range(times):
            other.hear(chance.randint(1, 3))
            copy = folder / "copies" / f"{number}.briefing"
            copy.parent.mkdir(exist_ok=True)
            for part in parts:
                shutil.copyfile(f"{path}{part}", f"{copy}{part}")
    for number in range(times):
        try:
            store = FILES.open(folder / "copies" / f"{number}.briefing")
        except StorageError:
            refused += 1
            continue
        try:
            found.append(digest(store.load()))
            check_whole(store)
            whole += 1
        except StorageError:
            refused += 1
        finally:
            store.close()
    assert set(found) <= other.known
    return whole, refused


def readings_of_an_open_file(folder, times, seed):
    """Open a file for reading only while another process writes it; returns how many worked."""
    path = folder / "p.briefing"
    FILES.create(path).close()
    worked, found = 0, []
    with Holding(path, str(seed)) as other:
        for _ in range(times):
            other.hear()
            try:
                store = FILES.open(path, read_only=True)
            except StorageError:
                continue
            found.append(digest(store.load()))
            worked += 1
            store.close()
    assert set(found) <= other.known
    return worked


def stale_notes(folder, seed):
    """Yield what a note may say that a crash, another machine or a vandal left beside a project."""
    path = folder / "p.briefing"
    FILES.create(path).close()
    Killed(random.Random(seed), victims.edits, path, str(seed), most=3)
    assert note_of(path).exists(), "the killed program left no note, so nothing is proved"
    left = note_of(path).read_text(encoding="utf-8")
    said = json.loads(left)
    yield path, left
    yield path, json.dumps({**said, "pid": os.getpid()})
    yield path, json.dumps({**said, "pid": 1})
    yield path, json.dumps({**said, "host": "another-machine", "user": "somebody else"})
    yield path, "{" * 5_000
    yield path, ""
