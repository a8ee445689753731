"""Draws what `scale.py` measured: growth curves as SVG, both axes logarithmic, and a table.

python3 dev.py bench scale_chart docs/pictures/scale.svg < benchmarks/scale.jsonl
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 720, 420, 64, 210, 28, 48
CURVES = (
    ("build_cpu_s", "write the file, s of processor", "#1f5fa8"),
    ("open_cpu_s", "open it, s of processor", "#b3541e"),
    ("index_cpu_s", "make the index, s of processor", "#2e7d4f"),
    ("file_mb", "file, MB", "#7a4fa3"),
    ("open_mb", "memory when open, MB", "#a02c4a"),
    ("search_cpu_p50_ms", "search p50, ms of processor", "#5b6b7a"),
    ("search_cpu_p95_ms", "search p95, ms of processor", "#15181c"),
)
ROWS = (
    ("excerpts", "excerpts"),
    ("build_cpu_s", "write the file: seconds of processor"),
    ("build_s", "seconds passed"),
    ("file_mb", "file, MB"),
    ("open_cpu_s", "open it: seconds of processor"),
    ("open_s", "seconds passed"),
    ("open_mb", "memory of the open project, MB"),
    ("index_cpu_s", "make the index: seconds of processor"),
    ("index_s", "seconds passed"),
    ("index_mb", "index, MB"),
    ("index_again_s", "compare it when opened again: seconds passed"),
    ("search_cpu_p50_ms", "ranked search, p50: ms of processor"),
    ("search_cpu_p95_ms", "p95: ms of processor"),
    ("search_p50_ms", "p50: ms passed"),
    ("search_p95_ms", "p95: ms passed"),
    ("edit_p50_ms", "an excerpt more, on disk, p50: ms passed"),
    ("edit_p95_ms", "p95: ms passed"),
    ("load", "load of the machine"),
)


def main() -> None:
    """Read lines of JSON and write the chart."""
    found = [json.loads(line) for line in sys.stdin if line.startswith("{")]
    sizes = sorted((row for row in found if "articles" in row), key=lambda row: row["articles"])
    Path(sys.argv[1]).write_text(chart(sizes), encoding="utf-8")
    print(table(sizes))


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Return the figures as a table for the documentation."""
    lines = [
        "| " + " | ".join(["", *(f"{row['articles']:,} articles" for row in rows)]) + " |",
        "|---" + "|---:" * len(rows) + "|",
    ]
    for key, name in ROWS:
        cells = [f"{row[key]:,}" if key in row else "" for row in rows]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def chart(rows: Sequence[dict[str, Any]]) -> str:
    """Return the curves of rows of figures, the smallest size first."""
    values = [row[key] for row in rows for key, _, _ in CURVES if row.get(key, 0) > 0]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = (math.log10(rows[at]["articles"]) for at in (0, -1))

    def x(articles: float) -> float:
        share = (math.log10(articles) - first) / max(last - first, 1e-9)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        share = (math.log10(value) - low) / (high - low)
        return HEIGHT - FOOT - share * (HEIGHT - FOOT - TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(low, high + 1):
        at = y(10**power)
        parts += [
            f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#d9dde2"/>',
            text(LEFT - 8, at + 4, f"{10.0**power:,g}", "end"),
        ]
    for row in rows:
        parts.append(text(x(row["articles"]), HEIGHT - FOOT + 20, f"{row['articles']:,}", "middle"))
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(text(middle, HEIGHT - 8, "articles, each with ten excerpts", "middle"))
    parts += curves(rows, x, y)
    return "\n".join([*parts, "</svg>", ""])


def curves(rows: Sequence[dict[str, Any]], x: Any, y: Any) -> list[str]:
    """Return the lines with their names at the right, none of them on another."""
    parts, ends = [], []
    for key, name, colour in CURVES:
        points = [(x(row["articles"]), y(row[key])) for row in rows if row.get(key, 0) > 0]
        if not points:
            continue
        line = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{d:.1f}" r="3" fill="{colour}"/>' for a, d in points]
        ends.append((points[-1][1], name, colour))
    lowest = 0.0
    for end, name, colour in sorted(ends):
        lowest = max(end + 4, lowest + 15)
        parts.append(text(WIDTH - RIGHT + 12, lowest, name, "start", colour))
    return parts


def text(x: float, y: float, words: str, anchor: str, colour: str = "#3a424c") -> str:
    """Return words at a place."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'


if __name__ == "__main__":
    main()
