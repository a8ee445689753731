"""The words that the user added to the dictionary: one a line, in a file of the user's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from briefing.errors import SpellingError
from briefing.language import tr
from briefing.services.writing import reason_of, write_whole

LARGEST = 4 * 1024 * 1024
"""Bytes of the file that are read."""


class OwnWords:
    """The user's own words; read once, written at each change."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._words: frozenset[str] | None = None

    @property
    def words(self) -> frozenset[str]:
        """All of them; none while the file cannot be read."""
        try:
            return self._known()
        except OSError:
            return frozenset()

    def add(self, word: str) -> None:
        """Keep a word; raises SpellingError if the file cannot be read or written."""
        self._change(lambda words: words | {_plain(word)})

    def remove(self, word: str) -> None:
        """Take a word back; raises SpellingError if the file cannot be read or written."""
        self._change(lambda words: words - {_plain(word)})

    def has(self, word: str) -> bool:
        """Return whether a word is one of them in this very form."""
        return _plain(word) in self.words

    def _known(self) -> frozenset[str]:
        """Return the words, none where there is no file yet; raises OSError."""
        if self._words is None:
            try:
                with self.path.open("rb") as file:
                    lines = file.read(LARGEST).decode("utf-8-sig", "replace").splitlines()
            except FileNotFoundError:
                lines = []
            self._words = frozenset(filter(None, (line.strip() for line in lines)))
        return self._words

    def _change(self, change: Callable[[frozenset[str]], frozenset[str]]) -> None:
        try:
            words = change(self._known())  # unread ones must not be written over
            lines = "".join(f"{word}\n" for word in sorted(words, key=str.casefold))
            write_whole(self.path, lines.encode())
        except OSError as error:
            raise SpellingError(
                tr("Your words were not saved: {reason}.", reason=reason_of(error)),
                tr("Look at {path}.", path=self.path),
            ) from error
        self._words = words


def _plain(word: str) -> str:
    plain = word.replace("’", "'")
    return plain.removesuffix("'s")
