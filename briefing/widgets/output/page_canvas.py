"""Pages below each other, as paper: only those in view are drawn, each place leads somewhere."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from briefing.services.pages.page_ports import Box
from briefing.widgets import theme

if TYPE_CHECKING:
    from briefing.services.pages.page_places import Place
    from briefing.services.pages.page_preview import RenderedPages

GAP = 16
"""Pixels around and between pages."""
REST = 30
"""Milliseconds before pictures are asked for."""
MOST_BYTES = 96 * 1024 * 1024
"""Bytes of page pictures that are kept."""
SMALLEST, LARGEST = 0.25, 5.0
"""Logical pixels a point."""
STEP = 1.15
SAID = 4_000
"""Characters of a page that are told to those who cannot see it."""


class PageCanvas(QAbstractScrollArea):
    """Shows rendered pages; `want` is asked for the picture of a page at pixels a point.

    `activated` carries the Place that was clicked, unless `leads` says that none leads anywhere;
    `page_changed` the page in view, from 1, and how many there are; `zoomed` the logical pixels a
    point.
    """

    activated = Signal(object)
    page_changed = Signal(int, int)
    zoomed = Signal(float)

    def __init__(self, want: Callable[[int, float], None], *, leads: bool = True) -> None:
        super().__init__()
        self.hint = ""
        self._leads = leads
        self._want = want
        self._rendered: RenderedPages | None = None
        self._tops: list[float] = []
        self._scale = 1.0
        self._fits = True
        self._pictures: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._before: dict[int, QImage] = {}
        self._hovered: Place | None = None
        self._section = ""
        self._current = 0
        self._asking = QTimer(self, interval=REST, singleShot=True)
        self._asking.timeout.connect(self._ask)
        self.setFrameStyle(0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._note_page)

    @property
    def current_page(self) -> int:
        """The page in the middle of the view, from 0."""
        return self._current

    def say(self, hint: str) -> None:
        """Show words where there are no pages."""
        self.hint = hint
        self.viewport().update()

    def show_pages(self, rendered: RenderedPages | None) -> None:
        """Show other pages; the section that was in view stays where it was."""
        anchor = self._anchor()
        self._before = {page: image for (page, _), image in self._pictures.items()}
        self._pictures.clear()
        self._hovered = None
        self._rendered = rendered
        self._lay_out()
        self._return_to(anchor)
        self._note_page(again=True)
        self.viewport().update()

    def take(self, rendered: RenderedPages, page: int, scale: float, image: QImage) -> None:
        """Put up the picture of a page; one of other pages is dropped."""
        if rendered is not self._rendered:
            return
        self._pictures[page, scale] = image
        self._pictures.move_to_end((page, scale))
        self._before.pop(page, None)
        while len(self._pictures) > 1 and self.bytes_kept > MOST_BYTES:
            self._pictures.popitem(last=False)
        self.viewport().update()

    @property
    def bytes_kept(self) -> int:
        """Bytes of all pictures that are kept, those of the pages before included."""
        kept = [*self._pictures.values(), *self._before.values()]
        return sum(image.sizeInBytes() for image in kept)

    def show_section(self, key: str) -> None:
        """Mark a section, and bring its beginning into view if it is not."""
        self._section = key
        self.viewport().update()
        start = self._rendered.places.start_of(key) if self._rendered else None
        if start is None:
            return
        page, height = start
        y = self._tops[page] + height * self._scale
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() + GAP <= y <= bar.value() + room * 0.8:
            bar.setValue(round(y - room / 5))

    def go_to(self, page: int) -> None:
        """Bring the beginning of a page, counted from 0, to the top of the view."""
        if self._tops:
            at = self._tops[max(0, min(page, len(self._tops) - 1))]
            self.verticalScrollBar().setValue(round(at - GAP))

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Make pages larger or smaller around a point of the view; 0 fits them to its width."""
        point = at or QPointF(self.viewport().rect().center())
        bars = self.horizontalScrollBar(), self.verticalScrollBar()
        before, old = (bars[0].value() + point.x(), bars[1].value() + point.y()), self._scale
        self._fits = factor == 0
        if factor:
            self._scale = min(LARGEST, max(SMALLEST, self._scale * factor))
        self._lay_out()
        grown = self._scale / old
        bars[0].setValue(round(before[0] * grown - point.x()))
        bars[1].setValue(round(before[1] * grown - point.y()))
        self._note_page()
        self.viewport().update()

    def place_at(self, point: QPointF) -> Place | None:
        """Return what stands at a point of the view, None where nothing leads anywhere."""
        for page in self._in_view() if self._leads else ():
            box = self._page_box(page)
            if self._rendered and box.contains(point):
                x, y = (point.x() - box.x()) / self._scale, (point.y() - box.y()) / self._scale
                return self._rendered.places.at(page, x, y)
        return None

    def point_of(self, place: Place) -> QPointF:
        """Return where in the view the first line of a place stands."""
        return self._box_of(place.page, place.lines[0]).center()

    # Where things stand

    def _lay_out(self) -> None:
        pages = self._rendered.pages if self._rendered else ()
        room = self.viewport().size()
        widest = max((page.width for page in pages), default=1.0)
        if self._fits:
            self._scale = min(LARGEST, max(SMALLEST, (room.width() - 2 * GAP) / widest))
        self._tops, y = [], float(GAP)
        for page in pages:
            self._tops.append(y)
            y += page.height * self._scale + GAP
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        wide = round(widest * self._scale + 2 * GAP) if pages else 0
        across.setRange(0, max(0, wide - room.width()) if not self._fits else 0)
        across.setPageStep(room.width())
        across.setSingleStep(24)
        down.setRange(0, max(0, round(y) - room.height()))
        down.setPageStep(room.height())
        down.setSingleStep(48)
        self.zoomed.emit(self._scale)

    def _page_box(self, page: int) -> QRectF:
        """Return a page in pixels of the view."""
        assert self._rendered is not None
        size = self._rendered.pages[page]
        width, height = size.width * self._scale, size.height * self._scale
        free = max(0.0, (self.viewport().width() - width) / 2)
        left = free if free > GAP else GAP - self.horizontalScrollBar().value()
        return QRectF(left, self._tops[page] - self.verticalScrollBar().value(), width, height)

    def _box_of(self, page: int, box: Box) -> QRectF:
        paper, scale = self._page_box(page), self._scale
        left, top, right, bottom = (edge * scale for edge in box)
        return QRectF(paper.x() + left, paper.y() + top, right - left, bottom - top)

    def _in_view(self) -> list[int]:
        room = QRectF(self.viewport().rect())
        return [page for page in range(len(self._tops)) if self._page_box(page).intersects(room)]

    def _anchor(self) -> tuple[str, float, int, float]:
        """Return the section at the top third of the view and how far above it begins.

        After it the page and the share of it, for where there is no section.
        """
        value = self.verticalScrollBar().value()
        if self._rendered is None or not self._tops:
            return "", 0.0, 0, 0.0
        y = value + self.viewport().height() / 3
        page = max((n for n, top in enumerate(self._tops) if top <= y), default=0)
        key = self._rendered.places.section_at(page, (y - self._tops[page]) / self._scale)
        start = self._rendered.places.start_of(key)
        above = self._tops[start[0]] + start[1] * self._scale - value if start else 0.0
        return key, above, page, (value - self._tops[page]) / self._scale

    def _return_to(self, anchor: tuple[str, float, int, float]) -> None:
        if self._rendered is None or not self._tops:
            return
        key, above, page, height = anchor
        start = self._rendered.places.start_of(key) if key else None
        if start is not None:
            y = self._tops[start[0]] + start[1] * self._scale - above
        else:
            y = self._tops[min(page, len(self._tops) - 1)] + height * self._scale
        self.verticalScrollBar().setValue(round(y))

    def _note_page(self, _value: int = 0, *, again: bool = False) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        page = max((n for n, top in enumerate(self._tops) if top <= middle), default=0)
        if page == self._current and not again:
            return
        self._current = page
        pages = self._rendered.pages if self._rendered else ()
        words = pages[page].text[:SAID] if pages else ""
        self.setAccessibleDescription(words)
        self.page_changed.emit(page + 1 if pages else 0, len(pages))

    # Qt's events

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the pages in view, and ask for the pictures that are not there yet."""
        painter = QPainter(self.viewport())
        look = theme.current()
        painter.fillRect(self.viewport().rect(), QColor(look.window))
        if self._rendered is None:
            painter.setPen(QColor(look.quiet))
            words = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(
                words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.hint
            )
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._in_view():
            self._paint_page(painter, page)

    def _paint_page(self, painter: QPainter, page: int) -> None:
        box = self._page_box(page)
        shadow = QColor("#000000")
        for spread in (4, 3, 2, 1):
            shadow.setAlpha(26 - 5 * spread)
            painter.fillRect(box.adjusted(-spread, -spread + 2, spread, spread + 2), shadow)
        painter.fillRect(box, QColor("#FFFFFF"))
        wanted = self._sharp
        image = self._pictures.get((page, wanted))
        if image is None:
            if not self._asking.isActive():
                self._asking.start()
            image = self._nearest(page)
        else:
            self._pictures.move_to_end((page, wanted))
        if image is not None:
            painter.drawImage(box, image)
        self._paint_marks(painter, page)

    @property
    def _sharp(self) -> float:
        """Pixels of the screen a point."""
        return round(self._scale * self.devicePixelRatioF(), 3)

    def _ask(self) -> None:
        """Ask for the pictures in view, all that a turn of the wheel has passed over left out."""
        for page in self._in_view():
            if (page, self._sharp) not in self._pictures:
                self._want(page, self._sharp)

    def _nearest(self, page: int) -> QImage | None:
        """Return another picture of a page, to be shown until the right one is there."""
        others = [image for (number, _), image in self._pictures.items() if number == page]
        return others[-1] if others else self._before.get(page)

    def _paint_marks(self, painter: QPainter, page: int) -> None:
        assert self._rendered is not None
        accent = QColor(theme.LIGHT.accent)  # paper is light in every theme
        body = [
            self._box_of(page, line)
            for place in self._rendered.places.places
            if place.page == page and place.section == self._section and not place.is_note
            for line in place.lines
        ]
        if body:
            left = min(box.left() for box in body) - 12
            top, bottom = min(box.top() for box in body), max(box.bottom() for box in body)
            painter.fillRect(QRectF(left, top, 3, bottom - top), accent)
        if self._hovered is not None and self._hovered.page == page:
            accent.setAlpha(34)
            for line in self._hovered.lines:
                painter.fillRect(self._box_of(page, line).adjusted(-3, -1, 3, 1), accent)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the pages anew, with the same section in view."""
        super().resizeEvent(event)
        anchor = self._anchor()
        old = self._scale
        self._lay_out()
        key, above, page, height = anchor
        self._return_to((key, above * self._scale / old, page, height))
        self._note_page()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scroll; with Ctrl, zoom around the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP, event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that zoom, which the window would take for the article."""
        overriding = event.type() == QEvent.Type.ShortcutOverride
        if overriding and isinstance(event, QKeyEvent) and _zooms(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Scroll by pages, zoom, and go to the section in view with Enter."""
        bar, key = self.verticalScrollBar(), event.key()
        if _zooms(event):
            self.zoom(_ZOOMS[Qt.Key(key)])
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif self._leads and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show which words lead somewhere."""
        found = self.place_at(event.position())
        if found is not self._hovered:
            self._hovered = found
            shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go to what was clicked."""
        place = self.place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.activated.emit(place)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Take the mark off the words that the pointer has left."""
        if event.type() is QEvent.Type.Leave and self._hovered is not None:
            self._hovered = None
            self.viewport().update()
        return super().viewportEvent(event)

    def _enter(self) -> None:
        """Go to the section in view."""
        key = self._anchor()[0]
        places = self._rendered.places.places if self._rendered else ()
        found = next((place for place in places if place.section == key), None)
        if found is not None:
            self.activated.emit(found)


_ZOOMS = {
    Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP, Qt.Key.Key_0: 0.0,
}  # fmt: skip


def _zooms(event: QKeyEvent) -> bool:
    """Tell whether a key, with Ctrl, makes the pages larger or smaller."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and event.key() in _ZOOMS
