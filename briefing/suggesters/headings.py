"""Suggests sub-headings: short lines without an end stop between paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.language import tr
from briefing.model.article import BlockKind
from briefing.model.suggestion import Suggestion
from briefing.services.suggesting.close_reading import CloseReading


class HeadingSuggester:
    """Suggests each heading that the article's loader found."""

    name = "headings"
    kind = "heading"

    def suggest(self, reading: CloseReading) -> Iterator[Suggestion]:
        """Yield the headings of the article."""
        for block in reading.article.blocks:
            if block.kind is BlockKind.HEADING and block.start < block.end:
                yield reading.suggestion(
                    block.start, block.end, self.kind,
                    tr("a short line without an end stop, between paragraphs"), 0.9,
                )  # fmt: skip
