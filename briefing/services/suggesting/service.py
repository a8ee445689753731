"""Suggesting: what might be worth an excerpt, with the reason; nothing is applied by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.language import tr
from briefing.model.article import Article
from briefing.model.excerpt import UNASSESSED, Assessment, Excerpt
from briefing.model.project import Project
from briefing.model.suggestion import Decision, Suggestion
from briefing.model.suggestion_edits import completed
from briefing.services.ports import LexiconSource, Suggester
from briefing.services.suggesting.close_reading import (
    LONGEST,
    Cancelled,
    CloseReader,
    CloseReading,
    Span,
    never,
)
from briefing.services.suggesting.learning import Lessons, learn
from briefing.services.suggesting.lexicons import Lexicons

LOWEST = 0.3
"""The score below which what was learnt lets a suggestion go."""

Make = Callable[[Lexicons], Iterable[Suggester]]


class SuggestingService:
    """Suggests excerpts of an article, by the lexicons as they are and what the project teaches."""

    def __init__(self, lexicons: LexiconSource, make: Make) -> None:
        self._source = lexicons
        self._make = make
        self._lexicons: Lexicons | None = None
        self._reader = CloseReader(Lexicons())
        self._suggesters: Iterable[Suggester] = ()
        self._taught: tuple[object, object] = (None, None)
        self._lessons = Lessons()

    def suggest(
        self,
        article: Article,
        project: Project,
        cancelled: Cancelled = never,
        within: Span = (0, LONGEST),
    ) -> tuple[Suggestion, ...]:
        """Return the suggestions for a stretch of an article (code points), as they stand in it.

        What the project has tagged there, or decided already, is left out; retired tags and tags
        that the project does not have are not suggested. The same for the same values. Empty when
        `cancelled` says so. Raises LexiconError.
        """
        self._prepare()
        lessons = self._learnt(project)
        reading = self._reader.read(article, cancelled, within)
        known = {tag.id for tag in project.tags() if not tag.retired}
        found: list[Suggestion] = []
        for suggestion in self._all(reading, lessons, known):
            if len(found) % 100 == 0 and cancelled():
                return ()
            found.append(suggestion)
        fresh = _Seen(article, project).fresh(_completed(found))
        kept = [suggestion for suggestion in fresh if suggestion.score >= LOWEST]
        return () if cancelled() else tuple(sorted(kept, key=_by_place))

    def whole(
        self, article: Article, project: Project, cancelled: Cancelled = never
    ) -> tuple[Suggestion, ...]:
        """Return the suggestions for a whole article, however long, a stretch after the other."""
        found: list[Suggestion] = []
        for start in range(0, len(article.text), LONGEST):
            found += self.suggest(article, project, cancelled, (start, start + LONGEST))
        return () if cancelled() else tuple(found)

    def _all(
        self, reading: CloseReading, lessons: Lessons, known: set[str]
    ) -> Iterator[Suggestion]:
        for suggester in self._suggesters:
            for suggestion in suggester.suggest(reading):
                if suggestion.kind == "tag" and not known.issuperset(suggestion.tags):
                    continue
                tags = tuple(tag for tag in suggestion.tags if tag in known)
                yield lessons.adjusted(
                    suggestion if tags == suggestion.tags else replace(suggestion, tags=tags)
                )
        yield from self._taught_only(reading, lessons, known)

    def _taught_only(
        self, reading: CloseReading, lessons: Lessons, known: set[str]
    ) -> Iterator[Suggestion]:
        """Yield tags that have no lexicon, by the words of what was tagged before."""
        assert self._lexicons is not None
        spoken_for = {lexicon.tag for lexicon in self._lexicons.tagged()}
        for tag in sorted(known.intersection(lessons.names()) - spoken_for):
            for sentence in reading.sentences:
                if said := lessons.alone(tag, sentence.text):
                    named = ", ".join(f"“{word}”" for word in said[1])
                    yield reading.suggestion(
                        sentence.start, sentence.end, "tag",
                        tr("words of what you tagged so before: "
                           "{named}", named=named), said[0], (tag,),
                    )  # fmt: skip

    def _prepare(self) -> None:
        lexicons = self._source.current()
        if lexicons is not self._lexicons:
            self._reader = CloseReader(lexicons)
            self._suggesters = self._make(lexicons)
            self._lexicons = lexicons

    def _learnt(self, project: Project) -> Lessons:
        taught = (project.excerpts, project.decisions)
        if self._taught[0] is not taught[0] or self._taught[1] is not taught[1]:
            self._lessons = learn(project)
            self._taught = taught
        return self._lessons


class _Seen:
    """What a project has said already of an article."""

    def __init__(self, article: Article, project: Project) -> None:
        self._text = article.text
        self._excerpts = project.excerpts_of(article.id)
        self._decided = {
            (_place(article.text, d), d.quote, d.kind, d.tags)
            for d in project.decisions.values()
            if d.article == article.id
        }

    def fresh(self, suggestions: Iterable[Suggestion]) -> list[Suggestion]:
        """Return those of which the project says nothing yet."""
        kept: list[Suggestion] = []
        waiting, open_excerpts = 0, list[Excerpt]()
        for suggestion in sorted(suggestions, key=_by_place):
            while waiting < len(self._excerpts) and self._excerpts[waiting].start < suggestion.end:
                open_excerpts.append(self._excerpts[waiting])
                waiting += 1
            open_excerpts = [e for e in open_excerpts if e.end > suggestion.start]
            there = [e for e in open_excerpts if e.start < suggestion.end]
            if not (self._is_decided(suggestion) or _is_said(suggestion, there)):
                kept.append(suggestion)
        return kept

    def _is_decided(self, s: Suggestion) -> bool:
        keys = ((place, s.quote, s.kind, s.tags) for place in (s.start, None))
        return any(key in self._decided for key in keys)


def _place(text: str, decision: Decision) -> int | None:
    """Return where a decision's words stand, None if they moved since."""
    start = decision.start
    return start if text[start : start + len(decision.quote)] == decision.quote else None


def _is_said(suggestion: Suggestion, excerpts: Sequence[Excerpt]) -> bool:
    """Whether excerpts there say already what a suggestion would add."""
    if suggestion.tags:
        return any(set(suggestion.tags) <= set(excerpt.tags) for excerpt in excerpts)
    said = suggestion.assessment
    if said.attribution:
        return any(excerpt.assessment.attribution for excerpt in excerpts)
    if said.stakeholder:
        return any(excerpt.assessment.stakeholder for excerpt in excerpts)
    return any(
        (excerpt.start, excerpt.end) == (suggestion.start, suggestion.end) for excerpt in excerpts
    )


def _completed(found: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """Yield suggestions, those of tags with what others of the same words say of the source."""
    said: dict[tuple[int, int], Assessment] = {}
    for each in found:
        if each.assessment != UNASSESSED:
            place = (each.start, each.end)
            said[place] = completed(said.get(place, UNASSESSED), each.assessment)
    for each in found:
        more = said.get((each.start, each.end)) if each.kind == "tag" else None
        yield replace(each, assessment=more) if more else each


def _by_place(suggestion: Suggestion) -> tuple[int, int, str, tuple[str, ...], str]:
    return (
        suggestion.start, -suggestion.end, suggestion.kind, suggestion.tags, suggestion.reason,
    )  # fmt: skip
