"""A template's manifest as a value: header fields, slots, limits and checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class FieldType(StrEnum):
    """What a header field takes."""

    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"


class Form(StrEnum):
    """How a slot prints its excerpts."""

    PARAGRAPHS = "paragraphs"
    BULLETS = "bullets"
    NUMBERED = "numbered"
    QUOTES = "quotes"
    TABLE = "table"
    ANALYSIS = "analysis"
    TEXT = "text"


class Order(StrEnum):
    """In what order a slot prints its excerpts."""

    ARTICLE = "article"
    CONFIDENCE = "confidence"
    TAG = "tag"


class WhenEmpty(StrEnum):
    """What a slot prints when nothing fills it."""

    PLACEHOLDER = "placeholder"
    OMIT = "omit"
    NOTE = "note"


class Notes(StrEnum):
    """Where the sources of quotations stand in a Word document."""

    FOOTNOTES = "footnotes"
    ENDNOTES = "endnotes"


class Marking(StrEnum):
    """Whether a brief carries a marking, and how it is chosen; never derived."""

    NONE = "none"
    FREE = "free"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class TemplateField:
    """A header field; `empty` is printed when nobody fills it in, never a blank."""

    key: str
    label: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    empty: str = "N/A"
    choices: tuple[str, ...] = ()
    default: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A section of the brief and what fills it; without `tags` only the analyst does.

    `limit` is the most excerpts it prints; unless given, it prints all. `statuses` narrows what
    fills it to excerpts of these assessment statuses; with `tags` empty it takes them whatever
    their tag. A slot that is `per_article` stands once for each article of the brief; in one of
    `judgement` the analyst's sentences need no source. `query` is a query of tags that fills it
    instead of `tags`; one of the form `analysis` prints the page of the analysis whose key is
    `analysis` of what fills it, or of all excerpts where nothing narrows them.
    """

    key: str
    title: str
    tags: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    form: Form = Form.PARAGRAPHS
    limit: int | None = None
    order: Order = Order.ARTICLE
    group_by: str | None = None
    required: bool = False
    empty: WhenEmpty = WhenEmpty.PLACEHOLDER
    prompt: str = ""
    per_article: bool = False
    judgement: bool = False
    query: str = ""
    analysis: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a brief may be, any length unless given; `item_words` is for each article's part."""

    words: int | None = None
    pages: int | None = None
    item_words: int | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A template's manifest; `document` is the SHA-256 of its Word file."""

    id: str
    version: int
    title: str
    description: str = ""
    language: str = "en"
    marking: Marking = Marking.NONE
    markings: tuple[str, ...] = ()
    notes: Notes = Notes.FOOTNOTES
    fields: tuple[TemplateField, ...] = ()
    slots: tuple[Slot, ...] = ()
    limits: Limits = field(default_factory=Limits)
    checks: tuple[tuple[str, str], ...] = ()
    document: str = ""

    def slot(self, key: str) -> Slot | None:
        """Return the slot with this key, or None; `key` may be a section's, see `section_key`."""
        key = key.partition(":")[0]
        return next((slot for slot in self.slots if slot.key == key), None)


def section_key(slot: Slot, article: str | None) -> str:
    """Return the key of the section that `slot` has in a brief: one for each article, or one."""
    return f"{slot.key}:{article}" if slot.per_article and article else slot.key
