"""Exporting: a composed outline to a file, in the format of its name."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, runtime_checkable

from briefing.errors import ExportError
from briefing.language import tr
from briefing.model.finding import Finding
from briefing.model.outline import Outline
from briefing.services.checks import blocking, title_of
from briefing.services.ports import Copied, Copier, Exporter, TemplatePackage
from briefing.services.registry import Registry
from briefing.services.writing import write_atomically

MOST_NAMED = 3
"""Findings that a refusal names; the others are counted."""


@runtime_checkable
class StoppableExporter(Exporter, Protocol):
    """A format that takes so long that it can be called off."""

    def export_until(
        self, outline: Outline, package: TemplatePackage, stop: threading.Event | None
    ) -> bytes:
        """Return what `export` does; raises ExportError when `stop` is set meanwhile."""


class ExportService:
    """Knows the formats; `exporters` is gone through anew each time."""

    def __init__(self, exporters: Iterable[Exporter], copier: Copier | None = None) -> None:
        self._given = exporters
        self._copier = copier

    @property
    def _exporters(self) -> Registry[Exporter]:
        return Registry("format", self._given)

    @property
    def formats(self) -> list[tuple[str, str]]:
        """The formats as label and ending, the usual one first; for each ending its usual one."""
        usual: dict[str, Exporter] = {}
        for exporter in self._exporters:
            usual.setdefault(exporter.suffix, exporter)
        return [(tr(each.label), suffix) for suffix, each in usual.items()]

    def copied(self, outline: Outline) -> Copied:
        """Return the brief for the clipboard; while a finding blocks it, it says it is a draft.

        Raises ExportError where there is no clipboard.
        """
        if self._copier is None:
            raise ExportError(
                tr("Nothing was copied: there is no clipboard here."), tr("Export a file.")
            )
        draft = outline.draft or bool(blocking(outline))
        return self._copier.copied(replace(outline, draft=draft))

    def export(
        self,
        outline: Outline,
        package: TemplatePackage,
        path: Path,
        *,
        draft: bool = False,
        form: str = "",
        stop: threading.Event | None = None,
    ) -> Path:
        """Write the document to `path` and return it; the ending tells the format, or `form`.

        A final export is refused while a finding blocks it. Raises ExportError, also when `stop` is
        set, or TemplateError; the file at `path` is then as it was.
        """
        exporter = self._exporter(path, form)
        if not draft and (first := blocking(outline)):
            raise ExportError(refusal(outline, first), tr("Mend that, or export a draft."))
        outline = replace(outline, draft=draft)
        if isinstance(exporter, StoppableExporter):
            data = exporter.export_until(outline, package, stop)
        else:
            data = exporter.export(outline, package)
        write_atomically(path, data)
        return path

    def document(self, outline: Outline, package: TemplatePackage, form: str) -> bytes:
        """Return the document in a format, a draft if the outline is one.

        Raises ExportError or TemplateError.
        """
        return self._exporter(Path(), form).export(outline, package)

    def suffix(self, form: str) -> str:
        """Return the ending of a format, with its dot; raises ExportError if there is none."""
        return self._exporter(Path(), form).suffix

    def _exporter(self, path: Path, form: str) -> Exporter:
        wanted = f".{form}" if form else path.suffix.lower()
        for exporter in self._exporters:
            if exporter.suffix == wanted or exporter.name == form:
                return exporter
        known = ", ".join(suffix for _label, suffix in self.formats)
        raise ExportError(
            tr("There is no format for “{wanted}”.", wanted=wanted or path.name),
            tr("Known: {known}.", known=known),
        )


def refusal(outline: Outline, findings: Sequence[Finding]) -> str:
    """Return in one sentence why a final export has to wait: what blocks it, and where."""
    said = []
    for finding in findings[:MOST_NAMED]:
        title = title_of(outline, finding)
        words = finding.message.rstrip(".")
        said.append(words if f"“{title}”" in words or not title else f"{words} (in “{title}”)")
    more = len(findings) - MOST_NAMED
    tail = tr("; and {more} more", more=more) if more > 0 else ""
    return tr("Not ready to send: {said}{tail}.", said="; ".join(said), tail=tail)
