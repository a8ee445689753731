"""How excerpts follow a changed article: four ways beside each other, counted against the truth.

    python benchmarks/anchoring.py          one table for each way of changing articles, then times

Right is a place whose both edges are the ones the generator knows, whether sure or offered for
review. Silently wrong is another place without a doubt.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

from changed_articles import KINDS, Changed, changed  # noqa: E402

from briefing.model.excerpt import Excerpt, cut  # noqa: E402
from briefing.model.following import Certainty, Place  # noqa: E402
from briefing.services.anchoring import find_quote, follow  # noqa: E402
from briefing.services.word_map import WordMap  # noqa: E402

ARTICLES = 6
Way = Callable[[str, str, Sequence[Excerpt]], Mapping[str, Place]]


def excerpts_of(article: Changed) -> list[Excerpt]:
    """Return an excerpt for each range."""
    return [
        Excerpt(str(n), "a", span.start, span.end, *cut(article.old, span.start, span.end))
        for n, span in enumerate(article.spans)
    ]


def raw_offsets(_old: str, _new: str, excerpts: Sequence[Excerpt]) -> Mapping[str, Place]:
    """Leave every excerpt where it was."""
    return {e.id: Place(e.start, e.end) for e in excerpts}


def exact_quote(_old: str, new: str, excerpts: Sequence[Excerpt]) -> Mapping[str, Place]:
    """Take the nearest place of the same words."""
    found = {e.id: (find_quote(new, e.quote, e.start), len(e.quote)) for e in excerpts}
    return {key: Place(at, at + size) for key, (at, size) in found.items() if at is not None}


def diff_alone(old: str, new: str, excerpts: Sequence[Excerpt]) -> Mapping[str, Place]:
    """Shift by a diff of all words."""
    words = WordMap(old, new)
    found = {e.id: words.mapped(e.start, e.end) for e in excerpts}
    return {
        key: Place(place.start, place.end)
        for key, place in found.items()
        if place and place.start < place.end
    }


def chain(old: str, new: str, excerpts: Sequence[Excerpt]) -> Mapping[str, Place]:
    """Follow as the program does."""
    return follow(old, new, excerpts).places


WAYS: dict[str, Way] = {
    "raw offsets": raw_offsets, "exact quote": exact_quote, "diff alone": diff_alone,
    "the chain": chain,
}  # fmt: skip


def counted(articles: Sequence[Changed], way: Way) -> dict[str, float]:
    """Return the shares, in per cent, of what became of all ranges, and the seconds it took."""
    right = sure = wrong = review = total = 0
    began = time.perf_counter()
    for article in articles:
        excerpts = excerpts_of(article)
        places = way(article.old, article.new, excerpts)
        for excerpt, span in zip(excerpts, article.spans, strict=True):
            place = places.get(excerpt.id) or Place(0, 0, Certainty.LOST)
            is_sure = place.certainty is Certainty.SURE
            is_right = not is_sure if span.truth is None else (place.start, place.end) == span.truth
            total += 1
            right += is_right
            sure += is_right and is_sure
            wrong += is_sure and not is_right
            review += not is_sure
    shares = {"right": right, "sure": sure, "wrong": wrong, "review": review}
    found = {name: 100 * number / total for name, number in shares.items()}
    return found | {"total": total, "seconds": time.perf_counter() - began}


def table(title: str, articles: Sequence[Changed]) -> None:
    """Print one table."""
    print(
        f"\n{title}: {sum(len(a.spans) for a in articles):,} ranges in {len(articles)} articles\n"
    )
    print("| way | right % | of these sure % | silently wrong % | on review % | ms an article |")
    print("|---|---|---|---|---|---|")
    for name, way in WAYS.items():
        found = counted(articles, way)
        print(
            f"| {name} | {found['right']:.1f} | {found['sure']:.1f} | {found['wrong']:.2f} | "
            f"{found['review']:.1f} | {1000 * found['seconds'] / len(articles):.1f} |"
        )


def main() -> None:
    """Print the tables."""
    seeds = range(ARTICLES)
    goal = [changed(kind, seed) for kind in KINDS for seed in seeds]
    table("5% of words edited, 10% of paragraphs moved", goal)
    hard = [changed(k, s, words=0.15, moves=0.2, removed=0.1) for k in KINDS for s in seeds]
    table("15% of words edited, 20% of paragraphs moved, 10% removed and as many put in", hard)
    print("\n| kind (5%, 10%) | right % | silently wrong % | on review % |\n|---|---|---|---|")
    for kind in KINDS:
        found = counted([article for article in goal if article.kind == kind], chain)
        print(f"| {kind} | {found['right']:.1f} | {found['wrong']:.2f} | {found['review']:.1f} |")


if __name__ == "__main__":
    main()
