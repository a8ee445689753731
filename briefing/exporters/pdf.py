"""Writes the outline as PDF: the Word document by LibreOffice, else our own pages."""

from __future__ import annotations

from typing import Protocol

from briefing.errors import ExportError
from briefing.language import tr
from briefing.model.outline import Outline
from briefing.services.ports import Exporter, PageRenderer, TemplatePackage


class Converter(Protocol):
    """Turns a Word document into PDF; see office.py."""

    @property
    def is_there(self) -> bool:
        """Whether this machine has what it needs."""

    def to_pdf(self, document: bytes) -> bytes:
        """Return the PDF of a .docx; raises ExportError."""


class PdfExporter:
    """Keeps the template's layout where LibreOffice is installed; without it the layout is ours."""

    name = "pdf"
    label = "PDF"
    suffix = ".pdf"

    def __init__(
        self, word: Exporter, converter: Converter, pages: PageRenderer | None = None
    ) -> None:
        self._word = word
        self._converter = converter
        self._pages = pages

    def export(self, outline: Outline, package: TemplatePackage) -> bytes:
        """Return the document; takes seconds. Raises ExportError or TemplateError."""
        if self._converter.is_there:
            return self._converter.to_pdf(self._word.export(outline, package))
        if self._pages is None:
            raise ExportError(
                tr("Not exported: a PDF needs LibreOffice here."),
                tr("Install it, or export as Word or as a web page and print that."),
            )
        return self._pages.render(outline)
