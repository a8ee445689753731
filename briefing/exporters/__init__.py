"""Writers of the outline, one file a format."""

from __future__ import annotations

from briefing.exporters.docx import DocxExporter
from briefing.exporters.html import HtmlExporter
from briefing.exporters.markdown import MarkdownExporter
from briefing.services.ports import Exporter, TemplateRenderer


def standard_exporters(renderer: TemplateRenderer) -> tuple[Exporter, ...]:
    """Return the writers of all formats."""
    return (DocxExporter(renderer), HtmlExporter(), MarkdownExporter())
