"""Measures searching 100,000 articles beside plain SQLite in the same run, and near-duplicates.

    python3 dev.py bench search [articles [queries]]     `queries`: no near-duplicates

Each query is asked of the whole search (parsing, ranking, snippets of the first 25) and of the same
full-text table: ordered by SQLite's bm25, and in no order.
"""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import apsw
from search_corpus import Kind, Language, article, kinds, project

from briefing.model.changes import Change, Changes
from briefing.model.project import Project
from briefing.services.search.query import parse
from briefing.storage.search_index import SearchIndex
from briefing.storage.search_plan import expression, is_text

T = TypeVar("T")
ARTICLES = 100_000
ASKED = 100
PLAIN = 30
STORIES = 150


def main() -> None:
    """Measure and print the tables."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    python, sqlite = platform.python_version(), apsw.sqlite_lib_version()
    print(f"{platform.platform()}, Python {python}, SQLite {sqlite}")
    language = Language()
    made = project(language, size)
    print(f"{size:,} articles, {sum(a.words for a in made.articles.values()):,} words,"
          f" {len(made.excerpts):,} excerpts\n")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "index.search"
        build(file, made)
        copy = Path(shutil.copy(file, Path(folder) / "plain.search"))
        index = opened(file, made)
        queries(index, copy, list(kinds(language, made)))
        if sys.argv[2:] != ["queries"]:
            duplicates(index, language, made)
        index.close()


def build(file: Path, made: Project) -> None:
    """Make the index and print how long it takes and how large it is."""
    seconds, index = timed(lambda: opened(file, made))
    index.close()
    print(f"built in {seconds:.1f} s, {file.stat().st_size / 1e6:.0f} MB")
    seconds, index = timed(lambda: opened(file, made))
    print(f"opened again and compared with the project in {seconds:.1f} s")
    some = list(made.articles.values())[:20]
    for each in some:
        index.update(Changes({"articles": {each.id: Change(each, None)}}))
    taken, _ = timed(lambda: index.search("tag:PS", 1))
    for each in some:
        index.update(Changes({"articles": {each.id: Change(None, each)}}))
    added, _ = timed(lambda: index.search("tag:PS", 1))
    each_taken, each_added = (seconds / len(some) * 1e3 for seconds in (taken, added))
    print(f"one article removed in {each_taken:.1f} ms, added in {each_added:.1f} ms\n")
    index.close()


def opened(file: Path, made: Project) -> SearchIndex:
    """Return the index in a file, in line with a project."""
    index = SearchIndex(file)
    index.build(made, lambda _done, _word: None, lambda: False)
    return index


def queries(index: SearchIndex, copy: Path, asked: Sequence[Kind]) -> None:
    """Print one line for each kind of query, in milliseconds."""
    plain = apsw.Connection(str(copy))
    plain.execute("PRAGMA cache_size=-65536")
    print("| query | found, median | p50 | p95 | p99 | bm25 p50 | p95 | unranked p50 | p95 |")
    print("|---|---|---|---|---|---|---|---|---|")
    for kind in asked:
        ours, found, bm25, unranked = [], [], [], []
        for number in range(ASKED):
            query = kind.make()
            seconds, result = timed(partial(index.search, query))
            ours.append(seconds * 1e3)
            found.append(result.count)
            if number < PLAIN and is_text(parse(query)):
                bm25.append(plainly(plain, query, "ORDER BY bm25(texts, 5, 1)"))
                unranked.append(plainly(plain, query, ""))
        cells = [f"{sorted(found)[len(found) // 2]:,}", *percentiles(ours, 50, 95, 99)]
        print(
            "|",
            " | ".join(
                [kind.name, *cells, *percentiles(bm25, 50, 95), *percentiles(unranked, 50, 95)]
            ),
            "|",
        )
    plain.close()


def plainly(connection: apsw.Connection, query: str, order: str) -> float:
    """Return the milliseconds that SQLite takes for the first 25."""
    sql = f"SELECT rowid FROM texts WHERE texts MATCH ? {order} LIMIT 25"  # noqa: S608 our own
    words = expression(parse(query))
    return timed(lambda: connection.execute(sql, (words,)).fetchall())[0] * 1e3


def duplicates(index: SearchIndex, language: Language, made: Project) -> None:
    """Print what is found of stories that were changed, and of others on the same subject."""
    chance = language.random
    subjects = [language.sentences(450) for _ in range(STORIES)]
    first = [chance.sample(pool, len(pool) * 2 // 3) for pool in subjects]
    known = [article(language.story(told), len(made.articles) + n) for n, told in enumerate(first)]
    index.update(Changes({"articles": {each.id: Change(None, each) for each in known}}))
    index.search("tag:PS", 1)

    def edited(told: list[str], share: float) -> list[str]:
        words = " ".join(told).split()
        new = iter(language.some(len(words)))
        return [" ".join(next(new) if chance.random() < share else word for word in words)]

    variants: dict[str, Callable[[int], list[str]]] = {
        "re-run, 2% of words changed": lambda n: edited(first[n], 0.02),
        "re-run, 5% of words changed": lambda n: edited(first[n], 0.05),
        "re-run, 10% of words changed": lambda n: edited(first[n], 0.10),
        "re-run, 15% of words changed": lambda n: edited(first[n], 0.15),
        "cut to its first half": lambda n: first[n][: len(first[n]) // 2],
        "as long again added": lambda n: [*language.sentences(300), *first[n]],
        "sentences in another order": lambda n: chance.sample(first[n], len(first[n])),
        "other story, one sentence in five the same": lambda n: [
            *first[n][: len(first[n]) // 5], *language.sentences(240)],
        "other story, one sentence in three the same": lambda n: [
            *first[n][: len(first[n]) // 3], *language.sentences(200)],
        "other story, nothing the same": lambda _n: language.sentences(300),
    }  # fmt: skip
    print(f"\nnear-duplicates of {STORIES} known stories")
    print("\n| a new story is | warned | the right one | p50 ms | p95 | p99 |")
    print("|---|---|---|---|---|---|")
    for name, vary in variants.items():
        times, warned, right = [], 0, 0
        for number, of in enumerate(known):
            other = article(language.story(vary(number)), 900_000 + number)
            seconds, near = timed(partial(index.near, other))
            times.append(seconds * 1e3)
            warned += bool(near)
            right += bool(near) and near[0].article == of.id
        print(
            "|",
            " | ".join(
                [
                    name,
                    f"{warned / STORIES:.1%}",
                    f"{right / STORIES:.1%}",
                    *percentiles(times, 50, 95, 99),
                ]
            ),
            "|",
        )


def percentiles(times: Sequence[float], *wanted: int) -> list[str]:
    """Return percentiles of times for printing; dashes for none."""
    ordered = sorted(times)
    return [
        f"{ordered[min(len(ordered) - 1, len(ordered) * p // 100)]:.1f}" if times else "-"
        for p in wanted
    ]


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds that something takes, and what it gives."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()
