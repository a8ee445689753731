"""Which excerpts fill a slot, and in what order."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.brief import Placed, SectionText
from briefing.model.excerpt import Confidence, Excerpt
from briefing.model.template import Order, Slot

_SURE = {Confidence.HIGH: 0, Confidence.MODERATE: 1, Confidence.LOW: 2, None: 3}


def fill(
    slot: Slot, written: SectionText, excerpts: Sequence[Excerpt]
) -> tuple[list[Excerpt], int]:
    """Return the excerpts that stand at the section's `Rest`, and how many the limit cut off.

    `excerpts` are in reading order; those placed by hand or left out are not among the result.
    """
    placed = {piece.excerpt for piece in written.pieces() if isinstance(piece, Placed)}
    out = placed.union(written.left_out)
    ordered = _ordered(slot, [e for e in _fitting(slot, excerpts) if e.id not in out])
    most = len(ordered) if slot.limit is None else max(0, slot.limit - len(placed))
    return ordered[:most], len(ordered[most:])


def _fitting(slot: Slot, excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    """Return the excerpts whose tags and status let them fill the slot."""
    tags, statuses = frozenset(slot.tags), frozenset(slot.statuses)
    if not (tags or statuses):
        return []
    return [
        e
        for e in excerpts
        if not (tags and tags.isdisjoint(e.tags))
        and not (statuses and e.assessment.status not in statuses)
    ]


def _ordered(slot: Slot, excerpts: list[Excerpt]) -> list[Excerpt]:
    if slot.order is Order.CONFIDENCE:
        return sorted(excerpts, key=lambda e: _SURE[e.assessment.confidence])
    if slot.order is Order.TAG:
        rank = {tag: place for place, tag in enumerate(slot.tags)}
        return sorted(excerpts, key=lambda e: min(rank.get(tag, len(rank)) for tag in e.tags))
    return excerpts
