"""Reads web pages: the article without what stands around it, and what the page says of it."""

from __future__ import annotations

import re
from typing import Any

from briefing.errors import LoadError
from briefing.language import tr
from briefing.loaders.article import cleaned, made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.charsets import declared_text
from briefing.loaders.datelines import add_dateline
from briefing.loaders.formats import facts
from briefing.loaders.fragments import add_fragment, parsed
from briefing.loaders.page_body import page_body
from briefing.loaders.page_documents import add_document_lines, document_body, is_document
from briefing.loaders.page_furniture import cleared
from briefing.loaders.page_linked import article_data
from briefing.loaders.page_metadata import article_body, page_findings
from briefing.model.article import Metadata
from briefing.services.ports import LoadedArticle

DEEPEST = 200
MOST_ELEMENTS = 200_000
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>")
_VOID = {
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"li", b"link", b"meta",
    b"option", b"p", b"source", b"td", b"th", b"tr", b"track", b"wbr", b"dt", b"dd",
}  # fmt: skip
_MARKUP = re.compile(r"</?(?:p|br|div|span|h[1-6]|ul|ol|li|a|b|i|em|strong)\b[^<>]*>")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)", re.IGNORECASE)


class HtmlLoader:
    """Reads .html files; never loads anything that the page points to."""

    name, label, suffixes = facts("html")

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the article of the page; raises LoadError if there is none to be found."""
        return [read_page(data, data, source)]


def read_page(
    data: bytes, kept: bytes, source: str, charset: str | None = None, url: str | None = None
) -> LoadedArticle:
    """Return the article of a page; `kept` are the bytes of the file that the page came in.

    `charset` and `url` are what that file says of the page, used where the page says nothing.
    Raises LoadError if there is no article to be found.
    """
    refuse_tangled(data, source)
    from lxml import html as lxml_html

    text, warnings = cleaned(page_text(data, source, charset))
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        tree = lxml_html.document_fromstring(text.encode(), parser=parser)
    except (ValueError, lxml_html.etree.LxmlError) as error:
        raise LoadError(
            tr("{source} is not a web page ({error}).", source=source, error=error),
            tr("Paste its text."),
        ) from error
    data_said = article_data(tree)
    findings = page_findings(tree, data_said)
    if url and url.startswith(("http://", "https://")):
        findings.add("url", url, "where it was saved from")
    if is_document(tree):
        builder = document_body(tree)
        add_document_lines(findings, builder)
    else:
        builder = _body(tree, findings.metadata(), _told(article_body(data_said)))
        add_dateline(findings, builder.text.split("\n", 1)[0])
    if not builder.blocks:
        raise LoadError(
            tr("No article was found in {source}.", source=source),
            tr("Copy the article in the browser and paste it."),
        )
    return made(kept, source, builder.text, builder.blocks, findings.metadata(), warnings)


def refuse_tangled(data: bytes, source: str, most: int = MOST_ELEMENTS) -> None:
    """Raise LoadError for pages that parsers spend minutes on, or silently drop the inside of."""
    depth = deepest = count = 0
    for tag in _TAG.finditer(data):
        closing, name, rest = tag.groups()
        count += 1
        if count > most or deepest > DEEPEST:
            break
        if name.lower() in _VOID or rest.endswith(b"/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    if deepest > DEEPEST or count > most:
        what = (
            tr("over {most:,} elements", most=most)
            if count > most
            else tr("over {deepest} levels", deepest=DEEPEST)
        )
        raise LoadError(
            tr("{source} is too tangled to read: it has {what}.", source=source, what=what),
            tr("Copy the article in the browser and paste it."),
        )


def page_text(data: bytes, source: str, charset: str | None = None) -> str:
    """Return a page's bytes as text: UTF-8 if they are, else as it or its `charset` says."""
    declared = _CHARSET.search(data[:4096])
    return declared_text(data, declared.group(1).decode("ascii") if declared else charset, source)


def _told(body: str | None) -> str | None:
    """Return an article's text from the page's data as plain words, whatever markup is in it."""
    if body is None or not _MARKUP.search(body):
        return body
    try:
        refuse_tangled(body.encode("utf-8", "replace"), "")
    except LoadError:
        return None
    builder = TextBuilder()
    if (tree := parsed(body)) is not None:
        add_fragment(builder, tree)
    return builder.text or None


def _body(tree: Any, metadata: Metadata, told: str | None) -> TextBuilder:
    return page_body(cleared(tree, metadata.headline), metadata, told)
