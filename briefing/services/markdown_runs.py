"""What the analyst wrote, from CommonMark with citation marks to paragraphs of runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.model.brief import CITATION, JUDGEMENT
from briefing.model.outline import Paragraph, ParagraphKind, Run

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Cite = Callable[[str], int | None]
"""Gives the number of a new citation of an excerpt, or None if there is no such excerpt."""

_SAFE_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def paragraphs_of(markdown: str, cite: Cite) -> list[Paragraph]:
    """Return the paragraphs of a text; HTML in it shows as text, pictures as their words.

    Links other than http, https and mailto become plain words.
    """
    walk = _Walk(cite)
    for token in parser().parse(markdown):
        walk.take(token)
    return walk.paragraphs


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the one reader of CommonMark that all texts of a brief go through."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})


@dataclass
class _List:
    ordered: bool
    fresh: bool = True


class _Walk:
    def __init__(self, cite: Cite) -> None:
        self.paragraphs: list[Paragraph] = []
        self._cite = cite
        self._lists: list[_List] = []
        self._quotes = 0
        self._heading = 0

    def take(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._lists.append(_List(ordered=token.type.startswith("ordered")))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif token.type in ("blockquote_open", "blockquote_close"):
            self._quotes += token.nesting
        elif token.type == "heading_open":
            self._heading = int(token.tag[1:])
        elif token.type == "heading_close":
            self._heading = 0
        elif token.type == "inline":
            self._add(tuple(self._runs(token)))
        elif token.type in ("fence", "code_block", "html_block"):
            self._add((Run(token.content.rstrip("\n"), code=True),))

    def _add(self, runs: tuple[Run, ...]) -> None:
        if not any(run.text.strip() or run.citation for run in runs):
            return
        kind, level, first = ParagraphKind.TEXT, 0, False
        if self._heading:
            kind, level = ParagraphKind.HEADING, self._heading
        elif self._lists:
            current = self._lists[-1]
            kind = ParagraphKind.NUMBER if current.ordered else ParagraphKind.BULLET
            level, first, current.fresh = len(self._lists) - 1, current.fresh, False
        elif self._quotes:
            kind = ParagraphKind.QUOTE
        self.paragraphs.append(Paragraph(kind, runs, level, first=first))

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
                look = replace(look, link=address if _SAFE_LINK.match(address) else None)
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
