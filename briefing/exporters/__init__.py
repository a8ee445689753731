"""Writers of the outline, one file a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.exporters.docx import DocxExporter
from briefing.exporters.formats import FORMATS, LateExporter
from briefing.exporters.pdf import OwnPagesExporter, PdfExporter
from briefing.services.late import late
from briefing.services.ports import Exporter, PageRenderer, TemplateRenderer

if TYPE_CHECKING:
    from briefing.exporters.office import OfficeConverter


def standard_exporters(
    renderer: TemplateRenderer, pages: PageRenderer | None = None
) -> tuple[Exporter, ...]:
    """Return the writers of all formats; `pages` makes a PDF where there is no LibreOffice."""
    word = DocxExporter(renderer)
    return (
        word,
        PdfExporter(word, late(_office), pages),
        *map(LateExporter, FORMATS.values()),
        *([] if pages is None else [OwnPagesExporter(pages)]),
    )


def _office() -> OfficeConverter:
    from briefing.exporters.office import OfficeConverter

    return OfficeConverter()
