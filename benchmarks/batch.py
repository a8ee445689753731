"""How many briefs a second a batch makes, by one, two and four processes, beside `export` repeated.

python3 dev.py bench batch                     one table
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "policy-brief"
SIZES = (10, 100, 1_000)
JOBS = (1, 2, 4)
PEER = 10
MANY, TURNS = 100, 3
"""Up to so many briefs the best of so many turns counts: the machine is seldom still."""
SENTENCES = (
    "Operator {n} put off repairs worth {m} million crowns in the third winter.",
    "Fuel rose by {m}% in October, according to the harbour office of crossing {n}.",
    "The ministry is considering a levy on crossings such as number {n}.",
    "For fish farms the change may bring rates down from {m} crowns.",
)
TAGS = ("economic-concerns", "key-figures", "policy-shift", "stakeholder-impacts")


def main() -> None:
    """Measure and print one table."""
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores, "
          f"load {os.getloadavg()[0]:.1f}")  # fmt: skip
    print("| briefs | how | seconds | a second | times `--jobs 1` |\n|---:|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in SIZES:
            articles = generated(folder / f"articles {size}", size)
            seconds = {}
            if size == PEER:
                report(size, "`export` repeated", exported(articles, folder / "peer"), None)
            for jobs in JOBS:
                times = []
                for turn in range(TURNS if size <= MANY else 1):
                    out = folder / f"out {size} {jobs} {turn}"
                    times.append(batch(articles, out, jobs))
                seconds[jobs] = min(times)
                report(size, f"`batch --jobs {jobs}`", seconds[jobs], seconds[1])
            report(size, "`batch` again, all done", batch(articles, out, 2), None)
            shutil.rmtree(articles)


def report(size: int, how: str, seconds: float, one: float | None) -> None:
    """Print a row."""
    times = f"{one / seconds:.2f}" if one else ""
    print(f"| {size:,} | {how} | {seconds:.2f} | {size / seconds:.1f} | {times} |", flush=True)


def generated(folder: Path, size: int) -> Path:
    """Write articles of some 330 words with eight excerpts each."""
    folder.mkdir()
    for n in range(size):
        lines = [SENTENCES[k % 4].format(n=n + k, m=(n * 7 + k) % 90 + 3) for k in range(28)]
        text = f"NORTHWIRE: Port Almary: Crossing {n} is back on the table.\n" + "\n".join(lines)
        (folder / f"crossing {n:04}.txt").write_text(text, encoding="utf-8")
        rows = [{"quote": lines[k], "tags": [TAGS[k % 4]]} for k in range(8)]
        words = json.dumps({"excerpts": rows})
        (folder / f"crossing {n:04}.excerpts.json").write_text(words, encoding="utf-8")
    return folder


def batch(articles: Path, out: Path, jobs: int) -> float:
    """Return the seconds of one batch, the start of the program and its processes included."""
    return timed(["batch", str(articles), "-o", str(out), "--jobs", str(jobs)])


def exported(articles: Path, out: Path) -> float:
    """Return the seconds of one `export` after another."""
    out.mkdir()
    seconds = 0.0
    for article in sorted(articles.glob("*.txt")):
        seconds += timed([
            "export", str(article), "-o", str(out / f"{article.stem}.docx"), "--draft",
            "--excerpts", str(article.with_suffix(".excerpts.json")),
        ])  # fmt: skip
    return seconds


def timed(arguments: list[str]) -> float:
    """Return the seconds that the command takes."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "briefing", *arguments, "--template", TEMPLATE],
        check=True, capture_output=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
