"""The brief as the pages that it will be, live: each paragraph leads to its section and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from briefing.errors import BriefingError, TemplateError
from briefing.language import tr
from briefing.qt.live_pages import LivePages
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.message_bar import MessageBar, Offer
from briefing.widgets.output.page_canvas import STEP, PageCanvas

if TYPE_CHECKING:
    from briefing.services.pages.page_places import Place
    from briefing.services.pages.page_preview import RenderedPages


class PagePreview(QWidget):
    """Shows pages while it is in view; a click goes to the section, and to the excerpt if any."""

    excerpt_activated = Signal(str)
    section_activated = Signal(str)
    template_wanted = Signal()

    def __init__(self, pages: LivePages) -> None:
        super().__init__()
        self._pages = pages
        self.canvas = PageCanvas(pages.want)
        self.canvas.setAccessibleName(tr("Pages of the brief"))
        self.bar = MessageBar(self)
        self.number, self.state, self.engine = Label(), Label(), Label()
        for label in (self.number, self.state, self.engine):
            theme.set_quiet(label)
        self.engine.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.canvas, 1)
        column.addLayout(self._foot())
        self.setFocusProxy(self.canvas)
        self.canvas.activated.connect(self._go)
        self.canvas.page_changed.connect(self._number)
        pages.changed.connect(self.show_pages)
        pages.busy.connect(self._say_busy)
        pages.pictured.connect(self.canvas.take)
        pages.failed.connect(self._complain)
        self.show_pages(pages.rendered)

    def show_pages(self, rendered: RenderedPages | None) -> None:
        """Show other pages, the section in view where it was, and say what made them."""
        self.canvas.say(tr("The pages appear here once the brief has a template."))
        self.canvas.show_pages(rendered)
        self.engine.setText(_made_by(rendered) if rendered else "")
        if rendered is not None and rendered.trouble:
            self.engine.setText(f"{self.engine.text()} ({rendered.trouble})")
        self.bar.hide()

    def show_section(self, key: str) -> None:
        """Mark a section, and bring its beginning into view if it is not."""
        self.canvas.show_section(key)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Begin to make pages."""
        super().showEvent(event)
        self._pages.set_on(on=True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Make no pages that nobody sees."""
        super().hideEvent(event)
        self._pages.set_on(on=False)

    def _foot(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.number)
        row.addSpacing(theme.RHYTHM)
        row.addWidget(self.state, 1)
        for words, name, factor in (
            ("−", tr("Smaller pages"), 1 / STEP),
            ("+", tr("Larger pages"), STEP),
            (tr("Fit"), tr("Fit pages to the width"), 0.0),
        ):
            button = QToolButton()
            button.setText(words)
            button.setAccessibleName(name)
            button.clicked.connect(lambda _on=False, by=factor: self.canvas.zoom(by))
            row.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.RHYTHM, 2, theme.RHYTHM, 4)
        foot.setSpacing(0)
        foot.addLayout(row)
        foot.addWidget(self.engine)
        return foot

    def _number(self, page: int, count: int) -> None:
        self.number.setText(tr("{page} of {count}", page=page, count=count) if count else "")

    def _say_busy(self, busy: bool) -> None:  # noqa: FBT001 as the signal has it
        self.state.setText(tr("Updating…") if busy else "")
        if busy and self._pages.rendered is None:
            self.canvas.say(tr("The pages are being made…"))

    def _complain(self, error: BriefingError) -> None:
        """Say why there are no newer pages; the last ones stay."""
        offers: list[Offer] = []
        if isinstance(error, TemplateError):
            offers.append((tr("Show"), self.template_wanted.emit))
        self.canvas.say(tr("There are no pages to show."))
        self.bar.complain(error, offers)

    def _go(self, place: Place) -> None:
        if place.section:
            self.section_activated.emit(place.section)
        if place.excerpt:
            self.excerpt_activated.emit(place.excerpt)


def _made_by(rendered: RenderedPages) -> str:
    from briefing.services.pages.page_preview import Engine

    if rendered.engine is Engine.OFFICE:
        return tr("Pages by LibreOffice")
    return tr("Pages without LibreOffice: fonts and breaks may differ")
