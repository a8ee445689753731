"""What the analyst wrote, from CommonMark with citation marks to paragraphs of runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.model.brief import CITATION, JUDGEMENT
from briefing.model.outline import LISTS, OutlineBlock, Paragraph, ParagraphKind, Row, Run, Table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Cite = Callable[[str], int | None]
"""Gives the number of a new citation of an excerpt, or None if there is no such excerpt."""

SAFE_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
"""How the address of a link begins that a brief may lead to."""


def paragraphs_of(markdown: str, cite: Cite, title: str = "") -> list[OutlineBlock]:
    """Return the paragraphs and tables of a text; HTML shows as text, pictures as their words.

    Links other than http, https and mailto become plain words; `title` is that of the tables.
    """
    walk = _Walk(cite, title)
    for token in parser().parse(markdown):
        walk.take(token)
    return walk.blocks


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the one reader of CommonMark, with tables, that all texts of a brief go through."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass
class _List:
    ordered: bool
    fresh: bool = True


class _Walk:
    def __init__(self, cite: Cite, title: str) -> None:
        self.blocks: list[OutlineBlock] = []
        self._cite = cite
        self._title = title
        self._rows: list[list[tuple[Run, ...]]] = []
        self._lists: list[_List] = []
        self._begun = False
        self._quotes = 0
        self._heading = 0

    def take(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._lists.append(_List(ordered=token.type.startswith("ordered")))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif token.type == "list_item_open":
            self._begun = False
        elif token.type in ("blockquote_open", "blockquote_close"):
            self._quotes += token.nesting
        elif token.type in ("heading_open", "heading_close"):
            self._heading = int(token.tag[1:]) if token.nesting > 0 else 0
        elif token.type == "tr_open":
            self._rows.append([])
        elif token.type == "table_close":
            self._add_table()
        elif token.type == "inline":
            self._put(tuple(self._runs(token)))
        elif token.type in ("fence", "code_block", "html_block"):
            self._add((Run(token.content.rstrip("\n"), code=True),))

    def _put(self, runs: tuple[Run, ...]) -> None:
        if self._rows:
            self._rows[-1].append(runs)
        else:
            self._add(runs)

    def _add_table(self) -> None:
        header, *rows = self._rows
        self._rows = []
        words = tuple("".join(run.text for run in cell) for cell in header)
        table = tuple(Row(tuple(row)) for row in rows)
        self.blocks.append(Table(self._title or next(filter(None, words), ""), words, table))

    def _add(self, runs: tuple[Run, ...]) -> None:
        if not any(run.text.strip() or run.citation for run in runs):
            return
        if self._goes_on():
            last = self.blocks[-1]
            assert isinstance(last, Paragraph)
            self.blocks[-1] = replace(last, runs=(*last.runs, Run("\n"), *runs))
            return
        kind, level, first = ParagraphKind.TEXT, 0, False
        if self._heading:
            kind, level = ParagraphKind.HEADING, self._heading
        elif self._lists:
            current = self._lists[-1]
            kind = ParagraphKind.NUMBER if current.ordered else ParagraphKind.BULLET
            level, first, current.fresh = len(self._lists) - 1, current.fresh, False
            self._begun = True
        elif self._quotes:
            kind = ParagraphKind.QUOTE
        self.blocks.append(Paragraph(kind, runs, level, first=first))

    def _goes_on(self) -> bool:
        """Tell whether this is one more paragraph of the item before, which has a mark already."""
        last = self.blocks[-1] if self.blocks else None
        return (
            bool(self._lists) and self._begun and not self._heading
            and isinstance(last, Paragraph) and last.kind in LISTS
            and last.level == len(self._lists) - 1
        )  # fmt: skip

    def _runs(self, token: Token) -> Iterator[Run]:
        look = Run("")
        for child in token.children or ():
            if child.type in ("text", "code_inline", "image"):
                code = child.type == "code_inline"
                yield from self._cited(replace(look, text=child.content, code=code))
            elif child.type in ("softbreak", "hardbreak"):
                yield replace(look, text=" " if child.type == "softbreak" else "\n")
            elif child.type in ("strong_open", "strong_close"):
                look = replace(look, bold=child.nesting > 0)
            elif child.type in ("em_open", "em_close"):
                look = replace(look, italic=child.nesting > 0)
            elif child.type == "link_open":
                address = str(child.attrGet("href") or "")
                look = replace(look, link=address if SAFE_LINK.match(address) else None)
            elif child.type == "link_close":
                look = replace(look, link=None)

    def _cited(self, run: Run) -> Iterator[Run]:
        """Turn the citation marks in a run into citations of the words before them."""
        at = 0
        for mark in CITATION.finditer(run.text):
            words = run.text[at : mark.start()].rstrip(" ")
            at = mark.end()
            cited = mark.group(1)
            number = self._cite(cited) if cited != JUDGEMENT else None
            yield replace(run, text=words, citation=number)
        if run.text[at:]:
            yield replace(run, text=run.text[at:])
