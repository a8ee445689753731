"""The pages of the brief that is open, made anew in the background once typing pauses."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from briefing.errors import BriefingError
from briefing.model.outline import Outline
from briefing.model.template import Template
from briefing.qt.jobs import Job, JobRunner
from briefing.qt.live_outline import LiveOutline
from briefing.services.pages.page_ports import PagePicture
from briefing.services.ports import TemplateLibrary, TemplatePackage

if TYPE_CHECKING:
    from briefing.services.pages.page_preview import RenderedPages

_Made = tuple[Outline, Template]
PAUSE = 800
"""Milliseconds without a change before pages are made: it takes seconds of a processor."""


class Previewer(Protocol):
    """Makes pages; see services/pages/page_preview.py."""

    def render(
        self, outline: Outline, package: TemplatePackage, stop: threading.Event
    ) -> RenderedPages:
        """Return the pages of an outline; raises BriefingError."""

    def picture(self, rendered: RenderedPages, page: int, scale: float) -> PagePicture:
        """Return one page as pixels; raises BriefingError."""

    def rest(self) -> None:
        """End what waits for the next outline."""

    def close(self) -> None:
        """End everything that runs beside the program."""


class LivePages(QObject):
    """Keeps pages in step with the outline while somebody looks at them.

    `changed` carries RenderedPages, or None without a brief; `pages_counted` how many they are;
    `busy` whether newer ones are being made; `pictured` the pages, the number of one, its scale in
    pixels a point and its QImage; `failed` a BriefingError. Only the newest outline's pages are
    ever announced.
    """

    changed = Signal(object)
    pages_counted = Signal(int)
    busy = Signal(bool)
    pictured = Signal(object, int, float, QImage)
    failed = Signal(object)

    def __init__(
        self, outline: LiveOutline, previewer: Previewer, library: TemplateLibrary,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._outline = outline
        self._previewer = previewer
        self._library = library
        # Of its own, so that no export waits for a page, and the status line stays quiet.
        self._jobs = JobRunner(self)
        self._job: Job | None = None
        self._wanted: _Made | None = None
        self._shown: _Made | None = None
        self._package: tuple[Template, TemplatePackage] | None = None
        self._pictures: set[tuple[int, float]] = set()
        self._on = False
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(self._render)
        self.rendered: RenderedPages | None = None
        outline.changed.connect(self._follow)

    def set_on(self, *, on: bool) -> None:
        """Begin to make pages, or stop and end what waits to make them."""
        if on == self._on:
            return
        self._on = on
        if on:
            self._follow(self._outline.outline, pause=0)
        else:
            self._call_off()
            self._run(lambda _job: self._previewer.rest(), _nothing)

    def want(self, page: int, scale: float) -> None:
        """Ask for the picture of a page, which `pictured` brings."""
        rendered, asked = self.rendered, (page, scale)
        if rendered is None or asked in self._pictures:
            return
        self._pictures.add(asked)

        def work(_job: Job) -> QImage:
            return picture_of(self._previewer, rendered, page, scale)

        def then(image: QImage) -> None:
            if rendered is self.rendered:
                self._pictures.discard(asked)
                self.pictured.emit(rendered, page, scale, image)

        self._run(work, then)

    def end(self) -> None:
        """End all work and what runs beside the program; nothing is made any more."""
        self._on = False
        self._call_off()
        self._previewer.close()
        self._jobs.end()
        self._previewer.close()  # what a job has started while the others ended

    @property
    def is_busy(self) -> bool:
        """Whether what is shown is not the newest outline yet, or a page is being drawn."""
        return self._timer.isActive() or self._job is not None or not self._jobs.idle

    def _follow(self, outline: Outline | None, pause: int = PAUSE) -> None:
        if not self._on:
            return
        template = self._outline.template
        # What the checks find is not on the pages.
        wanted = (replace(outline, report=None), template) if outline and template else None
        if wanted is not None and wanted == self._wanted:
            return
        self._call_off()
        self._wanted = wanted
        if wanted is None:
            self._show(None)
        else:
            self.busy.emit(True)
            self._timer.start(pause)

    def _call_off(self) -> None:
        """Stop making pages; the ones that are shown stay."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancelled.set()
            self._job = None
        if self._wanted != self._shown:
            self._wanted = None
            self.busy.emit(False)

    def _render(self) -> None:
        wanted = self._wanted
        try:
            package = self._package_now()
        except BriefingError as error:
            self._fail(error)
            return
        if wanted is None or package is None:
            return

        def work(job: Job) -> RenderedPages:
            return self._previewer.render(wanted[0], package, job.cancelled)

        self._job = self._run(work, self._show, self._fail)

    def _package_now(self) -> TemplatePackage | None:
        """Return the template; the library reads all its folders, so only when it has changed."""
        template = self._outline.template
        if self._package is None or self._package[0] != template:
            package = self._outline.package(self._library)
            self._package = (template, package) if template and package else None
        return self._package[1] if self._package else None

    def _show(self, rendered: RenderedPages | None) -> None:
        self._job = None
        self._shown = self._wanted
        self.rendered = rendered
        self._pictures.clear()
        self.changed.emit(rendered)
        self.busy.emit(False)
        if rendered is not None:
            count = len(rendered.pages)
            self.pages_counted.emit(count)
            self._outline.set_pages(count, rendered.outline)

    def _fail(self, error: BriefingError) -> None:
        self._job = None
        self.busy.emit(False)
        self.failed.emit(error)

    def _run(
        self,
        work: Callable[[Job], Any],
        then: Callable[[Any], None],
        otherwise: Callable[[BriefingError], None] | None = None,
    ) -> Job:
        return self._jobs.start("", work, then=then, otherwise=otherwise or self.failed.emit)


def picture_of(previewer: Previewer, rendered: RenderedPages, page: int, scale: float) -> QImage:
    """Return a page, counted from 0, with `scale` pixels a point; raises ExportError."""
    made = previewer.picture(rendered, page, scale)
    row = made.width * 4
    return QImage(made.data, made.width, made.height, row, QImage.Format.Format_RGB32).copy()


def _nothing(_result: object) -> None:
    """Do nothing with a result."""
