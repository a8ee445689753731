"""What other programs said of things that were taken in from them, kept so that it goes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Origin:
    """One file of another program that was taken into the project.

    `form` is the name of its format, `source` the file's name, `added` an ISO 8601 time. `document`
    is the SHA-256 of what the file said, without the articles' words, as the format wants it back;
    `files` are what came with it, by name there, as SHA-256. `ids` gives for what was taken in
    under another id than its own there ("articles 0c…", "tags 4f…") the id it has here; every
    article that was taken in is among them.
    """

    id: str
    form: str
    source: str
    added: str = ""
    document: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
