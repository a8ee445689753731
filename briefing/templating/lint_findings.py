"""What a check of a template finds: where, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Whether a template fails or loses something (error), or may disappoint (warning)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One fault: its kind, its place in words, the tag as written ("" for none) and the remedy.

    `part` is the part of the Word file, `paragraph` the number of the paragraph in it from 1, or 0.
    """

    kind: str
    place: str
    message: str
    remedy: str
    tag: str = ""
    level: Level = Level.ERROR
    part: str = ""
    paragraph: int = 0

    def __str__(self) -> str:
        """Return the finding as one line."""
        tag = f" {self.tag}:" if self.tag else ""
        return f"{self.place}:{tag} {self.message} {self.remedy}".strip()
