"""Where excerpts begin and end, by key: edges moved, split, merged; selections grown and shrunk."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from briefing.language import tr
from briefing.model.edits import Edit, toggle_tag
from briefing.model.excerpt import Excerpt
from briefing.model.excerpt_edits import merge, move_edges, split
from briefing.qt.document import ProjectDocument
from briefing.services.growing import grown, shrunk, untagged_paragraph
from briefing.widgets.article_view import ArticleView
from briefing.widgets.sentence_walk import neighbour_clause

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\s{_IDEOGRAPHS}]+")
REACH = 400
"""Code points that are looked at for the next word."""


class ExcerptMoves(QObject):
    """Turns keys in the article view into edits of excerpts' edges, and into selections.

    `unclear` carries a word for the analyst when nothing is meant.
    """

    unclear = Signal(str)

    def __init__(self, document: ProjectDocument, view: ArticleView) -> None:
        super().__init__(view)
        self._document = document
        self._view = view
        self._last_tag = ""
        view.edges_dragged.connect(self.move_to)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what the actions on edges and selections do, by their ids."""
        return {
            "next-same": lambda: self.go_to_same(+1), "previous-same": lambda: self.go_to_same(-1),
            "next-untagged": lambda: self.go_to_untagged(+1),
            "previous-untagged": lambda: self.go_to_untagged(-1),
            "next-clause": lambda: self.go_to_clause(+1),
            "previous-clause": lambda: self.go_to_clause(-1),
            "more-clause": self.take_clause,
            "repeat-tag": self.repeat_tag, "grow": self.grow, "shrink": self.shrink,
            "end-later": lambda: self.move_edge(end=True, step=+1),
            "end-earlier": lambda: self.move_edge(end=True, step=-1),
            "start-earlier": lambda: self.move_edge(end=False, step=-1),
            "start-later": lambda: self.move_edge(end=False, step=+1),
            "split": self.split_here, "merge": self.merge_here,
        }  # fmt: skip

    def remember(self, tag: str) -> None:
        """Take a tag as the one to repeat."""
        self._last_tag = tag

    def repeat_tag(self) -> None:
        """Put the tag that was used last on the words that are meant."""
        tag, target = self._document.project.tag(self._last_tag), self._view.target()
        if tag is None or target is None or self._view.article is None:
            self.unclear.emit(tr("Tag something first; this key then repeats the tag."))
            return
        edit = toggle_tag(
            self._view.article.id, *target, tag.id, tag.name, self._document.stamp()
        )  # fmt: skip
        self._document.apply(edit)

    def grow(self) -> None:
        """Take more into the selection: word, sentence, paragraph, section, all."""
        self._reselect(grown)

    def shrink(self) -> None:
        """Take less into the selection."""
        self._reselect(shrunk)

    def go_to_clause(self, direction: int) -> None:
        """Select the next (+1) or previous (-1) clause."""
        article, caret = self._view.article, self._view.caret
        if article is None:
            return
        here = self._view.selection() or (caret, caret)
        if here[0] == here[1] and (target := self._whole_sentence()):
            here = target
        found = neighbour_clause(article, self._view.sentence_at, here, direction)
        if found:
            self._view.select(*found)

    def take_clause(self) -> None:
        """Take the next clause into the selection."""
        article, here = self._view.article, self._view.selection()
        if article is None or here is None:
            self.go_to_clause(+1)
            return
        found = neighbour_clause(article, self._view.sentence_at, here, +1)
        if found:
            self._view.select(here[0], found[1])

    def go_to_same(self, direction: int) -> None:
        """Go to the next (+1) or previous (-1) excerpt that shares a tag with this one."""
        current = self._view.current_excerpt()
        if current is None or not current.tags:
            self.unclear.emit(tr("Choose an excerpt with a tag first."))
            return
        same = [e for e in self._view.placing.excerpts if current.tags[0] in e.tags]
        index = same.index(current) + direction if current in same else 0
        self._show(same[index % len(same)])

    def go_to_untagged(self, direction: int) -> None:
        """Go to the next (+1) or previous (-1) paragraph that nobody tagged."""
        article = self._view.article
        if article is None:
            return
        placing = self._view.placing
        found = untagged_paragraph(
            article, lambda start, end: bool(placing.between(start, end)), self._view.caret,
            direction,
        )  # fmt: skip
        if found is None:
            self.unclear.emit(tr("Every paragraph has a tag."))
        else:
            self._view.put_caret(found[0])

    def split_here(self) -> None:
        """Part the excerpt around the caret in two."""
        around = self._view.placing.at(self._view.caret)
        excerpt = next((e for e in around if e.start < self._view.caret < e.end), None)
        if excerpt is None:
            self.unclear.emit(tr("Put the caret inside an excerpt to split it there."))
            return
        self._document.apply(split(excerpt, self._view.caret, self._document.stamp()))

    def merge_here(self) -> None:
        """Make one of the excerpts in the selection, else of this one and the next."""
        selection, current = self._view.selection(), self._view.current_excerpt()
        inside = self._view.placing.between(*selection) if selection else []
        if len(inside) < 2 and current is not None:
            later = [e for e in self._view.placing.excerpts if e.start >= current.end]
            inside = [current, *later[:1]]
        if len(inside) < 2:
            self.unclear.emit(tr("Choose an excerpt with another after it to merge them."))
            return
        self._document.apply(merge(inside))
        self._view.select(min(e.start for e in inside), max(e.end for e in inside))

    def move_edge(self, *, end: bool, step: int) -> None:
        """Move the end (or the start) of the excerpt by a word, outwards or inwards."""
        excerpt, article = self._view.current_excerpt(), self._view.article
        if excerpt is None or article is None:
            self.unclear.emit(tr("Choose an excerpt to move its edges."))
            return
        here = excerpt.end if end else excerpt.start
        there = _next_edge(article.text, here, end=end, step=step)
        self.move_to(excerpt, *((excerpt.start, there) if end else (there, excerpt.end)))

    def move_to(self, excerpt: Excerpt, start: int, end: int) -> None:
        """Let an excerpt begin and end elsewhere."""
        if (start, end) != (excerpt.start, excerpt.end) and start < end:
            edit: Edit = move_edges(excerpt, start, end)
            self._document.apply(edit)
            self._view.select(start, end)

    def _whole_sentence(self) -> tuple[int, int] | None:
        """Return the sentence at the caret if it is an excerpt: its clauses are done with."""
        excerpt, target = self._view.current_excerpt(), self._view.target()
        return target if excerpt and target == (excerpt.start, excerpt.end) else None

    def _reselect(self, change: Callable[..., tuple[int, int]]) -> None:
        article = self._view.article
        if article is None:
            return
        here = self._view.selection() or (self._view.caret, self._view.caret)
        start, end = change(article, here)
        if start < end:
            self._view.select(start, end)
        else:
            self._view.put_caret(start)

    def _show(self, excerpt: Excerpt) -> None:
        self._view.select(excerpt.start, excerpt.end)


def _next_edge(text: str, here: int, *, end: bool, step: int) -> int:
    """Return where the next word ends (or begins) from an edge, in the direction of `step`.

    Words are what spaces part, and each Chinese or Japanese character.
    """
    if step > 0:
        reach = text[here : here + REACH]
        edges = [here + (m.end() if end else m.start()) for m in _WORD.finditer(reach)]
        return next((edge for edge in edges if edge > here), here)
    low = max(0, here - REACH)
    edges = [low + (m.end() if end else m.start()) for m in _WORD.finditer(text[low:here])]
    return next((edge for edge in reversed(edges) if edge < here), here)
