"""Exchange with other tools: what a format gives and takes, and what it cannot carry over."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

from briefing.errors import BriefingError, ExportError, LoadError
from briefing.language import shown_number, tr
from briefing.model.article import Article
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.model.tags import TagScheme
from briefing.services.registry import Registry
from briefing.services.writing import reason_of, write_atomically

LARGEST = 50 * 1024 * 1024
"""Bytes of a file that is read."""
NAMED = 5
"""Things that one row of a report names."""
GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")
_NAMES = uuid.UUID("5f9a2f0e-53c4-5d0b-9c3a-8d1c0b2a7e61")

Blobs = Callable[[str], bytes]
"""Gives bytes that the project file keeps, by their SHA-256."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that is not carried over as it was: `what`, how often, some names, and why."""

    what: str
    count: int
    names: tuple[str, ...] = ()
    why: str = ""

    def words(self) -> str:
        """Return it as one line."""
        more = ", …" if self.count > len(self.names) > 0 else ""
        names = f" ({', '.join(self.names)}{more})" if self.names else ""
        counted = f"{self.what}: {shown_number(self.count)}{names}"
        return f"{counted} – {self.why}" if self.why else counted


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file of another tool gives.

    Its excerpts stand in `articles`; those in `loose` have no article, only words to look for.
    With `by_name` a tag is one of the project's that has its name; else ids decide. `document`,
    `files` and `ids` are what `Origin` keeps of it.
    """

    articles: tuple[Article, ...] = ()
    schemes: tuple[TagScheme, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    loose: tuple[Excerpt, ...] = ()
    losses: tuple[Loss, ...] = ()
    by_name: bool = False
    document: bytes = b""
    files: Mapping[str, bytes] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A project as a file of another tool, and what it does not carry."""

    data: bytes
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What a writer is given: the project, a title, the time, and the bytes that the file keeps."""

    project: Project
    title: str
    time: str
    blob: Blobs


class Format(Protocol):
    """A format of other tools."""

    @property
    def name(self) -> str:
        """What it is known by."""

    @property
    def label(self) -> str:
        """What it is called."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of its files, the usual one first."""


_F = TypeVar("_F", bound=Format)


class ReadingFormat(Format, Protocol):
    """A format that can be read."""

    def read(self, data: bytes, source: str) -> Imported:
        """Return what the file gives; raises LoadError naming `source`."""


class WritingFormat(Format, Protocol):
    """A format that can be written."""

    def write(self, exchanged: Exchanged) -> Written:
        """Return the file's bytes; raises ExportError."""


