"""What a batch has done already: a line of JSON for each document, in the folder of documents.

A line is on disk before its document is put in place, with the document's SHA-256. So whatever
ends the program, the next run can tell a document that is done, one that is of an earlier run, and
one that somebody has worked on since.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from dataclasses import dataclass, fields
from enum import Enum
from pathlib import Path
from typing import Any

from briefing.errors import ExportError
from briefing.language import tr
from briefing.services.writing import reason_of, write_atomically

NAME = ".briefing-batch.jsonl"
LARGEST = 64 * 1024 * 1024
"""Bytes of a journal that is read; some 200,000 documents."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document: `key` stands for all that it was made from; `of` counts its file's articles."""

    target: str
    source: str
    key: str
    sha256: str
    number: int = 1
    of: int = 1
    title: str = ""
    words: int = 0
    draft: bool = False
    blocking: tuple[str, ...] = ()


_FIELDS = tuple(each.name for each in fields(Entry))


class State(Enum):
    """What stands where a document belongs."""

    NOTHING = 1
    DONE = 2
    OURS = 3
    NOT_OURS = 4


class Journal:
    """The documents that batches have written into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / NAME
        if self._path.is_symlink():
            raise ExportError(
                tr("{name} in {folder} is a link.", name=NAME, folder=folder), tr("Remove it.")
            )
        self._entries: dict[str, Entry] = {}
        self._sums: dict[str, set[str]] = defaultdict(set)
        self._by_source: dict[tuple[str, str], dict[int, Entry]] = defaultdict(dict)
        self._lines: list[Entry] = []
        self._torn = self._path.exists()
        for entry in self._read():
            self._take(entry)

    def entries_of(self, source: str, key: str) -> list[Entry]:
        """Return what was written for a file that was as it is now, by the number of its articles.

        Empty unless all of it was.
        """
        found = self._by_source.get((source, key), {})
        numbers = sorted(found)
        whole = bool(found) and numbers == list(range(1, found[numbers[0]].of + 1))
        return [found[number] for number in numbers] if whole else []

    def entry(self, source: str, key: str, number: int) -> Entry | None:
        """Return what was written for one article of a file that was as it is now."""
        return self._by_source.get((source, key), {}).get(number)

    def state(self, target: str, key: str) -> State:
        """Return what stands at `target`; DONE also if somebody has worked on it since."""
        path = self._folder / target
        if not os.path.lexists(path):
            return State.NOTHING
        last = self._entries.get(target)
        found = _sum_of(path)
        known = found in self._sums[target]
        if last and last.key == key and (found == last.sha256 or not known):
            return State.DONE
        return State.OURS if known else State.NOT_OURS

    def note(self, entry: Entry) -> None:
        """Write that a document is about to be put in place; raises ExportError."""
        try:
            with self._path.open("ab") as file:
                # A line that a killed run left unfinished must not swallow this one.
                file.write(f"{chr(10) if self._torn else ''}{_line(entry)}\n".encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise ExportError(
                tr("{name} cannot be written: {reason}.", name=NAME, reason=reason_of(error)),
                tr("Make room, or choose another."),
            ) from error
        self._torn = False
        self._take(entry)

    def others(self, targets: set[str]) -> tuple[str, ...]:
        """Return documents of earlier runs that are still there and are none of `targets`."""
        left = sorted(self._entries.keys() - targets)
        return tuple(target for target in left if (self._folder / target).is_file())

    def tidy(self) -> None:
        """Drop lines that say nothing any more, once they are most of the journal.

        Raises ExportError.
        """
        if len(self._lines) < 2 * len(self._entries) + 100:
            return
        there = {target: _sum_of(self._folder / target) for target in self._entries}
        kept = [
            e for e in self._lines if e.sha256 == there[e.target] or e is self._entries[e.target]
        ]
        self._lines = list(dict.fromkeys(reversed(kept)))[::-1]
        lines = "".join(f"{_line(each)}\n" for each in self._lines)
        write_atomically(self._path, lines.encode())

    def _take(self, entry: Entry) -> None:
        self._lines.append(entry)
        self._entries[entry.target] = entry
        self._sums[entry.target].add(entry.sha256)
        self._by_source[entry.source, entry.key][entry.number] = entry

    def _read(self) -> list[Entry]:
        try:
            if self._path.stat().st_size > LARGEST:
                return []
            lines = self._path.read_bytes().splitlines()
        except OSError:
            return []
        return [entry for line in lines if (entry := _entry(line))]


def _line(entry: Entry) -> str:
    # Not asdict, which copies deeply and takes longer than all else that is said of a document.
    return json.dumps({name: getattr(entry, name) for name in _FIELDS}, separators=(",", ":"))


def _entry(line: bytes) -> Entry | None:
    """Return what a line says, None for one that was not finished or is not ours."""
    try:
        found: Any = json.loads(line)
        entry = Entry(**{**found, "blocking": tuple(map(str, found["blocking"]))})
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    words = (entry.target, entry.source, entry.key, entry.sha256, entry.title)
    numbers = (entry.number, entry.of, entry.words)
    sound = all(isinstance(w, str) for w in words) and all(type(n) is int for n in numbers)
    parts = Path(entry.target).parts if sound else ("..",)
    return entry if sound and ".." not in parts and not Path(entry.target).is_absolute() else None


def _sum_of(path: Path) -> str:
    """Return the SHA-256 of an ordinary file, "" of anything else."""
    if path.is_symlink() or not path.is_file():
        return ""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
