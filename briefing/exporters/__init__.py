"""Writers of the outline, one file a format."""

from __future__ import annotations

from briefing.exporters.docx import DocxExporter
from briefing.exporters.formats import FORMATS, LateExporter
from briefing.exporters.office import OfficeConverter
from briefing.exporters.pdf import PdfExporter
from briefing.services.ports import Exporter, PageRenderer, TemplateRenderer


def standard_exporters(
    renderer: TemplateRenderer, pages: PageRenderer | None = None
) -> tuple[Exporter, ...]:
    """Return the writers of all formats; `pages` makes a PDF where there is no LibreOffice."""
    word = DocxExporter(renderer)
    return (
        word,
        PdfExporter(word, OfficeConverter(), pages),
        *map(LateExporter, FORMATS.values()),
    )
