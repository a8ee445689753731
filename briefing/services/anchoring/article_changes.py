"""What a publisher changed in an article, paragraph by paragraph, and which article it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from briefing.language import marked
from briefing.model.article import Article
from briefing.model.excerpt import Excerpt
from briefing.model.following import Followed
from briefing.model.project import Project
from briefing.services.anchoring.aligning import WORD, Alignment, Pair, Span, align, shared
from briefing.services.anchoring.anchors import follow
from briefing.services.anchoring.word_map import WordMap
from briefing.services.ports import LoadedArticle

SAMPLE = 20_000
"""Code points of two texts that are compared to tell whether they are versions of one."""
ALIKE = 0.6
"""Share of the shorter text's runs of words that says so without further evidence."""
RELATED = 0.25
"""The same where source or headline speaks for it."""
HARDLY = 0.05
"""The same where both have one address."""
_RUN = 3
NAMELESS = (marked("Pasted text"), marked("Dropped text"))
"""Sources that say nothing of where an article came from."""


class ChangeKind(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


class Mark(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


Piece = tuple[Mark, str]


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """One paragraph: `old` and `new` are its code points in the two texts, None where it is not.

    `pieces` are its words in reading order, those that went before those that came in their place.
    A paragraph that moved may have changed as well.
    """

    kind: ChangeKind
    old: Span | None
    new: Span | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """An article, its newer version, what differs, and where its excerpts stand in it."""

    old: Article
    new: Article
    changes: tuple[ParagraphChange, ...]
    followed: Followed

    def count(self, kind: ChangeKind) -> int:
        """Return how many paragraphs are of a kind."""
        return sum(change.kind is kind for change in self.changes)


def compare(old: Article, new: Article, excerpts: Iterable[Excerpt]) -> Comparison:
    """Compare two versions of an article; `excerpts` are those of the old one."""
    found = align(old.text, new.text)
    followed = follow(old.text, new.text, excerpts, found)
    return Comparison(old, new, article_changes(old.text, new.text, found), followed)


def article_changes(
    old: str, new: str, alignment: Alignment | None = None
) -> tuple[ParagraphChange, ...]:
    """Return all paragraphs of both texts in the order of the new one.

    What was removed comes behind the paragraph it followed.
    """
    found = alignment or align(old, new)
    return tuple(_Changes(old, new, found).in_order())


def same_article(new: Article, known: Iterable[Article]) -> Article | None:
    """Return the article of which `new` is another version, or None.

    Evidence is the same address, the same source or headline with related words, or words that
    are much alike; the one that shares most is taken.
    """
    runs = _runs(new.text)
    scored = [(_likeness(runs, _runs(each.text)), each) for each in known]
    fitting = [(score, each) for score, each in scored if score >= _needed(new, each)]
    return max(fitting, key=lambda each: each[0])[1] if fitting else None


def newer_versions(loaded: Iterable[LoadedArticle], project: Project) -> tuple[Comparison, ...]:
    """Return what those articles change that are newer versions of one in the project."""
    found = []
    for each in loaded:
        old = same_article(each.article, _namesakes(each.article, project))
        if old is not None and old.text != each.article.text:
            found.append(compare(old, each.article, project.excerpts_of(old.id)))
    return tuple(found)


def _namesakes(new: Article, project: Project) -> list[Article]:
    """Return the articles that came from where this one comes from, or have its headline."""
    said = new.metadata
    return [
        each
        for each in project.articles.values()
        if (each.source == new.source and each.source not in NAMELESS)
        or (said.url and each.metadata.url == said.url)
        or (said.headline and each.metadata.headline == said.headline)
    ]


class _Changes:
    def __init__(self, old: str, new: str, found: Alignment) -> None:
        self._old, self._new, self._found = old, new, found

    def in_order(self) -> list[ParagraphChange]:
        was = {pair.new: pair for pair in self._found.pairs.values()}
        shown = self._removed(0)
        for number in range(len(self._found.new)):
            pair = was.get(number)
            shown.append(self._paired(pair) if pair else self._added(number))
            if pair and pair.old in self._found.in_order:
                shown += self._removed(pair.old + 1)
        return shown

    def _removed(self, number: int) -> list[ParagraphChange]:
        """Return the paragraphs from one on that are gone, up to the next that stayed."""
        gone = []
        while number < len(self._found.old) and number not in self._found.in_order:
            if number not in self._found.pairs:
                span = self._found.old[number]
                pieces = ((Mark.GONE, self._old[slice(*span)]),)
                gone.append(ParagraphChange(ChangeKind.REMOVED, span, None, pieces))
            number += 1
        return gone

    def _added(self, number: int) -> ParagraphChange:
        span = self._found.new[number]
        pieces = ((Mark.NEW, self._new[slice(*span)]),)
        return ParagraphChange(ChangeKind.ADDED, None, span, pieces)

    def _paired(self, pair: Pair) -> ParagraphChange:
        old, new = self._found.old[pair.old], self._found.new[pair.new]
        words = self._new[slice(*new)]
        pieces = ((Mark.SAME, words),) if pair.equal else _pieces(self._old[slice(*old)], words)
        kind = ChangeKind.SAME if pair.equal else ChangeKind.CHANGED
        if pair.old not in self._found.in_order:
            kind = ChangeKind.MOVED
        return ParagraphChange(kind, old, new, pieces)


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    found: list[Piece] = []
    at = 0
    for (low, high), (first, last) in WordMap(old, new).changes():
        found += [(Mark.SAME, new[at:first]), (Mark.GONE, old[low:high])]
        found.append((Mark.NEW, new[first:last]))
        at = last
    found.append((Mark.SAME, new[at:]))
    return tuple(piece for piece in found if piece[1])


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in WORD.findall(text[:SAMPLE])]
    return set(zip(*(words[n:] for n in range(_RUN)), strict=False))


def _likeness(one: set[tuple[str, ...]], other: set[tuple[str, ...]]) -> float:
    """Return the share of the smaller set that the other has too."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _needed(new: Article, known: Article) -> float:
    """Return how alike the words of two articles have to be."""
    if new.metadata.url and new.metadata.url == known.metadata.url:
        return HARDLY
    names = new.metadata.headline, known.metadata.headline
    if names[0] and names[1] and shared(names[0], names[1]) >= 0.8:
        return RELATED
    if new.source == known.source and new.source not in NAMELESS:
        return RELATED
    return ALIKE
