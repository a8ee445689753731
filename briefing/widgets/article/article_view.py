"""The article as it is read and tagged: page, tints, caret, and movement by sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QMimeData, QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QStyle, QWidget

from briefing.language import tr
from briefing.model.article import Article, Block, BlockKind
from briefing.model.excerpt import Excerpt
from briefing.model.placing import Placing
from briefing.model.tags import Tag
from briefing.qt.clipping import clip
from briefing.qt.textmap import TextMap
from briefing.services.reading.article_sentences import keyword_line, lead
from briefing.widgets import theme
from briefing.widgets.article.article_layout import ArticleLayout
from briefing.widgets.article.edge_drag import EdgeDrag
from briefing.widgets.article.excerpt_paint import ExcerptPainter
from briefing.widgets.article.minimap import WIDTH as MINIMAP
from briefing.widgets.article.minimap import Minimap
from briefing.widgets.article.sentence_walk import SentenceAt, Span, extended, neighbour
from briefing.widgets.article.stripes import StripeColumn
from briefing.widgets.article.visible_blocks import VisibleBlocks

MEASURE = 70
"""Characters of a line at most, about the middle of what reads well (62 to 75)."""


class ArticleView(QPlainTextEdit):
    """Shows one article with its excerpts.

    All offsets it takes and gives are code points into the article's text. `target_changed` says
    that other words are meant now; `menu_wanted` asks for the context menu at a global position;
    `edges_dragged` carries an excerpt and where it is to begin and end.
    """

    target_changed = Signal()
    menu_wanted = Signal(object)
    zoomed = Signal(int)
    edges_dragged = Signal(object, int, int)

    def __init__(self, sentence_at: SentenceAt, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence_in = sentence_at
        self.sentence_at: SentenceAt = sentence_at
        self.article: Article | None = None
        self.placing = Placing()
        self._lead: Block | None = None
        self.map = TextMap("")
        self.tag_of: Callable[[str], Tag | None] = lambda _tag: None
        self.measure = MEASURE
        self._stripes_width = 0
        self._page: QTextDocument | None = None
        self.setReadOnly(True)
        self.setFrameStyle(0)
        self.setUndoRedoEnabled(False)
        self.setCursorWidth(2)
        self.setAccessibleName(tr("Article"))
        selectable = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            selectable.TextSelectableByMouse | selectable.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.in_view = VisibleBlocks(self)
        self.painting = ExcerptPainter(self)
        self.stripe_column = StripeColumn(self)
        self.minimap = Minimap(self)
        self._drag = EdgeDrag(self)
        self._meant: Span | None = None
        self._sentence: tuple[str, int, Span | None] = ("", -1, None)
        self.setFont(theme.article_font())
        self.cursorPositionChanged.connect(self._moved)
        self.selectionChanged.connect(self._moved)
        self.updateRequest.connect(self._update_margins)
        self.setAutoFillBackground(True)
        self._colour_page()
        self._fill()

    def show_article(self, article: Article | None) -> None:
        """Show another article, or none; the caret goes to its first sentence."""
        if article is self.article:
            return
        if article and self.article and article.id == self.article.id:
            self._follow_text(article)
            return
        self.article = article
        language = article.metadata.language if article else None
        self.sentence_at = partial(self._sentence_in, language=language)
        self._lead = lead(article) if article else None
        self.map = TextMap(article.text if article else "")
        self.placing = Placing()
        self._fill()
        if article and (keywords := keyword_line(article.text)):
            self.put_caret(keywords[1] + 1)
        self.target_changed.emit()

    def show_excerpts(self, placing: Placing | None, changed: Sequence[Span] | None = None) -> None:
        """Show the article's excerpts as they are now.

        `changed` says where some came, went or changed; None that all may have.
        """
        self.placing = placing or Placing()
        if self.stripe_column.wanted_width() != self._stripes_width:
            self._fit_margins()
            changed = None
        if changed is None:
            self._repaint()
        else:
            rows = self.in_view.rows(map(self.placing.overlapping, changed))
            self.viewport().update(rows)
            self.stripe_column.follow(rows)
            self.minimap.follow(changed)
        self.target_changed.emit()

    def set_type(self, *, serif: bool, pixels: int, measure: int) -> None:
        """Set the face, its size in pixels and the longest line in characters."""
        self.measure = measure
        self.setFont(theme.article_font(serif=serif, pixels=pixels))
        self.document().setDefaultFont(self.font())
        self._fit_margins()

    def look_at(self, tag_id: str) -> None:
        """Fade all excerpts but those of one tag; "" shows all."""
        self.painting.only_tag = tag_id
        self._repaint()

    def focus_on_paragraph(self, *, on: bool) -> None:
        """Veil all paragraphs but the one at the caret."""
        self.painting.focused = on
        self._repaint()

    @property
    def caret(self) -> int:
        """Where the caret is."""
        return self.map.from_qt(self.textCursor().position())

    def selection(self) -> Span | None:
        """Return the selected words without the white space around them, or None."""
        cursor = self.textCursor()
        if self.article is None or not cursor.hasSelection():
            return None
        start = self.map.from_qt(cursor.selectionStart())
        end = self.map.from_qt(cursor.selectionEnd())
        words = self.article.text[start:end]
        stripped = words.strip()
        if not stripped:
            return None
        start += len(words) - len(words.lstrip())
        return start, start + len(stripped)

    def target(self) -> Span | None:
        """Return what a tag would go on: the selection, else the sentence at the caret."""
        if self.article is None:
            return None
        return self.selection() or self._sentence_at(self.caret)

    def current_excerpt(self) -> Excerpt | None:
        """Return the excerpt of exactly the target, else the shortest around the caret."""
        target = self.target()
        if target is None:
            return None
        exact = [e for e in self.placing.between(*target) if (e.start, e.end) == target]
        around = [] if self.selection() else self.placing.at(self.caret)
        return next(iter(exact or around), None)

    def select(self, start: int, end: int) -> None:
        """Select words and bring them into view, with the caret at their start."""
        self.setTextCursor(self._cursor(end, start))
        self._bring_into_view(end)

    # Qt's events

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint the grounds of sentence and excerpts, then the text."""
        painter = QPainter(self.viewport())
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painting.paint_behind(painter, event.rect())
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self.painting.paint_over(painter, event.rect())
        painter.end()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Let the margins have the colour of the page."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._colour_page()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the column of text in the middle."""
        super().resizeEvent(event)
        self._fit_margins()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move by sentence with the arrow keys and J, K; Shift extends."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1}
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        step = steps.get(Qt.Key(event.key()))
        if step and (shift or modifiers == Qt.KeyboardModifier.NoModifier):
            self._step(step, extend=shift)
            event.accept()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for the tag menu, on the sentence under the mouse if nothing is selected."""
        if not self.textCursor().hasSelection() and event.reason() == event.Reason.Mouse:
            self.setTextCursor(self.cursorForPosition(event.pos()))
        self.menu_wanted.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """Copy the article's own words, not what Qt makes of them."""
        selection = self.selection()
        if self.article is None or selection is None:
            return clip()
        return clip(self.article.text[selection[0] : selection[1]])

    # The parts of it

    def _fill(self) -> None:
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(4)
        document.setDocumentLayout(ArticleLayout(document, self._kind, self._is_lead, self._room))
        document.setPlainText(self.map.display)
        with QSignalBlocker(self):
            self.setDocument(document)
        if self._page is not None:
            self._page.deleteLater()
        self._page = document
        self.setCursorWidth(2 if self.article else 0)
        self._fit_margins()

    def _follow_text(self, article: Article) -> None:
        """Show the article's changed text without laying out again what did not change."""
        self.map, start, end, words = self.map.edited(article.text)
        self.article, self._lead = article, lead(article)
        change = self.textCursor()
        change.setPosition(start)
        change.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        change.insertText(words)
        block = self.document().findBlock(start)
        while block.isValid() and block.position() <= change.position():
            block.clearLayout()
            block = block.next()
        self._repaint()
        self.target_changed.emit()

    def _room(self) -> int:
        return self.viewport().width()

    def _kind(self, block: QTextBlock) -> BlockKind:
        blocks = self.article.blocks if self.article else ()
        return _kind_at(blocks, self.map.from_qt(block.position()))

    def _is_lead(self, block: QTextBlock) -> bool:
        opening = self._lead
        return opening is not None and opening.start == self.map.from_qt(block.position())

    def _colour_page(self) -> None:
        page = QColor(theme.current().page)
        if self.palette().color(QPalette.ColorRole.Window) != page:
            palette = self.palette()
            palette.setColor(QPalette.ColorRole.Window, page)
            palette.setColor(QPalette.ColorRole.Base, page)
            self.setPalette(palette)

    def _fit_margins(self) -> None:
        advance = QFontMetricsF(self.font()).horizontalAdvance("n" * 20) / 20 * 0.94
        widest = round(advance * self.measure)
        room = self.width() - self.verticalScrollBar().sizeHint().width() - MINIMAP
        stripes = self._stripes_width = self.stripe_column.wanted_width()
        side = max(24, (room - widest) // 2)
        begin = max(stripes + 12, side)
        end = max(24, room - begin - widest) + MINIMAP
        direction = self.layoutDirection()
        mirrored = direction is Qt.LayoutDirection.RightToLeft
        left, right = (end, begin) if mirrored else (begin, end)
        self.setViewportMargins(left, 24, right, 0)
        box = self.contentsRect()
        bar = self.verticalScrollBar()
        edge = box.right() - (bar.width() if bar.isVisible() else 0) - MINIMAP
        minimap = QRect(edge, box.top(), MINIMAP, box.height())
        stripes_box = QRect(box.left(), box.top(), begin - 6, box.height())
        self.minimap.setGeometry(QStyle.visualRect(direction, box, minimap))
        self.stripe_column.setGeometry(QStyle.visualRect(direction, box, stripes_box))

    def put_caret(self, offset: int) -> None:
        """Put the caret before a place, with nothing selected."""
        cursor = self.textCursor()
        cursor.setPosition(self.map.to_qt(min(offset, len(self.map.text))))
        self.setTextCursor(cursor)

    def _cursor(self, anchor: int, caret: int) -> QTextCursor:
        cursor = self.textCursor()
        cursor.setPosition(self.map.to_qt(anchor))
        cursor.setPosition(self.map.to_qt(caret), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _update_margins(self, rect: QRect, dy: int) -> None:
        if dy or rect.bottom() >= self.viewport().height() - 1:
            self.stripe_column.update()
            self.minimap.scrolled()

    def _repaint(self) -> None:
        self.viewport().update()
        self.stripe_column.update()
        self.minimap.follow()

    def _moved(self) -> None:
        before, meant = self._meant, None if self.selection() else self.target()
        self._meant = meant
        if self.painting.focused:
            self.viewport().update()
        elif before != meant:
            for span in filter(None, (before, meant)):
                self.viewport().update(self.in_view.rows([span]))
        self.target_changed.emit()

    def _sentence_at(self, offset: int) -> Span | None:
        if self.article is None:
            return None
        if self._sentence[:2] != (self.article.text, offset):
            found = self.sentence_at(self.article.text, offset)
            self._sentence = self.article.text, offset, found
        return self._sentence[2]

    def _step(self, direction: int, *, extend: bool) -> None:
        if self.article is None:
            return
        cursor, text = self.textCursor(), self.article.text
        here = self.map.from_qt(cursor.position())
        if extend:
            anchor = self.map.from_qt(cursor.anchor())
            found = extended(text, self.sentence_at, anchor, here, direction)
        else:
            sentence = neighbour(text, self.sentence_at, here, direction)
            found = (sentence[0], sentence[0]) if sentence else None
        if found:
            self.setTextCursor(self._cursor(*found))
            target = self.target()
            self._bring_into_view(found[1] if extend or target is None else target[1])

    def _bring_into_view(self, end: int) -> None:
        self.ensureCursorVisible()
        below = QTextCursor(self.document())
        below.setPosition(self.map.to_qt(end))
        if self.cursorRect(below).bottom() > self.viewport().height() - 24:
            self.centerCursor()


def _kind_at(blocks: Sequence[Block], offset: int) -> BlockKind:
    index = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    if index < 0 or blocks[index].end < offset:
        return BlockKind.PARAGRAPH
    return blocks[index].kind
