"""The work of an import: reads its files and compares what is in them with what is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.language import tr
from briefing.model.article import Article
from briefing.model.project import Project
from briefing.services.anchoring.article_changes import Comparison
from briefing.services.articles.alike import AlikeFinder
from briefing.services.articles.importing import (
    ArticleReader,
    ImportRow,
    State,
    read_in_order,
    read_row,
)
from briefing.services.ports import LoadedArticle

Newer = Callable[[Sequence[LoadedArticle], Project], tuple[Comparison, ...]]
Loaded = tuple[LoadedArticle, ...]


@dataclass(frozen=True, slots=True)
class ImportWork:
    """What reading needs.

    `newer` gives the articles that are newer versions of ones in a project, `is_ours` tells
    documents that this program exported, `loaded` takes what is read by the ids of rows.
    """

    reader: ArticleReader
    newer: Newer
    is_ours: Callable[[Path], bool]
    loaded: MutableMapping[str, Loaded]

    def read_one(self, row: ImportRow, project: Project) -> tuple[ImportRow, Loaded]:
        """Read one file again; its articles are not compared with those that it gave before."""
        fresh, loaded = read_row(row, self.reader)
        others = [a for a in project.articles.values() if a.id not in row.added]
        known = {article.id: article.name for article in others}
        alike = AlikeFinder(others if loaded else (), lambda: False)
        return replace(fresh, notes=tuple(_notes(fresh.articles, known, alike))), loaded

    def read_all(
        self,
        rows: Sequence[ImportRow],
        project: Project,
        tell: Callable[[ImportRow], None],
        stopped: Callable[[], bool],
    ) -> None:
        """Read files in their order and tell of each as it goes on."""

        def read(row: ImportRow) -> tuple[ImportRow, Loaded]:
            tell(replace(row, state=State.READING))
            if not row.form and self.is_ours(row.path):
                return replace(row, state=State.OURS), ()
            return read_row(row, self.reader)

        self.reader.expect(row.path for row in rows)
        known = {article.id: article.name for article in project.articles.values()}
        alike = AlikeFinder(project.articles.values(), stopped)
        for row, loaded in read_in_order(rows, read, stopped):
            newer = self.newer(loaded, project) if known else ()
            older = {each.new.id for each in newer}
            fresh = [each for each in row.articles if each.id not in older]
            notes = tuple(_notes(fresh, known, alike))
            for article in fresh:
                if article.id not in known:
                    known[article.id] = row.name
                    alike.add(article)
            self.loaded[row.id] = loaded
            tell(replace(row, newer=newer, notes=notes))


def _notes(articles: Sequence[Article], known: dict[str, str], alike: AlikeFinder) -> Iterator[str]:
    for article in articles:
        if article.id in known:
            name, other = article.name, known[article.id]
            if other == name:
                yield tr("“{name}” is there already.", name=name)
            else:
                yield tr("“{name}” is there already, as “{other}”.", name=name, other=other)
        elif near := alike.nearest(article):
            yield (
                tr(
                    "“{name}” says nearly the same as “{near_name}” ({share:.0%} of its words).",
                    name=article.name,
                    near_name=near.name,
                    share=near.share,
                )
            )
