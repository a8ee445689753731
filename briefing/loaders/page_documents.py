"""Tells web pages that a word processor wrote: all words of those are the document's own."""

from __future__ import annotations

import re
from typing import Any

from briefing.loaders.blocks import TextBuilder
from briefing.loaders.findings import Findings
from briefing.loaders.fragments import add_fragment
from briefing.loaders.opening import add_heading, read_opening
from briefing.loaders.properties import plausible_author

_WRITERS = re.compile(
    r"(?:libreoffice|openoffice|staroffice|microsoft word|aspose\.words|cocoa html writer|pages\b"
    r"|abiword|wordperfect)",
    re.IGNORECASE,
)
_GOOGLE = re.compile(r"\bdoc-content\b")


def is_document(tree: Any) -> bool:
    """Tell whether a word processor says that it wrote the page."""
    for meta in tree.iter("meta"):
        if meta.get("name", "").lower() == "generator":
            return bool(_WRITERS.match(meta.get("content", "").strip()))
    body = next(tree.iter("body"), None)
    return body is not None and bool(_GOOGLE.search(body.get("class", "")))


def document_body(tree: Any) -> TextBuilder:
    """Return all that a reader sees of such a page but for what runs from page to page."""
    for running in [e for e in tree.iter("div") if e.get("title") in ("header", "footer")]:
        running.drop_tree()
    builder = TextBuilder()
    body = next(tree.iter("body"), None)
    if body is not None:
        add_fragment(builder, body)
    return builder


def add_document_lines(found: Findings, builder: TextBuilder) -> None:
    """Take what the first lines say; the author in its head is often whoever typed it."""
    if not plausible_author(found.get("byline")):
        found.forget("byline")
    read_opening(found, builder)
    add_heading(found, builder)
