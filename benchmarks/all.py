"""Measures everything and prints one table: each action beside its peer and its floor.

    python3 dev.py bench all [--markdown [FILE]] [GROUP...]

The groups are start, article, window, writing, exports, search, batch, memory and idle. With
`--markdown` the table is written to docs/speed.md too. A floor is the least that any program of the
kind does, measured in the same run; the peer does the same work in the usual way (QualCoder's
formatting of a QTextEdit, docxtpl, `export` repeated). Goals are for p95, or times the floor's p50.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT), str(HERE)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import batch  # noqa: E402 found through the path above
import documents  # noqa: E402
import exports  # noqa: E402
import run  # noqa: E402
import workbench  # noqa: E402

PEER_SECONDS = 60
"""What the peer gets for the longest article; it is not done by then."""
OUR_SECONDS = 600
"""What the program gets for it on a busy machine; on a still one it takes one or two minutes."""
ACTIONS = 40
"""Of each kind in a long article: each is followed by a rest, and all of it is to stay short."""
FAILURES = (subprocess.SubprocessError, OSError, ValueError, LookupError, AssertionError)
"""What ends a group and no more: a script that fails, or says something other than expected."""
ARTICLES = 10_000
"""In the index that is searched."""
SECTIONS = 100
JOBS = (1, 2)
DAY = 1_500
"""Actions of a day's work: half of what `day.py` does by itself, so that all stays short."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the times of an action, of its peer and of its floor, and the goal."""

    action: str
    times: tuple[float, ...]
    unit: str = "ms"
    floor: float | None = None
    peer: str = ""
    limit: float | None = None
    """The most that p95 may be, in `unit`."""
    most: float | None = None
    """The most times the floor that p50 may be."""
    failed: str = ""
    """Why there are no times."""

    def cells(self) -> list[str]:
        """Return what stands in the table."""
        if not self.times:
            return [self.action, "", "", *[""] * 4, "", f"failed: {self.failed}"]
        p50, *others = self.times
        ratio = p50 / self.floor if self.floor else None
        goal, met = "", ""
        if self.most is not None and ratio is not None:
            goal, met = f"<= {self.most:g}x", _said(met=ratio <= self.most)
        elif self.limit is not None:
            value = others[0] if others else p50
            goal, met = f"<= {self.limit:g} {self.unit}", _said(met=value <= self.limit)
        shown = [f"{each:,.1f}" for each in self.times] + [""] * (3 - len(self.times))
        return [
            f"{self.action}, {self.unit}", self.peer, f"{self.floor:,.1f}" if self.floor else "",
            *shown, f"{ratio:.2f}x" if ratio else "", goal, met,
        ]  # fmt: skip


def _said(*, met: bool) -> str:
    return "met" if met else "missed"


HEADER = ("action", "peer", "floor", "p50", "p95", "p99", "times the floor", "goal", "")


