"""What the library keeps and gives, and what can be asked of it, as values and a protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from briefing.language import tr

Span = tuple[int, int]


class Kind(StrEnum):
    """What a thing of the library is."""

    ARTICLE = "article"
    EXCERPT = "excerpt"
    BRIEF = "brief"
    TEMPLATE = "template"


class Choice(StrEnum):
    """What can be done where somebody else published first."""

    KEEP = "keep"
    OVER = "over"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a published thing, as it is shown beside it; "" where nothing is said.

    `outlet` is where the article appeared, `date` its ISO 8601 date as far as it goes, `status` a
    value of `Status`; `tags` are names.
    """

    outlet: str = ""
    date: str = ""
    url: str = ""
    attribution: str = ""
    stakeholder: str = ""
    status: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryItem:
    """One published thing: `key` is its id in its project, `article` that of its article.

    `text` is what is searched and shown, `value` the thing itself as JSON.
    """

    kind: Kind
    key: str
    title: str
    text: str
    value: str
    said: Said = field(default_factory=Said)
    article: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A project as it is to be published under a name.

    `base` is the version that its author saw last under this name, 0 for none: any other version in
    the library is a conflict. `time` is ISO 8601.
    """

    name: str
    author: str
    time: str
    items: tuple[LibraryItem, ...]
    base: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of what is published under a name, who published it and when (ISO 8601)."""

    name: str
    version: int
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class LibraryHit:
    """A thing that a search found; `id` is the library's own.

    `snippet` is its text from `start` on; `marks` are the words found in it, in code points into
    the whole text, and `title_marks` those in the title.
    """

    id: int
    kind: Kind
    title: str
    said: Said
    edition: Edition
    start: int
    snippet: str
    marks: tuple[Span, ...] = ()
    title_marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryAnswer:
    """What a search found: the best hits and how many there are; with `more`, at least so many."""

    hits: tuple[LibraryHit, ...]
    count: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class LibraryRecord:
    """A whole thing of the library as it was in an edition.

    `article` is that which it stands in, if that was published; of an article `excerpts` are what
    was marked in it; `marks` is where the words looked for stand in its text.
    """

    item: LibraryItem
    edition: Edition
    article: LibraryItem | None = None
    excerpts: tuple[LibraryItem, ...] = ()
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a query as in docs/search.md, of some kinds, dated from `since` on.

    `since` and `until` are ISO dates or "", `until` exclusive; no kinds mean all.
    """

    query: str
    kinds: tuple[Kind, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class LibraryState:
    """Where the library is, who is known there as what, and how much is in it."""

    address: str
    account: str
    role: str
    publications: int
    items: int


class Library(Protocol):
    """One library; every method may be called on any thread, and waits for the server.

    All raise LibraryAwayError while it does not answer, LibraryRefusedError where this user may
    not, and LibraryError for what else is wrong with it.
    """

    def search(self, wanted: Wanted, limit: int = 50) -> LibraryAnswer:
        """Return the best of what is found; raises SearchError with the place in the query."""

    def read(self, item_id: int, version: int = 0) -> LibraryRecord:
        """Return a whole thing as a version had it; 0 is the newest that had it."""

    def editions(self, name: str) -> tuple[Edition, ...]:
        """Return the versions under a name, the newest first."""

    def contents(self, edition: Edition, limit: int = 500) -> LibraryAnswer:
        """Return all that an edition had, in the order it was published."""

    def publish(self, publication: Publication) -> Edition:
        """Publish everything or nothing, as the next version under its name.

        What stands there already, word for word, is no new version. Raises LibraryConflictError if
        the current version is not the publication's base.
        """

    def current(self, name: str) -> Edition | None:
        """Return the current version under a name."""

    def retire(self, name: str, *, retired: bool = True) -> None:
        """Take what is published under a name out of all searches, or put it back."""

    def state(self) -> LibraryState:
        """Return what there is to say of it."""

    def close(self) -> None:
        """Let go of its connections."""


def label_of(kind: Kind) -> str:
    """Return a kind in words."""
    return {
        Kind.ARTICLE: tr("Article"), Kind.EXCERPT: tr("Excerpt"), Kind.BRIEF: tr("Brief"),
        Kind.TEMPLATE: tr("Template"),
    }[kind]  # fmt: skip


def source_line(record: LibraryHit | LibraryRecord) -> str:
    """Return outlet, date, who said it, status and project of a thing, in one line."""
    said = record.said if isinstance(record, LibraryHit) else record.item.said
    edition = record.edition
    parts: Sequence[str] = (
        said.outlet, said.date[:10], said.attribution and tr("said by {who}", who=said.attribution),
        tr(said.status) if said.status != "unassessed" else "",
        tr("{name}, version {version}", name=edition.name, version=edition.version),
        f"{edition.who}, {edition.when[:10]}",
    )  # fmt: skip
    return " · ".join(filter(None, parts))
