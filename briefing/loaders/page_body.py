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
from dataclasses import replace
from typing import Any

from briefing.loaders.blocks import TextBuilder
from briefing.loaders.fragments import add_fragment, parsed
from briefing.loaders.page_pieces import WORDS, Piece, Run, is_link, link_words, runs
from briefing.model.article import BlockKind, Metadata

TAIL = 0.15
"""The share of a page's words that may follow a line of furniture and be furniture too."""

AGREED = 0.5
"""The share of trafilatura's words found by the other too, above which both mean one story."""

SCANT = 0.2
"""The share of the other's words that trafilatura's reading has, below which it may be a scrap."""

TOLD = 30
"""Words that the article in a page's JSON-LD must have to be gone by."""

TEASER = 0.5
"""The share of what was read that it must have besides, for some pages tell only how it begins."""

LIKE = 0.9
"""F1 of words to the JSON-LD's article, below which it is read itself: the page hides the rest."""

_KINDS = {
    "head": BlockKind.HEADING, "item": BlockKind.LIST_ITEM, "quote": BlockKind.QUOTATION,
    "row": BlockKind.TABLE_ROW,
}  # fmt: skip
_GAP = re.compile(r"\n\s*\n")


def page_body(tree: Any, metadata: Metadata, told: str | None) -> TextBuilder:
    """Return the blocks of the article; none if there is nothing like one.

    `told` is the article's text in the page's own data, if it is there; `tree` is used up.
    """
    from lxml import html as lxml_html

    markup = lxml_html.tostring(tree, encoding="unicode")
    whole = " ".join(" ".join(tree.itertext()).split())
    links, between = link_words(tree), runs(tree)
    first = [replace(p, linked=is_link(p.words, links)) for p in _by_trafilatura(tree)]
    second = [replace(p, linked=is_link(p.words, links)) for p in _by_resiliparse(markup)]
    place = _Place(whole, metadata.headline)
    pieces = _chosen(first, second, told, place)
    pieces = _with_runs(pieces, between)
    builder = TextBuilder()
    for piece in _trimmed(pieces, metadata.headline, place):
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
    gold = Counter(WORDS.findall(told or ""))
    if gold.total() >= max(TOLD, TEASER * max(one.total(), two.total())):
        best, likeness = max(
            ((first, _f1(one, gold)), (second, _f1(two, gold))), key=lambda each: each[1]
        )
        if likeness < LIKE and gold.total() > _counted(best).total():
            return [Piece(BlockKind.PARAGRAPH, 0, line) for line in (told or "").split("\n")]
        return best if best is second else list(_filled(first, second, place))
    if not any(piece.is_sentence for piece in first):
        return second if any(piece.is_sentence for piece in second) else first or second
    agreed = (one & two).total() >= AGREED * one.total()
    if second and (not agreed or one.total() < SCANT * two.total()):
        best = min(first, second, key=place.after_headline)
        if best is second or not agreed:
            return best
    return list(_filled(first, second, place)) if agreed else first


def _filled(first: list[Piece], second: list[Piece], place: _Place) -> Iterator[Piece]:
    """Yield the first reading with what the second has between its blocks.

    Before the first block and after the last only sentences are taken, and only next to it.
    """
    at = {" ".join(piece.words.split()): number for number, piece in enumerate(second)}
    known = {number for piece in first if (number := at.get(piece.words)) is not None}
    words = _counted(first)
    before = min(known, default=0)
    start = before
    while known and start and _leads_in(second[start - 1], words, place):
        start -= 1
    yield from second[start:before]
    next_up = before
    for piece in first:
        number = at.get(piece.words)
        if number is not None and number >= next_up:
            yield from (p for p in second[next_up:number] if _is_new(p, words) and _belongs(p))
            next_up = number + 1
        yield piece


def _leads_in(piece: Piece, words: Counter[str], place: _Place) -> bool:
    return _belongs(piece) and _is_new(piece, words) and not place.is_above(piece)


def _is_new(piece: Piece, words: Counter[str]) -> bool:
    mine = Counter(WORDS.findall(piece.words))
    more = sum(max(0, count - words[word]) for word, count in mine.items())
    return more > 0.3 * mine.total() or (piece.kind is BlockKind.LIST_ITEM and more > 0)


def _belongs(piece: Piece) -> bool:
    return piece.is_sentence and not piece.is_furniture


def _with_runs(pieces: list[Piece], found: Sequence[Run]) -> list[Piece]:
    """Return the blocks with the lists and sub-headings that the page has between two of them."""
    at = {piece.words: number for number, piece in enumerate(pieces)}
    known = set(at)
    insert: dict[int, list[Piece]] = {}
    for before, between, after in found:
        first, last = at.get(before), at.get(after)
        if first is not None and last is not None and first < last:
            new = [p for p in between if p.words not in known and not p.is_furniture]
            insert.setdefault(first, []).extend(new)
    return [
        each for number, piece in enumerate(pieces) for each in (piece, *insert.get(number, ()))
    ]


def _trimmed(pieces: list[Piece], headline: str | None, place: _Place) -> list[Piece]:
    """Return the blocks without what stands above the headline, links alone, and loose ends."""
    named = [number for number, piece in enumerate(pieces) if piece.words == headline]
    if named and not any(piece.is_sentence for piece in pieces[: named[0]]):
        pieces = pieces[named[0] + 1 :]
    if any(piece.is_sentence for piece in pieces):
        pieces = [piece for piece in pieces if not piece.is_link_alone and not piece.is_prompt]
    start, end = 0, _tail(pieces)
    while start < end and (
        pieces[start].is_furniture
        or (not pieces[start].is_sentence and place.is_above(pieces[start]))
    ):
        start += 1
    while end > start and (pieces[end - 1].is_furniture or pieces[end - 1].leads_on):
        end -= 1
    return pieces[start:end]


def _tail(pieces: list[Piece]) -> int:
    """Return where a tail begins: a line of furniture with little after it (“Written by”)."""
    total = sum(piece.counted for piece in pieces)
    after = 0
    end = len(pieces)
    for number in range(len(pieces) - 1, 0, -1):
        if after > TAIL * total:
            break
        if pieces[number].is_furniture:
            end = number
        after += pieces[number].counted
    return end


def _counted(pieces: list[Piece]) -> Counter[str]:
    return Counter(WORDS.findall("\n".join(piece.words for piece in pieces)))


def _f1(one: Counter[str], two: Counter[str]) -> float:
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 0.0


def _by_trafilatura(tree: Any) -> Iterator[Piece]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says, we say better
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, favor_precision=True,
        with_metadata=False, deduplicate=False, fast=True,
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
    for block in builder.blocks:
        yield Piece(block.kind, block.level, builder.text[block.start : block.end])


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
