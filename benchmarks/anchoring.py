"""How excerpts follow a changed article: four ways beside each other, counted against the truth.

    python3 dev.py bench anchoring          one table for each way of changing articles, then times

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

from briefing.model.article import Article, Block, BlockKind  # noqa: E402
from briefing.model.article_edits import edit_text  # noqa: E402
from briefing.model.excerpt import Excerpt, cut  # noqa: E402
from briefing.model.following import Certainty, Place  # noqa: E402
from briefing.model.project import new_project  # noqa: E402
from briefing.services.anchoring.anchors import follow  # noqa: E402
from briefing.services.anchoring.quotes import find_quote  # noqa: E402
from briefing.services.anchoring.word_map import WordMap  # noqa: E402

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


def long_text(size: int) -> list[str]:
    """Return lines of news, no two alike, of about `size` code points in all."""
    lines = changed("news", 0, words=0, moves=0).old.splitlines()
    count = size // sum(len(line) + 8 for line in lines) + 1
    return [f"{line} Part {part}." for part in range(count) for line in lines]


def spread(text: str, number: int) -> list[Excerpt]:
    """Return `number` excerpts of 60 code points, evenly spread."""
    starts = range(0, len(text) - 60, len(text) // number)
    return [Excerpt(f"e{s}", "a", s, s + 60, *cut(text, s, s + 60)) for s in starts]


def speed() -> None:
    """Print how long following takes, and one key in a text of that length."""
    print("\n| text | excerpts | what changed | s |\n|---|---|---|---|")
    for size, number in ((300_000, 2_000), (10_000_000, 10_000)):
        lines = long_text(size)
        old = "\n".join(lines)
        excerpts = spread(old, number)
        few = [f"Now {line}" if n % max(1, len(lines) // 50) == 0 else line
               for n, line in enumerate(lines)]  # fmt: skip
        versions = {"50 paragraphs": few, "every paragraph": [f"Now {line}" for line in lines]}
        for name, new in versions.items():
            began = time.perf_counter()
            follow(old, "\n".join(new), excerpts)
            seconds = time.perf_counter() - began
            print(f"| {len(old) / 1e6:.1f} MB | {number:,} | {name} | {seconds:.2f} |")
        key(old, excerpts)


def key(text: str, excerpts: Sequence[Excerpt]) -> None:
    """Print what the edit of one key costs at the start, in the middle and at the end."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(BlockKind.PARAGRAPH, 0, at, at + len(line)))
        at += len(line) + 1
    of = Article("a", "a.txt", None, text, tuple(blocks), words=1)
    value = new_project().having("articles", of).having("excerpts", *excerpts)
    for name, offset in (("start", 1), ("middle", len(text) // 2), ("end", len(text))):
        times = []
        for _ in range(5):
            began = time.perf_counter()
            edit_text(of, offset, offset, "x").apply(value)
            times.append(time.perf_counter() - began)
        shown = f"a key at the {name}"
        print(f"| {len(text) / 1e6:.1f} MB | {len(excerpts):,} | {shown} | {min(times):.4f} |")


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
    speed()


if __name__ == "__main__":
    main()
