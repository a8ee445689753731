"""Measures starts, commands and the window beside their floor, in the same run, as one table.

    python3 dev.py bench

Whole processes are run several times in turn with their floor and the medians are compared;
actions in the window are timed to the end of their repaint.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SAMPLE = ROOT / "resources" / "sample"
ROUNDS = 9


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, its floor, both in `unit`, and the goal."""

    what: str
    floor_name: str
    floor: float | None
    ours: float
    unit: str
    goal: str = ""


def main() -> None:
    """Measure everything and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        rows = [*command_rows(Path(folder)), *window_rows(Path(folder))]
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"| {'measured':<44} | {'floor':>9} | {'ours':>9} | unit | {'ratio':>6} | goal |")
    print(f"|{'-' * 46}|{'-' * 11}|{'-' * 11}|------|{'-' * 8}|------|")
    for row in rows:
        floor = f"{row.floor:9.1f}" if row.floor else f"{'-':>9}"
        ratio = f"{row.ours / row.floor:5.2f}x" if row.floor else f"{'-':>6}"
        print(
            f"| {row.what:<44} | {floor} | {row.ours:9.1f} | {row.unit:<4} | {ratio} | {row.goal} |"
        )


def command_rows(folder: Path) -> list[Row]:
    """Measure cold commands against importing what any such program imports."""
    inspect, export = commands(folder)
    floor, first, second = in_turn([["-c", "import docx, jinja2"], inspect, export], folder)
    name = "import docx, jinja2"
    return [
        Row("briefing inspect, cold", name, floor, first, "ms", "<= 1.5x"),
        Row("briefing export policy-brief, cold", name, floor, second, "ms", "<= 2x"),
    ]


def commands(folder: Path) -> tuple[list[str], list[str]]:
    """Return what inspects an article and what exports the sample."""
    article = str(SAMPLE / "article.txt")
    inspect = ["-m", "briefing", "inspect", article, "--json"]
    export = ["-m", "briefing", "export", article, "--excerpts",
              str(SAMPLE / "excerpts.json"), "--template", "policy-brief", "--draft", "-o",
              str(folder / "brief.docx")]  # fmt: skip
    return inspect, export


def window_rows(folder: Path) -> list[Row]:
    """Measure the window against a minimal one, and actions in it."""
    minimal, start = str(HERE / "minimal_window.py"), str(HERE / "start.py")
    floor, frame, whole = in_turn([[minimal], [start, "frame"], [start, "whole"]], folder)
    memory = figures([minimal], folder)["memory"]
    found = figures([str(HERE / "window.py")], folder)
    return [
        Row("frame of the window", "minimal QMainWindow", floor, frame, "ms", "<= 1.5x"),
        Row("all that is in the window", "minimal QMainWindow", floor, whole, "ms", "<= 1.5x"),
        Row("add one tag, 1,000 excerpts, median", "", None, found["tag_median"], "ms"),
        Row("add one tag, 1,000 excerpts, p95", "", None, found["tag_p95"], "ms", "<= 16"),
        Row("tag to preview in view, 1,000, p95", "", None, found["preview_p95"], "ms", "<= 300"),
        Row("compose 1,000 excerpts, median", "", None, found["compose"], "ms"),
        Row("peak memory, sample open", "minimal QMainWindow", memory, found["memory"], "MB"),
    ]


def in_turn(commands: Sequence[Sequence[str]], folder: Path) -> list[float]:
    """Return the median time in ms of each command."""
    return [statistics.median(each) for each in times_in_turn(commands, folder)]


def times_in_turn(commands: Sequence[Sequence[str]], folder: Path) -> list[list[float]]:
    """Return the times in ms of each command, run in turn so that noise falls on all."""
    times: list[list[float]] = [[] for _ in commands]
    for number in range(ROUNDS + 1):
        for place, command in enumerate(commands):
            begin = time.perf_counter()
            run(command, folder)
            if number:
                times[place].append((time.perf_counter() - begin) * 1000)
    return times


def figures(command: Sequence[str], folder: Path) -> dict[str, float]:
    """Return the figures that a script prints as JSON."""
    found: dict[str, float] = json.loads(run(command, folder).splitlines()[-1])
    return found


def run(command: Sequence[str], folder: Path) -> str:
    """Run a Python command and return what it printed."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "BRIEFING_HOME": str(folder / "home"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
    done = subprocess.run(
        [sys.executable, *command], env=environment, cwd=folder, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return done.stdout


if __name__ == "__main__":
    main()
