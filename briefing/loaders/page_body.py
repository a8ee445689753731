"""Chooses what on a web page is the article, between what two extractors make of it.

Trafilatura keeps structure and leaves out most of what stands around; it loses text that only
line breaks part, lists, and whole stories beside a longer legal notice. Resiliparse finds those
and takes in cards and comments. Where they disagree, the page's own data, the place below the
headline and the look of sentences decide.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.loaders.blocks import TextBuilder
from briefing.loaders.fragments import add_fragment, parsed
from briefing.model.article import BlockKind, Metadata

AGREED = 0.5
"""The share of trafilatura's words found by the other too, above which both mean one story."""

TOLD = 60
"""Words that the article in a page's JSON-LD must have to be gone by."""

LIKE = 0.9
"""F1 of words to the JSON-LD's article, below which it is read itself: the page hides the rest."""

SENTENCE = 8
"""Words from which a block with an end stop counts as sentences."""

_KINDS = {
    "head": BlockKind.HEADING, "item": BlockKind.LIST_ITEM, "quote": BlockKind.QUOTATION,
    "row": BlockKind.TABLE_ROW,
}  # fmt: skip
_GAP = re.compile(r"\n\s*\n")
_STOP = re.compile(r"[.!?…。！？؟।።:]['\"”’»)\]』」]*$")
_FURNITURE = re.compile(
    r"(?:advertis|share |sign in|sign up|subscri|unsubscri|view in browser|read more|read also|"
    r"more:|related|recommended|follow us|contact|press office|phone|all rights reserved|©|"
    r"copyright|comments?\b|discussion|thanks for reading|terms of|cookies?\b|imprint|back to|"
    r"skip to|lire aussi|à lire|mehr zum thema|lesen sie auch|lea también|leia também|责任编辑|"
    r"اقرأ أيضا|newsletter|categor|written by|log in)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


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
        return len(_WORDS.findall(self.words))

    @property
    def is_sentence(self) -> bool:
        """Whether it reads as sentences do."""
        return self.counted >= SENTENCE and bool(_STOP.search(self.words)) and not self.linked


def page_body(tree: Any, metadata: Metadata, told: str | None) -> TextBuilder:
    """Return the blocks of the article; none if there is nothing like one.

    `told` is the article's text in the page's own data, if it is there; `tree` is used up.
    """
    from lxml import html as lxml_html

    markup = lxml_html.tostring(tree, encoding="unicode")
    whole = " ".join(" ".join(tree.itertext()).split())
    first = list(_by_trafilatura(tree))
    second = list(_by_resiliparse(markup))
    pieces = _chosen(first, second, told, _Place(whole, metadata.headline))
    builder = TextBuilder()
    for piece in _trimmed(pieces, metadata.headline):
        builder.add(piece.words, piece.kind, piece.level)
    return builder


class _Place:
    """Where words stand on the page, in relation to the headline."""

    def __init__(self, whole: str, headline: str | None) -> None:
        self._whole = whole
        self._headline = whole.rfind(headline) if headline else -1

    def after_headline(self, pieces: Sequence[Piece]) -> int:
        """Return how far below the headline the first sentences stand; far above counts as far."""
        for piece in pieces:
            if piece.is_sentence:
                at = self._whole.find(piece.words[:60])
                if at >= 0:
                    away = at - max(self._headline, 0)
                    return away if away >= 0 else len(self._whole)
        return len(self._whole)

    def is_above(self, piece: Piece) -> bool:
        """Tell whether a block stands only above the headline."""
        return 0 <= self._whole.rfind(piece.words[:60]) < self._headline


def _chosen(
    first: list[Piece], second: list[Piece], told: str | None, place: _Place
) -> list[Piece]:
    one, two = _counted(first), _counted(second)
    if told and len(_WORDS.findall(told)) >= TOLD:
        gold = Counter(_WORDS.findall(told))
        best = max((first, second), key=lambda pieces: _f1(_counted(pieces), gold))
        if _f1(_counted(best), gold) < LIKE:
            return [Piece(BlockKind.PARAGRAPH, 0, line) for line in told.split("\n")]
    shared = (one & two).total()
    if not any(piece.is_sentence for piece in first):
        return second if any(piece.is_sentence for piece in second) else first or second
    if shared >= AGREED * one.total():
        return list(_filled(first, second, place))
    return min(first, second, key=place.after_headline) if second else first


def _filled(first: list[Piece], second: list[Piece], place: _Place) -> Iterator[Piece]:
    """Yield the first reading with what the second has between its blocks.

    Before the first block and after the last only sentences are taken, and only next to it.
    """
    at = {" ".join(piece.words.split()): number for number, piece in enumerate(second)}
    known = {number for piece in first if (number := at.get(piece.words)) is not None}
    words = _counted(first)
    before = min(known, default=0)
    lead = second[before - 1] if known and before else None
    if lead and lead.is_sentence and _is_new(lead, words) and not place.is_above(lead):
        yield lead
    next_up = before
    for piece in first:
        number = at.get(piece.words)
        if number is not None and number >= next_up:
            yield from (p for p in second[next_up:number] if _is_new(p, words) and _belongs(p))
            next_up = number + 1
        yield piece


def _is_new(piece: Piece, words: Counter[str]) -> bool:
    mine = Counter(_WORDS.findall(piece.words))
    return (mine - words).total() > 0.3 * mine.total() or (
        piece.kind is BlockKind.LIST_ITEM and bool(mine - words)
    )


def _belongs(piece: Piece) -> bool:
    return piece.is_sentence and not _FURNITURE.match(piece.words)


def _trimmed(pieces: list[Piece], headline: str | None) -> list[Piece]:
    """Return the blocks without what stands above the headline, and furniture at both ends."""
    named = [number for number, piece in enumerate(pieces) if piece.words == headline]
    if named and not any(piece.is_sentence for piece in pieces[: named[0]]):
        pieces = pieces[named[0] + 1 :]
    start, end = 0, len(pieces)
    while start < end and _is_furniture(pieces[start]):
        start += 1
    while end > start and (_is_furniture(pieces[end - 1]) or _leads_on(pieces[end - 1])):
        end -= 1
    return pieces[start:end]


def _leads_on(piece: Piece) -> bool:
    """Tell whether a block only announces something, which has no place at the end."""
    return piece.kind is BlockKind.HEADING or (piece.words.endswith(":") and piece.counted < 5)


def _is_furniture(piece: Piece) -> bool:
    if piece.kind is BlockKind.TABLE_ROW:
        return False
    short = piece.counted < 15
    return (piece.linked or bool(_FURNITURE.match(piece.words))) and short


def _counted(pieces: list[Piece]) -> Counter[str]:
    return Counter(word for piece in pieces for word in _WORDS.findall(piece.words))


def _f1(one: Counter[str], two: Counter[str]) -> float:
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 0.0


def _by_trafilatura(tree: Any) -> Iterator[Piece]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says, we say better
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, favor_precision=True,
        with_metadata=False, deduplicate=False,
    )  # fmt: skip
    body = getattr(found, "body", None)
    for kind, level, words in _blocks(body) if body is not None else ():
        yield Piece(kind, level, words)


def _by_resiliparse(markup: str) -> Iterator[Piece]:
    from resiliparse.extract.html2text import extract_plain_text

    reduced = extract_plain_text(
        markup, preserve_formatting="minimal_html", main_content=True, list_bullets=False,
        alt_texts=False, links=True,
    )  # fmt: skip
    # a line end in what it gives parts two blocks that have no element of their own
    tree = parsed(reduced.replace("\n", "<br><br>")) if reduced.strip() else None
    if tree is None:
        return
    builder = TextBuilder()
    add_fragment(builder, tree)
    linked = {" ".join("".join(link.itertext()).split()) for link in tree.iter("a")}
    for block in builder.blocks:
        words = builder.text[block.start : block.end]
        link = words in linked or words.partition(": ")[2] in linked
        yield Piece(block.kind, block.level, words, link)


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
