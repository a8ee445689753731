"""Which excerpts fill a slot, and in what order."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.errors import SearchError
from briefing.model.brief import Placed, SectionText
from briefing.model.excerpt import Confidence, Excerpt
from briefing.model.project import Project
from briefing.model.template import Form, Order, Slot

_SURE = {Confidence.HIGH: 0, Confidence.MODERATE: 1, Confidence.LOW: 2, None: 3}


def fill(
    slot: Slot, written: SectionText, excerpts: Sequence[Excerpt]
) -> tuple[list[Excerpt], int]:
    """Return the excerpts that stand at the section's `Rest`, and how many the limit cut off.

    `excerpts` are in reading order, and in a section with a query only those that `candidates`
    left; those placed by hand or left out are not among the result.
    """
    placed = {piece.excerpt for piece in written.pieces() if isinstance(piece, Placed)}
    out = placed.union(written.left_out)
    ordered = _ordered(slot, [e for e in _fitting(slot, written, excerpts) if e.id not in out])
    most = len(ordered) if slot.limit is None else max(0, slot.limit - len(placed))
    return ordered[:most], len(ordered[most:])


def query_of(slot: Slot, written: SectionText) -> str:
    """Return the query that fills a section, "" where its tags do: the analyst's goes first."""
    return written.query.strip() or slot.query.strip()


def analysis_of(slot: Slot, written: SectionText) -> str:
    """Return the key of the page of the analysis that a section prints, "" where it prints none."""
    return written.analysis or (slot.analysis if slot.form is Form.ANALYSIS else "")


def is_filled(slot: Slot, written: SectionText) -> bool:
    """Tell whether anything but the analyst's hand fills a section with excerpts."""
    return bool(slot.tags or slot.statuses or query_of(slot, written))


def candidates(
    project: Project, slot: Slot, written: SectionText, excerpts: Sequence[Excerpt]
) -> list[Excerpt]:
    """Return those excerpts that the section's query finds; all of them where there is none.

    Raises SearchError that names what is wrong with the query.
    """
    query = query_of(slot, written)
    if not query:
        return list(excerpts)
    # Imported here: 40 ms for the analysis, which sections without a query do without.
    from briefing.services.analysis.tag_query import found_by

    found = {excerpt.id for excerpt in found_by(project, query)}
    return [excerpt for excerpt in excerpts if excerpt.id in found]


def standing(
    project: Project, slot: Slot, written: SectionText, excerpts: Sequence[Excerpt]
) -> Sequence[Excerpt]:
    """Return the excerpts that stand in a section one by one; a page of the analysis has none.

    What is wrong with a query the checks say; nothing stands there then.
    """
    if analysis_of(slot, written):
        return ()
    try:
        return fill(slot, written, candidates(project, slot, written, excerpts))[0]
    except SearchError:
        return ()


def _fitting(slot: Slot, written: SectionText, excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    """Return the excerpts whose tags and status let them fill the slot."""
    if not is_filled(slot, written):
        return []
    tags, statuses = frozenset(slot.tags), frozenset(slot.statuses)
    if query_of(slot, written):
        tags = frozenset()
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
        last = len(rank)
        return sorted(
            excerpts, key=lambda e: min((rank.get(tag, last) for tag in e.tags), default=last)
        )
    return excerpts
