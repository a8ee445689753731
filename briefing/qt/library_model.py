"""Qt's view of what was found in the library."""

from __future__ import annotations

from briefing.qt.hits import FoundModel
from briefing.services.library.port import LibraryHit, label_of, source_line


class LibraryModel(FoundModel[LibraryHit]):
    """What the library found."""

    def said(self, hit: LibraryHit) -> tuple[str, str, str]:
        """Return kind and title, where it is from, and all of it with the words found."""
        words, source = f"{label_of(hit.kind)}: {hit.title}", source_line(hit)
        return words, source, f"{words}. {source}. {' '.join(hit.snippet.split())}"
