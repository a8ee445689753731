"""What excerpts say, ready for searching: tags, status, who said it and whom it concerns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Protocol

from briefing.errors import SearchError
from briefing.language import tr
from briefing.model.excerpt import Excerpt
from briefing.model.project import Item, by_place
from briefing.model.shifting import Shift, moved
from briefing.model.tags import TagScheme
from briefing.services.registry import nearest
from briefing.services.search_query import About, AllOf, Marked, OneOf, Query
from briefing.services.words import folded

SHORT = 8
"""Excerpts of an article in which one is found by going through them."""
_Term = tuple[About, str]
_Keys = Collection[str]


class Found(Protocol):
    """The excerpts that are what was asked for, looked up an article at a time."""

    @property
    def most(self) -> int:
        """The most articles that can have one."""

    def articles(self) -> Iterable[str]:
        """Return all articles that can have one, `most` of them."""

    def keys_of(self, article: str) -> _Keys:
        """Return those of one article."""


class ExcerptMarks:
    """The excerpts of a project by what is said of them, kept in memory.

    They are kept by article: so a question about a few articles costs no more with a million
    excerpts, and one about all of them is asked of their articles.
    """

    def __init__(self) -> None:
        self._excerpts: dict[str, Excerpt] = {}
        self._having: dict[_Term, dict[str, list[str]]] = {}
        self._schemes: dict[str, TagScheme] = {}

    def start_with(self, excerpts: Mapping[str, Excerpt], schemes: Mapping[str, TagScheme]) -> None:
        """Forget everything and take these excerpts and tag schemes."""
        self._excerpts, self._schemes = {}, dict(schemes)
        self._having.clear()
        for key, excerpt in excerpts.items():
            self.change(key, excerpt)

    def change(self, key: str, item: Item | None) -> None:
        """Put an excerpt or a tag scheme in place of the one with this id; None takes it out."""
        if isinstance(item, TagScheme) or (item is None and key in self._schemes):
            self._schemes.pop(key, None)
            if isinstance(item, TagScheme):
                self._schemes[key] = item
            return
        if before := self._excerpts.pop(key, None):
            for term in _terms(before):
                self._forget(term, before.article, key)
        if isinstance(item, Excerpt):
            self._excerpts[key] = item
            for term in _terms(item):
                having = self._having.setdefault(term, {})
                if keys := having.get(item.article):
                    keys.append(key)
                else:
                    having[item.article] = [key]

    def _forget(self, term: _Term, article: str, key: str) -> None:
        having = self._having[term]
        having[article].remove(key)
        if not having[article]:
            del having[article]

    def shift(self, shifts: Sequence[Shift]) -> None:
        """Move the excerpts as an edit of their article did."""
        if shifts:
            self._excerpts = {key: moved(e, shifts) for key, e in self._excerpts.items()}

    def found(self, wanted: Sequence[Query]) -> Found:
        """Return the excerpts that are all of what is wanted.

        It is good until the next change. Raises SearchError for a tag that no scheme has.
        """
        return _all([self._found(part) for part in wanted])

    def first(self, wanted: Sequence[Query], articles: Iterable[str]) -> dict[str, Excerpt]:
        """Return the first such excerpt of each of these articles, by the article's id."""
        found = self.found(wanted)
        those = ((article, found.keys_of(article)) for article in articles)
        return {
            article: min((self._excerpts[key] for key in keys), key=by_place)
            for article, keys in those
            if keys
        }

    def _found(self, query: Query) -> Found:
        if isinstance(query, AllOf):
            return _all([self._found(part) for part in query.parts])
        if isinstance(query, OneOf):
            return _any([self._found(part) for part in query.parts])
        assert isinstance(query, Marked)
        return self._fitting(query)

    def _fitting(self, mark: Marked) -> Found:
        if mark.about is About.TAG:
            return self._having_any((mark.about, tag) for tag in self._tags(mark))
        if mark.about is About.STATUS:
            return self._having_any([(mark.about, mark.value)])
        return _all([self._having_any(self._terms(mark.about, w)) for w in mark.value.split()])

    def _terms(self, about: About, word: str) -> list[_Term]:
        if not word.endswith("*"):
            return [(about, word)]
        beginning = word.removesuffix("*")
        return [t for t in self._having if t[0] is about and t[1].startswith(beginning)]

    def _having_any(self, terms: Iterable[_Term]) -> Found:
        return _any([_Having(self._having.get(term, {})) for term in terms])

    def _tags(self, mark: Marked) -> list[str]:
        wish = " ".join(mark.value.split()).casefold()
        tags = [tag for scheme in self._schemes.values() for tag in scheme.tags]
        found = [
            tag.id
            for tag in tags
            if wish in (tag.name.casefold(), tag.code.casefold(), tag.id.casefold())
        ]
        if not found:
            raise SearchError(
                tr("There is no tag “{value}” (character "
                   "{start}).", value=mark.value, start=mark.start + 1),
                nearest(mark.value, {tag.name for tag in tags} | {tag.code for tag in tags})
                or tr("The project has no tags yet."), mark.start, mark.end,
            )  # fmt: skip
        return found


@dataclass(frozen=True, slots=True)
class _Having:
    """The excerpts that have a term."""

    having: Mapping[str, list[str]]

    @property
    def most(self) -> int:
        return len(self.having)

    def articles(self) -> Iterable[str]:
        return self.having

    def keys_of(self, article: str) -> _Keys:
        return self.having.get(article, ())


@dataclass(frozen=True, slots=True)
class _OneOf:
    """The excerpts that some part finds."""

    parts: Sequence[Found]

    @property
    def most(self) -> int:
        return sum(part.most for part in self.parts)

    def articles(self) -> Iterable[str]:
        return chain.from_iterable(part.articles() for part in self.parts)

    def keys_of(self, article: str) -> _Keys:
        return set(chain.from_iterable(part.keys_of(article) for part in self.parts))


@dataclass(frozen=True, slots=True)
class _AllOf:
    """The excerpts that every part finds; the part with the fewest comes first."""

    parts: Sequence[Found]

    @property
    def most(self) -> int:
        return self.parts[0].most

    def articles(self) -> Iterable[str]:
        return self.parts[0].articles()

    def keys_of(self, article: str) -> _Keys:
        keys = self.parts[0].keys_of(article)
        for other in self.parts[1:]:
            if not keys:
                break
            there = other.keys_of(article)
            keys = (
                [key for key in keys if key in there]
                if len(there) < SHORT
                else (set(there).intersection(keys))
            )
        return keys


def _any(parts: Sequence[Found]) -> Found:
    return parts[0] if len(parts) == 1 else _OneOf(parts)


def _all(parts: Sequence[Found]) -> Found:
    ordered = sorted(parts, key=lambda part: part.most)
    return ordered[0] if len(ordered) == 1 else _AllOf(ordered)


def _terms(excerpt: Excerpt) -> Iterator[_Term]:
    said = excerpt.assessment
    yield About.STATUS, said.status.value
    for tag in set(excerpt.tags):
        yield About.TAG, tag
    for about, words in ((About.SAID, said.attribution), (About.STAKEHOLDER, said.stakeholder)):
        for word in _words(words or ""):
            yield about, word


@lru_cache(4096)
def _words(said: str) -> frozenset[str]:
    return frozenset(folded(said).split())
