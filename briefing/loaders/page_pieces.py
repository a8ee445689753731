"""The pieces of a web page that may belong to its article, and what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from briefing.loaders.page_prompts import announces_others, is_label, is_prompt
from briefing.model.article import BlockKind

SENTENCE = 8
"""Words from which a block with an end stop counts as sentences."""

SHORT = 15
"""Words below which a block may be furniture."""

WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
"""A word; each ideograph and kana is one."""

_STOP = re.compile(r"[.!?…。！？؟।።:]['\"’”»)\]』」]*$")


@lru_cache(maxsize=4096)  # a piece is asked again at each step of the choice
def _count(words: str) -> int:
    return len(WORDS.findall(words))


@dataclass(frozen=True, slots=True)
class Piece:
    """A block as an extractor gives it; `linked` if it is a link and nothing more."""

    kind: BlockKind
    level: int
    words: str
    linked: bool = False

    @property
    def counted(self) -> int:
        """How many words there are."""
        return _count(self.words)

    @property
    def is_sentence(self) -> bool:
        """Whether it reads as sentences do."""
        return self.counted >= SENTENCE and bool(_STOP.search(self.words)) and not self.linked

    @property
    def is_furniture(self) -> bool:
        """Whether it is a line that leads away from the article or speaks of the site."""
        if self.kind is BlockKind.TABLE_ROW:
            return False
        if self.is_prompt:
            return True
        if self.kind is BlockKind.HEADING:
            return self.linked or announces_others(self.words)
        if self.counted >= SHORT:
            return False
        return self.linked or (not _STOP.search(self.words) and is_label(self.words))

    @property
    def is_prompt(self) -> bool:
        """Whether it asks the reader for something, wherever it stands."""
        told = self.kind in (BlockKind.TABLE_ROW, BlockKind.QUOTATION)
        return not told and is_prompt(self.words, self.counted)

    @property
    def is_link_alone(self) -> bool:
        """Whether it is nothing but a short link, which is never part of what an article says."""
        return self.linked and self.counted < 2 * SHORT and self.kind is not BlockKind.TABLE_ROW

    @property
    def leads_on(self) -> bool:
        """Whether it only announces something, which has no place at the end."""
        short_label = self.words.endswith(":") and self.counted < 5
        return self.kind is BlockKind.HEADING or short_label


Run = tuple[str, tuple[Piece, ...], str]
"""Sub-headings and list items that stand between two paragraphs, given by their words."""


def runs(tree: Any) -> list[Run]:
    """Return what stands between two paragraphs of one parent and is neither: lists, headings."""
    found: list[Run] = []
    for parent in {_outer(element).getparent() for element in tree.iter("p")} - {None}:
        before, between = "", list[Piece]()
        for child in map(_inner, parent):
            if child.tag == "p":
                words = _joined(child)
                if before and between and words:
                    found.append((before, tuple(between), words))
                before, between = words or before, []
            else:
                between.extend(_pieces(child))
    return found


def _outer(element: Any) -> Any:
    """Return the outermost division that has nothing in it but this element."""
    while (parent := element.getparent()) is not None and parent.tag == "div" and _is_alone(parent):
        element = parent
    return element


def _inner(element: Any) -> Any:
    """Return the only element that a division has in it, however deep; else itself."""
    while element.tag == "div" and _is_alone(element):
        element = element[0]
    return element


def _is_alone(parent: Any) -> bool:
    """Tell whether an element has one child and no words before it."""
    first = next(iter(parent), None)  # len() would count all the children, each time anew
    return first is not None and first.getnext() is None and not (parent.text or "").strip()


def link_words(tree: Any) -> frozenset[str]:
    """Return the words of every link on the page."""
    return frozenset(filter(None, (_joined(link) for link in tree.iter("a"))))


def is_link(words: str, links: frozenset[str]) -> bool:
    """Tell whether a block is a link, or a label and a link (“Read more: …”)."""
    return words in links or words.partition(": ")[2] in links


def _pieces(element: Any) -> Iterator[Piece]:
    if element.tag in ("h2", "h3", "h4"):
        words = _joined(element)
        if words and element.find(".//a") is None:
            yield Piece(BlockKind.HEADING, int(element.tag[1]), words)
    elif element.tag in ("ul", "ol"):
        items = [(item, _joined(item)) for item in element.iter("li")]
        if not any(_linked_share(item, words) > 0.5 for item, words in items):
            for _item, words in items:
                if words:
                    yield Piece(BlockKind.LIST_ITEM, 0, words)


def _linked_share(element: Any, words: str) -> float:
    return sum(len(_joined(link)) for link in element.iter("a")) / max(1, len(words))


def _joined(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
