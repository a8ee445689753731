"""The use of a library: searching, publishing with a choice in conflicts, waiting for a server."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefing.errors import BriefingError, LibraryAwayError, LibraryConflictError, LibraryError
from briefing.language import tr
from briefing.model.article import clean_text
from briefing.model.project import Project
from briefing.services.library.port import (
    Choice,
    Edition,
    Library,
    LibraryAnswer,
    LibraryRecord,
    LibraryState,
    Wanted,
)
from briefing.services.library.publishing import publication_of
from briefing.services.library.templates import LibraryTemplates, Taken
from briefing.services.library.waiting import Known, SeenVersions, Waiting, WaitingFolder
from briefing.services.search.found_words import marks_of

MOST_BESIDE = 1_000

OpenLibrary = Callable[[str], Library]
"""Opens the library at an address; what it needs is imported then, and no earlier."""


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a publication: the edition it is now, or, if it waits, why.

    With neither it was left to theirs. Its `waiting` is what was to be published.
    """

    waiting: Waiting
    edition: Edition | None = None
    away: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of all that waited: published, refused with the reason, and still waiting.

    `unreadable` are files among those that no program can publish any more.
    """

    published: tuple[Published, ...] = ()
    refused: tuple[tuple[Waiting, BriefingError], ...] = ()
    left: int = 0
    unreadable: tuple[Path, ...] = ()


@dataclass(slots=True)
class LibraryService:
    """What the window and the command line do with a library; each call waits for its answer.

    `address` gives the setting; `folder` is where what waits and what was seen is kept;
    without `templates` those go out without their Word files.
    """

    open: OpenLibrary
    address: Callable[[], str]
    folder: Path
    templates: LibraryTemplates | None = None
    _opened: dict[str, Library] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def waiting(self) -> WaitingFolder:
        """What waits to be published."""
        return WaitingFolder(self.folder / "waiting")

    @property
    def seen(self) -> SeenVersions:
        """Which versions were seen last."""
        return SeenVersions(self.folder / "seen.json")

    def search(self, wanted: Wanted, limit: int = 50) -> LibraryAnswer:
        """Return the best of what is found; raises SearchError and LibraryError."""
        return self._library(self.address()).search(wanted, limit)

    def read(self, item_id: int, version: int = 0, query: str = "") -> LibraryRecord:
        """Return a whole thing as a version had it, a query's words marked; raises LibraryError."""
        record = self._library(self.address()).read(item_id, version)
        text = clean_text(record.item.text)
        return replace(record, item=replace(record.item, text=text), marks=marks_of(text, query))

    def editions(self, name: str) -> tuple[Edition, ...]:
        """Return the versions under a name, the newest first; raises LibraryError."""
        return self._library(self.address()).editions(name)

    def contents(self, edition: Edition) -> LibraryAnswer:
        """Return all that an edition had; raises LibraryError."""
        return self._library(self.address()).contents(edition)

    def take_template(self, record: LibraryRecord) -> Taken:
        """Take a published template into one's own; raises LibraryError and TemplateError."""
        if self.templates is None:
            raise LibraryError(tr("No template can be taken here."), tr("Use the window."))
        return self.templates.take(record)

    def state(self) -> LibraryState:
        """Return what there is to say of the library; raises LibraryError."""
        return self._library(self.address()).state()

    def retire(self, name: str, *, retired: bool = True) -> None:
        """Take what is published under a name out of all searches, or put it back."""
        self._library(self.address()).retire(name, retired=retired)

    def prepared(self, project: Project, path: Path | None, author: str, time: str) -> Waiting:
        """Return a project as it would be published; nothing is asked of the library yet."""
        name = path.stem if path else "Untitled"
        address, key = self.address(), str(path or "")
        known = self.seen.of(address, key, name)
        bundles = self.templates.of(project) if self.templates else {}
        made = publication_of(project, known.name, author, time, bundles)
        return Waiting(address, key, replace(made, base=known.version))

    def publish(self, waiting: Waiting) -> Published:
        """Publish, or let it wait while the server is away.

        Raises LibraryConflictError if somebody published since; see `decide`.
        """
        try:
            edition = self._library(waiting.address).publish(waiting.publication)
        except LibraryAwayError as error:
            self.waiting.put(waiting)
            return Published(waiting, away=error.message)
        self._note(waiting, edition)
        return Published(waiting, edition)

    def decide(self, waiting: Waiting, conflict: LibraryConflictError, choice: Choice) -> Published:
        """Do what was chosen in a conflict; raises LibraryConflictError if there is a newer one.

        "Over" publishes as the version after theirs, and only theirs that was seen; "beside" under
        the next free name; "keep" publishes nothing and lets nothing wait.
        """
        if choice is Choice.KEEP:
            self.waiting.drop(waiting)
            return Published(waiting)
        if choice is Choice.OVER:
            again = replace(waiting.publication, base=conflict.version)
        else:
            name = self._free_name(waiting.address, waiting.publication.name)
            again = replace(waiting.publication, name=name, base=0)
        done = self.publish(Waiting(waiting.address, waiting.project, again))
        if done.waiting.publication.name != waiting.publication.name or done.edition:
            self.waiting.drop(waiting)
        return done

    def send(self) -> Sent:
        """Publish what waits; what is refused or in conflict goes on waiting."""
        published: list[Published] = []
        refused: list[tuple[Waiting, BriefingError]] = []
        away: set[str] = set()
        for waiting in self.waiting.all():
            if waiting.address in away:
                continue
            try:
                edition = self._library(waiting.address).publish(waiting.publication)
            except LibraryAwayError:
                away.add(waiting.address)
            except LibraryError as error:
                refused.append((waiting, error))
            else:
                self._note(waiting, edition)
                published.append(Published(waiting, edition))
        left, unreadable = self.waiting.count(), tuple(self.waiting.unreadable())
        return Sent(tuple(published), tuple(refused), left, unreadable)

    def close(self) -> None:
        """Let go of all connections."""
        with self._lock:
            for library in self._opened.values():
                library.close()
            self._opened.clear()

    def _library(self, address: str) -> Library:
        with self._lock:
            if address not in self._opened:
                self._opened[address] = self.open(address)
            return self._opened[address]

    def _note(self, waiting: Waiting, edition: Edition) -> None:
        self.seen.note(waiting.address, waiting.project, Known(edition.name, edition.version))
        self.waiting.drop(waiting)

    def _free_name(self, address: str, name: str) -> str:
        library = self._library(address)
        for number in range(2, MOST_BESIDE):
            wish = f"{name} ({number})"
            if library.current(wish) is None:
                return wish
        raise LibraryError(
            tr("There are too many called “{name}”.", name=name), tr("Rename the project's file.")
        )


def said_of(done: Published) -> str:
    """Return in words what became of a publication."""
    if done.edition:
        return tr(
            "Published “{name}”, version {version}.",
            name=done.edition.name,
            version=done.edition.version,
        )
    if done.away:
        return tr(
            "{away} “{name}” waits, and is published later.",
            away=done.away,
            name=done.waiting.publication.name,
        )
    return tr("Nothing was published; theirs stays.")


def sent_words(sent: Sent) -> str:
    """Return in words what became of what waited."""
    parts = [said_of(each) for each in sent.published]
    parts += [tr("Not published: {error}", error=error) for _waiting, error in sent.refused]
    if sent.left:
        parts.append(tr("{left} still waiting.", left=sent.left))
    parts += [
        tr("{path} is damaged: publish its project again, and remove the file.", path=path)
        for path in sent.unreadable
    ]
    return " ".join(parts) or tr("Nothing waits to be published.")
