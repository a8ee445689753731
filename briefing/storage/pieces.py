"""An article's text and blocks in pieces, so that an edit stores only what it changed."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace

import msgspec

from briefing.model.article import Article, Block, BlockKind
from briefing.model.moved_blocks import alike

SIZE = 64 * 1024
"""Code points from which a piece ends with the next line."""
REMEMBERED = 4
"""Articles whose pieces are kept in mind; the text before and after an edit are two."""

Naming = Callable[[bytes], str]
Read = Callable[[str], bytes]


class _Content(msgspec.Struct, frozen=True, array_like=True):
    """A piece as the file holds it; the blocks that begin in it count from its start."""

    text: str
    blocks: tuple[tuple[BlockKind, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A range of an article's text, the range of its blocks that begin in it, its name."""

    start: int
    end: int
    first: int
    last: int
    name: str

    def shifted(self, by: int, more: int) -> Piece:
        """Return it `by` code points and `more` blocks further on."""
        return Piece(self.start + by, self.end + by, self.first + more, self.last + more, self.name)


class PieceMemory:
    """Cuts articles into pieces, as their last version was cut as far as it is the same.

    Content that the file is known to hold is not given again.
    """

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._known: OrderedDict[str, list[tuple[Article, Sequence[Piece]]]] = OrderedDict()
        self._stored: set[str] = set()

    def cut(self, article: Article) -> tuple[list[str], dict[str, bytes]]:
        """Return the names of the article's pieces, and the content the file may lack."""
        known = self._known.get(article.id, [])
        pieces = next((cut for other, cut in known if other is article), None)
        if pieces is None:
            pieces = self._cut_anew(article, known[-1] if known else None)
            self._remember(article, pieces)
        content = {
            piece.name: _encoded(article, piece)
            for piece in pieces
            if piece.name not in self._stored
        }
        return [piece.name for piece in pieces], content

    def joined(self, article: Article, names: Sequence[str], read: Read) -> Article:
        """Return the article with the text and blocks of its pieces; raises MsgspecError."""
        parts: list[str] = []
        blocks: list[Block] = []
        pieces: list[Piece] = []
        start = 0
        for name in names:
            piece = msgspec.json.decode(read(name), type=_Content)
            first, end = len(blocks), start + len(piece.text)
            blocks += [Block(k, level, start + a, start + b) for k, level, a, b in piece.blocks]
            pieces.append(Piece(start, end, first, len(blocks), name))
            parts.append(piece.text)
            start = end
        whole = replace(article, text="".join(parts), blocks=tuple(blocks))
        self._remember(whole, pieces)
        self._stored.update(names)
        return whole

    def stored(self, names: Iterable[str]) -> None:
        """Say what the file holds for good."""
        self._stored.update(names)

    def kept(self, names: Container[str]) -> None:
        """Say that the file holds nothing but these any more."""
        self._stored = {name for name in self._stored if name in names}

    def _remember(self, article: Article, pieces: Sequence[Piece]) -> None:
        versions = self._known.pop(article.id, [])
        self._known[article.id] = [*versions[-1:], (article, pieces)]
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    def _cut_anew(
        self, article: Article, known: tuple[Article, Sequence[Piece]] | None
    ) -> Sequence[Piece]:
        """Cut an article; pieces at both ends that are as they were stay."""
        before, old = known or (article, ())
        front = old[: _front(before, article, old)]
        rest = old[len(front) :]
        back = rest[len(rest) - _back(before, article, rest) :]
        by = len(article.text) - len(before.text)
        more = len(article.blocks) - len(before.blocks)
        kept = [piece.shifted(by, more) for piece in back]
        start, first = (front[-1].end, front[-1].last) if front else (0, 0)
        end, last = (kept[0].start, kept[0].first) if kept else (None, None)
        return [*front, *self._pieces(article, (start, end), (first, last)), *kept]

    def _pieces(
        self, article: Article, span: tuple[int, int | None], blocks: tuple[int, int | None]
    ) -> list[Piece]:
        """Cut a range; the last piece has all blocks that are left, in whatever order."""
        end = len(article.text) if span[1] is None else span[1]
        stop = len(article.blocks) if blocks[1] is None else blocks[1]
        made, first = [], blocks[0]
        for low, high in _cuts(article.text, span[0], end):
            last = bisect_left(article.blocks, high, first, stop, key=_start)
            bare = Piece(low, high, first, stop if high == end else last, "")
            made.append(replace(bare, name=self._naming(_encoded(article, bare))))
            first = last
        return made


def _encoded(article: Article, piece: Piece) -> bytes:
    start = piece.start
    blocks = article.blocks[piece.first : piece.last]
    rows = tuple((b.kind, b.level, b.start - start, b.end - start) for b in blocks)
    return msgspec.json.encode(_Content(article.text[start : piece.end], rows))


def _cuts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a range at line ends into pieces of about `SIZE`, and anywhere in very long lines."""
    found = []
    while start < end:
        cut = end
        if end - start > 3 * SIZE // 2:
            cut = text.find("\n", start + SIZE, start + 2 * SIZE) + 1 or start + 2 * SIZE
        found.append((start, min(cut, end)))
        start = cut
    return found


def _front(before: Article, after: Article, pieces: Sequence[Piece]) -> int:
    """Return how many pieces from the first on are the same in both."""
    for number, piece in enumerate(pieces):
        same = after.text.startswith(before.text[piece.start : piece.end], piece.start)
        blocks = slice(piece.first, piece.last)
        if not same or not alike(before.blocks, after.blocks, (blocks, blocks), 0):
            return number
        if len(after.blocks) > piece.last and after.blocks[piece.last].start < piece.end:
            return number
    return len(pieces)


def _back(before: Article, after: Article, pieces: Sequence[Piece]) -> int:
    """Return how many pieces from the last on are the same in both, wherever they stand."""
    by = len(after.text) - len(before.text)
    more = len(after.blocks) - len(before.blocks)
    for number, piece in enumerate(reversed(pieces)):
        start = piece.start + by
        if start < pieces[0].start or piece.first + more < pieces[0].first:
            return number
        same = after.text.startswith(before.text[piece.start : piece.end], start)
        old = slice(piece.first, piece.last)
        new = slice(piece.first + more, piece.last + more)
        if not same or not alike(before.blocks, after.blocks, (old, new), by):
            return number
        ahead = piece.first + more - 1
        if ahead >= 0 and after.blocks[ahead].start >= start:
            return number
    return len(pieces)


def _start(block: Block) -> int:
    return block.start
