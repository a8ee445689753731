"""What came back from Word: an exported brief after somebody edited the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from briefing.model.outline import OutlineBlock


class Found(StrEnum):
    """How a section was found in a document, the surest way first."""

    CONTROL = "content control"
    HEADING = "heading"
    WORDS = "words"


class TrackedKind(StrEnum):
    """What a tracked change did."""

    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_HERE = "moved here"
    MOVED_AWAY = "moved away"


@dataclass(frozen=True, slots=True)
class Exported:
    """One paragraph or table row as it was exported: its print, and the excerpt that it was."""

    print: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class ExportedSection:
    """One section as it was exported; one that is `omitted` was not printed at all."""

    key: str
    title: str
    units: tuple[Exported, ...] = ()
    omitted: bool = False


@dataclass(frozen=True, slots=True)
class ExportedCitation:
    """One citation as it was exported; `note` is the print of its note's words."""

    number: int
    excerpt: str
    quote: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExportedField:
    """One header field as it was exported; `print` is that of its value."""

    key: str
    label: str
    print: str


@dataclass(frozen=True, slots=True)
class Origin:
    """What a document says of the brief that it was exported from; nobody vouches for it.

    `outside` are the prints of the paragraphs that stand in no section, None where an older
    version of this program did not say.
    """

    brief: str
    template: str
    version: int = 0
    date: str = ""
    title: str = ""
    citations: Mapping[int, ExportedCitation] = field(default_factory=dict)
    sections: tuple[ExportedSection, ...] = ()
    fields: tuple[ExportedField, ...] = ()
    outside: frozenset[str] | None = None

    def section(self, key: str) -> ExportedSection | None:
        """Return the section with this key as it was exported, or None."""
        return next((section for section in self.sections if section.key == key), None)


@dataclass(frozen=True, slots=True)
class ReadSection:
    """One section as the document has it: `blocks` with all tracked changes accepted.

    `original` are the blocks with all tracked changes rejected. Runs carry the numbers of the
    citations of the `Origin`. `title` is what its first paragraph says, "" where that is gone.
    """

    key: str
    title: str
    found: Found
    blocks: tuple[OutlineBlock, ...] = ()
    original: tuple[OutlineBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class Tracked:
    """One tracked change; `section` is a section key or "", `beside` the paragraph as it reads."""

    kind: TrackedKind
    author: str
    date: str
    words: str
    section: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; `anchor` are the words that it is about, `done` says that it is settled."""

    author: str
    date: str
    words: str
    anchor: str = ""
    section: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Stray:
    """Words of the document that belong to no section: `after` is the section key before them."""

    words: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadField:
    """A header field as the document has it; the key "title" is the brief's title.

    `changed` says that it differs from what was exported, None where that cannot be told.
    """

    key: str
    label: str
    value: str
    changed: bool | None = None


@dataclass(frozen=True, slots=True)
class ReadBack:
    """All that was read from one document.

    `missing` are the keys of exported sections that were not found; `remarks` say what was not
    read, a sentence each.
    """

    name: str
    origin: Origin | None = None
    sections: tuple[ReadSection, ...] = ()
    fields: tuple[ReadField, ...] = ()
    tracked: tuple[Tracked, ...] = ()
    comments: tuple[Comment, ...] = ()
    strays: tuple[Stray, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
