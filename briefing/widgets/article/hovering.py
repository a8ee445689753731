"""Shows the card of what the mouse rests on in the article, or of what is at the caret."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent

from briefing.model.excerpt import Excerpt
from briefing.widgets.article.article_view import ArticleView

if TYPE_CHECKING:
    from briefing.model.outline import Outline
    from briefing.services.brief.usage import Usage
    from briefing.widgets.article.hover_card import HoverCard


class Hovering(QObject):
    """Watches the article's page and opens the card."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__(view)
        self._view = view
        self._outline: Outline | None = None
        self._usage: Usage | None = None
        view.viewport().installEventFilter(self)

    @cached_property
    def card(self) -> HoverCard:
        """The card, made when there is an excerpt to show on it."""
        from briefing.widgets.article.hover_card import HoverCard

        card = HoverCard(self._view)
        card.sections_using = self._sections_using if self._outline else None
        return card

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what the actions of the card do, by their ids."""
        return {"card": self.show_card}

    def show_card(self) -> None:
        """Show the card of the excerpts at the caret at once."""
        box = self._view.cursorRect()
        self._open(self._view.placing.at(self._view.caret), box.bottomLeft(), at_once=True)

    def follow(self, outline: Outline | None) -> None:
        """Take the outline that says which sections use an excerpt."""
        self._outline, self._usage = outline, None
        if "card" in vars(self):
            self.card.sections_using = self._sections_using if outline else None

    def _sections_using(self, excerpt: str) -> list[str]:
        from briefing.services.brief.usage import Usage

        if self._usage is None and self._outline:
            self._usage = Usage(self._outline)
        return self._usage.sections_using(excerpt) if self._usage else []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Follow the mouse while no button is held."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            place = event.position().toPoint()
            free = event.buttons() == Qt.MouseButton.NoButton
            free = free and self._view.painting.hidden.at(place) is None  # it has a word of its own
            self._open(self._under(place) if free else [], place)
        return super().eventFilter(watched, event)

    def _under(self, place: QPoint) -> list[Excerpt]:
        cursor = self._view.cursorForPosition(place)
        beside = self._view.cursorRect(cursor).center() - place
        if abs(beside.x()) > 24 or abs(beside.y()) > 24:
            return []
        return self._view.placing.at(self._view.map.from_qt(cursor.position()))

    def _open(self, excerpts: list[Excerpt], place: QPoint, *, at_once: bool = False) -> None:
        if not excerpts and "card" not in vars(self):
            return
        self.card.tag_of = self._view.tag_of
        corner = self._view.viewport().mapToGlobal(place)
        (self.card.show_for if at_once else self.card.show_soon)(excerpts, corner)
