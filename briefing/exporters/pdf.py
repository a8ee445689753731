"""Writes the outline as PDF: the Word document by LibreOffice, else our own pages."""

from __future__ import annotations

import threading

from briefing.errors import ExportError, SlowOfficeError
from briefing.language import marked, tr
from briefing.model.outline import Outline
from briefing.services.pages.page_ports import OWN_LAYOUT, PdfConverter
from briefing.services.ports import Exporter, PageRenderer, TemplatePackage


class PdfExporter:
    """Keeps the template's layout where LibreOffice is installed; without it the layout is ours."""

    name = "pdf"
    label = "PDF"
    suffix = ".pdf"

    def __init__(
        self, word: Exporter, converter: PdfConverter, pages: PageRenderer | None = None
    ) -> None:
        self._word = word
        self._converter = converter
        self._pages = pages

    def export(self, outline: Outline, package: TemplatePackage) -> bytes:
        """Return the document; takes seconds. Raises ExportError or TemplateError."""
        return self.export_until(outline, package, None)

    def export_until(
        self, outline: Outline, package: TemplatePackage, stop: threading.Event | None
    ) -> bytes:
        """Return the document as `export` does; raises ExportError too when `stop` is set."""
        if not self._converter.is_there:
            if self._pages is not None:
                return self._pages.render(outline)
            raise ExportError(
                tr("Not exported: a PDF needs LibreOffice here."),
                tr("Install it, or export as Word or as a web page and print that."),
            )
        try:
            return self._converter.to_pdf(self._word.export(outline, package), stop)
        except SlowOfficeError as error:
            if self._pages is None:
                raise
            raise SlowOfficeError(
                error.message,
                tr(
                    "Export it in our own layout (the format “{own}”), or as Word and print that "
                    "to PDF.",
                    own=OWN_LAYOUT,
                ),
            ) from error


class OwnPagesExporter:
    """Writes a PDF in our own layout, also where LibreOffice is installed."""

    name = OWN_LAYOUT
    label = marked("PDF in our own layout")
    suffix = ".pdf"

    def __init__(self, pages: PageRenderer) -> None:
        self._pages = pages

    def export(self, outline: Outline, package: TemplatePackage) -> bytes:  # noqa: ARG002 the port's
        """Return the document; raises ExportError."""
        return self._pages.render(outline)