class InterchangeService:
    """Finds the format for a file, reads it within bounds, and writes files whole or not at all.

    The formats are made when one is first asked for.
    """

    def __init__(
        self,
        readers: Callable[[], Iterable[ReadingFormat]],
        writers: Callable[[], Iterable[WritingFormat]],
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self._readers, self._writers = readers, writers
        self.close = close

    @cached_property
    def readers(self) -> Registry[ReadingFormat]:
        """The formats that can be read."""
        return Registry("format to read", self._readers())

    @cached_property
    def writers(self) -> Registry[WritingFormat]:
        """The formats that can be written."""
        return Registry("format to write", self._writers())

    def read(self, path: Path, form: str = "") -> tuple[str, Imported]:
        """Return the format's name and what a file gives; raises LoadError."""
        try:
            if not path.is_file():
                raise LoadError(
                    tr("{path} is not there, or is no file.", path=path), tr("Check the name.")
                )
            if path.stat().st_size > LARGEST:
                raise LoadError(
                    tr(
                        "{name} is larger than {largest} MB.",
                        name=path.name,
                        largest=LARGEST // 1024 // 1024,
                    ),
                    tr("Export a part of the project from the other tool."),
                )
            data = path.read_bytes()
        except OSError as error:
            raise LoadError(
                tr("{path} cannot be read ({reason}).", path=path, reason=reason_of(error)), ""
            ) from error
        return self.read_bytes(data, path.name, form)

    def read_bytes(self, data: bytes, source: str, form: str = "") -> tuple[str, Imported]:
        """Return the format's name and what bytes give; raises LoadError."""
        reader = self.readers.get(form) if form else self._by_ending(self.readers, source)
        return reader.name, reader.read(data, source)

    def prepare(self, exchanged: Exchanged, path: Path, form: str = "") -> Written:
        """Return what would be written to `path`, by its ending unless `form` says otherwise."""
        writer = self.writers.get(form) if form else self._by_ending(self.writers, path.name)
        return writer.write(exchanged)

    def write(self, written: Written, path: Path) -> None:
        """Write a prepared file; raises ExportError, and then nothing has changed."""
        write_atomically(path, written.data)

    def filters(self) -> str:
        """Return the kinds of file that can be read for a dialog, in Qt's spelling."""
        every = dict.fromkeys(s for e in self.readers for s in e.suffixes)
        kinds = [tr("All of these ({every})", every=" ".join(f"*{s}" for s in every))]
        return ";;".join(kinds + [_said(e) for e in self.readers])

    def kinds(self) -> dict[str, tuple[str, ...]]:
        """Return the endings of each kind that can be written, the usual one first, by its words.

        The words are in Qt's spelling.
        """
        return {_said(e): e.suffixes for e in self.writers}

    def form_of(self, path: Path, kind: str) -> str:
        """Return the name of the format that one of `kinds` is, "" where a file's ending decides.

        That is so where somebody typed the ending of another kind.
        """
        for each in self.writers:
            if kind == _said(each) and path.name.lower().endswith(each.suffixes):
                return each.name
        return ""

    @staticmethod
    def _by_ending(formats: Registry[_F], name: str) -> _F:
        lowered = name.lower()
        for each in formats:
            if lowered.endswith(each.suffixes):
                return each
        known = ", ".join(dict.fromkeys(s for e in formats for s in e.suffixes))
        raise BriefingError(
            tr("{name} has no ending of a known format.", name=name),
            tr("Known: {known}.", known=known),
        )


def _said(form: Format) -> str:
    return f"{tr(form.label)} ({' '.join('*' + s for s in form.suffixes)})"


@lru_cache(maxsize=200_000)
def guid_of(kind: str, item: str) -> str:
    """Return the GUID that a thing of the project has outside: its id if that is one, else made.

    The same for the same id (RFC 9562, version 5), so that what comes back is known again.
    """
    return item if GUID.match(item) else str(uuid.uuid5(_NAMES, f"{kind}/{item}"))


def loss(what: str, names: Iterable[str], why: str = "") -> Loss:
    """Return the loss of these things; some of them are named."""
    every = list(names)
    shown = tuple(n if len(n) <= 60 else n[:59] + "…" for n in every[:NAMED] if n)
    return Loss(what, len(every), shown, why)


def losses(*rows: Loss) -> tuple[Loss, ...]:
    """Return those rows that something is in."""
    return tuple(row for row in rows if row.count)


def left_behind(project: Project) -> tuple[Loss, ...]:
    """Return what no format of other tools has a place for."""
    return losses(
        loss(tr("Briefs"), (b.title for b in project.briefs_in_order())),
        loss(tr("Snapshots of briefs"), (s.name for s in project.snapshots.values())),
        loss(tr("Saved queries"), (q.name for q in project.queries.values())),
        loss(tr("Templates"), (t.title for t in project.templates.values())),
        loss(tr("Decisions on suggestions"), ("" for _ in project.decisions)),
        loss(
            tr("Files that articles were read from"),
            (a.source for a in project.articles.values() if a.original),
        ),
    )


def refused(what: str) -> ExportError:
    """Return the error for a file that would not be as its standard says."""
    return ExportError(
        tr("Not exported: {what}. Nothing was written.", what=what),
        tr("Choose another format."),
    )
