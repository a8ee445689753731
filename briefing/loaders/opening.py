"""What the first blocks of a document say of it: headline, who wrote it, when and where."""

from __future__ import annotations

from briefing.loaders.blocks import TextBuilder
from briefing.loaders.datelines import add_byline, add_date, add_dateline, add_label
from briefing.loaders.findings import Findings
from briefing.loaders.newswire import LONGEST_HEADING, OPENING
from briefing.model.article import BlockKind

TITLE = "title of the document"
FIRST_LEVEL = "heading of the first level"


def read_opening(found: Findings, builder: TextBuilder, title: str | None = None) -> None:
    """Take what the first blocks say, up to the story's first words.

    `title` is a paragraph that is set as the document's title.
    """
    found.add("headline", title, TITLE)
    for block in builder.blocks[:OPENING]:
        line = builder.text[block.start : block.end]
        if block.kind is BlockKind.HEADING:
            continue
        if add_byline(found, line) or add_date(found, line) or add_label(found, line):
            continue
        if add_dateline(found, line) or len(line) > LONGEST_HEADING:
            return


def add_heading(found: Findings, builder: TextBuilder) -> None:
    """Take the heading of the first level as the headline, if it opens the text and is the only."""
    first = [each for each in builder.blocks if each.kind is BlockKind.HEADING and each.level == 1]
    if len(first) != 1:
        return
    for block in builder.blocks[:OPENING]:
        if block is first[0]:
            found.add("headline", builder.text[block.start : block.end], FIRST_LEVEL)
        elif block.end - block.start > LONGEST_HEADING:
            return  # the story has begun
