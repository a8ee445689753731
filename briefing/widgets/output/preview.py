"""The outline as a page: the brief's words, live, each leading back to where they come from."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from briefing.errors import TemplateError
from briefing.language import tr
from briefing.model.outline import Outline
from briefing.qt.live_outline import LiveOutline
from briefing.qt.saying import number
from briefing.widgets import theme
from briefing.widgets.message_bar import MessageBar
from briefing.widgets.output.outline_writer import OutlineWriter

SLICE = 0.006
"""Seconds that writing takes at a time."""
REST = 150
"""Milliseconds without a change before the rest of a long outline is written."""
BELOW = 1_500
"""Characters below what is in view that are written before it is shown."""
LETTER = 90
"""Square pixels that a character of a page full of small letters takes at least."""


class _Page(QTextBrowser):
    """Shows a document that is made here, and loads nothing at all."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Say what will stand here; Qt's own placeholder ends with its first line."""
        super().paintEvent(event)
        if self.document().isEmpty():
            painter = QPainter(self.viewport())
            painter.setFont(theme.small_font())
            painter.setPen(QColor(theme.current().quiet))
            box = self.viewport().rect().adjusted(24, 24, -24, -24)
            words = tr("The brief appears here once it has a template.")
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802
        """Load nothing."""
        return None


class OutlinePreview(QWidget):
    """Shows the outline; a click on a paragraph goes to where it comes from.

    `section_activated` carries the key of a section, `excerpt_activated` an excerpt's id,
    `words_activated` the key of a section and words that the analyst wrote in it.
    """

    excerpt_activated = Signal(str)
    section_activated = Signal(str)
    words_activated = Signal(str, str)
    template_wanted = Signal()

    def __init__(self, outline: LiveOutline) -> None:
        super().__init__()
        self.page = _Page()
        self.page.setOpenLinks(False)
        self.page.setFrameStyle(0)
        self.page.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # each paragraph has its own
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setAccessibleName(tr("Preview of the brief"))
        self.page.anchorClicked.connect(self._go)
        self.bar = MessageBar(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.page, 1)
        self._outline: Outline | None = None
        self._shown = _Writing(self.page, None)
        self._next: _Writing | None = None
        self._is_cut = self._putting = False
        self._bottom: int | None = None
        self._slices = QTimer(self, interval=0, singleShot=True)
        self._slices.timeout.connect(self._go_on)
        self._scrolled = QTimer(self, interval=REST, singleShot=True)
        self._scrolled.timeout.connect(self._look)
        self.page.verticalScrollBar().valueChanged.connect(self._scroll)
        outline.changed.connect(self.show_outline)
        self.show_outline(outline.outline)

    def show_outline(self, outline: Outline | None) -> None:
        """Show an outline, at the place that was in view before.

        It is written in slices beside what is shown, so that typing goes on meanwhile. Of a long
        one as much as is in view is shown first, and the rest once nothing changes for a moment.
        """
        self._outline = outline
        if not self.isVisible():
            return
        if self._next is not None:
            self._next.document.deleteLater()
        self._next = _Writing(self.page, outline)
        self._is_cut = False
        self._go_on()

    def _go_on(self) -> None:
        writing = self._next
        if writing is None:
            return
        if writing.go_on(time.perf_counter() + SLICE):
            self._put_up(writing)
            self._next, self._is_cut = None, False
        elif not self._is_cut and self._is_enough(writing.length):
            self._put_up(writing, cut=True)
            self._next, self._is_cut = _Writing(self.page, self._outline), True
            self._slices.start(REST)
        else:
            self._slices.start(0)

    def _is_enough(self, length: int) -> bool:
        """Tell whether so many characters fill what is in view, and some more."""
        if self.page.verticalScrollBar().value() == 0:
            size = self.page.viewport().size()
            return length > size.width() * size.height() / LETTER + BELOW
        return self._bottom is not None and length > self._bottom + BELOW

    def _scroll(self) -> None:
        if self._putting:
            return
        self._bottom = None
        self._scrolled.start()
        if self._is_cut:
            self._slices.start(0)

    def _look(self) -> None:
        """Remember up to where the document is in view; a new one is not laid out yet."""
        corner = self.page.viewport().rect().bottomRight()
        self._bottom = self.page.cursorForPosition(corner).position()

    def show_section(self, key: str) -> None:
        """Bring the beginning of a section into view, unless some of it is."""
        sections = self._shown.writer.sections
        start = sections.get(key)
        if start is None or not self.isVisible():
            return
        last = self._shown.length - 1
        end = min((each for each in sections.values() if each > start), default=last)
        top, below = self._height_of(start), self._height_of(end)
        bar = self.page.verticalScrollBar()
        if below <= bar.value() or top >= bar.value() + self.page.viewport().height():
            bar.setValue(round(top) - theme.RHYTHM)

    def _height_of(self, position: int) -> float:
        document = self._shown.document
        block = document.findBlock(position)
        return document.documentLayout().blockBoundingRect(block).top()

    def show_findings(self, findings: Sequence[object]) -> None:
        """Say above the page what is wrong with the brief's template."""
        if not findings:
            self.bar.hide()
            return
        first = " ".join(str(findings[0]).split())
        words, more = first, len(findings) - 1
        if more:
            words = tr("{first} And {count} more.", first=first, count=number(more))
        self.bar.complain(
            TemplateError(tr("The template is at fault."), words),
            [(tr("Show"), self.template_wanted.emit)],
        )

    def _put_up(self, writing: _Writing, *, cut: bool = False) -> None:
        """Show what is written; below one that is `cut` there is room for the rest."""
        bar = self.page.verticalScrollBar()
        place, most, bottom = bar.value(), bar.maximum(), self._bottom
        self._putting = True
        self.page.setDocument(writing.document)
        if cut and bar.maximum() < most:
            writing.writer.leave_room(most - bar.maximum())
        bar.setValue(place)
        self._putting = False
        self._shown.document.deleteLater()
        self._shown = writing
        self._bottom = bottom

    @property
    def is_writing(self) -> bool:
        """Whether not all of the newest outline is shown yet."""
        return self._next is not None

    @property
    def is_behind(self) -> bool:
        """Whether what is in view is not that of the newest outline yet."""
        return self._next is not None and not self._is_cut

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Write it anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_putting"):
            self.show_outline(self._outline)

    def showEvent(self, event: object) -> None:  # noqa: N802
        """Catch up with what changed while it was hidden."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.show_outline(self._outline)

    def _go(self, url: QUrl) -> None:
        section, excerpt, words = self._shown.writer.targets[int(url.path())]
        if words:
            self.words_activated.emit(section, words)
        elif section:
            self.section_activated.emit(section)
        if excerpt:
            self.excerpt_activated.emit(excerpt)


class _Writing:
    """A document that an outline is written into; `length` is how much there is of it."""

    def __init__(self, page: QTextBrowser, outline: Outline | None) -> None:
        self.document = QTextDocument(page)
        self.document.setDocumentMargin(28)
        self.document.setDefaultFont(theme.article_font(pixels=15))
        self.writer = OutlineWriter(self.document, theme.current())
        self._steps = self.writer.write(outline) if outline else iter(())

    @property
    def length(self) -> int:
        return self.document.characterCount()

    def go_on(self, deadline: float) -> bool:
        """Write until a time; returns whether all is written."""
        return all(time.perf_counter() < deadline for _ in self._steps)
