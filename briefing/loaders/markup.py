"""Turns the plain markup of a book's page into blocks; nothing around an article to take off."""

from __future__ import annotations

from typing import Any

from briefing.loaders.blocks import TextBuilder
from briefing.model.article import BlockKind

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_LEFT_OUT = frozenset(
    ("script", "style", "head", "svg", "math", "template", "noscript", "audio", "video", "object",
     "iframe", "rt", "rp", "select", "button", "form", "nav")
)  # fmt: skip
_APART = frozenset(
    ("p", "div", "section", "article", "aside", "figure", "figcaption", "header", "footer", "main",
     "body", "html", "dl", "dt", "dd", "address", "pre", "hr", "details", "summary", "caption",
     "center", "fieldset", "thead", "tbody", "tfoot")
)  # fmt: skip


class MarkupWalk:
    """Collects the blocks of a page; the tree must not be deeper than Python can go down."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._words: list[str] = []
        self._kind = (BlockKind.PARAGRAPH, 0)
        self._lists = 0

    def through(self, element: Any) -> None:
        """Take in an element and all that is in it."""
        self._into(element, self._kind)
        self._end()

    def _into(self, element: Any, kind: tuple[BlockKind, int]) -> None:
        """Read an element's inside as a block of its own of this kind."""
        self._end()
        before, self._kind = self._kind, kind
        self._inside(element)
        self._end()
        self._kind = before

    def _inside(self, element: Any) -> None:
        self._words.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, child.tag.rpartition("}")[2].lower())
            self._words.append(child.tail or "")

    def _child(self, child: Any, tag: str) -> None:
        if tag in _HEADINGS:
            self._into(child, (BlockKind.HEADING, _HEADINGS[tag]))
        elif tag in ("ul", "ol", "menu"):
            self._lists += 1
            self._into(child, self._kind)
            self._lists -= 1
        elif tag == "li":
            self._into(child, (BlockKind.LIST_ITEM, max(self._lists - 1, 0)))
        elif tag == "blockquote":
            self._into(child, (BlockKind.QUOTATION, 0))
        elif tag == "table":
            self._table(child)
        elif tag == "br":
            self._words.append(" ")
        elif tag in _APART:
            self._into(child, self._kind)
        elif tag not in _LEFT_OUT:
            self._inside(child)

    def _table(self, table: Any) -> None:
        self._end()
        for row in table.iter("{*}tr"):
            cells = (_joined(cell) for cell in row.iterchildren("{*}td", "{*}th"))
            self._builder.add("\t".join(cells).rstrip("\t"), BlockKind.TABLE_ROW)

    def _end(self) -> None:
        words, self._words = "".join(self._words), []
        self._builder.add(words, *self._kind)


def _joined(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
