"""What excerpts say, ready for searching: tags, status, who said it and whom it concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from briefing.errors import SearchError
from briefing.language import tr
from briefing.model.excerpt import Excerpt
from briefing.model.project import Item, by_place
from briefing.model.shifting import Shift, moved
from briefing.model.tags import TagScheme
from briefing.services.registry import nearest
from briefing.services.search_query import About, AllOf, Marked, OneOf, Query
from briefing.services.words import folded

_Term = tuple[About, str]


class ExcerptMarks:
    """The excerpts of a project by what is said of them, kept in memory."""

    def __init__(self) -> None:
        self._excerpts: dict[str, Excerpt] = {}
        self._having: dict[_Term, dict[str, str]] = defaultdict(dict)
        self._schemes: dict[str, TagScheme] = {}
        self._answers: dict[tuple[Query, ...], Mapping[str, str]] = {}

    def start_with(self, excerpts: Mapping[str, Excerpt], schemes: Mapping[str, TagScheme]) -> None:
        """Forget everything and take these excerpts and tag schemes."""
        self._excerpts, self._schemes = {}, dict(schemes)
        self._having.clear()
        for key, excerpt in excerpts.items():
            self.change(key, excerpt)

    def change(self, key: str, item: Item | None) -> None:
        """Put an excerpt or a tag scheme in place of the one with this id; None takes it out."""
        self._answers.clear()
        if isinstance(item, TagScheme) or (item is None and key in self._schemes):
            self._schemes.pop(key, None)
            if isinstance(item, TagScheme):
                self._schemes[key] = item
            return
        if before := self._excerpts.pop(key, None):
            for term in _terms(before):
                self._having[term].pop(key, None)
        if isinstance(item, Excerpt):
            self._excerpts[key] = item
            for term in _terms(item):
                self._having[term][key] = item.article

    def shift(self, shifts: Sequence[Shift]) -> None:
        """Move the excerpts as an edit of their article did."""
        if shifts:
            self._answers.clear()
            self._excerpts = {key: moved(e, shifts) for key, e in self._excerpts.items()}

    def articles(self, wanted: Sequence[Query]) -> set[str]:
        """Return the articles with an excerpt that is all of what is wanted.

        Raises SearchError for a tag that no scheme has.
        """
        found = self._all(wanted)
        return set(found.values())

    def first(self, wanted: Sequence[Query], articles: Container[str]) -> dict[str, Excerpt]:
        """Return the first such excerpt of each of these articles, by the article's id."""
        first: dict[str, Excerpt] = {}
        for key, article in self._all(wanted).items():
            if article in articles:
                excerpt, known = self._excerpts[key], first.get(article)
                if known is None or by_place(excerpt) < by_place(known):
                    first[article] = excerpt
        return first

    def _all(self, wanted: Sequence[Query]) -> Mapping[str, str]:
        """Return the excerpts that are all of what is wanted, each with its article."""
        asked = tuple(wanted)
        if asked not in self._answers:
            self._answers[asked] = _common([self._excerpts_of(part) for part in wanted])
        return self._answers[asked]

    def _excerpts_of(self, query: Query) -> Mapping[str, str]:
        if isinstance(query, AllOf):
            return _common([self._excerpts_of(part) for part in query.parts])
        if isinstance(query, OneOf):
            return _any([self._excerpts_of(part) for part in query.parts])
        assert isinstance(query, Marked)
        return self._fitting(query)

    def _fitting(self, mark: Marked) -> Mapping[str, str]:
        if mark.about is About.TAG:
            return self._any((mark.about, tag) for tag in self._tags(mark))
        if mark.about is About.STATUS:
            return self._any([(mark.about, mark.value)])
        return _common([self._any(self._terms(mark.about, word)) for word in mark.value.split()])

    def _terms(self, about: About, word: str) -> list[_Term]:
        if not word.endswith("*"):
            return [(about, word)]
        beginning = word.removesuffix("*")
        return [t for t in self._having if t[0] is about and t[1].startswith(beginning)]

    def _any(self, terms: Iterable[_Term]) -> Mapping[str, str]:
        return _any([self._having[term] for term in terms if term in self._having])

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


def _any(maps: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    if len(maps) == 1:
        return maps[0]
    return dict(chain.from_iterable(found.items() for found in maps))


def _common(maps: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    fewest, *others = sorted(maps, key=len)
    if not others:
        return fewest
    return {key: value for key, value in fewest.items() if all(key in other for other in others)}


def _terms(excerpt: Excerpt) -> Iterator[_Term]:
    said = excerpt.assessment
    yield About.STATUS, said.status.value
    for tag in excerpt.tags:
        yield About.TAG, tag
    for about, words in ((About.SAID, said.attribution), (About.STAKEHOLDER, said.stakeholder)):
        for word in set(folded(words or "").split()):
            yield about, word
