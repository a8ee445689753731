"""Snapshots: a brief as it was at one moment, and the words it printed then."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model.brief import Brief
from briefing.model.template import Template


@dataclass(frozen=True, slots=True)
class Quoted:
    """An excerpt that stood in a section: its id, its words then, its source as it was printed."""

    excerpt: str
    quote: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class PrintedField:
    """A line of the header as it was printed."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section as it was printed: a paragraph on each line of `text`, and what it quoted."""

    key: str
    title: str
    text: str
    quoted: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A named version of a brief.

    `state` and `template` are what restoring brings back. `header` and `sections` are the words as
    they were printed, whatever becomes of articles and excerpts later; `words` counts them.
    `asked_by` is who wanted this round; `made` is an ISO 8601 time.
    """

    id: str
    name: str
    state: Brief
    template: Template
    note: str = ""
    asked_by: str = ""
    author: str = ""
    made: str = ""
    header: tuple[PrintedField, ...] = ()
    sections: tuple[PrintedSection, ...] = ()
    words: int = 0

    @property
    def brief(self) -> str:
        """The id of the brief it is a version of."""
        return self.state.id

    @property
    def quoted(self) -> frozenset[str]:
        """The ids of the excerpts that stood in it."""
        return frozenset(each.excerpt for section in self.sections for each in section.quoted)
