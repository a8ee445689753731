"""Reads edited documents like `read_back.py`, whose libraries no start has to wait for."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.model.read_back import ReadBack


class LateReader:
    """Reads edited documents; see `services.ports.DocumentReader`."""

    def is_ours(self, data: bytes) -> bool:
        """Tell whether a file is a Word document that carries our provenance part."""
        from briefing.templating.read_back import WordReader

        return WordReader().is_ours(data)

    def read(self, data: bytes, name: str, titles: Mapping[str, str] | None = None) -> ReadBack:
        """Return what a document says; raises ReadBackError naming the document."""
        from briefing.templating.read_back import WordReader

        return WordReader().read(data, name, titles)
