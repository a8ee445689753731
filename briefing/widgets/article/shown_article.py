"""The article that is open with the lists beside it, kept in step with the project."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from briefing.language import tr
from briefing.model.changes import Changes
from briefing.model.edits import remove_article
from briefing.model.excerpt import Excerpt
from briefing.model.tags import Tag
from briefing.qt.document import ProjectDocument
from briefing.qt.live_excerpts import LiveExcerpts
from briefing.qt.turns import Turns
from briefing.widgets.article.article_view import ArticleView
from briefing.widgets.article.sentence_walk import Span
from briefing.widgets.excerpts.assessment_strip import AssessmentStrip
from briefing.widgets.excerpts.lists import ArticleList, ExcerptPanel, Pair, TagList


@dataclass(frozen=True, slots=True)
class Panes:
    """What shows the article and what is beside it."""

    view: ArticleView
    articles: ArticleList
    tags: TagList
    excerpts: ExcerptPanel
    strip: AssessmentStrip


class ShownArticle(QObject):
    """Shows one article of the project; redraws what an edit changed and no more.

    The page shows an edit at once. What stands beside it follows, a piece a turn of the event loop.

    `changed` says that another article, or none, is shown; `tags_changed` carries the tags that
    are offered.
    """

    changed = Signal()
    tags_changed = Signal(object)

    def __init__(self, document: ProjectDocument, panes: Panes, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._panes = panes
        self.live = LiveExcerpts(document.project)
        panes.articles.articles.progress_of = self.live.progress
        self._tags: list[Tag] = []
        self._touched: set[str] = set()
        self.turns = Turns(self)
        panes.strip.latest = lambda excerpt: document.project.excerpts.get(excerpt.id)
        panes.strip.catch_up = partial(self.turns.finish, "strip")
        document.changed.connect(self._follow)
        panes.view.target_changed.connect(self._follow_target)

    def open(self) -> None:
        """Show a project that has just been opened, at its first article."""
        self.live.open(self._document.project)
        articles = self._document.project.articles_in_order()
        self.show(articles[0].id if articles else None)

    def remove(self) -> None:
        """Take the article that is shown out of the project."""
        if article := self._panes.view.article:
            self._document.apply(remove_article(article))

    def show(self, article_id: str | None) -> None:
        """Show an article; an unknown one shows none."""
        self._panes.view.show_article(self._document.project.articles.get(article_id or ""))
        self._show_tags()
        self._show_articles()
        self._show_excerpts()
        self.changed.emit()

    def redraw(self) -> None:
        """Show everything anew, in other colours."""
        self._panes.strip.excerpt = None
        self._show_excerpts()
        self._show_target()

    def _follow(self, changes: Changes) -> None:
        touched = self.live.follow(changes)
        article = self._panes.view.article
        if changes.of("schemes"):
            self._show_tags()
        if changes.of("articles"):
            self._follow_articles()
            return
        self._touched |= touched
        self.turns.later("articles", self._count)
        if changes.of("schemes"):
            self._show_excerpts()
        elif article and article.id in touched:
            self._show_excerpts(_pairs(changes, article.id))

    def _follow_articles(self) -> None:
        project, shown = self._document.project, self._panes.view.article
        self.turns.finish()
        still = project.articles.get(shown.id) if shown else None
        if still is None:
            articles = project.articles_in_order()
            self.show(articles[0].id if articles else None)
        else:
            self.show(still.id)

    def _show_articles(self) -> None:
        self._panes.articles.articles.show(
            self._document.project.articles_in_order(), self.live.counts()
        )
        self._panes.articles.mark(self._panes.view.article)

    def _show_tags(self) -> None:
        project = self._document.project
        self._panes.view.tag_of = self._panes.strip.tag_of = project.tag
        self._panes.excerpts.set_tags(list(project.tags()), project.tag)
        offered = list(project.tags_offered())
        if offered != self._tags:
            self._tags = offered
            self.tags_changed.emit(offered)

    def _count(self) -> None:
        touched, self._touched = self._touched, set()
        counts = {each: self.live.of(each).count for each in touched}
        self._panes.articles.articles.count(counts)

    def _show_excerpts(self, changed: list[Pair] | None = None) -> None:
        """Let the page show the excerpts at once and all else follow; `changed` if that is all."""
        view = self._panes.view
        placing = self.live.of(view.article.id) if view.article else None
        view.show_excerpts(placing, None if changed is None else _places(changed))
        self._panes.excerpts.show_those_of(lambda: placing.excerpts if placing else (), changed)
        self.turns.later("tags", self._count_tags)
        if changed is None:
            self.turns.finish()

    def _count_tags(self) -> None:
        article = self._panes.view.article
        placing = self.live.of(article.id) if article else None
        self._panes.tags.tags.show(self._tags, placing.tags if placing else {})

    def _follow_target(self) -> None:
        self.turns.later("strip", self._show_target)

    def _show_target(self) -> None:
        excerpt = self._panes.view.current_excerpt()
        self._panes.strip.show_excerpt(excerpt, self._hint())
        self._panes.excerpts.mark(excerpt)

    def _hint(self) -> str:
        return tr(
            "Press 1 to 8 to tag the marked sentence, or T to find a tag. "
            "Arrow keys or J, K move by sentence; Shift takes more."
        )


def _pairs(changes: Changes, article: str) -> list[Pair]:
    """Return the excerpts of an article that an edit changed, before and after."""

    def here(item: object) -> Excerpt | None:
        return item if isinstance(item, Excerpt) and item.article == article else None

    both = ((here(c.before), here(c.after)) for c in changes.of("excerpts").values())
    return [pair for pair in both if any(pair)]


def _places(pairs: list[Pair]) -> list[Span]:
    """Return where the excerpts stood and stand."""
    return [(each.start, each.end) for pair in pairs for each in pair if each]
