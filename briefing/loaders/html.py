"""Reads web pages: the article without what stands around it, and what the page says of it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from briefing.errors import LoadError
from briefing.loaders.article import made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.text import decoded
from briefing.model.article import BlockKind, Metadata, clean_text
from briefing.services.ports import LoadedArticle

DEEPEST = 200
MOST_ELEMENTS = 200_000
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_VOID = {
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"li", b"link", b"meta",
    b"option", b"p", b"source", b"td", b"th", b"tr", b"track", b"wbr", b"dt", b"dd",
}  # fmt: skip
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)", re.IGNORECASE)
_ARTICLES = {
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting",
    "OpinionNewsArticle", "Report",
}  # fmt: skip
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
        _check(data, source)
        from lxml import html as lxml_html

        text = _decoded(data, source)
        parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
        try:
            tree = lxml_html.document_fromstring(text.encode(), parser=parser)
        except (ValueError, lxml_html.etree.LxmlError) as error:
            raise LoadError(f"{source} is not a web page ({error}).", "Paste its text.") from error
        builder = _body(tree, source)
        return [made(data, source, builder.text, builder.blocks, _metadata(tree))]


def _check(data: bytes, source: str) -> None:
    """Refuse pages that parsers spend minutes on, or silently drop the inside of."""
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


def _body(tree: Any, source: str) -> TextBuilder:
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
            builder.add(words, kind, level)
    if not builder.blocks:
        raise LoadError(
            f"No article was found in {source}.", "Copy the article in the browser and paste it."
        )
    return builder


def _blocks(body: Any) -> Iterator[tuple[BlockKind, int, str]]:
    for element in body.iter("head", "p", "item", "quote", "row", "ab", "code"):
        if any(element.iterancestors("item", "quote", "row")):
            continue
        kind = _KINDS.get(element.tag, BlockKind.PARAGRAPH)
        level = int(str(element.get("rend", "h2"))[1:2] or 2) if element.tag == "head" else 0
        if element.tag == "row":
            cells = (_joined(cell) for cell in element.iter("cell"))
            yield kind, level, "\t".join(cells)
        else:
            yield kind, level, _joined(element)


def _joined(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _metadata(tree: Any) -> Metadata:
    """Return what the page's own data says: JSON-LD first, then meta elements."""
    linked = next(_json_ld(tree), {})
    meta = _meta_elements(tree)

    def said(*names: str) -> str | None:
        return next((meta[name] for name in names if meta.get(name)), None)

    keywords = linked.get("keywords") or said("news_keywords", "keywords", "article:tag") or ()
    if isinstance(keywords, str):
        keywords = keywords.split(",")
    return Metadata(
        headline=_words(linked.get("headline")) or said("og:title", "twitter:title"),
        byline=_names(linked.get("author")) or said("author", "article:author", "byl"),
        published=_words(linked.get("datePublished"))
        or said("article:published_time", "date", "pubdate", "dc.date"),
        keywords=tuple(k for k in (_words(each) for each in keywords) if k),
        language=_words(linked.get("inLanguage")) or _words(tree.get("lang")),
        url=_words(linked.get("url")) or said("og:url") or _canonical(tree),
        outlet=_names(linked.get("publisher")) or said("og:site_name"),
        place=_names(linked.get("contentLocation") or linked.get("dateline")),
    )


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json" or len(script.text or "") > 1_000_000:
            continue
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        yield from _articles(value)


def _articles(value: Any) -> Iterator[dict[str, Any]]:
    things = value if isinstance(value, list) else [value]
    for thing in things:
        if not isinstance(thing, dict):
            continue
        kinds = thing.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(name in _ARTICLES for name in names if isinstance(name, str)):
            yield thing
        if isinstance(thing.get("@graph"), list):
            yield from _articles(thing["@graph"])


def _meta_elements(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = (element.get("property") or element.get("name") or "").lower()
        words = _words(element.get("content"))
        if key and words:
            found.setdefault(key, words)
    return found


def _canonical(tree: Any) -> str | None:
    links = (link for link in tree.iter("link") if link.get("rel") == "canonical")
    return next((_words(link.get("href")) for link in links), None)


def _names(value: Any) -> str | None:
    things = value if isinstance(value, list) else [value]
    names = [_words(t.get("name") if isinstance(t, dict) else t) for t in things]
    return ", ".join(name for name in names if name) or None


def _words(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(clean_text(value).split())[:1000] or None
