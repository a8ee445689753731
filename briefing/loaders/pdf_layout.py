"""Puts the lines of PDF pages into reading order, without what only repeats from page to page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from briefing.loaders.pdf_lines import Line, PageLines

EDGE = 0.13
"""The share of a page's height, above and below, in which running lines stand."""
OUTERMOST = 3
"""Lines at each end of a page that can be running ones."""
SAME_PLACE = 6.0
"""Points by which the place of a running line differs from page to page."""
SPAN = 0.35
"""The share of lines that may cross from one column into the next: titles and tables."""
PROSE = 18
"""Characters of the median line of a column; cells of tables are shorter."""
_DEEPEST = 4
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"^[\W_]*[ivxlc]+[\W_]*$", re.IGNORECASE)
_NUMBER = re.compile(
    r"^[\W_]*(?:(?:page|seite|p|pg|pág(?:ina)?|pagina|strana|s)\.?)?\s*#"
    r"(?:\s*(?:of|/|von|de|di|sur|\|)\s*#)?[\W_]*$"
)
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_STARTING = re.compile(r"(\d{1,4})\s")
_ENDING = re.compile(r"\s(\d{1,4})$")

Flow = list[Line]
"""Lines of one column, from top to bottom."""
_Place = tuple[int, Line]
"""A line and the number of its page, from 0."""


