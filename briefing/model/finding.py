"""Findings: what a check found in a brief, where that is, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters; one that blocks holds up the final export."""

    BLOCKS = "blocks"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to look at.

    `kind` is the name of the check. `section` is a section key, `span` a range of that section's
    body in code points, end exclusive, and `words` what stands there; `excerpt` is an excerpt's id
    and `field` the key of a header field. What does not apply is empty.
    """

    kind: str
    severity: Severity
    message: str
    remedy: str
    section: str = ""
    span: tuple[int, int] | None = None
    words: str = ""
    excerpt: str = ""
    field: str = ""

    @property
    def place(self) -> str:
        """Where to go: a section key, `field:KEY` for a header field, or "" for the whole."""
        return f"field:{self.field}" if self.field else self.section


@dataclass(frozen=True, slots=True)
class Meter:
    """How much of a limit is used; an `estimated` amount was not counted but reckoned.

    `unit` is "words" or "pages"; `item` names the article that a limit an item is about.
    """

    unit: str
    used: int
    limit: int
    estimated: bool = False
    item: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What all checks found in the brief with this id, in its reading order.

    `off` are the kinds that did not run, `kinds` all there are with their names for people.
    """

    brief: str
    findings: tuple[Finding, ...] = ()
    meters: tuple[Meter, ...] = ()
    off: tuple[str, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity is severity)
