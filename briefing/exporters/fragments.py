"""The outline's blocks as HTML, for the web page and for the clipboard; safe by construction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from briefing.exporters.nesting import ListOf, nested
from briefing.model.outline import OutlineBlock, Paragraph, ParagraphKind, Run
from briefing.model.outline import Table as OutlineTable
from briefing.services.section_text.markdown_runs import SAFE_LINK


@dataclass(frozen=True, slots=True)
class Fragments:
    """Writes blocks with the attributes that `looks` has for an element, and notes as `note` does.

    Every word goes through `escape`; elements and attributes are ours alone.
    """

    note: Callable[[int], str]
    looks: Mapping[str, str] = field(default_factory=dict)

    def tag(self, name: str, inside: str, look: str = "") -> str:
        """Return an element with what stands in it, which has to be HTML."""
        more = self.looks.get(look or name, "")
        return f"<{name}{f' {more}' if more else ''}>{inside}</{name}>"

    def blocks(self, blocks: Iterable[OutlineBlock], level: int) -> Iterator[str]:
        """Yield blocks of a section whose heading has this level, lists nested."""
        for block in nested(blocks):
            if isinstance(block, ListOf):
                yield self._list(block)
            elif isinstance(block, OutlineTable):
                yield self._table(block)
            else:
                yield self._paragraph(block, level)

    def run(self, run: Run) -> str:
        """Return words with their formatting and the number of their note."""
        words = escape(run.text).replace("\n", "<br>")
        for name, on in (("code", run.code), ("em", run.italic), ("strong", run.bold)):
            if on:
                words = self.tag(name, words)
        if run.link and SAFE_LINK.match(run.link):
            words = f'<a href="{escape(run.link)}" rel="noreferrer">{words}</a>'
        return words + (self.note(run.citation) if run.citation is not None else "")

    def _runs(self, runs: Iterable[Run]) -> str:
        return "".join(map(self.run, runs))

    def _list(self, of: ListOf) -> str:
        items = (
            self.tag("li", self._runs(item.paragraph.runs) + "".join(map(self._list, item.lists)))
            for item in of.items
        )
        return self.tag("ol" if of.ordered else "ul", "".join(items))

    def _paragraph(self, block: Paragraph, level: int) -> str:
        words = self._runs(block.runs)
        match block.kind:
            case ParagraphKind.QUOTE:
                return self.tag("blockquote", self.tag("p", words, "quote"))
            case ParagraphKind.HEADING:
                return self.tag(f"h{min(6, level + block.level)}", words)
            case ParagraphKind.PLACEHOLDER:
                return self.tag("p", words, "placeholder")
            case _:
                return self.tag("p", words)

    def _table(self, table: OutlineTable) -> str:
        look = self.looks.get("th", "")
        head = "".join(
            f'<th scope="col"{f" {look}" if look else ""}>{escape(words)}</th>'
            for words in table.header
        )
        rows = "".join(
            f"<tr>{''.join(self.tag('td', self._runs(cell)) for cell in row.cells)}</tr>"
            for row in table.rows
        )
        caption = self.tag("caption", escape(table.title))
        inside = f"{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
        return self.tag("table", inside)
