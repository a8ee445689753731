"""Which sections of a brief print or cite an excerpt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.model.outline import Outline, OutlineBlock, Run, Section, Table


class Usage:
    """The sections of one outline by the excerpts they use; looked through once."""

    def __init__(self, outline: Outline | None) -> None:
        self._sections: dict[str, list[str]] = {}
        if outline is None:
            return
        numbers = {citation.number: citation.excerpt for citation in outline.citations}
        for title, section in _titled(outline):
            for excerpt_id in dict.fromkeys(_used(section, numbers)):
                self._sections.setdefault(excerpt_id, []).append(title)

    def sections_using(self, excerpt_id: str) -> list[str]:
        """Return the titles of the sections that print or cite an excerpt, in reading order.

        A section of one article in a brief that goes article by article names the article too.
        """
        return list(self._sections.get(excerpt_id, ()))


def _titled(outline: Outline) -> Iterator[tuple[str, Section]]:
    for section in outline.sections:
        yield section.title, section
    for part in outline.parts:
        name = part.source.headline or part.source.file
        for section in part.sections:
            yield f"{section.title} ({name})", section


def _used(section: Section, numbers: dict[int, str]) -> Iterator[str]:
    if section.omitted:
        return
    yield from section.excerpts
    for block in section.blocks:
        yield from _printed(block)
        cited = (numbers.get(run.citation or 0) for run in _runs(block))
        yield from filter(None, cited)


def _printed(block: OutlineBlock) -> Iterator[str]:
    rows = block.rows if isinstance(block, Table) else (block,)
    yield from filter(None, (row.excerpt for row in rows))


def _runs(block: OutlineBlock) -> Iterable[Run]:
    if isinstance(block, Table):
        return (run for row in block.rows for cell in row.cells for run in cell)
    return block.runs