def percentiles(times: Sequence[float]) -> tuple[float, ...]:
    """Return p50, p95 and p99; of few times the last two are the longest."""
    ordered = sorted(times)
    return tuple(ordered[min(len(ordered) - 1, len(ordered) * p // 100)] for p in (50, 95, 99))


def start(folder: Path) -> Iterator[Row]:
    """Time whole processes, in turn with the least that such a program does."""
    inspect, export = run.commands(folder)
    libraries, first, second = run.times_in_turn(
        [["-c", "import docx, jinja2"], inspect, export], folder
    )
    minimal, ours = str(HERE / "minimal_window.py"), str(HERE / "start.py")
    starts = [[minimal], [ours, "frame"], [ours, "whole"]]
    empty, frame, whole = map(percentiles, run.times_in_turn(starts, folder))
    floor = percentiles(libraries)[0]
    yield Row("start to window, its frame", frame, floor=empty[0], most=1.5)
    yield Row("start to window, all that is in it", whole, floor=empty[0], most=1.5)
    yield Row("inspect, cold", percentiles(first), floor=floor, most=1.5)
    yield Row("export policy brief, cold", percentiles(second), floor=floor, most=2)


def article(_folder: Path) -> Iterator[Row]:
    """Time a long article beside QualCoder's way of showing one."""
    os.environ["ACTIONS"] = str(ACTIONS)
    for name, (characters, excerpts) in workbench.SIZES.items():
        workbench.LIMIT = PEER_SECONDS
        theirs, spent = workbench.measured("peer", characters, excerpts)
        workbench.LIMIT = OUR_SECONDS
        found, stopped = workbench.measured("ours", characters, excerpts)
        if stopped:
            yield Row(name, (), failed=f"not done in {OUR_SECONDS} s")
            continue

        def peer(what: str, theirs: dict[str, float] = theirs, spent: float | None = spent) -> str:
            if what in theirs:
                return f"{theirs[what]:,.0f}"
            return f"> {spent:,.0f}" if spent else ""

        yield Row(f"open, {name}", (found["open"],), peer=peer("open"))
        for action, limit in (("add a tag", 16), ("a key", 16), ("scroll a page", 16)):
            times = tuple(found[f"{action}, p{part}"] for part in (50, 95, 99))
            shown = peer("add a tag, p50") if action == "add a tag" else ""
            yield Row(f"{action}, {name}", times, peer=shown, limit=limit)


def window(folder: Path) -> Iterator[Row]:
    """Time tags and the preview with 1,000 excerpts."""
    found = run.figures([str(HERE / "window.py")], folder)
    yield Row("tag, 1,000 excerpts", (found["tag_median"], found["tag_p95"]), limit=16)
    preview = (found["preview_median"], found["preview_p95"])
    yield Row("tag to the preview in view, 1,000", preview, limit=300)


def writing(folder: Path) -> Iterator[Row]:
    """Time keys in a long section of the brief."""
    said = run.run([str(HERE / "editor.py")], folder)
    for name, *times in re.findall(r"(?m)^(.+?) +p50 +(\S+) +p95 +(\S+) +p99 +(\S+)$", said):
        limit = 16 if name.startswith("a key") else None
        yield Row(name, tuple(map(float, times)), limit=limit)


def exported(_folder: Path) -> Iterator[Row]:
    """Time documents of 100 sections, beside docxtpl and the plainest way to write them."""
    warm = {}
    for engine in ("floor", "docxtpl", "ours"):
        _, said = documents.child(engine, str(SECTIONS))
        warm[engine] = json.loads(said)["warm"]
    name = f"Word template, {SECTIONS} sections"
    yield Row(name, (warm["ours"],), peer=f"{warm['docxtpl']:,.0f}", floor=warm["floor"])
    for form in ("docx", "odt", "html", "markdown"):
        floor = exports.child(exports.FLOORS[form], SECTIONS)
        yield Row(f"export {form}, {SECTIONS} sections", (exports.child(form, SECTIONS),),
                  floor=floor)  # fmt: skip


def searched(folder: Path) -> Iterator[Row]:
    """Time queries beside plain SQLite over the same table."""
    said = run.run([str(HERE / "search.py"), str(ARTICLES), "queries"], folder)
    if "| query |" not in said:
        raise ValueError(said[-80:])
    for line in said.partition("| query |")[2].splitlines()[2:]:
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if len(cells) >= 5:
            times = tuple(float(cell) for cell in cells[2:5])
            floor = _number(cells[5]) if len(cells) > 5 else None
            yield Row(f"search: {cells[0]}", times, floor=floor, limit=100)


def _number(words: str) -> float | None:
    return float(words) if re.fullmatch(r"[\d.]+", words) else None


def batches(folder: Path) -> Iterator[Row]:
    """Time ten briefs in a batch, beside ten exports."""
    articles = batch.generated(folder / "articles", batch.PEER)
    peer = batch.exported(articles, folder / "peer")
    for jobs in JOBS:
        seconds = batch.batch(articles, folder / f"out {jobs}", jobs)
        yield Row(f"batch of {batch.PEER}, {jobs} at a time", (seconds,), "s", peer=f"{peer:.1f}")


def memory(folder: Path) -> Iterator[Row]:
    """Measure what the window holds at rest, and after a day's work."""
    floor = run.figures([str(HERE / "minimal_window.py")], folder)["memory"]
    found = run.figures([str(HERE / "day.py"), str(DAY)], folder)
    yield Row("memory at rest, sample open", (found["rest"],), "MB", floor=floor)
    name = f"memory after {found['actions']:,} actions"
    yield Row(name, (found["after"],), "MB", floor=found["rest"])


def idle(folder: Path) -> Iterator[Row]:
    """Measure what it costs while nobody touches it."""
    found = run.figures([str(HERE / "idle.py"), "0"], folder)
    yield Row("CPU in 20 s at rest", (found["cpu"],))


GROUPS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "start": start, "article": article, "window": window, "writing": writing, "exports": exported,
    "search": searched, "batch": batches, "memory": memory, "idle": idle,
}  # fmt: skip


def main() -> None:
    """Measure the groups that are named, else all, and print one table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--markdown", nargs="?", type=Path, const=ROOT / "docs" / "speed.md")
    asked = parser.parse_args()
    rows: list[list[str]] = []
    begin = time.monotonic()
    for name in asked.groups or GROUPS:
        print(f"· {name}", file=sys.stderr, flush=True)
        made = [row.cells() for row in measured(name)]
        print(f"{table(made)}\n", flush=True)
        rows += made
        _write(rows, begin, asked.markdown)
    print(f"All of it\n\n{_written(rows, begin)}")


def measured(name: str) -> Iterator[Row]:
    """Yield the rows of a group; one that fails ends with a row that says so."""
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BRIEFING_HOME"] = str(Path(folder) / "home")
        try:
            yield from GROUPS[name](Path(folder))
        except FAILURES as error:
            said = (getattr(error, "stderr", "") or "").strip()
            print(f"{name} failed: {error}\n{said}", file=sys.stderr, flush=True)
            last = said.splitlines()[-1:] or [f"{type(error).__name__}: {error}"]
            yield Row(name, (), failed=_cell(last[0]))
    print(f"  {time.monotonic() - begin:.0f} s", file=sys.stderr, flush=True)


def _cell(words: str) -> str:
    return words.replace("|", "/")[:80]


def _written(rows: Sequence[Sequence[str]], begin: float) -> str:
    minutes = (time.monotonic() - begin) / 60
    where = (
        f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, load "
        f"{os.getloadavg()[0]:.1f}, {datetime.now(UTC).date()}, measured in {minutes:.1f} minutes"
    )
    return f"{where}\n\n{table(rows)}\n"


def _write(rows: Sequence[Sequence[str]], begin: float, into: Path | None) -> None:
    """Write what is known so far: a run that is cut short leaves that."""
    if into is None:
        return
    about = (__doc__ or "").rpartition("A floor is")[2].strip()
    words = f"# Speed\n\n`python3 dev.py bench all --markdown` writes this page. A floor is {about}"
    into.write_text(f"{words}\n\n{_written(rows, begin)}", encoding="utf-8")


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return the table as Markdown, its columns in line."""
    widths = [max(len(row[place]) for row in (HEADER, *rows)) for place in range(len(HEADER))]
    lines = [HEADER, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) + " |"
        for line in lines
    )


if __name__ == "__main__":
    main()
