"""Tagging: what the keys, the tag list and the menus do to the words that are meant."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from briefing.language import tr
from briefing.model.edits import (
    new_excerpt,
    remove_excerpt,
    set_scheme,
    together,
    toggle_tag,
    toggle_tag_of,
)
from briefing.model.excerpt import Excerpt
from briefing.model.tags import TagScheme, new_tag
from briefing.qt.document import ProjectDocument
from briefing.services.reading.hidden_signs import isolated
from briefing.widgets.article.article_view import ArticleView

if TYPE_CHECKING:
    from briefing.widgets.excerpts.tag_palette import TagPalette


_HAS = "✓ "
"""Stands in the menu before a tag that the excerpt has."""


class Tagging(QObject):
    """Turns what the analyst does in the article view into edits.

    `unclear` carries a word for the analyst when nothing is meant, `tagged` the tag that was used.
    """

    unclear = Signal(str)
    tagged = Signal(str)

    def __init__(self, document: ProjectDocument, view: ArticleView) -> None:
        super().__init__(view)
        self._document = document
        self._view = view

    @cached_property
    def _palette(self) -> TagPalette:
        from briefing.widgets.excerpts.tag_palette import TagPalette

        palette = TagPalette(self._view)
        palette.chosen.connect(lambda tag: self.toggle(tag.id))
        palette.named.connect(self.tag_anew)
        return palette

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what the actions of tagging do, by their ids."""
        return {
            "tag": self.ask, "remove-excerpt": self.remove, "outer-excerpt": self.go_around,
            "look-at": self.look_at,
            "next-excerpt": lambda: self.go(+1), "previous-excerpt": lambda: self.go(-1),
        }  # fmt: skip

    def toggle(self, tag_id: str) -> None:
        """Put a tag on the words that are meant, or take it off them."""
        target, tag = self._view.target(), self._document.project.tag(tag_id)
        if self._view.article is None or tag is None:
            return
        if target is None:
            self.unclear.emit(tr("Put the caret in a sentence or select words to tag."))
            return
        article, project = self._view.article.id, self._document.project
        there = (e for e in self._view.placing.between(*target) if (e.start, e.end) == target)
        excerpt = next(there, None)
        excerpt = excerpt or new_excerpt(project, article, *target, self._document.stamp())
        self._document.apply(toggle_tag_of(excerpt, tag.id, tag.name))
        self.tagged.emit(tag.id)

    def tag_anew(self, name: str) -> None:
        """Make a tag of this name and put it on the words that are meant, in one step."""
        target, scheme = self._view.target(), self._scheme()
        if self._view.article is None or target is None or scheme is None:
            return
        tag = new_tag(scheme, name, self._document.project.tags())
        grown = TagScheme(scheme.id, scheme.name, scheme.version + 1, (*scheme.tags, tag))
        stamp = self._document.stamp()
        put = toggle_tag(self._view.article.id, *target, tag.id, tag.name, stamp)
        self._document.apply(together(tr("New tag “{name}”", name=name), set_scheme(grown), put))
        self.tagged.emit(tag.id)

    def ask(self) -> None:
        """Open the tag palette below the caret."""
        if self._view.article is None:
            return
        corner = self._view.cursorRect().bottomLeft() + QPoint(0, 6)
        self._palette.ask(
            list(self._document.project.tags_offered()), self._view.viewport().mapToGlobal(corner)
        )

    def remove(self) -> None:
        """Remove the current excerpt."""
        excerpt = self._view.current_excerpt()
        if excerpt:
            self._document.apply(remove_excerpt(excerpt))
        else:
            self.unclear.emit(tr("There is no excerpt here to remove."))

    def go(self, direction: int) -> None:
        """Go to the next (+1) or previous (-1) excerpt by place."""
        excerpts = self._view.placing.excerpts
        current = self._view.current_excerpt()
        here = self._view.selection() or (self._view.caret, self._view.caret)
        if not excerpts:
            self.unclear.emit(tr("Nothing is tagged in this article yet."))
            return
        if current in excerpts and (current.start, current.end) == here:
            index = excerpts.index(current) + direction
        else:
            before = sum(1 for excerpt in excerpts if excerpt.start < here[0])
            index = before if direction > 0 else before - 1
        self._select(excerpts[index % len(excerpts)])

    def go_around(self) -> None:
        """Go through the excerpts that overlap at the caret, the shortest first."""
        around = self._view.placing.at(self._view.caret)
        if not around:
            self.unclear.emit(tr("There is no excerpt here."))
            return
        selection = self._view.selection()
        spans = [(excerpt.start, excerpt.end) for excerpt in around]
        index = spans.index(selection) + 1 if selection in spans else 0
        self._select(around[index % len(around)])

    def look_at(self) -> None:
        """Fade all but the excerpts with a tag of this one; its next tag, and at last none."""
        excerpt, looked_at = self._view.current_excerpt(), self._view.painting.only_tag
        tags = [*(excerpt.tags if excerpt else ()), ""]
        index = tags.index(looked_at) + 1 if looked_at in tags else 0
        if tags == [""] and not looked_at:
            self.unclear.emit(tr("Choose an excerpt with a tag first."))
        self.look_at_tag(tags[index % len(tags)])

    def look_at_tag(self, tag_id: str) -> None:
        """Fade all excerpts but those with this tag; "" shows all."""
        self._view.look_at(tag_id)
        if tag := self._document.project.tag(tag_id):
            self.unclear.emit(tr("Only “{name}” stands out; F shows all again.", name=tag.name))

    def menu(self, tag_actions: list[QAction], more: list[QAction], at: QPoint) -> None:
        """Open the context menu: tags to put on or take off, and the excerpts here."""
        menu = QMenu(self._view)
        excerpt = self._exact()
        for action in tag_actions:
            on = bool(excerpt and action.data() in excerpt.tags)
            name = action.text().removeprefix(_HAS)
            action.setText(_HAS + name if on else name)
            menu.addAction(action)
        menu.addSeparator()
        here = self._view.placing.at(self._view.caret)
        for around in here if len(here) > 1 else []:
            words = " ".join(around.quote.split())
            label = isolated(words if len(words) < 50 else words[:49] + "…")
            menu.addAction(f"“{label}”".replace("&", "&&"), self._selector(around))
        menu.addSeparator()
        menu.addActions(more)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _exact(self) -> Excerpt | None:
        target = self._view.target()
        current = self._view.current_excerpt()
        return current if current and target == (current.start, current.end) else None

    def _selector(self, excerpt: Excerpt) -> Callable[[], None]:
        return lambda: self._select(excerpt)

    def _select(self, excerpt: Excerpt) -> None:
        self._view.select(excerpt.start, excerpt.end)

    def _scheme(self) -> TagScheme | None:
        return next(iter(self._document.project.schemes.values()), None)
