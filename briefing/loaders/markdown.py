"""Reads Markdown: its words without their marks, headings, lists and quotations as blocks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing.loaders.article import cleaned, made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.formats import facts
from briefing.loaders.text import decoded
from briefing.model.article import BlockKind, Metadata
from briefing.services.ports import LoadedArticle

if TYPE_CHECKING:
    from markdown_it.token import Token

_SAID = {
    "title": "headline", "headline": "headline", "author": "byline", "byline": "byline",
    "date": "published", "published": "published", "lang": "language", "language": "language",
    "url": "url", "source": "outlet", "outlet": "outlet", "place": "place", "agency": "agency",
}  # fmt: skip


class MarkdownLoader:
    """Reads .md files, with a head of `key: value` lines between `---` if there is one."""

    name, label, suffixes = facts("markdown")

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the article."""
        from markdown_it import MarkdownIt

        text, warnings = cleaned(decoded(data, source))
        head, body = _head(text)
        builder = TextBuilder()
        parser = MarkdownIt("commonmark").enable("table")
        _Walk(builder).through(parser.parse(body))
        metadata = Metadata(keywords=_keywords(head.pop("keywords", "")), **head)
        if metadata.headline is None:
            metadata = replace(metadata, headline=_title(builder))
        return [made(data, source, builder.text, builder.blocks, metadata, warnings)]


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
        elif token.type in ("fence", "code_block", "html_block"):
            self._words(token.content)

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
        if child.type in ("text", "code_inline", "html_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif child.type == "image":
            words.append(child.content)
    return "".join(words)


def _head(text: str) -> tuple[dict[str, Any], str]:
    """Return what the lines between `---` at the top say, and the rest."""
    if not text.startswith("---\n") or (end := text.find("\n---\n", 3)) < 0:
        return {}, text
    said: dict[str, Any] = {}
    for line in text[4:end].splitlines():
        key, colon, value = line.partition(":")
        name = _SAID.get(key.strip().lower(), key.strip().lower() if key == "keywords" else "")
        words = value.strip().strip("\"'")
        if colon and name and words:
            said.setdefault(name, words)
    return said, text[end + 5 :]
