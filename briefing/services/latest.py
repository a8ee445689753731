"""Keeps what was worked out of articles' texts, and nothing of the texts that they had before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from briefing.model.article import Article

T = TypeVar("T")
MOST = 1_000
"""Articles of which something is kept at most; the one that was first asked for goes first."""


class Latest(Generic[T]):
    """What `make` returns for the text that an article has now, made once for each text.

    While somebody types in an article each key makes another text of it: a cache by texts would
    keep them all. May be asked by several threads, of which two may then make the same.
    """

    def __init__(self, make: Callable[[str], T]) -> None:
        self._make = make
        self._kept: dict[str, tuple[int, int, T]] = {}

    def of(self, article: Article) -> T:
        """Return it for an article."""
        text = article.text
        length, mark = len(text), hash(text)
        kept = self._kept.get(article.id)
        if kept is not None and kept[:2] == (length, mark):
            return kept[2]
        made = self._make(text)
        self._kept[article.id] = (length, mark, made)
        if len(self._kept) > MOST:
            for oldest in list(self._kept)[:-MOST]:  # a list: another thread may add meanwhile
                self._kept.pop(oldest, None)
        return made
