"""Measures a project as it grows: 1,000, 10,000 and 100,000 articles with ten excerpts each.

    python3 dev.py bench scale [--batch BRIEFS] [articles...]

Each size is built in one process and opened in another, so that the memory of each is its own. A
line of JSON is printed for each size (`scale_chart.py` draws them), then the batch's throughput.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from batch import batch, generated
from search import timed
from search_corpus import Language, article, kinds

from briefing.model.article import Article
from briefing.model.edits import add_excerpts
from briefing.model.excerpt import Assessment, Excerpt, Status, cut
from briefing.model.project import Project, new_project
from briefing.model.tags import DEFAULT_SCHEME
from briefing.services.clock import SystemClock
from briefing.services.ports import Step
from briefing.storage.files import ProjectFiles
from briefing.storage.search_index import SearchIndex

SIZES = (1_000, 10_000, 100_000)
EXCERPTS = 10
ASKED = 25
"""Queries of each of the nineteen kinds."""
EDITS = 50
BRIEFS = 400
WORKERS = (1, 2, 4)


def main() -> None:
    """Measure all sizes, or do the one part that `--part` names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--batch", type=int, default=BRIEFS)
    parser.add_argument("--part", choices=("build", "open"))
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    if options.part:
        part = build if options.part == "build" else opened
        print(json.dumps(part(options.file, options.sizes[0])))
        return
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, "
          f"load {os.getloadavg()[0]:.1f}", file=sys.stderr)  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        for size in options.sizes:
            file = Path(name) / f"{size}.briefing"
            found: dict[str, Any] = {"articles": size, "load": round(os.getloadavg()[0], 1)}
            for which in ("build", "open"):
                found.update(in_a_process_of_its_own(which, file, size))
            print(json.dumps(found), flush=True)
            for left in Path(name).iterdir():
                left.unlink()
    if options.batch:
        throughput(options.batch)


