"""Excerpts whose words are not certain any more: listed, confirmed, chosen again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from briefing.language import tr, tr_many
from briefing.model.article_edits import confirm, move_to
from briefing.model.changes import Changes
from briefing.model.edits import remove_excerpt
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.qt.document import ProjectDocument
from briefing.services.anchoring.article_changes import Comparison
from briefing.widgets.article.article_view import ArticleView
from briefing.widgets.excerpts.review_list import ReviewList

if TYPE_CHECKING:
    from briefing.services.brief.resting import ExcerptChange, Resting

PAUSE = 50
"""Milliseconds after a change before the list follows."""


class Reviewing(QObject):
    """Keeps the list of doubtful excerpts in step and does what is decided about one.

    `unclear` carries a word for the analyst; `wanted` says that there is something to look
    at, `resting` carries the sentences of briefs that rest on words which changed.
    """

    unclear = Signal(str)
    wanted = Signal()
    resting = Signal(object)

    def __init__(self, document: ProjectDocument, view: ArticleView, panel: ReviewList) -> None:
        super().__init__(view)
        self._document = document
        self._view = view
        self.panel = panel
        self._changes: dict[str, ExcerptChange] = {}
        self._follow = QTimer(self, interval=PAUSE, singleShot=True)
        self._follow.timeout.connect(self.show_list)
        document.changed.connect(self._changed)
        document.opened.connect(self._changes.clear)
        document.opened.connect(self._follow.start)
        panel.confirmed.connect(self.confirm)
        panel.moved.connect(self.choose_again)
        panel.removed.connect(lambda excerpt: document.apply(remove_excerpt(excerpt)))

    def confirm(self, excerpt: Excerpt) -> None:
        """Say that the words at an excerpt's place are the ones that were meant."""
        self._document.apply(confirm(excerpt))

    def choose_again(self, excerpt: Excerpt) -> None:
        """Let an excerpt mean the words that are selected."""
        article, selection = self._view.article, self._view.selection()
        if article is None or article.id != excerpt.article or selection is None:
            self.unclear.emit(tr("Select the words that were meant in the article first."))
        else:
            self._document.apply(move_to(excerpt, *selection))

    def tell(self, taken: Comparison, before: Project) -> None:
        """Say what became of the excerpts when a newer version was taken over.

        `before` is the project before that; sentences of briefs that rest on words which changed
        are listed.
        """
        from briefing.services.brief.resting import changes_after

        project = self._document.project
        changed = changes_after(before, project)
        self._changes |= changed
        if rows := self._resting_on(changed):
            self.resting.emit(rows)
        doubtful = sum(1 for e in self._doubtful() if e.article == taken.old.id)
        if doubtful:
            self.wanted.emit()
            self.unclear.emit(
                tr_many(
                    "{count} excerpt needs a look: see the list.",
                    "{count} excerpts need a look: see the list.",
                    doubtful,
                )
            )

    def show_resting(self) -> None:
        """List once more what rests on words that are in doubt, or were changed since the start."""
        from briefing.services.brief.resting import changes_in_review, still

        project = self._document.project
        self.resting.emit(
            self._resting_on({**still(self._changes, project), **changes_in_review(project)})
        )

    def _resting_on(self, changed: Mapping[str, ExcerptChange]) -> list[Resting]:
        from briefing.services.brief.resting import sentences_resting_on

        project = self._document.project
        return [
            row
            for brief in project.briefs_in_order()
            for row in sentences_resting_on(project, brief, changed)
        ]

    def show_list(self) -> None:
        """List what has to be looked at, article by article."""
        project = self._document.project
        excerpts = sorted(self._doubtful(), key=lambda e: (e.article, e.start, e.end, e.id))
        texts = {e.article: project.articles[e.article].text for e in excerpts}
        self.panel.show_excerpts(excerpts, texts)

    def _doubtful(self) -> Iterator[Excerpt]:
        project = self._document.project
        return (e for e in project.excerpts.values() if e.review and e.article in project.articles)

    def _changed(self, changes: Changes) -> None:
        pairs = changes.of("excerpts").values()
        if any(getattr(item, "review", "") for pair in pairs for item in (pair.before, pair.after)):
            self._follow.start()
