"""Reads web pages: the article without what stands around it, and what the page says of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from briefing.errors import LoadError
from briefing.loaders.article import cleaned, made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.page_furniture import cleared
from briefing.loaders.page_metadata import page_metadata
from briefing.loaders.text import decoded
from briefing.model.article import BlockKind, Metadata
from briefing.services.ports import LoadedArticle

DEEPEST = 200
MOST_ELEMENTS = 200_000
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_VOID = {
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"li", b"link", b"meta",
    b"option", b"p", b"source", b"td", b"th", b"tr", b"track", b"wbr", b"dt", b"dd",
}  # fmt: skip
_GAP = re.compile(r"\n\s*\n")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)", re.IGNORECASE)
_KINDS = {
    "head": BlockKind.HEADING, "item": BlockKind.LIST_ITEM, "quote": BlockKind.QUOTATION,
    "row": BlockKind.TABLE_ROW,
}  # fmt: skip


class HtmlLoader:
    """Reads .html files; never loads anything that the page points to."""

    name = "html"
    label = "Web page"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the article of the page; raises LoadError if there is none to be found."""
        refuse_tangled(data, source)
        from lxml import html as lxml_html

        text, warnings = cleaned(_decoded(data, source))
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
        try:
            tree = lxml_html.document_fromstring(text.encode(), parser=parser)
        except (ValueError, lxml_html.etree.LxmlError) as error:
            raise LoadError(f"{source} is not a web page ({error}).", "Paste its text.") from error
        metadata = page_metadata(tree)
        builder = _body(cleared(tree), source, metadata)
        return [made(data, source, builder.text, builder.blocks, metadata, warnings)]


def refuse_tangled(data: bytes, source: str) -> None:
    """Raise LoadError for pages that parsers spend minutes on, or silently drop the inside of."""
    depth = deepest = count = 0
    for closing, name, rest in _TAG.findall(data):
        count += 1
        if name.lower() in _VOID or rest.endswith(b"/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    if deepest > DEEPEST or count > MOST_ELEMENTS:
        what = f"{count:,} elements" if count > MOST_ELEMENTS else f"{deepest:,} levels"
        raise LoadError(
            f"{source} is too tangled to read: it has {what}.",
            "Copy the article in the browser and paste it.",
        )


def _decoded(data: bytes, source: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:4096])
    if declared:
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data, source)


def _body(tree: Any, source: str, metadata: Metadata) -> TextBuilder:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says, we say better
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, favor_precision=True,
        with_metadata=False, deduplicate=False,
    )  # fmt: skip
    body = getattr(found, "body", None)
    builder = TextBuilder()
    if body is not None:
        for kind, level, words in _blocks(body):
            if words != metadata.headline or builder.blocks:
                builder.add(words, kind, level)
    if not builder.blocks:
        raise LoadError(
            f"No article was found in {source}.", "Copy the article in the browser and paste it."
        )
    return builder


def _blocks(body: Any) -> Iterator[tuple[BlockKind, int, str]]:
    for element in body.iter("head", "p", "item", "quote", "row", "ab", "code"):
        if next(element.iterancestors("item", "quote", "row"), None) is not None:
            continue
        kind = _KINDS.get(element.tag, BlockKind.PARAGRAPH)
        level = int(str(element.get("rend", "h2"))[1:2] or 2) if element.tag == "head" else 0
        if element.tag == "row":
            cells = (_joined(cell) for cell in element.iter("cell"))
            yield kind, level, "\t".join(cells)
        else:
            for words in _lines(element):
                yield kind, level, words


def _lines(element: Any) -> Iterator[str]:
    """Return the words of an element, parted where the page breaks the line twice."""
    for line_break in element.iter("lb"):
        line_break.tail = f"\n{line_break.tail or ''}"
    for part in _GAP.split("".join(element.itertext())):
        yield " ".join(part.split())


def _joined(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
