"""The words of the selection, the section and the brief, in the line at the foot of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStatusBar

from briefing.language import tr
from briefing.model.article import count_words
from briefing.qt.live_outline import LiveOutline
from briefing.qt.saying import dotted, number
from briefing.widgets import theme
from briefing.widgets.article.article_view import ArticleView
from briefing.widgets.controls.labels import Label
from briefing.widgets.status_line import show_words

if TYPE_CHECKING:
    from briefing.model.outline import Outline
    from briefing.widgets.writing.rich_text import RichText

PAUSE = 120
"""Milliseconds after a change of the selection: it moves with each key that is held."""
MOST = 200_000
"""Code points of a selection that are counted; the rest is reckoned from them."""
_PARAGRAPH_ENDS = str.maketrans("\u2029\u2028\ufffc", "\n\n ")


class WordCounts(QObject):
    """Says the counts; what was selected last, in the article or the brief, is the selection."""

    def __init__(self, line: QStatusBar, view: ArticleView, outline: LiveOutline) -> None:
        super().__init__(line)
        self._view = view
        self._outline = outline
        self._field: RichText | None = None
        self._section = ""
        self.label = Label()
        theme.set_quiet(self.label)
        self.label.setContentsMargins(8, 0, 8, 0)
        line.addPermanentWidget(self.label)
        self.label.hide()
        self._follow = QTimer(self, interval=PAUSE, singleShot=True)
        self._follow.timeout.connect(self.count)
        view.selectionChanged.connect(self._in_article)
        outline.changed.connect(self._follow.start)

    def attach(self, field: RichText) -> None:
        """Count the selection of a field of the brief too."""
        field.selectionChanged.connect(lambda: self._in_brief(field))
        field.destroyed.connect(self._field_gone)

    def show_section(self, key: str) -> None:
        """Count this section from now on: it is the one that is written in."""
        self._section = key
        self._follow.start()

    def count(self) -> None:
        """Say the counts as they are now."""
        selected = self._selected().strip()
        outline = self._outline.outline
        parts = [self._said_of_selection(selected)] if selected else []
        if outline is not None:
            parts += self._said_of_brief(outline)
        words = dotted(parts)
        show_words(self.label, words)
        self.label.setAccessibleName(tr("Words: {words}", words=words) if words else "")

    def _said_of_selection(self, selected: str) -> str:
        if len(selected) <= MOST:
            return tr("Selection {words}", words=number(count_words(selected)))
        share = len(selected) / MOST
        return tr(
            "Selection about {words}", words=number(round(count_words(selected[:MOST]) * share))
        )

    def _said_of_brief(self, outline: Outline) -> list[str]:
        from briefing.services.brief.brief_parts import words_of

        found = next((s for s in outline.all_sections() if s.key == self._section), None)
        said = [tr("Section {words}", words=number(words_of(found)))] if found else []
        template = self._outline.template
        limit = template.limits.words if template else None
        if limit:
            used = number(outline.words)
            return [*said, tr("Brief {used} of {limit} words", used=used, limit=number(limit))]
        return [*said, tr("Brief {words} words", words=number(outline.words))]

    def _selected(self) -> str:
        if self._field is not None:
            return self._field.textCursor().selectedText().translate(_PARAGRAPH_ENDS)
        span, article = self._view.selection(), self._view.article
        return article.text[span[0] : span[1]] if span and article else ""

    def _in_article(self) -> None:
        self._field = None
        self._follow.start()

    def _in_brief(self, field: RichText) -> None:
        self._field = field
        self._follow.start()

    def _field_gone(self) -> None:
        self._field = None
        self._follow.start()
