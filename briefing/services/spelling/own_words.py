"""The words that the user added to the dictionary: one a line, in a file of the user's."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import SpellingError
from briefing.language import tr
from briefing.services.writing import reason_of

LARGEST = 4 * 1024 * 1024
"""Bytes of the file that are read."""


class OwnWords:
    """The user's own words; read once, written at each change."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._words: frozenset[str] | None = None

    @property
    def words(self) -> frozenset[str]:
        """All of them; none if the file cannot be read."""
        if self._words is None:
            try:
                with self.path.open("rb") as file:
                    lines = file.read(LARGEST).decode("utf-8-sig", "replace").splitlines()
            except OSError:
                lines = []
            self._words = frozenset(filter(None, (line.strip() for line in lines)))
        return self._words

    def add(self, word: str) -> None:
        """Keep a word; raises SpellingError if the file cannot be written."""
        self._write(self.words | {_plain(word)})

    def remove(self, word: str) -> None:
        """Take a word back; raises SpellingError if the file cannot be written."""
        self._write(self.words - {_plain(word)})

    def has(self, word: str) -> bool:
        """Return whether a word is one of them in this very form."""
        return _plain(word) in self.words

    def _write(self, words: frozenset[str]) -> None:
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lines = "".join(f"{word}\n" for word in sorted(words, key=str.casefold))
            part.write_text(lines, encoding="utf-8")
            part.replace(self.path)
        except OSError as error:
            raise SpellingError(
                tr("Your words were not saved: {reason}.", reason=reason_of(error)),
                tr("Look at {path}.", path=self.path),
            ) from error
        self._words = words


def _plain(word: str) -> str:
    plain = word.replace("’", "'")
    return plain.removesuffix("'s")
