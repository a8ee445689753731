"""Filter and tables with 10,000 excerpts: what each costs the one who types, in milliseconds."""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from briefing.app import make_application
from briefing.model.article import Article, Block, BlockKind
from briefing.model.excerpt import Assessment, Confidence, Excerpt, Impact, SourceKind, Status, cut
from briefing.model.project import Project, new_project
from briefing.qt.table_models import TableModel
from briefing.services.excerpts.excerpt_filter import ExcerptFilter
from briefing.services.excerpts.excerpt_tables import (
    FigureReader,
    FigureRow,
    SourceRow,
    StakeholderRow,
    source_rows,
    stakeholder_rows,
)
from briefing.services.reading.figures import figures_in
from briefing.widgets.excerpts.lists import ExcerptPanel

EXCERPTS = 10_000
ARTICLES = 20
SENTENCES = (
    "The operators put off repairs in winter {n} of high fuel prices. ",
    "Fuel costs rose by {n}% in October, and 131 product categories may be affected. ",
    "A list of the routes is circulating among the ferry companies. ",
    "The fund would pay {n} million crowns to the two operators that asked first. ",
)
NAMES = ("The ministry", "ministry", "Northwire", "a source", "Harbour union", None)
HOLDERS = ("Fish farms", "fish farms", "The operators", "Island residents", None)
TAGS = ("policy-shift", "economic-concerns", "key-figures", "background", "outlook")


def main() -> None:
    """Print the figures as JSON: medians of nine, in processor time."""
    app = make_application()
    project = filled()
    found = services(project) | window(app, project)
    print(json.dumps({name: round(value, 1) for name, value in found.items()}, indent=1))


def filled() -> Project:
    """Return a project of 20 articles with 10,000 excerpts, the same each time."""
    chance, articles, excerpts = random.Random(3), [], []  # noqa: S311 not for secrets
    for number in range(ARTICLES):
        said = [chance.choice(SENTENCES) for _ in range(EXCERPTS // ARTICLES)]
        parts = [words.format(n=chance.randint(3, 900)) for words in said]
        text, at, key = "".join(parts), 0, f"a{number:02}"
        block = Block(BlockKind.PARAGRAPH, 0, 0, len(text))
        articles.append(Article(key, f"{key}.txt", None, text, (block,), added=key))
        for place, part in enumerate(parts):
            end = at + len(part) - 1
            excerpts.append(
                Excerpt(
                    f"{key}-{place}", key, at, end, *cut(text, at, end),
                    (chance.choice(TAGS),), chance.choice(["", "ask twice"]),
                    Assessment(
                        chance.choice(NAMES), chance.choice([None, *SourceKind]),
                        chance.choice(list(Status)), chance.choice([None, *Confidence]),
                        chance.choice(HOLDERS), chance.choice([None, *Impact]),
                    ),
                )
            )  # fmt: skip
            at += len(part)
    chance.shuffle(excerpts)
    return new_project().having("articles", *articles).having("excerpts", *excerpts)


def services(project: Project) -> dict[str, float]:
    """Time the tables and the filter without a window."""
    every = list(project.excerpts.values())
    figures_in.cache_clear()
    reader = FigureReader()
    some = ExcerptFilter(
        tags=frozenset({"outlook", "background"}), statuses=frozenset({Status.UNVERIFIED}),
        said_by=frozenset({"minis"}), text="fuel prices",
    )  # fmt: skip
    return {
        "stakeholders": median(lambda: stakeholder_rows(project)),
        "sources": median(lambda: source_rows(project)),
        "figures, first (a job)": median(lambda: reader.rows(project), times=1),
        "figures, again": median(lambda: reader.rows(project)),
        "figures, is it a job": median(lambda: reader.unread(project)),
        "filter by tag": median(lambda: ExcerptFilter(tags=frozenset({"outlook"})).select(every)),
        "filter by four parts": median(lambda: some.select(every)),
        "filter by words": median(lambda: ExcerptFilter(text="fuel prices rose").select(every)),
    }


def window(app: QApplication, project: Project) -> dict[str, float]:
    """Time what happens on the UI thread: the filtered list and the rows of the tables."""
    panel = ExcerptPanel(None)  # type: ignore[arg-type] # a window of its own
    panel.resize(260, 700)
    panel.show()
    panel.show_excerpts(list(project.excerpts.values()))
    panel.only("")
    app.processEvents()
    wanted = [ExcerptFilter(tags=frozenset({"outlook"})), ExcerptFilter()]
    turn = iter(range(1_000))
    found = {"filter to repainted list": median(lambda: _filtered(app, panel, wanted, next(turn)))}
    for kind, rows in (
        (StakeholderRow, stakeholder_rows(project)), (SourceRow, source_rows(project)),
        (FigureRow, FigureReader().rows(project)),
    ):  # fmt: skip
        model = TableModel(kind, panel)
        model.show(rows, project.excerpts)
        found[f"{kind.__name__} shown again"] = median(
            lambda model=model, rows=rows: model.show(list(rows), project.excerpts)  # type: ignore[misc]
        )
        found[f"{kind.__name__} sorted"] = median(lambda model=model: model.sort(0))  # type: ignore[misc]
    return found


def _filtered(
    app: QApplication, panel: ExcerptPanel, wanted: list[ExcerptFilter], turn: int
) -> None:
    panel.filter.show_filter(wanted[turn % 2])
    app.processEvents()


def median(work: Callable[[], object], times: int = 9) -> float:
    """Return the median of the milliseconds that `work` takes."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1e3)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
