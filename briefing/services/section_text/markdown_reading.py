"""Reads a section's CommonMark into blocks and runs; what no field formats is kept as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.model.outline import Paragraph
from briefing.services.section_text.markdown_runs import SAFE_LINK, paragraphs_of, parser
from briefing.services.section_text.markdown_writing import write
from briefing.services.section_text.rich_text import (
    BlockKind,
    RichBlock,
    RichRun,
    address_of,
    settled,
    tidy,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

_LIST = {"bullet_list_open": BlockKind.BULLET, "ordered_list_open": BlockKind.NUMBER}
_SILENT = {
    "list_item_close", "paragraph_open",
    "paragraph_close", "heading_close", "thead_open", "thead_close", "tbody_open", "tbody_close",
    "tr_close", "th_close", "td_close", "table_close", "table_open", "blockquote_close",
}  # fmt: skip


class _NotFormattedError(Exception):
    """A construct that no field can show as formatted text."""


def read(markdown: str) -> tuple[RichBlock, ...]:
    """Return a section's text as blocks, whose `write` says the same in every format.

    What would not come back the same (code, pictures, rules, nested quotations) is VERBATIM.
    """
    lines = markdown.split("\n")
    blocks: list[RichBlock] = []
    done = 0
    for group in _groups(parser().parse(markdown)):
        first, last = group[0].map or (done, done)
        blocks.extend(_verbatim(lines[done:first]))
        blocks.extend(_blocks(group, lines[first:last]))
        done = last
    blocks.extend(_verbatim(lines[done:]))
    return tuple(blocks)


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _blocks(group: Sequence[Token], lines: Sequence[str]) -> Iterator[RichBlock]:
    try:
        found = settled(_Reading().blocks(group))
    except _NotFormattedError:
        yield from _verbatim(lines)
        return
    # The printed words decide: what reading or writing would lose is not formatted at all.
    if _printed("\n".join(lines)) == _printed(write(found)) or _has_reference(group, lines):
        yield from found
    else:
        yield from _verbatim(lines)


def _has_reference(group: Sequence[Token], lines: Sequence[str]) -> bool:
    """Return whether a link's address stands elsewhere in the text."""
    source = "\n".join(lines)
    children = [child for token in group for child in token.children or ()]
    links = [child for child in children if child.type == "link_open" and child.info != "auto"]
    return len(links) > len(re.findall(r"\]\(", source))


def _verbatim(lines: Sequence[str]) -> Iterator[RichBlock]:
    source = "\n".join(lines).strip("\n").rstrip()
    if source.strip():
        yield RichBlock(BlockKind.VERBATIM, (RichRun(source),))


def _printed(markdown: str) -> list[tuple[str, int, str]]:
    found = []
    for block in paragraphs_of(markdown, lambda _excerpt: 0):
        if isinstance(block, Paragraph):
            found.append((block.kind.value, block.level, " ".join(block.text.split())))
        else:
            rows = [
                [" ".join(run.text for run in cell) for cell in row.cells] for row in block.rows
            ]
            found.append(("table", 0, " ".join(str([block.header, rows]).split())))
    return found


class _Reading:
    """Makes blocks of the tokens of one top-level block."""

    def __init__(self) -> None:
        self._found: list[RichBlock] = []
        self._lists: list[BlockKind] = []
        self._open: RichBlock | None = None
        self._quotes = 0
        self._rows: list[list[tuple[RichRun, ...]]] = []

    def blocks(self, group: Sequence[Token]) -> list[RichBlock]:
        for token in group:
            self._take(token)
        if self._rows:
            rows = tuple(tuple(row) for row in self._rows)
            self._found.append(RichBlock(BlockKind.TABLE, rows=rows))
        return self._found

    def _take(self, token: Token) -> None:
        kind = token.type
        if kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif kind in _LIST or kind == "list_item_open":
            self._open_list(token)
        elif kind == "blockquote_open":
            self._quotes += 1
            if self._quotes > 1 or self._lists:
                raise _NotFormattedError
        elif kind in ("tr_open", "th_open", "td_open"):
            self._open_cell(token)
        elif kind == "heading_open":
            self._open = RichBlock(BlockKind.HEADING, (), int(token.tag[1:]))
        elif kind == "inline":
            self._inline(token)
        elif kind not in _SILENT:
            raise _NotFormattedError

    def _open_list(self, token: Token) -> None:
        if token.type == "list_item_open":
            self._found.append(RichBlock(self._lists[-1], (), len(self._lists) - 1))
        elif self._quotes or token.attrGet("start") not in (None, 1):
            raise _NotFormattedError
        else:
            self._lists.append(_LIST[token.type])

    def _open_cell(self, token: Token) -> None:
        if token.attrs or self._lists or self._quotes:
            raise _NotFormattedError
        if token.type == "tr_open":
            self._rows.append([])
        else:
            self._rows[-1].append(())

    def _inline(self, token: Token) -> None:
        runs = tidy(list(_runs(token)))
        nested = bool(self._lists or self._quotes)
        if self._rows:
            self._rows[-1][-1] = runs
        elif self._open:
            if nested:
                raise _NotFormattedError
            self._found.append(replace(self._open, runs=runs))
            self._open = None
        elif self._lists:
            item = self._found[-1]
            if item.runs or item.level != len(self._lists) - 1:
                raise _NotFormattedError
            self._found[-1] = replace(item, runs=runs)
        else:
            self._found.append(RichBlock(BlockKind.QUOTE if nested else BlockKind.TEXT, runs))


def _runs(token: Token) -> Iterator[RichRun]:
    look = RichRun("")
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline":
                yield replace(look, text=child.content, code=child.type == "code_inline")
            case "softbreak" | "hardbreak":
                yield replace(look, text=" " if child.type == "softbreak" else "\n")
            case "strong_open" | "strong_close":
                look = replace(look, bold=child.nesting > 0)
            case "em_open" | "em_close":
                look = replace(look, italic=child.nesting > 0)
            case "link_open":
                look = replace(look, link=_address(child))
            case "link_close":
                look = replace(look, link=None)
            case _:
                raise _NotFormattedError


def _address(token: Token) -> str:
    address = str(token.attrGet("href") or "")
    if token.attrGet("title") or not SAFE_LINK.match(address):
        raise _NotFormattedError
    return address_of(address)
