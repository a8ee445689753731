"""The formats whose writers need the outline alone, a row each, known before these are loaded."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from briefing.language import marked

if TYPE_CHECKING:
    from briefing.model.outline import Outline
    from briefing.services.ports import Exporter, TemplatePackage


@dataclass(frozen=True, slots=True)
class Format:
    """One format: the class that writes it as “module.Class”, its name for people, its ending."""

    name: str
    writer: str
    label: str
    suffix: str


_ROWS = (
    Format("odt", "odt.OdtExporter", marked("OpenDocument text"), ".odt"),
    Format("html", "html.HtmlExporter", marked("Web page"), ".html"),
    Format("markdown", "markdown.MarkdownExporter", "Markdown", ".md"),
    Format("text", "text.TextExporter", marked("Plain text"), ".txt"),
)
FORMATS = {row.name: row for row in _ROWS}
"""Each of them by its name, in the order they are offered in."""


def facts(name: str) -> tuple[str, str, str]:
    """Return a format's name, label and suffix, which its writer takes from its row."""
    row = FORMATS[name]
    return row.name, row.label, row.suffix


class LateExporter:
    """Writes a format; its writer is loaded when there is first something to write."""

    def __init__(self, row: Format) -> None:
        self.name, self.label, self.suffix = row.name, row.label, row.suffix
        self._writer = row.writer

    def export(self, outline: Outline, package: TemplatePackage) -> bytes:
        """Return the document's bytes; raises ExportError or TemplateError."""
        module, _, kind = self._writer.partition(".")
        found = getattr(importlib.import_module(f"briefing.exporters.{module}"), kind)
        return cast("Exporter", found()).export(outline, package)
