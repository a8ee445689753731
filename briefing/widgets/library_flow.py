"""The library for the window: everything that asks it is done off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from briefing.errors import (
    BriefingError,
    LibraryAwayError,
    LibraryConflictError,
    LibraryError,
    StorageError,
)
from briefing.language import tr
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import Job
from briefing.services.library import LibraryService, Published, sent_words
from briefing.services.library_port import (
    Choice,
    Edition,
    Kind,
    LibraryAnswer,
    LibraryHit,
    LibraryRecord,
    LibraryState,
    Wanted,
)
from briefing.services.library_templates import Taken
from briefing.services.library_waiting import Waiting
from briefing.services.reusing import Reuse, use_article, use_excerpt
from briefing.widgets.desk import Desk

Otherwise = Callable[[BriefingError], None]


@dataclass(frozen=True, slots=True)
class Condition:
    """How it is with the library: what it says of itself, or why not, and how many wait."""

    state: LibraryState | None
    problem: str
    waiting: int


class LibraryFlow(QObject):
    """Searches, reads, publishes and sends in background jobs.

    While one search runs only the newest of the later ones is kept: a server that is away is not
    asked for every letter. `brief_of` gives the id of the brief that excerpts are for.
    """

    def __init__(self, document: ProjectDocument, desk: Desk, parent: QObject | None) -> None:
        super().__init__(parent)
        self.document = document
        self.brief_of: Callable[[], str] = lambda: ""
        self._desk = desk
        self._service: LibraryService = desk.shared
        self._searching = False
        self._next: Callable[[], None] | None = None

    @property
    def waiting(self) -> int:
        """How many publications wait."""
        return self._service.waiting.count()

    def search(
        self, wanted: Wanted, then: Callable[[LibraryAnswer], None], otherwise: Otherwise
    ) -> None:
        """Search; of searches that are asked while one runs only the last is done."""
        if self._searching:
            self._next = lambda: self.search(wanted, then, otherwise)
            return
        self._searching = True

        def ended(answer: LibraryAnswer | None, error: BriefingError | None) -> None:
            self._searching = False
            following, self._next = self._next, None
            if following:
                following()
            elif answer:
                then(answer)
            elif error:
                otherwise(error)

        self._start(
            tr("Searching the library"), lambda: self._service.search(wanted),
            lambda answer: ended(answer, None), lambda error: ended(None, error),
        )  # fmt: skip

    def read(
        self,
        hit: LibraryHit,
        query: str,
        then: Callable[[LibraryRecord], None],
        otherwise: Otherwise,
    ) -> None:
        """Read a whole thing as its edition had it, with the words of a query marked."""
        item, version = hit.id, hit.edition.version
        self._start(
            tr("Reading from the library"), lambda: self._service.read(item, version, query),
            then, otherwise,
        )  # fmt: skip

    def editions(
        self, name: str, then: Callable[[Sequence[Edition]], None], otherwise: Otherwise
    ) -> None:
        """List the versions under a name, the newest first."""
        self._start(
            tr("Listing versions"), lambda: self._service.editions(name), then, otherwise
        )  # fmt: skip

    def contents(
        self, edition: Edition, then: Callable[[LibraryAnswer], None], otherwise: Otherwise
    ) -> None:
        """List what an edition had."""
        self._start(
            tr("Listing a version"), lambda: self._service.contents(edition), then, otherwise
        )  # fmt: skip

    def take_template(
        self, record: LibraryRecord, then: Callable[[Taken], None], otherwise: Otherwise
    ) -> None:
        """Take a published template into one's own, checked."""
        self._start(
            tr("Taking a template"), lambda: self._service.take_template(record), then, otherwise
        )  # fmt: skip

    def condition(self, then: Callable[[Condition], None]) -> None:
        """Ask how it is with the library; what is wrong is part of the answer."""

        def work() -> Condition:
            waiting = self._service.waiting.count()
            try:
                return Condition(self._service.state(), "", waiting)
            except LibraryAwayError as error:
                return Condition(None, f"{error.message} {error.hint}", waiting)
            except LibraryError as error:
                return Condition(None, str(error), waiting)

        self._start(tr("Asking the library"), work, then, lambda _error: None)

    def publish(
        self,
        then: Callable[[Published], None],
        conflict: Callable[[Waiting, LibraryConflictError], None],
        otherwise: Otherwise,
    ) -> None:
        """Publish the project as it is now; a conflict waits for a choice, see `decide`."""
        document, project = self.document, self.document.project
        path, author, time = document.store.path, document.author, self._desk.clock.now()

        def work() -> Published | tuple[Waiting, LibraryConflictError]:
            waiting = self._service.prepared(project, path, author, time)
            try:
                return self._service.publish(waiting)
            except LibraryConflictError as error:
                return waiting, error

        self._start(tr("Publishing"), work, lambda done: _settle(done, then, conflict), otherwise)

    def decide(
        self,
        asked: tuple[Waiting, LibraryConflictError],
        choice: Choice,
        then: Callable[[Published], None],
        conflict: Callable[[Waiting, LibraryConflictError], None],
        otherwise: Otherwise,
    ) -> None:
        """Do what was chosen; somebody may have published again meanwhile."""

        def work() -> Published | tuple[Waiting, LibraryConflictError]:
            try:
                return self._service.decide(*asked, choice)
            except LibraryConflictError as error:
                return asked[0], error

        self._start(tr("Publishing"), work, lambda done: _settle(done, then, conflict), otherwise)

    def send(
        self,
        said: Callable[[str], None],
        conflict: Callable[[Waiting, LibraryConflictError], None] | None = None,
    ) -> None:
        """Publish what waits; the first conflict, if there is one, is asked about."""

        def done(sent: object) -> None:
            from briefing.services.library import Sent

            assert isinstance(sent, Sent)
            said(sent_words(sent))
            for waiting, error in sent.refused:
                if conflict and isinstance(error, LibraryConflictError):
                    conflict(waiting, error)
                    return

        self._start(
            tr("Publishing what waits"), self._service.send, done,
            lambda error: said(str(error)),
        )  # fmt: skip

    def use(self, record: LibraryRecord) -> Reuse:
        """Take an excerpt, or an article with its excerpts, into the project, as one step.

        Raises LibraryError, and StorageError if the project is open for reading only.
        """
        document = self.document
        use = use_article if record.item.kind is Kind.ARTICLE else use_excerpt
        reuse = use(document.project, record, document.stamp(), self.brief_of())
        document.apply(reuse.edit)
        return reuse

    def _start(
        self,
        title: str,
        work: Callable[[], object],
        then: Callable[..., None],
        otherwise: Otherwise,
    ) -> None:
        def job(_job: Job) -> object:
            return work()

        self._desk.jobs.start(title, job, then=then, otherwise=otherwise)


def _settle(
    done: Published | tuple[Waiting, LibraryConflictError],
    then: Callable[[Published], None],
    conflict: Callable[[Waiting, LibraryConflictError], None],
) -> None:
    if isinstance(done, Published):
        then(done)
    else:
        conflict(*done)


UsedErrors = (LibraryError, StorageError)
"""What taking something in may raise."""
