"""What is copied of a section: its CommonMark for this program, words and HTML for all others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.model.brief import CITATION
from briefing.services.section_text.markdown_reading import read
from briefing.services.section_text.markdown_runs import parser
from briefing.services.section_text.markdown_writing import write
from briefing.services.section_text.rich_text import (
    LISTS,
    BlockKind,
    RichBlock,
    RichRun,
    Runs,
    list_numbers,
    settled,
)

FORM = "application/x-briefing-section"
"""The form in which this program puts a piece of a section on the clipboard."""
MOST = 2_000_000
"""Characters that are taken in at once."""
_MARK = re.compile(rf" *{CITATION.pattern}")


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece of a section; only `markdown` has the citations and the marks of judgement."""

    markdown: str
    text: str
    html: str


def clip_of(blocks: Sequence[RichBlock]) -> Clip:
    """Return blocks as they are put on the clipboard; the HTML loads nothing and has no script."""
    bare = settled([_uncited(block) for block in blocks])
    return Clip(write(blocks), "\n".join(_lines(bare)), str(parser().render(write(bare))))


def blocks_of(data: bytes) -> tuple[RichBlock, ...]:
    """Return the blocks that were copied, none of what is no text or too much of it."""
    words = data.decode("utf-8", "replace")
    return tuple(read(words)) if len(words) <= MOST else ()


def _uncited(block: RichBlock) -> RichBlock:
    rows = tuple(tuple(_words(cell) for cell in row) for row in block.rows)
    return replace(block, runs=_words(block.runs), rows=rows)


def _words(runs: Runs) -> Runs:
    found: list[RichRun] = []
    for run in runs:
        if run.cite:
            if found:  # the blank before a mark goes with it
                found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
            continue
        found.append(replace(run, text=_MARK.sub("", run.text)))
    return tuple(found)


def _lines(blocks: Sequence[RichBlock]) -> Iterator[str]:
    numbers = list_numbers([(block.kind, block.level) for block in blocks])
    for block, number in zip(blocks, numbers, strict=True):
        if block.kind is BlockKind.TABLE:
            yield from (" | ".join("".join(r.text for r in c) for c in row) for row in block.rows)
        elif block.kind in LISTS:
            mark = f"{number}." if number else "-"
            yield f"{'   ' * block.level}{mark} {block.text}"
        else:
            yield block.text
