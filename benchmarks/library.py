"""Measures the library: publishing by 20 writers at once, and searching, on either database.

    python3 dev.py bench library [articles] [writers]

The server is one as the tests start it, but writing for good. Each writer is a process of its own.
"""

from __future__ import annotations

import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles

from search_corpus import Kind, Language, kinds, project

from briefing.errors import LibraryConflictError
from briefing.library import open_library
from briefing.library.shared import SharedLibrary
from briefing.model.project import Project
from briefing.services.library.port import Publication, Wanted
from briefing.services.library.publishing import publication_of

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "library"))

ARTICLES = 20_000
WRITERS = 20
EACH = 10
"""Publications of each writer."""
SIZE = 10
"""Articles of one publication; every second one has an excerpt."""
AT_ONCE = 500
"""Articles of one publication of those that are searched."""
ASKED = 30
READY: dict[int, list[Project]] = {}
"""What each writer publishes."""
TIME = "2026-01-01T00:00:00"


def main() -> None:
    """Measure and print the tables."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    writers = int(sys.argv[2]) if len(sys.argv) > 2 else WRITERS
    print(f"{platform.platform()}, Python {platform.python_version()}")
    language = Language()
    made = project(language, articles)
    asked = list(kinds(language, made))
    for name, address in libraries():
        print(f"\n{name}")
        publishing(address("writing"), writers)
        searching(address("reading"), made, asked)


def libraries() -> Iterator[tuple[str, AddressOf]]:
    """Yield the kinds of libraries, each with what gives an empty one's address."""
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", AddressOf(folder)
    with server() as started:
        yield "PostgreSQL", AddressOf("", started)


class AddressOf:
    """Makes empty libraries."""

    def __init__(self, folder: str, started: object = None) -> None:
        self._folder, self._server = folder, started

    def __call__(self, name: str) -> str:
        """Return the address of a new one."""
        address = f"{self._folder}/{name}.sqlite"
        if self._server is not None:
            self._server.sql(f"CREATE DATABASE {name}")  # type: ignore[attr-defined]
            address = str(self._server.address(name))  # type: ignore[attr-defined]
        library = opened(address)
        library.set_up()
        library.close()
        return address


@contextmanager
def server() -> Iterator[object]:
    """Start a server that writes for good."""
    import postgres  # type: ignore[import-not-found]

    postgres.CHEAP |= {
        "fsync": "on", "full_page_writes": "on", "shared_buffers": "256MB", "autovacuum": "on",
    }  # fmt: skip
    started = postgres.Server()
    started.start()
    try:
        yield started
    finally:
        started.stop()
        started.remove()


def publishing(address: str, writers: int) -> None:
    """Let so many processes publish under names of their own, then all under one name."""
    context = get_context("fork")  # the writers find ready what they publish
    language = Language(7)
    for number in range(writers):
        READY[number] = [project(language, SIZE) for _ in range(EACH)]
    for what, shared in (("under names of their own", False), ("all under one name", True)):
        start = time.perf_counter()
        with ProcessPoolExecutor(writers, context) as pool:
            every = list(pool.map(write, [(address, n, shared) for n in range(writers)]))
        seconds = time.perf_counter() - start
        waits = [each for took, _conflicts in every for each in took]
        conflicts = sum(conflicts for _took, conflicts in every)
        count = len(waits)
        print(
            f"  {writers} writers {what}: {count} publications of {SIZE * 3 // 2} things in "
            f"{seconds:.1f} s, {count / seconds:.0f}/s; each {_both(waits)}; "
            f"{conflicts} conflicts met"
        )
        library = opened(address)
        if shared:
            edition = library.current("Shared")
            assert edition is not None
            assert edition.version == count, "a version was lost"
        library.close()


def write(task: tuple[str, int, bool]) -> tuple[list[float], int]:
    """Publish `EACH` times; returns the seconds of each, conflicts resolved, and their number."""
    address, number, shared = task
    library, waits, conflicts = opened(address), [], 0
    name = "Shared" if shared else f"Writer {number}"
    library.state()
    for turn, made in enumerate(READY[number]):
        of = publication_of(made, name, f"W{number}", TIME)
        base = 0 if shared else turn
        start = time.perf_counter()
        while True:
            try:
                library.publish(replace(of, base=base))
                break
            except LibraryConflictError as error:
                conflicts, base = conflicts + 1, error.version
        waits.append(time.perf_counter() - start)
    library.close()
    return waits, conflicts


def searching(address: str, made: Project, asked: Sequence[Kind]) -> None:
    """Publish everything, then ask each kind of query."""
    library = opened(address)
    start = time.perf_counter()
    count = sum(len(library_items(library, part)) for part in parts(made))
    seconds = time.perf_counter() - start
    print(f"  {count:,} things published in {seconds:.0f} s by one writer, {count / seconds:.0f}/s")
    library.search(Wanted("warm"))
    for kind in asked:
        took, found = [], []
        for _ in range(ASKED):
            wanted = Wanted(kind.make())
            start = time.perf_counter()
            answer = library.search(wanted, 50)
            took.append(time.perf_counter() - start)
            found.append(answer.count)
        print(f"  {kind.name:24} {_both(took)}, {median(found):,.0f} found")
    library.close()


def library_items(library: SharedLibrary, publication: Publication) -> Sequence[object]:
    """Publish, and return what."""
    library.publish(publication)
    return publication.items


def parts(made: Project) -> Iterator[Publication]:
    """Yield the articles as publications."""
    every = made.articles_in_order()
    for at in range(0, len(every), AT_ONCE):
        some = {each.id: each for each in every[at : at + AT_ONCE]}
        kept = {key: e for key, e in made.excerpts.items() if e.article in some}
        part = made.with_items("articles", some).with_items("excerpts", kept)
        yield publication_of(part, f"Part {at}", "me", TIME)


def opened(address: str) -> SharedLibrary:
    """Return the library at an address."""
    return open_library(address, Path(address))


def _both(seconds: Sequence[float]) -> str:
    high = quantiles(seconds, n=20)[-1]
    return f"p50 {median(seconds) * 1000:.1f} ms, p95 {high * 1000:.1f} ms"


if __name__ == "__main__":
    main()
