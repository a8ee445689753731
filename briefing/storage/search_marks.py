"""What excerpts say, ready for searching: tags, status, who said it and whom it concerns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from briefing.errors import SearchError
from briefing.model.excerpt import Excerpt
from briefing.model.project import Item, by_place
from briefing.model.tags import TagScheme
from briefing.services.registry import nearest
from briefing.services.search_query import About, Marked
from briefing.services.words import folded

_Term = tuple[About, str]


class ExcerptMarks:
    """The excerpts of a project by what is said of them, kept in memory."""

    def __init__(self) -> None:
        self._excerpts: dict[str, Excerpt] = {}
        self._having: dict[_Term, set[str]] = defaultdict(set)
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
                self._having[term].discard(key)
        if isinstance(item, Excerpt):
            self._excerpts[key] = item
            for term in _terms(item):
                self._having[term].add(key)

    def articles(self, wanted: Sequence[Marked]) -> set[str]:
        """Return the articles with an excerpt that is all of what is wanted.

        Raises SearchError for a tag that no scheme has.
        """
        return {self._excerpts[key].article for key in self._all(wanted)}

    def first(self, wanted: Sequence[Marked], articles: Container[str]) -> dict[str, Excerpt]:
        """Return the first such excerpt of each of these articles, by the article's id."""
        first: dict[str, Excerpt] = {}
        for excerpt in map(self._excerpts.__getitem__, self._all(wanted)):
            if excerpt.article in articles:
                known = first.get(excerpt.article)
                if known is None or by_place(excerpt) < by_place(known):
                    first[excerpt.article] = excerpt
        return first

    def _all(self, wanted: Sequence[Marked]) -> set[str]:
        sets = sorted(map(self._fitting, wanted), key=len)
        return sets[0].intersection(*sets[1:])

    def _fitting(self, mark: Marked) -> set[str]:
        if mark.about is About.TAG:
            return self._any((mark.about, tag) for tag in self._tags(mark))
        if mark.about is About.STATUS:
            return self._any([(mark.about, mark.value)])
        *words, last = mark.value.split()
        sets = [self._any([(mark.about, word)]) for word in words]
        if last.endswith("*"):
            beginning = last.removesuffix("*")
            terms = [
                term
                for term in self._having
                if term[0] is mark.about and term[1].startswith(beginning)
            ]
            sets.append(self._any(terms))
        else:
            sets.append(self._any([(mark.about, last)]))
        return sets[0].intersection(*sets[1:])

    def _any(self, terms: Iterable[_Term]) -> set[str]:
        return set().union(*(self._having[term] for term in terms if term in self._having))

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
                f"There is no tag “{mark.value}” (character {mark.start + 1}).",
                nearest(mark.value, {tag.name for tag in tags} | {tag.code for tag in tags})
                or "The project has no tags yet.", mark.start, mark.end,
            )  # fmt: skip
        return found


def _terms(excerpt: Excerpt) -> Iterator[_Term]:
    said = excerpt.assessment
    yield About.STATUS, said.status.value
    for tag in excerpt.tags:
        yield About.TAG, tag
    for about, words in ((About.SAID, said.attribution), (About.STAKEHOLDER, said.stakeholder)):
        for word in set(folded(words or "").split()):
            yield about, word
