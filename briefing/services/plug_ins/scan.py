"""Finds plug-ins: installed packages that name something of theirs under one of our groups.

It reads the same files as `importlib.metadata` does (PyPA “Entry points specification”), but only
those: importing that module takes 40 times as long as the scan.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.language import marked

GROUPS = {
    "briefing.loaders": marked("format to read"),
    "briefing.suggesters": marked("suggester"),
    "briefing.exporters": marked("format to write"),
    "briefing.checks": marked("check"),
    "briefing.templates": marked("templates"),
}
"""What can be added, by the group of its entry points, and the word for one of it."""
_LARGEST = 256 * 1024
_ENDING = ".dist-info"
_SEPARATORS = re.compile(r"[-_.]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a package adds: what it is called there, and where it is, as module:name."""

    group: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package that adds something."""

    name: str
    version: str
    entries: tuple[Entry, ...]


def installed_packages(paths: Iterable[str]) -> tuple[Package, ...]:
    """Return the packages on these folders that add something; of one name the first."""
    found: dict[str, Package] = {}
    for path in dict.fromkeys(paths):
        for folder in _info_folders(path):
            entries = tuple(_entries(os.path.join(folder, "entry_points.txt")))  # noqa: PTH118 quick
            if entries:
                name, _, version = os.path.basename(folder)[: -len(_ENDING)].partition("-")  # noqa: PTH119
                key = _SEPARATORS.sub("-", name).lower()
                found.setdefault(key, Package(key, version, entries))
    return tuple(sorted(found.values(), key=lambda package: package.name))


def _info_folders(path: str) -> Iterator[str]:
    try:
        with os.scandir(path or ".") as inside:
            yield from (each.path for each in inside if each.name.endswith(_ENDING))
    except OSError:
        return


def _entries(file: str) -> Iterator[Entry]:
    """Yield what a file names under our groups."""
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 a hundred files at the first need
            data = opened.read(_LARGEST)
    except OSError:
        return
    if b"[briefing." not in data:
        return
    group = ""
    for line in data.decode("utf-8", "replace").splitlines():
        words = line.strip()
        if words.startswith("["):
            group = words.strip("[]").strip()
        elif group in GROUPS and "=" in words and words[0] not in "#;":
            name, _, value = words.partition("=")
            yield Entry(group, name.strip(), value.partition("[")[0].strip())
