"""Search in all articles, find in one and in the brief, and replace there, off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from briefing.errors import BriefingError
from briefing.language import tr, tr_many
from briefing.model.article import Article
from briefing.model.changes import Changes
from briefing.model.edits import together, write_section
from briefing.model.excerpt_edits import tag_all
from briefing.model.project import Project
from briefing.qt.asking import Asking
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import Job, JobRunner
from briefing.qt.live_outline import LiveOutline
from briefing.qt.saying import number
from briefing.services.duplicates import NearDuplicate
from briefing.services.finding import Found, Wanted, find
from briefing.services.ports import ArticleIndex, ArticleIndexes, Hit, SearchResult
from briefing.widgets.article_view import ArticleView
from briefing.widgets.brief_panel import BriefPanel
from briefing.widgets.find_bar import FindBar
from briefing.widgets.found_marks import FoundMarks
from briefing.widgets.search_panel import SearchPanel

if TYPE_CHECKING:
    from briefing.widgets.brief_words import BriefWords
    from briefing.widgets.replace_bar import ReplaceBar

Span = tuple[int, int]


class Searching(QObject):
    """Keeps the index of the open project in step, from when it is first needed.

    `opened` carries the Hit to go to, `failed` a BriefingError.
    """

    opened = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        document: ProjectDocument,
        view: ArticleView,
        indexes: ArticleIndexes,
        jobs: JobRunner,
    ) -> None:
        super().__init__(view)
        self._document = document
        self._view = view
        self._indexes = indexes
        self._jobs = jobs
        self._index: ArticleIndex | None = None
        self._building: Job | None = None
        self.panel = SearchPanel(Asking(jobs, tr("Searching"), self._search))
        self.panel.opened.connect(self.opened)
        self.panel.left.connect(view.setFocus)
        self.bar = FindBar(FoundMarks(view), Asking(jobs, tr("Finding"), _found))
        self.bar.tag_all.connect(self._tag_all)
        document.changed.connect(self._follow)
        document.opened.connect(self.change_project)

    def prepare(self) -> None:
        """Bring the index into line with the project, in the background, if it is not."""
        if self._index is not None:
            return
        project = self._document.project
        index = self._index = self._indexes.open(self._document.store.path, project)

        def work(job: Job) -> None:
            index.build(project, job.report, job.cancelled.is_set)

        self._building = self._jobs.start(
            tr("Reading all articles for the search"), work,
            then=lambda _nothing: self.panel.refresh(), otherwise=self._fail,
        )  # fmt: skip

    def near(self, article: Article, project: Project) -> list[NearDuplicate]:
        """Return what nearly says the same; to be called in the background."""
        index = self._index
        if index is None:
            index = self._indexes.open(None, project)
            index.build(project, lambda _done, _word: None, lambda: False)
            found = index.near(article)
            index.close()
            return found
        return index.near(article)

    def show_hit(self, hit: Hit) -> None:
        """Select the first words that were found of a hit."""
        if hit.marks and self._view.article and self._view.article.id == hit.article:
            self._view.select(*hit.marks[0])
            self._view.setFocus()

    def change_project(self) -> None:
        """Let go of the index; another project is open, which has its own."""
        index = self._let_go()
        if index:
            self._jobs.start(
                tr("Closing the search"), lambda _job: index.close(),
                then=lambda _nothing: None, otherwise=self.failed.emit,
            )  # fmt: skip
        if self.panel.isVisible():
            self.prepare()

    def end(self) -> None:
        """Let go of the index for good."""
        if index := self._let_go():
            index.close()

    def _let_go(self) -> ArticleIndex | None:
        if self._building:
            self._building.cancelled.set()
        index, self._index = self._index, None
        return index

    def _search(self, asked: tuple[str, int]) -> SearchResult:
        index = self._index
        return index.search(*asked) if index else SearchResult((), 0, complete=False)

    def _follow(self, changes: Changes) -> None:
        if self._index is not None:
            self._index.update(changes)
            self.panel.refresh()

    def _tag_all(self, spans: Sequence[Span], tag_id: str) -> None:
        article, tag = self._view.article, self._document.project.tag(tag_id)
        if article and tag:
            stamps = [self._document.stamp() for _ in spans]
            self._document.apply(tag_all(article.id, spans, tag.id, tag.name, stamps))
            self.bar.refresh()

    def _fail(self, error: BriefingError) -> None:
        self._index = None
        self.failed.emit(error)


class Replacing(QObject):
    """Opens the bar below the brief; `said` carries a word for the analyst."""

    said = Signal(str)

    def __init__(
        self, document: ProjectDocument, outline: LiveOutline, brief: BriefPanel,
        jobs: JobRunner, article: FindBar,
    ) -> None:  # fmt: skip
        super().__init__(brief)
        self._document = document
        self._outline = outline
        self._brief = brief
        self._article = article
        self._jobs = jobs
        self.bar: ReplaceBar | None = None

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what the actions of finding do, by their ids."""
        return {
            "replace": self.open, "find": self.find,
            "find-next": lambda: self._at_hand().step(+1),
            "find-previous": lambda: self._at_hand().step(-1),
        }  # fmt: skip

    def open(self) -> None:
        """Open the bar below the brief."""
        if self._outline.brief is None:
            self.said.emit(tr("There is no brief to replace words in yet."))
            return
        if self.bar is None:
            self.bar = self._made()
        self.bar.open_bar()

    def find(self) -> None:
        """Open the bar of the part that has the keyboard: the brief, or else the article."""
        if self._is_in_brief() and self._outline.brief is not None:
            self.open()
        else:
            self._article.open_bar()

    def _at_hand(self) -> FindBar:
        here = self.bar is not None and self.bar.isVisible() and self._is_in_brief()
        return self.bar if self.bar and here else self._article

    def _is_in_brief(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self._brief.isAncestorOf(focused)

    def _follow(self, changes: Changes) -> None:
        if self.bar and (changes.of("briefs") or changes.of("excerpts")):
            self.bar.follow()

    def _made(self) -> ReplaceBar:
        from briefing.widgets.brief_words import BriefWords
        from briefing.widgets.replace_bar import ReplaceBar

        words = BriefWords(self._brief)
        bar = ReplaceBar(words, Asking(self._jobs, tr("Finding"), _found), self._brief)
        bar.replace_wanted.connect(partial(self._replace, words, bar))
        self._brief.add_foot(bar)
        self._document.changed.connect(self._follow)
        self._document.opened.connect(bar.hide)
        return bar

    def _replace(
        self, shown: BriefWords, bar: ReplaceBar, spans: Sequence[Span], words: str
    ) -> None:
        """Put words at these places, as one step, and look again."""
        brief, wanted = self._outline.brief, shown.replaceable(spans)
        if brief is None or not wanted:
            self.said.emit(tr("A citation stands in these words: they stay as they are."))
            return
        edits = [
            write_section(brief.id, key, pieces) for key, pieces in shown.replaced(wanted, words)
        ]
        self._document.apply(together(tr("Replace words"), *edits))
        if len(spans) > 1:
            self.said.emit(
                tr_many("{shown} place replaced.", "{shown} places replaced.", len(wanted),
                        shown=number(len(wanted)))
            )  # fmt: skip
        bar.find_now()


def _found(asked: tuple[str, Wanted]) -> Found:
    return find(*asked)
