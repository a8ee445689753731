"""Reads Markdown: its words without their marks, headings, lists and quotations as blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.errors import LoadError
from briefing.loaders.article import cleaned, made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.dates import said_date
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.fragments import add_fragment, parsed
from briefing.loaders.html import refuse_tangled
from briefing.loaders.text import decoded
from briefing.model.article import BlockKind
from briefing.services.ports import LoadedArticle

if TYPE_CHECKING:
    from markdown_it.token import Token

HEAD = "head of the file"
_SAID = {
    "title": "headline", "headline": "headline", "author": "byline", "byline": "byline",
    "date": "published", "published": "published", "lang": "language", "language": "language",
    "url": "url", "source": "outlet", "outlet": "outlet", "place": "place", "agency": "agency",
    "keywords": "keywords", "tags": "keywords",
}  # fmt: skip
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\](?:: )?")
_ITEM = re.compile(r"\s*-\s+(\S.*)$")


class MarkdownLoader:
    """Reads .md files, with a head of `key: value` lines between `---` if there is one."""

    name, label, suffixes = facts("markdown")

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the article."""
        from markdown_it import MarkdownIt

        text, warnings = cleaned(decoded(data, source))
        head, body = _head(text)
        builder = TextBuilder()
        parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
        _Walk(builder).through(parser.parse(body))
        metadata = _findings(head, builder).metadata()
        return [made(data, source, builder.text, builder.blocks, metadata, warnings)]


def _findings(head: dict[str, str], builder: TextBuilder) -> Findings:
    found = Findings()
    found.add_keywords(_keywords(head.pop("keywords", "")), HEAD)
    for field, words in head.items():
        value = said_date(words) if field == "published" else words
        found.add(field, value, HEAD)
    found.add("headline", _title(builder), "heading of the first level")
    return found


def _title(builder: TextBuilder) -> str | None:
    first = builder.blocks[0] if builder.blocks else None
    if first is None or first.kind is not BlockKind.HEADING or first.level != 1:
        return None
    return builder.text[first.start : first.end]


def _keywords(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.strip("[]").split(",") if word.strip())


class _Walk:
    """Turns the parser's tokens into blocks."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._lists = 0
        self._quotes = 0
        self._heading = 0
        self._row: list[str] | None = None

    def through(self, tokens: list[Token]) -> None:
        for token in tokens:
            self._take(token)

    def _take(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists -= 1
        elif token.type in ("blockquote_open", "blockquote_close"):
            self._quotes += 1 if token.nesting > 0 else -1
        elif token.type == "heading_open":
            self._heading = int(token.tag[1:])
        elif token.type == "heading_close":
            self._heading = 0
        elif token.type in ("tr_open", "tr_close"):
            self._end_row(opening=token.nesting > 0)
        elif token.type == "inline":
            self._words(_plain(token))
        elif token.type == "html_block":
            self._page(token.content)
        elif token.type in ("fence", "code_block"):
            self._words(token.content)

    def _page(self, markup: str) -> None:
        """Take the words of HTML that stands in the text."""
        try:
            refuse_tangled(markup.encode("utf-8", "replace"), "")
        except LoadError:
            self._words(markup)
            return
        if (tree := parsed(markup)) is not None:
            add_fragment(self._builder, tree)

    def _end_row(self, *, opening: bool) -> None:
        if self._row:
            self._builder.add("\t".join(self._row), BlockKind.TABLE_ROW)
        self._row = [] if opening else None

    def _words(self, words: str) -> None:
        if self._row is not None:
            self._row.append(" ".join(words.split()))
        elif self._heading:
            self._builder.add(words, BlockKind.HEADING, self._heading)
        elif self._quotes:
            self._builder.add(words, BlockKind.QUOTATION)
        elif self._lists:
            self._builder.add(words, BlockKind.LIST_ITEM, self._lists - 1)
        else:
            self._builder.add(words)


def _plain(token: Token) -> str:
    words = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or child.content.startswith("<br"):
            words.append(" ")
        elif child.type == "image":
            words.append(child.content)
    return _NOTE.sub("", "".join(words))


def _head(text: str) -> tuple[dict[str, str], str]:
    """Return what the lines between `---` at the top say, and the rest."""
    if not text.startswith("---\n") or (end := text.find("\n---\n", 3)) < 0:
        return {}, text
    said: dict[str, str] = {}
    listed: dict[str, list[str]] = {}
    name = ""
    for line in text[4:end].splitlines():
        if name and (item := _ITEM.match(line)):
            listed.setdefault(name, []).append(item[1].strip("\"' "))
            continue
        key, colon, value = line.partition(":")
        name = _SAID.get(key.strip().lower(), "") if colon else ""
        words = value.strip().strip("\"'")
        if name and words:
            said.setdefault(name, words)
    return {field: ", ".join(items) for field, items in listed.items()} | said, text[end + 5 :]
