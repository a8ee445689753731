"""Suggestions while the analyst reads: looked for in the background, decided by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.model.article import Article
from briefing.model.changes import Changes
from briefing.model.project import Project
from briefing.model.suggestion import Suggestion
from briefing.model.suggestion_edits import accept, accept_all, reject
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import Job, JobRunner
from briefing.widgets.article.article_view import ArticleView
from briefing.widgets.excerpts.suggestion_panel import SuggestionPanel

PAUSE = 400
"""Milliseconds after a change before suggestions are looked for again."""


class Suggests(Protocol):
    """Suggests excerpts; see services/suggesting/service.py."""

    def whole(
        self, article: Article, project: Project, cancelled: Callable[[], bool]
    ) -> tuple[Suggestion, ...]:
        """Return the suggestions for an article by place; raises BriefingError."""


class Suggesting(QObject):
    """Keeps the suggestions of the article in step while their pane is in sight.

    `unclear` carries a word for the analyst.
    """

    unclear = Signal(str)

    def __init__(
        self,
        document: ProjectDocument,
        view: ArticleView,
        panel: SuggestionPanel,
        service: Suggests,
        jobs: JobRunner,
    ) -> None:
        super().__init__(view)
        self._document = document
        self._view = view
        self.panel = panel
        self._service = service
        self._jobs = jobs
        self._job: Job | None = None
        self._later = QTimer(self, interval=PAUSE, singleShot=True)
        self._later.timeout.connect(self.look)
        self._is_on = False
        document.changed.connect(self._follow)
        panel.chosen.connect(self.show)
        panel.accepted.connect(self.accept)
        panel.rejected.connect(self.reject)
        panel.all_accepted.connect(self.accept_all)

    def accept_current(self) -> None:
        """Accept the suggestion that is selected in the article, and go on."""
        self._decide(self.accept)

    def reject_current(self) -> None:
        """Turn the suggestion down that is selected in the article, and go on."""
        self._decide(self.reject)

    def set_on(self, on: bool) -> None:  # noqa: FBT001 as the dock's signal has it
        """Look for suggestions from now on, or no more."""
        if on != self._is_on:
            self._is_on = on
            self.look()

    def article_changed(self) -> None:
        """Look at another article."""
        self._put(())
        self.look()

    def look(self) -> None:
        """Look for suggestions now, in the background."""
        if self._job:
            self._job.cancelled.set()
        article, project = self._view.article, self._document.project
        if not self._is_on or article is None:
            self._put(())
            return

        def work(job: Job) -> tuple[Suggestion, ...]:
            return self._service.whole(article, project, job.cancelled.is_set)

        self._job = self._jobs.start(
            tr("Looking for suggestions"), work, then=self._put, otherwise=self._fail
        )

    def show(self, suggestion: Suggestion) -> None:
        """Go to the words of a suggestion."""
        self.panel.mark(suggestion)
        self._view.select(suggestion.start, suggestion.end)
        self._view.setFocus()

    def go_on(self) -> None:
        """Go to the next suggestion in the article, and say why it is one."""
        shown = self.panel.shown()
        here = self._view.selection() or (self._view.caret, self._view.caret)
        after = [s for s in shown if (s.start, s.end) > here] or list(shown)
        if not after:
            self.unclear.emit(tr("There are no suggestions; F5 looks for some."))
            return
        self.show(after[0])
        self.unclear.emit(tr("{reason} — Y accepts, Shift+Y turns down.", reason=after[0].reason))

    def accept(self, suggestion: Suggestion) -> None:
        """Make an excerpt of a suggestion."""
        self._document.apply(accept(suggestion, self._document.stamp()))
        self._drop([suggestion])

    def reject(self, suggestion: Suggestion) -> None:
        """Turn a suggestion down; it does not come back."""
        self._document.apply(reject(suggestion, self._document.stamp()))
        self._drop([suggestion])

    def accept_all(self, suggestions: Sequence[Suggestion]) -> None:
        """Make excerpts of several suggestions, in one step."""
        stamps = [self._document.stamp() for _ in suggestions]
        self._document.apply(accept_all(suggestions, stamps))
        self._drop(suggestions)

    def _decide(self, act: Callable[[Suggestion], None]) -> None:
        current = self.panel.current()
        selection = self._view.selection()
        if current and selection == (current.start, current.end):
            act(current)
            if self.panel.shown():
                self.go_on()
        else:
            self.unclear.emit(tr("O goes to the next suggestion first."))

    def _drop(self, suggestions: Sequence[Suggestion]) -> None:
        """Take what was decided out at once; the others follow when they were looked for again."""
        kept = tuple(s for s in self._view.painting.suggestions if s not in suggestions)
        self._put(kept)

    def _put(self, suggestions: tuple[Suggestion, ...]) -> None:
        self.panel.row.tag_of = self._view.tag_of
        self._view.painting.show_suggestions(suggestions)
        self._view.viewport().update()
        if self._is_on and self._view.article:
            self.panel.show_suggestions(suggestions)
        elif not self._view.article:
            self.panel.say(tr("Open an article to see what might be worth an excerpt."))

    def _fail(self, error: BriefingError) -> None:
        self.panel.say(str(error))

    def _follow(self, changes: Changes) -> None:
        kinds = ("excerpts", "articles", "decisions", "schemes")
        if self._is_on and any(changes.of(kind) for kind in kinds):
            self._later.start()
