"""Queries of tags: which excerpts carry them, with AND, OR, NOT and NEAR/n."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.errors import SearchError
from briefing.language import marked, tr
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.model.saved_query import SavedQuery, named
from briefing.model.tags import Tag
from briefing.services.analysis.grid import Cell, Grid, Head, Width, colour_of
from briefing.services.analysis.places import Covered, Span, paragraph_spans
from briefing.services.excerpts.excerpt_tables import in_order

MOST_PARTS = 60
"""Tags, words and brackets of a query."""
FARTHEST = 1_000
"""Paragraphs that NEAR may span."""
HOW = marked(
    "Type tags by their codes, joined by AND, OR, NOT and NEAR/n (within n paragraphs): "
    "KF AND NOT SV, or PS NEAR/2 (EC OR RO). A name of several words stands in quotation marks; "
    '@"name" is a saved query.'
)
_PART = re.compile(r'@?"([^"]*)"?|([()])|([^\s()"]+)')
_NEAR = re.compile(r"NEAR/(\d{1,9})\Z")
_WORDS = ("AND", "OR", "NOT")


@dataclass(frozen=True, slots=True)
class Has:
    """Excerpts that carry a tag, by its id."""

    tag: str


@dataclass(frozen=True, slots=True)
class Not:
    """All excerpts but these."""

    query: Query


@dataclass(frozen=True, slots=True)
class And:
    """Excerpts that are both."""

    one: Query
    other: Query


@dataclass(frozen=True, slots=True)
class Or:
    """Excerpts that are either."""

    one: Query
    other: Query


@dataclass(frozen=True, slots=True)
class Near:
    """Excerpts of either that have one of the other at most `paragraphs` away; 0 is the same."""

    one: Query
    other: Query
    paragraphs: int


Query = Has | Not | And | Or | Near


def parse(words: str, tags: Iterable[Tag], saved: Iterable[SavedQuery] = ()) -> Query:
    """Return what a query asks; NOT binds closest, then NEAR, AND, OR.

    Tags are meant by code, name or id in any case; `@"name"` is one of the `saved` queries.
    Raises SearchError that names what is wrong.
    """
    return _read(words, tuple(tags), _Recalling(tuple(saved)))


def check_query(words: str) -> None:
    """Check a query's spelling where no project is at hand: any tag and any saved query will do.

    Raises SearchError that names what is wrong.
    """
    _read(words, (), None)


@dataclass(slots=True)
class _Recalling:
    """Saved queries as one query recalls them: those that are `open`, and the parts read so far.

    A query that recalls itself, or others without end, is refused.
    """

    saved: tuple[SavedQuery, ...]
    open: tuple[str, ...] = ()
    parts: int = 0


def _read(words: str, tags: tuple[Tag, ...], recalling: _Recalling | None) -> Query:
    parts = [match.group() for match in _PART.finditer(words)]
    count = len(parts)
    if recalling:
        recalling.parts += count
        count = recalling.parts
    if count > MOST_PARTS:
        raise SearchError(
            tr("This query is too long."),
            tr("At most {most_parts} parts are taken.", most_parts=MOST_PARTS),
        )
    if not parts:
        raise SearchError(tr("There is no query."), tr(HOW))
    return _Parser(parts, tags, recalling).whole()


class _Parser:
    """Reads the parts of a query from the left."""

    def __init__(
        self, parts: Sequence[str], tags: tuple[Tag, ...], recalling: _Recalling | None
    ) -> None:
        self._parts = parts
        self._tags = tags
        self._recalling = recalling
        self._at = 0
        self._known: dict[str, str] = {}
        spelled = [(tag.id, (tag.code, tag.name, tag.id)) for tag in tags]
        for way in range(3):
            for tag_id, spellings in spelled:
                self._known.setdefault(spellings[way].casefold(), tag_id)

    def whole(self) -> Query:
        query = self._either()
        if self._at < len(self._parts):
            raise SearchError(
                tr("Nothing joins “{parts}” to what is before it.", parts=self._parts[self._at]),
                tr("Put AND, OR or NEAR/n between two tags."),
            )
        return query

    def _either(self) -> Query:
        query = self._both()
        while self._take("OR"):
            query = Or(query, self._both())
        return query

    def _both(self) -> Query:
        query = self._near()
        while self._take("AND"):
            query = And(query, self._near())
        return query

    def _near(self) -> Query:
        query = self._one()
        while found := _NEAR.match(self._next().upper()):
            self._at += 1
            far = int(found.group(1))
            if far > FARTHEST:
                raise SearchError(
                    tr("NEAR/{far} is too far.", far=far),
                    tr("At most {farthest:,} paragraphs can lie between.", farthest=FARTHEST),
                )
            query = Near(query, self._one(), far)
        return query

    def _one(self) -> Query:
        if self._take("NOT"):
            return Not(self._one())
        if self._take("("):
            query = self._either()
            if not self._take(")"):
                raise SearchError(tr("A bracket is not closed."), tr("Put a “)” where it ends."))
            return query
        part = self._next()
        if not part or part == ")" or part.upper() in _WORDS or _NEAR.match(part.upper()):
            where = tr("before “{part}”", part=part) if part else tr("at the end")
            raise SearchError(
                tr("A tag is missing {where}.", where=where), tr("Name it by its code, such as KF.")
            )
        self._at += 1
        return self._recall(part) if part.startswith("@") else Has(self._tag(part))

    def _recall(self, part: str) -> Query:
        """Return what a saved query asks."""
        name, now = part[1:].strip('"').strip(), self._recalling
        if now is None:
            return Has(part)
        query = named(now.saved, name)
        if query is None:
            raise SearchError(
                tr("There is no saved query “{name}”.", name=name),
                tr("Save one of that name (Shift+F5, Query)."),
            )
        if query.id in now.open:
            raise SearchError(
                tr("The query “{name}” recalls itself.", name=query.name),
                tr("Take that out of it."),
            )
        now.open = (*now.open, query.id)
        found = _read(query.words, self._tags, now)
        now.open = now.open[:-1]
        return found

    def _tag(self, part: str) -> str:
        tag = self._known.get(part.strip('"').strip().casefold())
        if tag is None and self._recalling is None:
            return part
        if tag is None:
            raise SearchError(
                tr("There is no tag {part}.", part=part),
                tr('Name one by its code, or by its name in “"”.'),
            )
        return tag

    def _next(self) -> str:
        return self._parts[self._at] if self._at < len(self._parts) else ""

    def _take(self, word: str) -> bool:
        if self._next().upper() == word:
            self._at += 1
            return True
        return False


def matching(project: Project, query: Query) -> list[Excerpt]:
    """Return the excerpts that a query asks for, article by article as they stand."""
    excerpts = in_order(project, project.excerpts.values())
    spans = dict(
        zip((e.id for e in excerpts), paragraph_spans(project, excerpts), strict=True)
    )  # fmt: skip
    wanted = _Finder(project.excerpts, spans).found(query)
    return [excerpt for excerpt in excerpts if excerpt.id in wanted]


class _Finder:
    """Finds the ids of excerpts; n log n for each part of a query."""

    def __init__(self, excerpts: Mapping[str, Excerpt], spans: Mapping[str, Span]) -> None:
        self._excerpts = excerpts
        self._spans = spans

    def found(self, query: Query) -> frozenset[str]:
        match query:
            case Has(tag):
                return frozenset(i for i in self._spans if tag in self._excerpts[i].tags)
            case Not(inner):
                return frozenset(self._spans) - self.found(inner)
            case And(one, other):
                return self.found(one) & self.found(other)
            case Or(one, other):
                return self.found(one) | self.found(other)
            case Near(one, other, far):
                mine, theirs = self.found(one), self.found(other)
                return self._close(mine, theirs, far) | self._close(theirs, mine, far)

    def _close(self, ids: frozenset[str], others: frozenset[str], far: int) -> frozenset[str]:
        around = Covered(
            (self._excerpts[i].article, (self._spans[i][0] - far, self._spans[i][1] + far))
            for i in others
        )
        return frozenset(
            i for i in ids if around.touches(self._excerpts[i].article, self._spans[i])
        )


def found_by(project: Project, words: str) -> list[Excerpt]:
    """Return the excerpts that a query finds as somebody spells it; raises SearchError."""
    return matching(project, parse(words, project.tags(), project.queries.values()))


def answers(project: Project, words: str) -> Grid:
    """Return the excerpts that a query finds, a row each; what is wrong with it as the hint."""
    if not words.strip():
        return Grid(tr(_TITLE), tr("Article"), columns=_columns(), hint=tr(HOW))
    try:
        return listed(project, found_by(project, words))
    except SearchError as error:
        hint = f"{error.message} {error.hint}"
        return Grid(tr(_TITLE), tr("Article"), columns=_columns(), hint=hint)


def listed(project: Project, found: Sequence[Excerpt]) -> Grid:
    """Return excerpts as the query's page lists them, a row each."""
    tags = {tag.id: tag for tag in project.tags()}
    cells: dict[tuple[int, int], Cell] = {}
    for row, excerpt in enumerate(found):
        ids, said = (excerpt.id,), excerpt.assessment
        colours = tuple(colour_of(tags[tag]) for tag in excerpt.tags if tag in tags)
        codes = " ".join(colour.code for colour in colours)
        cells[row, 0] = Cell(codes, ids, tags=colours)
        cells[row, 1] = Cell(" ".join(excerpt.quote.split()), ids, cites=True)
        cells[row, 2] = Cell(said.attribution or "", ids)
        cells[row, 3] = Cell(tr(said.status.value), ids)
    return Grid(
        tr(_TITLE),
        tr("Article"),
        tuple(Head(project.articles[excerpt.article].name) for excerpt in found),
        _columns(),
        cells,
        tr(
            "{count:,} of {project_count:,} excerpts.",
            count=len(found),
            project_count=len(project.excerpts),
        ),
        tr(
            "No excerpt is like that. Take a part of the query away, or say NEAR with more "
            "paragraphs."
        ),
    )


def _columns() -> tuple[Head, ...]:
    return tuple(replace(head, words=tr(head.words)) for head in _COLUMNS)


_TITLE = marked("Excerpts found by tags")
_COLUMNS = (
    Head(marked("Tags"), width=Width.CODES),
    Head(marked("Words"), width=Width.WORDS),
    Head(marked("Who said it"), width=Width.NAME),
    Head(marked("Status")),
)
