"""How well suggestions agree with a reader's gold, and how fast they are, in one table.

    python3 dev.py bench suggestions              one table
    python3 dev.py bench suggestions --errors     also what was missed or wrong in the tuning set

Sets: "tuning" and "held-out" in tests/data/suggestions, and the seed article where it is. A tag is
right if the gold has it for that sentence; micro figures sum over sentences and tags. An
attribution is right if its source's words are the gold's or one contains the other, articles
("a", "the") aside. Errors of the held-out set are never printed.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from briefing.loaders import standard_loaders  # noqa: E402 - found through the path above
from briefing.model.article import Article  # noqa: E402
from briefing.model.project import new_project  # noqa: E402
from briefing.model.suggestion import Suggestion  # noqa: E402
from briefing.paths import standard_paths  # noqa: E402
from briefing.services.articles.loading import LoadingService  # noqa: E402
from briefing.services.suggesting.lexicons import LexiconFolders  # noqa: E402
from briefing.services.suggesting.service import SuggestingService  # noqa: E402
from briefing.suggesters import standard_suggesters  # noqa: E402

DATA = HERE.parent / "tests" / "data" / "suggestions"
SEED = HERE.parent.parent / "shared" / "seed"
MISSION = ("policy-shift", "economic-concerns", "stakeholder-impacts")
SEED_TAGS = {
    "Policy shift": "policy-shift", "Economic concern": "economic-concerns",
    "Stakeholder impact": "stakeholder-impacts", "Key figure": "key-figures",
    "Source & verification": "sources-verification", "Background": "background",
    "Outlook": "outlook", "Risk/opportunity": "risk-opportunity",
}  # fmt: skip
Row = tuple[int, int, frozenset[str], tuple[tuple[str, str], ...]]


@dataclass
class Score:
    """Right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was suggested that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of the gold that was suggested."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def add(self, other: Score) -> None:
        """Add another's counts."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


@dataclass
class Result:
    """The scores of one set; `kinds` counts right sources by whether their kind is right too."""

    tags: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    said: Score = field(default_factory=Score)
    kinds: Counter[bool] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def micro(self, tags: Iterable[str]) -> Score:
        """Return the summed score of some tags."""
        total = Score()
        for tag in tags:
            total.add(self.tags[tag])
        return total


def service() -> SuggestingService:
    """Return the service with the shipped lexicons only."""
    folder = standard_paths().lexicons
    return SuggestingService(LexiconFolders(folder, folder / "none"), standard_suggesters)


def load(path: Path) -> Article:
    """Return an article of a file."""
    return LoadingService(standard_loaders()).load_file(path)[0].article


def gold_sets() -> dict[str, list[tuple[Article, list[Row]]]]:
    """Return every set: articles with the gold of their sentences."""
    sets: dict[str, list[tuple[Article, list[Row]]]] = defaultdict(list)
    for path in sorted(DATA.glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        article = load(path.with_suffix(".txt"))
        sets[said["set"]].append((article, [_row(article, row) for row in said["sentences"]]))
    if (SEED / "gold.json").is_file():
        sets["seed"].append(_seed())
    return sets


def measure(articles: Sequence[tuple[Article, list[Row]]], using: SuggestingService) -> Result:
    """Return how well suggestions agree with the gold of these articles."""
    result = Result()
    for article, rows in articles:
        found = using.suggest(article, new_project())
        _score_tags(result, article, rows, [s for s in found if s.kind == "tag"])
        _score_said(result, article, rows, [s for s in found if s.kind == "attribution"])
    return result


def same_source(found: str, gold: str) -> bool:
    """Whether two names of a source are the same, or one contains the other."""
    one, other = _plain(found), _plain(gold)
    return bool(one and other) and (f" {one} " in f" {other} " or f" {other} " in f" {one} ")


def _plain(source: str) -> str:
    words = re.findall(r"[\w’']+", re.split(r", via |\(", source)[0].casefold())
    return " ".join(w for w in words if w not in ("a", "an", "the", "unspecified", "of"))


def _score_tags(result: Result, article: Article, rows: list[Row], found: list[Suggestion]) -> None:
    wanted = {(at, tag) for at, (_, _, tags, _) in enumerate(rows) for tag in tags}
    given = {(_row_of(s, rows), tag) for s in found for tag in s.tags}
    for at, tag in wanted | given:
        score = result.tags[tag]
        if (at, tag) in wanted and (at, tag) in given:
            score.right += 1
            continue
        what = "missed" if (at, tag) in wanted else "wrong"
        setattr(score, what, getattr(score, what) + 1)
        where = next((s for s in found if _row_of(s, rows) == at and tag in s.tags), None)
        words = where.quote if where else article.text[rows[at][0] : rows[at][1]]
        reason = f" <- {where.reason}" if where else ""
        result.errors.append(f"{what:<7} {tag:<20} {words[:150]!r}{reason}")


def _score_said(result: Result, article: Article, rows: list[Row], found: list[Suggestion]) -> None:
    for at, (start, end, _, said) in enumerate(rows):
        here = [s for s in found if _row_of(s, rows) == at]
        for source, kind in said:
            match = next(
                (s for s in here if same_source(s.assessment.attribution or "", source)), None
            )
            if match is None:
                result.said.missed += 1
                result.errors.append(
                    f"missed  said: {source!r} in {article.text[start:end][:140]!r} "
                    f"found {[s.assessment.attribution for s in here]}"
                )
                continue
            here.remove(match)
            result.said.right += 1
            right = match.assessment.source_kind == kind
            result.kinds[right] += 1
            if not right:
                result.errors.append(
                    f"kind    {source!r}: {match.assessment.source_kind} not {kind}"
                )
        _wrong_said(result, here)
    _wrong_said(result, [s for s in found if _row_of(s, rows) < 0])


def _wrong_said(result: Result, found: list[Suggestion]) -> None:
    result.said.wrong += len(found)
    result.errors += [
        f"wrong   said: {s.assessment.attribution!r} in {s.quote[:140]!r} <- {s.reason}"
        for s in found
    ]


def _row_of(suggestion: Suggestion, rows: list[Row]) -> int:
    """Return the gold sentence in whose middle a suggestion lies; -1 - start if in none."""
    middle = (suggestion.start + suggestion.end) // 2
    return next((n for n, r in enumerate(rows) if r[0] <= middle < r[1]), -1 - suggestion.start)


def _row(article: Article, row: dict[str, Any]) -> Row:
    from briefing.services.reading.article_sentences import sentence_at

    span = sentence_at(article.text, article.text.index(row["begins"]) + 5)
    assert span, row
    said = tuple((each["source"], each["kind"]) for each in row["said"])
    return (*span, frozenset(row["tags"]), said)


def _seed() -> tuple[Article, list[Row]]:
    """Return the seed article with the gold of its excerpts gathered by sentence."""
    from briefing.services.reading.article_sentences import sentence_at

    article = load(SEED / "article.txt")
    gold = json.loads((SEED / "gold.json").read_text(encoding="utf-8"))
    tags: dict[tuple[int, int], set[str]] = defaultdict(set)
    said: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for excerpt in gold["excerpts"]:
        span = sentence_at(article.text, (excerpt["start"] + excerpt["end"]) // 2)
        assert span
        tags[span] |= {SEED_TAGS[tag] for tag in excerpt["tags"]}
        if one := excerpt["attribution"]:
            source = {"unnamed source": "source", "unspecified": "many"}.get(
                one["source"], one["source"]
            )
            said[span].append((source, one["kind"]))
    return article, [(*span, frozenset(tags[span]), tuple(said[span])) for span in sorted(tags)]


def _timed(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _rows(results: dict[str, Result]) -> Iterator[tuple[str, dict[str, Score]]]:
    tags = sorted({tag for result in results.values() for tag in result.tags})
    yield "three mission tags", {n: r.micro(MISSION) for n, r in results.items()}
    yield "all tags", {n: r.micro(tags) for n, r in results.items()}
    for tag in tags:
        yield f"  {tag}", {n: r.tags[tag] for n, r in results.items()}
    yield "attributions", {n: r.said for n, r in results.items()}


def main() -> None:
    using = service()
    sets = gold_sets()
    results = {name: measure(articles, using) for name, articles in sets.items()}
    if "--errors" in sys.argv:
        print("\n".join(results["tuning"].errors))
    names = [n for n in ("tuning", "held-out", "fresh", "seed") if n in results]
    print(f"{'precision recall F1 by sentence':<32}" + "".join(f"{n:>22}" for n in names))
    for label, scores in _rows(results):
        cells = [
            f"{s.precision:.2f} {s.recall:.2f} {s.f1:.2f}" for s in map(scores.get, names) if s
        ]
        print(f"{label:<32}" + "".join(f"{cell:>22}" for cell in cells))
    kinds = [f"{r.kinds[True]} of {sum(r.kinds.values())}" for r in map(results.get, names) if r]
    print(f"{'  kind of source right':<32}" + "".join(f"{kind:>22}" for kind in kinds))
    if "--speed" in sys.argv:
        _speed(using, sets)


def _speed(using: SuggestingService, sets: dict[str, list[tuple[Article, list[Row]]]]) -> None:
    from dataclasses import replace

    from briefing.services.reading import article_sentences as reading

    article = sets["held-out"][0][0]

    def fresh() -> object:
        reading._sentences.cache_clear()  # noqa: SLF001 - a new article's sentences are not kept yet
        return using.suggest(article, new_project())

    print(f"{'an article of 300 words':<32}{_timed(fresh, 15) * 1000:>19.1f} ms")
    text = article.text[article.text.index("\n") + 2 :]
    whole = (text + "\n") * (10_000_000 // len(text))
    from briefing.loaders.newswire import read_newswire

    long = replace(article, text=whole, blocks=read_newswire(whole)[0])
    seconds = _timed(lambda: using.suggest(long, new_project()), 1)
    print(f"{'an article of 10 MB':<32}{seconds:>20.1f} s")


if __name__ == "__main__":
    main()
