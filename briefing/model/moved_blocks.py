"""The blocks of an article after an edit: the later ones only move, once they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from briefing.model.article import Block


class MovedBlocks(Sequence[Block]):
    """Blocks of which those from the number `first` on stand `by` code points further on.

    It is never changed. An edit makes another of it, and moves one by one only the blocks between
    its own place and that of the edit before.
    """

    __slots__ = ("by", "first", "stored")

    def __init__(self, stored: tuple[Block, ...], first: int, by: int) -> None:
        self.stored, self.first, self.by = stored, first, by

    def __len__(self) -> int:
        return len(self.stored)

    @overload
    def __getitem__(self, index: int) -> Block: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Block, ...]: ...

    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(index, slice):
            numbers = range(len(self.stored))[index]
            if numbers and numbers.step == 1 and numbers[-1] < self.first:
                return self.stored[index]
            return tuple(map(self._at, numbers))
        return self._at(range(len(self.stored))[index])

    def __iter__(self) -> Iterator[Block]:
        return map(self._at, range(len(self.stored)))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, MovedBlocks):
            if self.first == other.first and self.by == other.by:
                return self.stored == other.stored
            return tuple(self) == tuple(other)
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def _at(self, number: int) -> Block:
        block = self.stored[number]
        return block.shifted(self.by) if number >= self.first and self.by else block


def replaced(
    blocks: Sequence[Block], first: int, last: int, made: Sequence[Block], by: int
) -> MovedBlocks:
    """Return blocks with `made` in place of some, and those from `last` on moved `by`."""
    old = blocks if isinstance(blocks, MovedBlocks) else MovedBlocks(tuple(blocks), len(blocks), 0)
    stored, gap, far = old.stored, old.first, old.by
    if not far:
        return MovedBlocks((*stored[:first], *made, *stored[last:]), first + len(made), by)
    front = (*stored[: min(first, gap)], *old[min(first, gap) : first])
    between = (block.shifted(-far) for block in stored[last:gap])
    rest = (*between, *stored[max(last, gap) :])
    return MovedBlocks((*front, *made, *rest), len(front) + len(made), far + by)


def alike(old: Sequence[Block], new: Sequence[Block], spans: tuple[slice, slice], by: int) -> bool:
    """Tell whether a range of new blocks is one of old ones, each `by` code points further on."""
    one, other = _stored(old, spans[0]), _stored(new, spans[1])
    if one and other and one[1] + by == other[1] and one[0] == other[0]:
        return True
    return _are_alike(old[spans[0]], new[spans[1]], by)


def _stored(blocks: Sequence[Block], span: slice) -> tuple[Sequence[Block], int] | None:
    """Return a range as it is stored and how far it moved, if all of it moved as far."""
    if not isinstance(blocks, MovedBlocks):
        return blocks[span], 0
    if span.stop <= blocks.first:
        return blocks.stored[span], 0
    return (blocks.stored[span], blocks.by) if span.start >= blocks.first else None


def _are_alike(old: Sequence[Block], new: Sequence[Block], by: int) -> bool:
    return len(old) == len(new) and all(
        a.start + by == b.start and a.end + by == b.end and a.kind is b.kind and a.level == b.level
        for a, b in zip(old, new, strict=True)
    )
