"""Pages as they will be: the document by its real engine, read back, with a place for each word."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefing.errors import ExportError
from briefing.language import tr
from briefing.model.outline import Outline
from briefing.services.pages.page_places import PagePlaces, places_of
from briefing.services.pages.page_ports import (
    PagePicture,
    PageReader,
    PageText,
    RestingConverter,
)
from briefing.services.ports import Exporter, PageRenderer, TemplatePackage


class Engine(StrEnum):
    """What made the pages: LibreOffice of the Word document, or this program of the outline."""

    OFFICE = "office"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class RenderedPages:
    """An outline on pages; `trouble` says why LibreOffice did not make them though it is there."""

    outline: Outline
    pdf: bytes
    engine: Engine
    pages: Sequence[PageText]
    places: PagePlaces
    trouble: str = ""


class PagePreviewer:
    """Makes pages of an outline, and pictures of pages; each call takes its time, on any thread."""

    def __init__(
        self, word: Exporter, converter: RestingConverter, own: PageRenderer, reader: PageReader
    ) -> None:
        self._word = word
        self._converter = converter
        self._own = own
        self._reader = reader

    def render(
        self, outline: Outline, package: TemplatePackage, stop: threading.Event
    ) -> RenderedPages:
        """Return the pages; raises TemplateError, or ExportError, also when `stop` is set."""
        engine, trouble = Engine.OWN, ""
        pdf = b""
        if self._converter.is_there:
            document = self._word.export(outline, package)
            try:
                pdf = self._converter.to_pdf(document, stop)
                engine = Engine.OFFICE
            except ExportError as error:
                if stop.is_set():
                    raise
                trouble = error.message
        if engine is Engine.OWN:
            pdf = self._own.render(outline)
        if stop.is_set():
            raise ExportError(tr("The pages were not made: it was stopped."))
        pages = self._reader.read(pdf)
        return RenderedPages(outline, pdf, engine, pages, places_of(outline, pages), trouble)

    def picture(self, rendered: RenderedPages, page: int, scale: float) -> PagePicture:
        """Return a page, counted from 0, with `scale` pixels a point; raises ExportError."""
        return self._reader.picture(rendered.pdf, page, scale)

    def rest(self) -> None:
        """End what waits for the next document, as when no pages are in view."""
        self._converter.rest()

    def close(self) -> None:
        """End everything that runs beside the program."""
        self._converter.rest()
        self._reader.close()
