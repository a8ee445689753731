"""Exporting: a composed outline to a file, in the format of its name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from briefing.errors import ExportError
from briefing.model.outline import Outline
from briefing.services.ports import Exporter, TemplatePackage
from briefing.services.registry import Registry
from briefing.services.writing import write_atomically


class ExportService:
    """Knows the formats."""

    def __init__(self, exporters: Iterable[Exporter]) -> None:
        self._exporters = Registry("format", exporters)

    def export(
        self,
        outline: Outline,
        package: TemplatePackage,
        path: Path,
        *,
        draft: bool = False,
        form: str = "",
    ) -> Path:
        """Write the document to `path` and return it; the ending tells the format, or `form`.

        A final export is refused while required things are missing. Raises ExportError or
        TemplateError; the file at `path` is then as it was.
        """
        exporter = self._exporter(path, form)
        missing = [gap for gap in outline.gaps if gap.required]
        if missing and not draft:
            names = ", ".join(f"“{gap.title}”" for gap in missing)
            raise ExportError(
                f"Not exported: {names} still missing.", "Fill them in, or export a draft."
            )
        data = exporter.export(replace(outline, draft=draft), package)
        write_atomically(path, data)
        return path

    def _exporter(self, path: Path, form: str) -> Exporter:
        wanted = f".{form}" if form else path.suffix.lower()
        for exporter in self._exporters:
            if exporter.suffix == wanted or exporter.name == form:
                return exporter
        known = ", ".join(exporter.suffix for exporter in self._exporters)
        raise ExportError(f"There is no format for “{wanted or path.name}”.", f"Known: {known}.")
