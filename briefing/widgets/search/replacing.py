"""Finding words in the brief or the article, and putting others in their place in the brief."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from briefing.language import tr, tr_many
from briefing.model.changes import Changes
from briefing.model.edits import together, write_section
from briefing.qt.asking import Asking
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import JobRunner
from briefing.qt.live_outline import LiveOutline
from briefing.qt.saying import number
from briefing.services.search.finding import Found, Wanted, find
from briefing.widgets.article.find_bar import FindBar
from briefing.widgets.brief.brief_panel import BriefPanel

if TYPE_CHECKING:
    from briefing.widgets.search.brief_words import BriefWords
    from briefing.widgets.search.replace_bar import ReplaceBar

Span = tuple[int, int]


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

    def step(self, step: int) -> None:
        """Go to the next (+1) or previous (-1) place of the bar at hand."""
        self._at_hand().step(step)

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
        from briefing.widgets.search.brief_words import BriefWords
        from briefing.widgets.search.replace_bar import ReplaceBar

        words = BriefWords(self._brief)
        bar = ReplaceBar(words, Asking(self._jobs, tr("Finding"), _found), self._brief)
        bar.replace_wanted.connect(partial(self._replace, words, bar))
        self._brief.page.add_foot(bar)
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
