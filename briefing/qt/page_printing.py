"""Pages on their way to a printer: made once, looked at, drawn at the printer's resolution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter

from briefing.errors import BriefingError, ExportError
from briefing.language import tr
from briefing.model.outline import Outline
from briefing.qt.jobs import Job, JobRunner
from briefing.qt.live_pages import Previewer, picture_of
from briefing.services.page_places import PagePlaces
from briefing.services.page_ports import PageText
from briefing.services.page_preview import RenderedPages
from briefing.services.ports import TemplatePackage

MOST_DOTS = 600
"""Dots an inch that a page is drawn with at most: more are not seen, and take the memory."""
POINTS = 72.0


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What to draw on: a device, the pages from 0 in their order, and how to call it off."""

    device: QPagedPaintDevice
    pages: Sequence[int]
    abort: Callable[[], object]


class PagesToPrint(QObject):
    """Makes the pages of one outline, draws them for the screen and on a printer, off this thread.

    `made` carries RenderedPages; `pictured` the pages, the number of one, its scale in pixels a
    point and its QImage; `progressed` how much is printed, 0 to 1; `printed` how many pages were;
    `failed` a BriefingError.
    """

    made = Signal(object)
    pictured = Signal(object, int, float, QImage)
    progressed = Signal(float)
    printed = Signal(int)
    failed = Signal(object)

    def __init__(self, previewer: Previewer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._previewer = previewer
        self._jobs = JobRunner(self)
        self._jobs.running.connect(self._say)
        self._job: Job | None = None
        self._asked: set[tuple[int, float]] = set()
        self.rendered: RenderedPages | None = None

    def make(self, outline: Outline, package: TemplatePackage) -> None:
        """Make the pages; those of another outline are dropped."""
        self._drop()
        self._job = self._run(
            lambda job: self._previewer.render(outline, package, job.cancelled), self._take
        )

    def want(self, page: int, scale: float) -> None:
        """Ask for the picture of a page, which `pictured` brings."""
        rendered, asked = self.rendered, (page, scale)
        if rendered is None or asked in self._asked:
            return
        self._asked.add(asked)

        def then(image: QImage) -> None:
            if rendered is self.rendered:
                self._asked.discard(asked)
                self.pictured.emit(rendered, page, scale, image)

        self._run(lambda _job: picture_of(self._previewer, rendered, page, scale), then)

    def print(self, order: PrintOrder) -> None:
        """Draw pages on a printer, each on a sheet of its own size."""
        rendered = self.rendered
        if rendered is None:
            return

        def work(job: Job) -> int:
            return _draw_all(self._previewer, rendered, order, job)

        self._job = self._run(work, self._end_print, title="print")

    def stop(self) -> None:
        """Stop making or printing, and end what waits to make more."""
        self._drop()
        self._run(lambda _job: self._previewer.rest(), _nothing)

    def end(self) -> None:
        """End all work; nothing is made any more."""
        self._drop()
        self._jobs.end()
        self._previewer.close()

    @property
    def is_busy(self) -> bool:
        """Whether pages are being made, drawn or printed."""
        return not self._jobs.idle

    def _drop(self) -> None:
        self.rendered = None
        self._asked.clear()
        if self._job is not None:
            self._job.cancelled.set()
            self._job = None

    def _take(self, rendered: RenderedPages) -> None:
        self._job = None
        # No words lead anywhere on pages that are only printed.
        self.rendered = replace(rendered, places=PagePlaces())
        self.made.emit(self.rendered)

    def _end_print(self, count: int) -> None:
        self._job = None
        self.printed.emit(count)

    def _say(self, title: str, done: float) -> None:
        if title:
            self.progressed.emit(done)

    def _run(
        self, work: Callable[[Job], Any], then: Callable[[Any], None], *, title: str = ""
    ) -> Job:
        return self._jobs.start(title, work, then=then, otherwise=self._fail)

    def _fail(self, error: BriefingError) -> None:
        self._job = None
        self.failed.emit(error)


def page_layout(page: PageText) -> QPageLayout:
    """Return the sheet that a page is printed on: of its size, up to its edges."""
    wide = page.width > page.height
    size = QSizeF(min(page.width, page.height), max(page.width, page.height))
    sheet = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    layout = QPageLayout(sheet, turned, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _draw_all(previewer: Previewer, rendered: RenderedPages, order: PrintOrder, job: Job) -> int:
    """Draw the pages of an order; returns how many. Raises ExportError, and prints nothing then."""
    device = order.device
    painter = QPainter()
    for number, page in enumerate(order.pages):
        # Drawn before its sheet is begun: a picture that fails leaves no sheet behind.
        dots = min(MOST_DOTS, device.logicalDpiX())
        try:
            image = picture_of(previewer, rendered, page, dots / POINTS)
        except ExportError:
            _call_off(painter, order)
            raise
        if job.cancelled.is_set():
            _call_off(painter, order)
            return 0
        device.setPageLayout(page_layout(rendered.pages[page]))
        if not (device.newPage() if painter.isActive() else painter.begin(device)):
            _call_off(painter, order)
            raise ExportError(
                tr("Not printed: the printer does not take the page."),
                tr("See whether it is on and has paper, or save the pages as PDF."),
            )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = rendered.pages[page]
        scale = device.logicalDpiX() / POINTS
        painter.drawImage(QRectF(0, 0, size.width * scale, size.height * scale), image)
        job.report((number + 1) / len(order.pages), "")
    painter.end()
    return len(order.pages)


def _call_off(painter: QPainter, order: PrintOrder) -> None:
    if painter.isActive():
        order.abort()
        painter.end()


def _nothing(_result: object) -> None:
    """Do nothing with a result."""
