"""Writes the outline as a Word document, through its template."""

from __future__ import annotations

from briefing.exporters.context import context_of, provenance_of
from briefing.language import marked
from briefing.model.outline import Outline
from briefing.services.brief.document_words import words_in
from briefing.services.ports import TemplatePackage, TemplateRenderer


class DocxExporter:
    """Gives the renderer plain values only."""

    name = "docx"
    label = marked("Word document")
    suffix = ".docx"

    def __init__(self, renderer: TemplateRenderer) -> None:
        self._renderer = renderer

    def export(self, outline: Outline, package: TemplatePackage) -> bytes:
        """Return the document; raises TemplateError with the place of what is wrong."""
        options = {
            "title": outline.title,
            "author": outline.author,
            "language": outline.language,
            "created": f"{outline.date[:10]}T00:00:00Z",
            "provenance": provenance_of(outline),
            "draft": outline.draft,
            "notes": package.template.notes.value,
            **({"words": words} if (words := words_in(outline.language)) else {}),
        }
        name = f"template “{package.template.id}”"
        return self._renderer.render(package.document, name, context_of(outline), options)
