"""Reads all the words of a piece of HTML into blocks: a mail, a feed's entry, an export."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from briefing.loaders.blocks import TextBuilder
from briefing.model.article import BlockKind

_PARAGRAPHS = {
    "address", "article", "aside", "body", "caption", "center", "dd", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "header", "hr", "html", "main", "ol", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_UNSEEN = {
    "audio", "button", "head", "iframe", "noscript", "object", "option", "script", "select",
    "style", "svg", "template", "textarea", "title", "video",
}  # fmt: skip
COPIED_UNSEEN = _UNSEEN - {"button", "object", "option", "select", "svg", "textarea"}
"""What nobody has seen of what was copied: of a selection, the words of controls are part."""

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)")
_QUOTING = re.compile(
    r"\b(?:gmail_quote|gmail_signature|moz-cite-prefix|moz-signature|yahoo_quoted|protonmail_quote)\b"
)
_HEADING = re.compile("h([1-6])$")


def add_fragment(builder: TextBuilder, element: Any, unseen: Collection[str] = _UNSEEN) -> None:
    """Add every visible word under an element, block by block; not what is in `unseen` elements."""
    walk = _Walk(builder, unseen)
    walk.through(element)
    walk.end()


def parsed(markup: str) -> Any:
    """Return HTML as a tree, or None if it has no elements; nothing is loaded for it."""
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        return lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (ValueError, lxml_html.etree.LxmlError):
        return None


class _Walk:
    """Gathers words until an element ends the block they are in."""

    def __init__(self, builder: TextBuilder, unseen: Collection[str]) -> None:
        self._builder = builder
        self._unseen = unseen
        self._words: list[str] = []
        self._breaks = 0
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._lists = 0

    def end(self) -> None:
        """Make a block of the words so far."""
        if self._words:
            self._builder.add("".join(self._words), self._kind, self._level)
            self._words.clear()
        self._breaks = 0

    def through(self, element: Any) -> None:
        """Take in an element and what is in it, in order."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not self._is_seen(element):
            return
        if tag == "br":
            self._line_break()
        elif tag == "table" and not _is_layout(element):
            self._table(element)
        elif (kind := _kind(element, tag)) is not None:
            self._within(element, *kind)
        elif tag in _PARAGRAPHS:
            self._lists += tag in ("ul", "ol")
            self.end()
            self._inside(element)
            self.end()
            self._lists -= tag in ("ul", "ol")
        else:
            self._inside(element)

    def _is_seen(self, element: Any) -> bool:
        if not isinstance(element.tag, str) or element.tag in self._unseen:
            return False
        style = element.get("style")
        return not (style and _HIDDEN.search(style.lower()))

    def _within(self, element: Any, kind: BlockKind, level: int) -> None:
        """Read an element whose words are of a kind; inside a quotation all is quotation."""
        self.end()
        before = self._kind, self._level
        if self._kind is not BlockKind.QUOTATION:
            depth = max(0, self._lists - 1) if kind is BlockKind.LIST_ITEM else level
            self._kind, self._level = kind, depth
        self._inside(element)
        self.end()
        self._kind, self._level = before

    def _inside(self, element: Any) -> None:
        self._say(element.text)
        for child in element:
            self.through(child)
            self._say(child.tail)

    def _say(self, words: str | None) -> None:
        if words:
            self._words.append(words)
            self._breaks = 0 if words.strip() else self._breaks

    def _line_break(self) -> None:
        self._breaks += 1
        if self._breaks > 1:
            self.end()
        else:
            self._words.append(" ")

    def _table(self, table: Any) -> None:
        self.end()
        for caption in table.iter("caption"):
            self._builder.add(self._joined(caption), self._kind, self._level)
        for row in table.iter("tr"):
            cells = [self._joined(cell) for cell in row.iter("td", "th")]
            filled = [cell for cell in cells if cell]
            if len(filled) == 1 and len(cells) == 1:
                self._builder.add(filled[0], self._kind, self._level)
            elif filled:
                self._builder.add("\t".join(cells), BlockKind.TABLE_ROW)

    def _joined(self, element: Any) -> str:
        """Return the words of a cell as one line."""
        return " ".join("".join(self._pieces(element)).split())

    def _pieces(self, element: Any) -> Iterator[str]:
        """Yield the words under an element; what stands below each other is parted."""
        yield element.text or ""
        for child in element:
            if self._is_seen(child):
                parts = child.tag in _PARAGRAPHS or child.tag == "br" or _kind(child, child.tag)
                yield " " if parts else ""
                yield from self._pieces(child)
                yield " " if parts else ""
            yield child.tail or ""


def _kind(element: Any, tag: str) -> tuple[BlockKind, int] | None:
    if heading := _HEADING.match(tag):
        return BlockKind.HEADING, int(heading.group(1))
    if tag == "li":
        return BlockKind.LIST_ITEM, 0
    if tag == "blockquote" or _QUOTING.search(element.get("class", "")):
        return BlockKind.QUOTATION, 0
    return None


def _is_layout(table: Any) -> bool:
    """Tell whether a table arranges a page: it holds a table, or cells of several blocks."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    blocks = ("p", "div", "ul", "ol", "h1", "h2", "h3")
    return any(sum(child.tag in blocks for child in cell) > 1 for cell in table.iter("td"))
