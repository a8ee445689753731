"""Prints rich values as Word's own elements: runs, paragraphs, lists, tables, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from briefing.errors import TemplateError
from briefing.language import tr
from briefing.templating.notes import Notes
from briefing.templating.package import add_relationship
from briefing.templating.sandbox import plain
from briefing.templating.styles import Styles
from briefing.templating.tags import Tag

Runs = Sequence[Mapping[str, Any]]

TEXT_WIDTH = 9_000
"""Twentieths of a point that a table is wide; the reader's program fits it to the page."""
_WIDTHS = {4: (20, 43, 15, 22)}
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_SMALL = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
_GAP = f"<w:p><w:pPr>{_SMALL}</w:pPr></w:p>"
_KINDS = {
    "bullet": "List Bullet",
    "number": "List Number",
    "quote": "Quote",
    "placeholder": "Placeholder",
}


class Printer:
    """Prints the values of one document; `tags` are those of the part that is being rendered.

    `notes` says what citations become, "footnotes" or "endnotes".
    """

    def __init__(self, parts: dict[str, bytes], styles: Styles, notes: str = "footnotes") -> None:
        self._parts = parts
        self._styles = styles
        self.notes = Notes(parts, styles, notes.removesuffix("s"))
        self.part = "word/document.xml"
        self.tags: Sequence[Tag] = ()
        self._ids = 1000
        self._lists: list[str] = []

    def print_runs(self, value: object, index: int) -> Markup:
        """Print `{{r value }}`: the runs of a rich text, or plain words."""
        own = self.tags[index].own
        if isinstance(value, dict) and "runs" in value:
            return _markup("".join(self._run(run, own) for run in value["runs"]))
        return _markup(f'<w:r>{own}<w:t xml:space="preserve">{plain(value)}</w:t></w:r>')

    def print_blocks(self, value: object, index: int) -> Markup:
        """Print `{{p value }}`: blocks in place of the tag's paragraph, or one paragraph of words.

        A whole slot prints its title in the tag's own style, then its blocks, in a content control
        of its key; nothing if it is left out.
        """
        own = self.tags[index].own
        if not isinstance(value, dict) or "blocks" not in value:
            return _markup(f"<w:p>{own}{self.print_runs(value, index)}</w:p>")
        if isinstance(value["blocks"], dict):
            return _markup("" if value["omitted"] else self._section(value, own))
        return _markup("".join(self._blocks(value["blocks"], own)))

    def _section(self, slot: Mapping[str, Any], own: str) -> str:
        """Return a slot in its control, its title first.

        LibreOffice 7.4 drops a note, and the words before it, in a control's first paragraph.
        """
        title = f'<w:p>{own}<w:r><w:t xml:space="preserve">{plain(slot["title"])}</w:t></w:r></w:p>'
        words = "".join(self._blocks(slot["blocks"]["blocks"]))
        return (
            f"<w:sdt><w:sdtPr><w:alias w:val={_attribute(str(slot['title'])[:64])}/>"
            f'<w:tag w:val={_attribute(str(slot["key"])[:64])}/><w:id w:val="{self._next_id()}"/>'
            f"</w:sdtPr><w:sdtContent>{title}{words}</w:sdtContent></w:sdt>"
        )

    def _blocks(self, blocks: Sequence[Mapping[str, Any]], own: str = "") -> Iterator[str]:
        """Yield blocks; what follows a table stands apart from it, and does not become part of it.

        Word makes one table of two with no paragraph between them.
        """
        for before, block in zip((None, *blocks), blocks, strict=False):
            if before is not None and before.get("kind") == "table":
                yield _GAP
            yield self._block(block, own)

    def _block(self, block: Mapping[str, Any], own: str) -> str:
        kind = block.get("kind", "paragraph")
        if kind == "table":
            return self._table(block)
        runs = "".join(self._run(run, "") for run in block["runs"])
        return f"<w:p>{self._paragraph_properties(kind, block, own)}{runs}</w:p>"

    def _paragraph_properties(self, kind: str, block: Mapping[str, Any], own: str) -> str:
        if kind == "heading":
            return _styled(self._styles.id_of(f"Heading {min(9, int(block.get('level', 1)) + 1)}"))
        if kind not in _KINDS:
            return own
        inside = ""
        level = min(8, int(block.get("level", 0)))
        if kind == "number":
            number = self._list_at(level, first=bool(block.get("first")))
            inside = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        if level:
            inside += f'<w:ind w:left="{360 * (level + 1)}" w:hanging="360"/>'
        return _styled(self._styles.id_of(_KINDS[kind]), inside)

    def _list_at(self, level: int, *, first: bool) -> str:
        """Return the numbering of a list of this depth, a new one where its first item stands."""
        while len(self._lists) <= level:
            self._lists.append("")
        del self._lists[level + 1 :]
        if first or not self._lists[level]:
            self._lists[level] = self._styles.restarted()
        return self._lists[level]

    def _run(self, run: Mapping[str, Any], own: str) -> str:
        words = str(run.get("text", ""))
        text = f'<w:t xml:space="preserve">{plain(words)}</w:t>' if words else ""
        printed = f"<w:r>{self._run_properties(run, own)}{text}</w:r>" if words else ""
        if link := run.get("link"):
            relation = add_relationship(self._parts, self.part, _LINK, str(link))
            printed = f'<w:hyperlink r:id="{relation}">{printed}</w:hyperlink>'
        if bookmark := run.get("bookmark"):
            number = self._next_id()
            printed = (
                f'<w:bookmarkStart w:id="{number}" w:name={_attribute(str(bookmark)[:40])}/>'
                f'{printed}<w:bookmarkEnd w:id="{number}"/>'
            )
        if note := run.get("note"):
            if self.part != "word/document.xml":
                raise TemplateError(
                    tr("A citation cannot stand in {part}.", part=self.part),
                    tr("Print it in the text of the page."),
                )
            printed += self.notes.reference(str(note))
        return printed

    def _run_properties(self, run: Mapping[str, Any], own: str) -> str:
        inside = own.partition(">")[2].rpartition("</")[0] if own.endswith("</w:rPr>") else ""
        inside = inside if not run.get("link") else ""
        front = ""
        if run.get("link"):
            front = f'<w:rStyle w:val="{self._styles.id_of("Hyperlink")}"/>'
        if run.get("code"):
            front += '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
        for key, element in (("bold", "<w:b/>"), ("italic", "<w:i/>")):
            if run.get(key) and element not in inside:
                front += element
        everything = front + inside
        return f"<w:rPr>{everything}</w:rPr>" if everything else ""

    def _table(self, block: Mapping[str, Any]) -> str:
        header: Sequence[str] = block["header"]
        shares = _WIDTHS.get(len(header), (1,) * len(header))
        widths = [TEXT_WIDTH * share // sum(shares) for share in shares]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        name = next(filter(self._styles.has, ("Brief Table", "Table Grid")), "Table Grid")
        title = _attribute(str(block.get("title", "")))
        head = "".join(
            _cell([{"text": words, "bold": True}], width, self)
            for words, width in zip(header, widths, strict=True)
        )
        rows = "".join(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(_cell(cell, width, self) for cell, width in zip(row, widths, strict=True))
            + "</w:tr>"
            for row in block["rows"]
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._styles.id_of(name)}"/>'
            '<w:tblW w:w="5000" w:type="pct"/><w:tblLook w:val="0420" w:firstRow="1" '
            'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            f"<w:tblCaption w:val={title}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
        )

    def cell_runs(self, runs: Runs) -> str:
        """Return the runs of a table cell."""
        return "".join(self._run(run, "") for run in runs)

    def _next_id(self) -> int:
        self._ids += 1
        return self._ids


def _cell(runs: Runs, width: int, printer: Printer) -> str:
    style = '<w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"<w:p>{style}{printer.cell_runs(runs)}</w:p></w:tc>"
    )


def _styled(style: str, inside: str = "") -> str:
    return f'<w:pPr><w:pStyle w:val="{style}"/>{inside}</w:pPr>'


def _attribute(words: str) -> str:
    return f'"{escape(words)}"'


def _markup(words: str) -> Markup:
    return Markup(words)  # noqa: S704 made here of escaped words