def without_running_lines(pages: Sequence[PageLines]) -> tuple[list[list[Line]], list[str]]:
    """Return the lines of each page, and what was left out as running from page to page.

    A line runs if it stands within `EDGE` of a page's end, and one with the same words, whatever
    its numbers, stands there on at least three pages, or on both of two; so does a lone number.
    """
    places: dict[tuple[bool, str], list[tuple[int, Line]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for top, line in _outer(page):
            places[top, _pattern(line.text)].append((number, line))
    dropped: set[_Place] = set()
    told: dict[str, str] = {}
    for (_top, pattern), found in places.items():
        middle = median(line.y for _, line in found)
        there = [each for each in found if abs(each[1].y - middle) <= SAME_PLACE]
        on = len({number for number, _ in there})
        if _NUMBER.match(pattern) and len(pattern) < 30:
            dropped.update(found)
        elif on >= 3 or (on == 2 and len(pages) <= 4):
            dropped.update(there)
            told.setdefault(pattern, there[0][1].text)
    dropped |= _numbered_alike(places, dropped)
    kept = [
        [line for line in page.lines if (number, line) not in dropped]
        for number, page in enumerate(pages)
    ]
    return kept, list(told.values())


def _numbered_alike(
    places: Mapping[tuple[bool, str], list[tuple[int, Line]]], dropped: Collection[_Place]
) -> set[_Place]:
    """Return the running lines of short chapters: numbered as the others, and in their place."""
    known = {(round(line.y), step) for page, line in dropped for step in _steps(page, line)}
    return {
        (page, line)
        for found in places.values()
        for page, line in found
        if any((round(line.y), step) in known for step in _steps(page, line))
    }


def _steps(page: int, line: Line) -> set[int]:
    """Return by how much the numbers at the ends of a line differ from the page's own."""
    ends = (_STARTING.match(line.text), _ENDING.search(line.text))
    return {int(found[1]) - page for found in ends if found}


def _outer(page: PageLines) -> Iterator[tuple[bool, Line]]:
    """Return the lines near the top (True) and the bottom of a page."""
    upright = sorted((line for line in page.lines if not line.turn), key=lambda line: line.y)
    for line in upright[:OUTERMOST]:
        if line.y < EDGE * page.height:
            yield True, line
    for line in upright[-OUTERMOST:]:
        if line.y > (1 - EDGE) * page.height:
            yield False, line


def _pattern(text: str) -> str:
    words = " ".join(text.casefold().split())
    return "#" if _ROMAN.match(words) else _DIGITS.sub("#", words)


def in_order(lines: list[Line], width: float) -> list[Flow]:
    """Return the columns of a page in the order they are read, and turned lines at the end.

    The order of the file is kept where it goes down one column after the other, as most programs
    write it; else columns are found by the space between them.
    """
    upright = [line for line in lines if not line.turn]
    aside = [[line] for line in lines if line.turn]
    if sum(bool(_RTL.search(line.text)) for line in upright) * 2 > len(upright):
        upright = [
            line._replace(left=width - line.right, right=width - line.left) for line in upright
        ]
    runs = _runs(upright)
    flows = runs if _goes_on(runs) else _columns(upright, _DEEPEST)
    return [flow for flow in flows if flow] + aside


def _runs(lines: list[Line]) -> list[Flow]:
    """Part lines where the next one stands higher than the one before."""
    runs: list[Flow] = []
    for line in lines:
        if not runs or line.y < runs[-1][-1].y - 0.6 * line.size:
            runs.append([])
        runs[-1].append(line)
    return runs


def _goes_on(runs: list[Flow]) -> bool:
    """Tell whether the order of the file is one to read in: each run to the right of the last."""
    beside = sum(
        abs(a.y - b.y) < 0.5 * b.size and (b.left > a.right + b.size or b.right < a.left)
        for run in runs
        for a, b in pairwise(run)
    )
    if beside * 5 > sum(map(len, runs)):
        return False
    return all(
        median(line.right for line in before) <= min(line.left for line in after) + after[0].size
        for before, after in pairwise(runs)
    )


def _columns(lines: list[Line], depth: int) -> list[Flow]:
    """Part a page at the space between its columns, above and below what crosses it."""
    cut = _gutter(lines) if depth else None
    if cut is None:
        return [_rows(lines)]
    flows: list[Flow] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in [*sorted(lines, key=lambda each: each.y), None]:
        if line is None or (line.left < cut < line.right):
            for side in (left, right):
                if side:
                    flows += _columns(side, depth - 1)
            left, right = [], []
            if line is not None:
                flows.append([line])
        else:
            (left if line.right <= cut else right).append(line)
    return _joined(flows)


def _joined(flows: list[Flow]) -> list[Flow]:
    """Put lines that cross the columns one under the other into one flow."""
    whole: list[Flow] = []
    for flow in flows:
        if whole and len(flow) == 1 and len(whole[-1]) < 4 and whole[-1][-1].y < flow[0].y:
            whole[-1].extend(flow)
        else:
            whole.append(flow)
    return whole


def _gutter(lines: list[Line]) -> float | None:
    """Return where columns of prose are parted from top to bottom, or None if there are none."""
    best: tuple[int, float] | None = None
    for cut in sorted({round(line.left) - 1.0 for line in lines}):
        left = [line for line in lines if line.right <= cut]
        right = [line for line in lines if line.left >= cut]
        if min(len(left), len(right)) < 3 or not _is_prose(left) or not _is_prose(right):
            continue
        crossing = len(lines) - len(left) - len(right)
        beside = min(left[-1].y, right[-1].y) > max(left[0].y, right[0].y)
        if crossing > SPAN * len(lines) or not (beside or _overlap(left, right)):
            continue
        if best is None or crossing < best[0]:
            best = (crossing, cut)
    return best[1] if best else None


def _is_prose(lines: list[Line]) -> bool:
    return median(len(line.text) for line in lines) >= PROSE


def _overlap(left: list[Line], right: list[Line]) -> bool:
    tops = max(min(line.y for line in side) for side in (left, right))
    ends = min(max(line.y for line in side) for side in (left, right))
    return ends > tops


def _rows(lines: list[Line]) -> Flow:
    """Return lines from top to bottom, those that stand beside one another from left to right."""
    rows: list[Flow] = []
    for line in sorted(lines, key=lambda each: each.y):
        if rows and abs(rows[-1][0].y - line.y) < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda each: each.left)]