def in_a_process_of_its_own(which: str, file: Path, size: int) -> dict[str, Any]:
    """Return what a part of the measuring found."""
    made = subprocess.run(
        [sys.executable, __file__, str(size), "--part", which, "--file", str(file)],
        check=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def build(file: Path, size: int) -> dict[str, Any]:
    """Write a project of so many articles into a new file."""
    made = project(Language(), size)
    store = ProjectFiles(SystemClock()).create(file)
    begin = time.process_time()
    seconds, _ = timed(partial(store.begin_with, made))
    cpu = time.process_time() - begin
    store.close()
    return {
        "excerpts": len(made.excerpts),
        "words": sum(each.words for each in made.articles.values()),
        "build_s": round(seconds, 2), "build_cpu_s": round(cpu, 2),
        "file_mb": round(file.stat().st_size / 1e6, 1),
        "build_peak_mb": megabytes(),
    }  # fmt: skip


def opened(file: Path, _size: int) -> dict[str, Any]:
    """Open the file, index it, search it and edit it."""
    before = megabytes()
    store = ProjectFiles(SystemClock()).open(file)
    begin = time.process_time()
    loading, made = timed(store.load)
    loading_cpu = time.process_time() - begin
    loaded = megabytes()
    place = file.with_suffix(".search")
    index = SearchIndex(place)
    begin = time.process_time()
    indexing, _ = timed(partial(index.build, made, lambda _done, _word: None, lambda: False))
    indexing_cpu = time.process_time() - begin
    index.close()
    index = SearchIndex(place)
    comparing, _ = timed(partial(index.build, made, lambda _done, _word: None, lambda: False))
    asked = {kind.name: searched(index, kind.make) for kind in kinds(Language(), made)}
    every = sorted(wall for times in asked.values() for wall, _cpu in times)
    alone = sorted(cpu for times in asked.values() for _wall, cpu in times)
    slow = {name: percentile(sorted(cpu for _, cpu in times), 95) for name, times in asked.items()}
    worst = max(slow, key=lambda name: slow[name])
    index.close()
    saving = sorted(edits(store, made))
    store.close()
    return {
        "open_s": round(loading, 2), "open_cpu_s": round(loading_cpu, 2),
        "open_mb": loaded - before, "peak_mb": megabytes(),
        "index_s": round(indexing, 2), "index_cpu_s": round(indexing_cpu, 2),
        "index_mb": round(place.stat().st_size / 1e6, 1),
        "index_again_s": round(comparing, 2),
        "search_p50_ms": percentile(every, 50), "search_p95_ms": percentile(every, 95),
        "search_p99_ms": percentile(every, 99),
        "search_cpu_p50_ms": percentile(alone, 50), "search_cpu_p95_ms": percentile(alone, 95),
        "slowest_kind": worst, "slowest_kind_cpu_p95_ms": slow[worst],
        "edit_p50_ms": percentile(saving, 50), "edit_p95_ms": percentile(saving, 95),
    }  # fmt: skip


def searched(index: SearchIndex, make: Callable[[], str]) -> list[tuple[float, float]]:
    """Return the milliseconds of each query of a kind: passed, and of processor time."""
    found = []
    for _ in range(ASKED):
        query, begin = make(), time.process_time()
        seconds, _result = timed(partial(index.search, query))
        found.append((seconds * 1e3, (time.process_time() - begin) * 1e3))
    return found


def edits(store: Any, made: Project) -> Iterator[float]:
    """Yield the milliseconds from each new excerpt's change of the value until it is on disk."""
    clock = SystemClock()
    of = list(made.articles.values())
    for number in range(EDITS):
        (new,) = excerpts(of[number * 7 % len(of)], f"n{number}", 1)
        start = time.perf_counter()
        after = add_excerpts([new]).apply(made)
        step = Step("Tag", "", clock.now(), "", partial(_added, new))
        store.record(step, {})
        made = after
        yield (time.perf_counter() - start) * 1e3


def _added(new: Excerpt) -> Any:
    from briefing.model.changes import Change, Changes

    return Changes({"excerpts": {new.id: Change(None, new)}})


def project(language: Language, articles: int) -> Project:
    """Return a project of so many articles, each with excerpts on its first sentences."""
    stories = (article(language.story(), number) for number in range(articles))
    made = {each.id: each for each in stories}
    marked = {
        one.id: one for n, of in enumerate(made.values()) for one in excerpts(of, f"e{n}-")
    }  # fmt: skip
    return new_project().with_items("articles", made).with_items("excerpts", marked)


def excerpts(of: Article, prefix: str, most: int = EXCERPTS) -> Iterator[Excerpt]:
    """Yield excerpts of an article: sentences one after the other, from the first again."""
    text, tags, states = of.text, DEFAULT_SCHEME.tags, list(Status)
    begin = text.index("\n") + 1
    at = begin
    for number in range(most):
        if (end := text.find(".", at) + 1) <= 0:
            at, end = begin, text.index(".", begin) + 1
        said = Assessment("Ministry of Ports", status=states[number % len(states)])
        tag = tags[number % len(tags)].id
        yield Excerpt(f"{prefix}{number}", of.id, at, end, *cut(text, at, end), (tag,),
                      assessment=said)  # fmt: skip
        at = end + 1


def throughput(briefs: int) -> None:
    """Print how many briefs a second one, two and four processes make."""
    with tempfile.TemporaryDirectory() as name:
        articles = generated(Path(name) / "articles", briefs)
        for workers in WORKERS:
            seconds = batch(articles, Path(name) / f"out {workers}", workers)
            row = {
                "briefs": briefs, "workers": workers, "seconds": round(seconds, 2),
                "a_second": round(briefs / seconds, 1), "load": round(os.getloadavg()[0], 1),
            }  # fmt: skip
            print(json.dumps(row), flush=True)


def percentile(ordered: list[float], which: int) -> float:
    """Return a percentile of times that are in order."""
    return round(ordered[min(len(ordered) - 1, len(ordered) * which // 100)], 2)


def megabytes() -> int:
    """Return the memory that this process has now, in MB."""
    return round(psutil.Process().memory_info().rss / 1e6)


if __name__ == "__main__":
    main()
