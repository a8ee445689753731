"""Finds which of many new articles say nearly the same as known ones, or as each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefing.model.article import Article
from briefing.services.articles.duplicates import ALIKE, NearDuplicate, keys, share, shingles

COMMON = 200
"""Articles that share one run of words, from which on it says nothing (a standing notice, say)."""


class AlikeFinder:
    """Knows articles by their smallest hashes; the texts are only compared for likely ones."""

    def __init__(self, known: Iterable[Article], stopped: Callable[[], bool]) -> None:
        self._by_key: dict[int, list[Article]] = {}
        for article in known:
            if stopped():
                break
            self.add(article)

    def add(self, article: Article) -> None:
        """Take note of an article, so that later ones are compared with it."""
        for key in keys(shingles(article.text)):
            self._by_key.setdefault(key, []).append(article)

    def nearest(self, article: Article) -> NearDuplicate | None:
        """Return the known article that says nearly the same, or None."""
        own = shingles(article.text)
        likely: dict[str, Article] = {}
        for key in keys(own):
            holders = self._by_key.get(key, ())
            if len(holders) <= COMMON:
                likely.update((other.id, other) for other in holders if other.id != article.id)
        found = [
            NearDuplicate(other.id, other.name, common)
            for other in likely.values()
            if (common := share(own, shingles(other.text))) >= ALIKE
        ]
        return max(found, key=lambda near: (near.share, near.article), default=None)
