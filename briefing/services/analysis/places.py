"""Which excerpts stand together: on the same words, or in the same or nearby paragraphs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from briefing.model.article import Block
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project

Span = tuple[int, int]
"""From and to, end exclusive: code points, or paragraphs."""


class Together(StrEnum):
    """When two tags stand together."""

    EXCERPT = "excerpt"
    OVERLAP = "overlap"
    PARAGRAPH = "paragraph"


def paragraphs_of(blocks: Sequence[Block], start: int, end: int) -> Span:
    """Return the first of an article's blocks that a range of code points touches, and the end.

    A range between two blocks belongs to the one before it.
    """
    first = bisect_right(blocks, start, key=lambda block: block.end)
    after = bisect_left(blocks, end, key=lambda block: block.start)
    if first >= after:
        first = max(0, after - 1)
    return first, max(first + 1, after)


def paragraph_spans(project: Project, excerpts: Iterable[Excerpt]) -> Iterator[Span]:
    """Yield the paragraphs of each excerpt, as `paragraphs_of` has them."""
    for excerpt in excerpts:
        yield paragraphs_of(project.articles[excerpt.article].blocks, excerpt.start, excerpt.end)


class Covered:
    """Where in each article anything of a set of spans stands; asked in the logarithm of them."""

    def __init__(self, spans: Iterable[tuple[str, Span]]) -> None:
        by_article: dict[str, list[Span]] = defaultdict(list)
        for article, span in spans:
            by_article[article].append(span)
        self._joined = {article: _joined(found) for article, found in by_article.items()}

    def touches(self, article: str, span: Span) -> bool:
        """Return whether any of the spans shares a place with this one."""
        starts, ends = self._joined.get(article, ((), ()))
        at = bisect_right(ends, span[0])
        return at < len(starts) and starts[at] < span[1]


def _joined(spans: list[Span]) -> tuple[list[int], list[int]]:
    """Return where the spans begin and end once those that overlap are one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if starts and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def tags_near(
    project: Project, excerpts: Sequence[Excerpt], together: Together
) -> list[Iterable[str]]:
    """Return for each excerpt the tags that stand together with it, its own among them.

    Takes n log n for each tag of the project, whatever overlaps.
    """
    if together is Together.EXCERPT:
        return [excerpt.tags for excerpt in excerpts]
    spans = (
        list(paragraph_spans(project, excerpts))
        if together is Together.PARAGRAPH
        else [(excerpt.start, excerpt.end) for excerpt in excerpts]
    )
    by_tag: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for excerpt, span in zip(excerpts, spans, strict=True):
        for tag in excerpt.tags:
            by_tag[tag].append((excerpt.article, span))
    covered = {tag: Covered(found) for tag, found in by_tag.items()}
    return [
        [tag for tag, where in covered.items() if where.touches(excerpt.article, span)]
        for excerpt, span in zip(excerpts, spans, strict=True)
    ]
