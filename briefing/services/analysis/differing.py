"""Figures of the same unit and subject that articles give differently, side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from briefing.language import tr
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.services.analysis.grid import Cell, Grid, Head, Width
from briefing.services.excerpt_tables import in_order
from briefing.services.figures import Figure, figures_in

SHARED = 2
"""Words that two figures of one subject have around them at least."""
MOST_WORDS = 8
"""Words around a figure that are looked at, the nearest; any two may be its subject."""
AROUND = 120
"""Code points on each side of a figure in which its subject is looked for."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_WORD = re.compile(r"[^\W\d_]{3,40}")
_SENTENCE = re.compile(r"[.!?…。！？](?=\s|$)")
_SCALES = _words(
    "thousand million millions billion billions trillion hundred bn tn mn m k crore lakh"
)
_SAME = {"percent": "%", "per cent": "%", "euros": "€", "euro": "€", "eur": "€", "dollars": "$",
         "dollar": "$", "usd": "$", "us$": "$", "pounds": "£", "gbp": "£"}  # fmt: skip
_COMMON = _words(
    "the and for with from that this which were was are has have had will would may could should "
    "been its his her their they them more less than about over under some such into after before "
    "not but also said says say told according reported when while where who one two three all "
    "many most other only out per cent percent year years month months"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A figure as an excerpt gives it; `words` are those around it, the nearest first."""

    excerpt: Excerpt
    figure: Figure
    words: tuple[str, ...]


def differing_figures(project: Project) -> Grid:
    """Return the figures that articles give differently: a row a subject, a column an article.

    Two figures have one subject if they have one unit and share `SHARED` words in their sentences;
    a row is a pair of such words, and one whose figures another row has too is left out.
    """
    groups = _groups(_said(project))
    used = {said.excerpt.article for _subject, _unit, found in groups for said in found}
    articles = [article for article in project.articles_in_order() if article.id in used]
    columns = {article.id: place for place, article in enumerate(articles)}
    cells: dict[tuple[int, int], Cell] = {}
    for row, (_subject, _unit, found) in enumerate(groups):
        by_article: dict[str, list[_Said]] = defaultdict(list)
        for said in found:
            by_article[said.excerpt.article].append(said)
        for article, here in by_article.items():
            words = dict.fromkeys(_written(said.figure) for said in here)
            ids = dict.fromkeys(said.excerpt.id for said in here)
            cells[row, columns[article]] = Cell("; ".join(words), tuple(ids), cites=True)
    return Grid(
        tr("Differing figures"),
        tr("About"),
        tuple(Head(f"{subject} ({unit})" if unit else subject) for subject, unit, _f in groups),
        tuple(Head(article.name, width=Width.NAME) for article in articles),
        cells,
        tr(
            "Figures of one unit with two words in common around them, which articles give "
            "differently. Whether they speak of the same is yours to judge."
        ),
        tr(
            "No figures that differ between articles. Tag words with numbers in two or more "
            "articles, "
            "and what they give differently stands here side by side."
        ),
    )


def _said(project: Project) -> list[_Said]:
    found = []
    for excerpt in in_order(project, project.excerpts.values()):
        for figure in figures_in(excerpt.quote):
            words = _subject_words(excerpt.quote, figure)
            if len(words) >= SHARED:
                found.append(_Said(excerpt, figure, words))
    return found


def _subject_words(text: str, figure: Figure) -> tuple[str, ...]:
    """Return the words of the figure's sentence that say what it is about, the nearest first."""
    low, high = max(0, figure.start - AROUND), min(len(text), figure.end + AROUND)
    for stop in _SENTENCE.finditer(text, low, high):
        if stop.end() <= figure.start:
            low = stop.end()
        elif stop.start() >= figure.end:
            high = stop.start()
            break
    unit = {word.casefold() for word in _WORD.findall(figure.unit)}
    near = sorted(
        (max(match.start() - figure.end, figure.start - match.end()), match.group().casefold())
        for match in _WORD.finditer(text, low, high)
    )
    wanted = dict.fromkeys(word for _far, word in near if word not in _COMMON and word not in unit)
    return tuple(wanted)[:MOST_WORDS]


def _groups(said: Iterable[_Said]) -> list[tuple[str, str, list[_Said]]]:
    """Return subject, unit and figures, those of most figures first."""
    by_subject: dict[tuple[str, tuple[str, ...]], list[_Said]] = defaultdict(list)
    for each in said:
        unit = _unit(each.figure.unit)
        for pair in combinations(sorted(each.words), SHARED):
            by_subject[unit, pair].append(each)
    differing = [(key, found) for key, found in by_subject.items() if _differ(found)]
    differing.sort(key=lambda group: (-len(group[1]), group[0]))
    shown: set[int] = set()
    groups = []
    for (unit, pair), found in differing:
        fresh = {id(each) for each in found}
        if not fresh <= shown:
            shown |= fresh
            groups.append((_in_order(pair, found[0]), unit, found))
    return groups


def _differ(found: Sequence[_Said]) -> bool:
    """Whether there is no value that all of the articles give, of which there are several."""
    by_article: dict[str, set[float]] = defaultdict(set)
    for each in found:
        by_article[each.excerpt.article].add(each.figure.value)
    return bool(by_article) and not set.intersection(*by_article.values())


def _unit(unit: str) -> str:
    """Return a unit as it is told apart: without scale and plural, of two spellings one."""
    words = [word for word in unit.casefold().split() if word not in _SCALES]
    plain = " ".join(words)
    if plain in _SAME:
        return _SAME[plain]
    return plain.removesuffix("s") if len(plain) > 3 else plain


def _in_order(pair: tuple[str, ...], said: _Said) -> str:
    """Return the words of a subject in the order in which they stand."""
    text = said.excerpt.quote.casefold()
    return " … ".join(sorted(pair, key=text.find))


def _written(figure: Figure) -> str:
    return figure.figure if not figure.unit else f"{figure.figure} {figure.unit}".replace(" %", "%")
