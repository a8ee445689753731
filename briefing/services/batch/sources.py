"""The articles of a folder, and a name for the document of each."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import LoadError
from briefing.language import tr
from briefing.services.batch.plan import BatchPlan, BatchRow, Outcome
from briefing.services.file_names import is_reserved
from briefing.services.writing import reason_of

EXCERPTS = ".excerpts.json"
"""How the file ends that has the excerpts of the article it is named for."""
LONGEST_NAME = 180
"""Bytes of a document's name without its ending; most file systems take 255 for all of it."""
_DEEPEST = 32
_OF_SYSTEMS = {"thumbs.db", "desktop.ini"}
_FORBIDDEN = re.compile('[\x00-\x1f\x7f-\x9f<>:"/\\\\|?*\u202a-\u202e\u2066-\u2069\ud800-\udfff]')


@dataclass(frozen=True, slots=True)
class BatchSource:
    """A file of articles.

    `name` is its path below the folder, fit to be shown; `stem` the path below the out folder that
    its document has, without ending.
    """

    name: str
    path: Path
    stem: str
    excerpts: Path | None = None


def find_sources(plan: BatchPlan) -> tuple[list[BatchSource], list[BatchRow]]:
    """Return the files of articles in a folder, in the order of their names, and what is left out.

    Two files never have the same `stem`, on any system; the names depend on nothing but what the
    folder holds. Raises LoadError if a folder cannot be read.
    """
    for folder in filter(None, (plan.folder, plan.excerpts)):
        if not folder.is_dir():
            raise LoadError(tr("{folder} is no folder.", folder=folder), tr("Check the name."))
    if os.path.realpath(plan.folder) == os.path.realpath(plan.out):
        raise LoadError(
            tr("{out} is the folder of the articles.", out=plan.out),
            tr("Choose another for the documents."),
        )
    walk = _Walk(plan)
    found = list(walk.files(plan.folder, Path()))
    stems = _stems([below for below, _ in found])
    sources = [
        BatchSource(_name(below), path, stem, walk.excerpts_of(below))
        for (below, path), stem in zip(found, stems, strict=True)
    ]
    walk.leave_unused()
    return sources, walk.left_out


def numbered(stem: str, number: int, of: int, taken: Iterable[str]) -> str:
    """Return the stem of the document of one of several articles in a file.

    It is none of `taken`, the stems of the other files.
    """
    base, folded = stem, {_folded(each) for each in taken}
    width = max(2, len(str(of)))
    while any(_folded(f"{base} {n:0{width}}") in folded for n in range(1, of + 1)):
        base += "_"
    return f"{base} {number:0{width}}"


class _Walk:
    """Goes through a folder and notes what it leaves out."""

    def __init__(self, plan: BatchPlan) -> None:
        self._plan = plan
        self._out = os.path.realpath(plan.out)
        self._beside: dict[Path, Path] = {}
        self._used: set[Path] = set()
        self.left_out: list[BatchRow] = []

    def files(self, folder: Path, below: Path) -> Iterator[tuple[Path, Path]]:
        """Yield each file's path below the first folder, and its whole path."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            if below == Path():
                raise LoadError(
                    tr(
                        "{folder} cannot be read ({reason}).",
                        folder=folder,
                        reason=reason_of(error),
                    ),
                    "",
                ) from error
            self._leave(
                below,
                tr("It cannot be read ({reason}).", reason=reason_of(error)),
                tr("Check its permissions."),
            )
            return
        for entry in entries:
            here = below / entry.name
            if entry.is_dir():
                yield from self._folder(entry, here)
            elif entry.name.startswith((".", "~$")) or entry.name.lower() in _OF_SYSTEMS:
                self._leave(here, tr("It is a hidden file."), "")
            elif entry.name.endswith(EXCERPTS):
                self._beside[here] = Path(entry.path)
            else:
                yield here, Path(entry.path)

    def excerpts_of(self, below: Path) -> Path | None:
        """Return the file with the excerpts of an article, if there is one."""
        for name in (f"{below.name}{EXCERPTS}", f"{below.stem}{EXCERPTS}"):
            place = below.with_name(name)
            if self._plan.excerpts is not None:
                if (self._plan.excerpts / place).is_file():
                    return self._plan.excerpts / place
            elif place in self._beside:
                self._used.add(place)
                return self._beside[place]
        return None

    def leave_unused(self) -> None:
        """Name the files of excerpts that no article uses."""
        for place in sorted(self._beside.keys() - self._used):
            elsewhere = self._plan.excerpts is not None
            why = (
                tr("Excerpts are read elsewhere.") if elsewhere else tr("No article has its name.")
            )
            self._leave(place, why, "")

    def _folder(self, entry: os.DirEntry[str], here: Path) -> Iterator[tuple[Path, Path]]:
        if os.path.realpath(entry.path) == self._out:
            return
        if entry.name.startswith("."):
            self._leave(here, tr("It is a hidden folder."), "")
        elif not self._plan.subfolders:
            self._leave(
                here, tr("It is a folder."), tr("Articles in folders are read if you ask for it.")
            )
        elif entry.is_symlink() or len(here.parts) > _DEEPEST:
            self._leave(
                here, tr("It is a link to a folder, or lies too deep."), tr("Copy it here.")
            )
        else:
            yield from self.files(Path(entry.path), here)

    def _leave(self, below: Path, message: str, hint: str) -> None:
        self.left_out.append(BatchRow(_name(below), Outcome.LEFT_OUT, message=message, hint=hint))


def _stems(files: Sequence[Path]) -> list[str]:
    """Return a stem for each file: its name without ending, with it where two would be one."""
    groups: dict[str, int] = defaultdict(int)
    for file in files:
        groups[_folded(_fit(file.with_suffix("")))] += 1
    stems: list[str] = []
    taken: set[str] = set()
    for file in files:
        alone = groups[_folded(_fit(file.with_suffix("")))] == 1
        base = stem = _fit(file.with_suffix("") if alone else file)
        number = 1
        while _folded(stem) in taken:
            number += 1
            stem = f"{base} ({number})"
        taken.add(_folded(stem))
        stems.append(stem)
    return stems


def _fit(file: Path) -> str:
    """Return a path whose parts every system takes as names."""
    return "/".join(_fit_part(part) for part in file.parts)


def _fit_part(part: str) -> str:
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", part))
    name = name.encode()[:LONGEST_NAME].decode(errors="ignore").strip(" .") or "_"
    return f"_{name}" if is_reserved(name) else name


def _folded(stem: str) -> str:
    return unicodedata.normalize("NFC", stem).casefold()


def _name(below: Path) -> str:
    """Return a path fit to be shown: a name that is no UTF-8 loses what cannot be read."""
    return below.as_posix().encode(errors="surrogateescape").decode(errors="replace")
