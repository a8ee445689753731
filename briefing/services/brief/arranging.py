"""Arranging a section: which words and cards stand together, and cards put elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.language import tr
from briefing.model.brief import Piece, Placed, Rest, SectionText, Words
from briefing.model.edits import Edit, leave_out, take_in, together, write_section
from briefing.model.excerpt import Excerpt
from briefing.services.section_text.markdown_writing import write
from briefing.services.section_text.rich_text import RichBlock, RichRun

Group = Words | tuple[Placed | Rest, ...]
"""Words, or excerpts that stand together."""


def groups_of(pieces: Sequence[Piece], *, takes_excerpts: bool) -> list[Group]:
    """Put excerpts that stand together into one group, with room for words before and after."""
    groups: list[Group] = []
    for piece in pieces:
        last = groups[-1] if groups else None
        if isinstance(piece, Words):
            if isinstance(last, Words):
                groups[-1] = Words(f"{last.markdown}\n\n{piece.markdown}")
            else:
                groups.append(piece)
        elif takes_excerpts:
            if isinstance(last, tuple):
                groups[-1] = (*last, piece)
            else:
                groups.append((piece,))
    if not groups or not isinstance(groups[0], Words):
        groups.insert(0, Words(""))
    if not isinstance(groups[-1], Words):
        groups.append(Words(""))
    return groups


def with_group(groups: Sequence[Group], number: int, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces of a section with one of its groups replaced."""
    everything: list[Piece] = []
    for place, group in enumerate(groups):
        if place == number:
            everything.extend(pieces)
        elif isinstance(group, Words):
            everything.append(group)
        else:
            everything.extend(group)
    return tuple(piece for piece in everything if piece != Words(""))


def with_card(group: Group, shown: Sequence[str], excerpt: str, row: int) -> list[Piece]:
    """Return a group of cards, of which `shown` are in sight, with a card put before a row.

    Excerpts that the section's tags filled in before stay where they are seen.
    """
    ids = list(shown)
    if excerpt in ids:
        row -= ids.index(excerpt) < row
        ids.remove(excerpt)
    ids.insert(row, excerpt)
    return [*map(Placed, ids), *_rest_of(group)]


def with_words(group: Group, shown: Sequence[str], excerpt: str, words: Words) -> list[Piece]:
    """Return a group of cards with words in the place of one card."""
    row = list(shown).index(excerpt)
    cards = () if isinstance(group, Words) else group
    after = [Placed(each) for each in shown[row + 1 :] if Placed(each) in cards]
    return [*map(Placed, shown[:row]), words, *after, *_rest_of(group)]


def put_card(brief: str, target: tuple[str, tuple[Piece, ...]], source: str, excerpt: str) -> Edit:
    """Return the edit that gives the section `target` its pieces with a card of another in them.

    `target` is the section's key and its pieces; the card is left out of `source`, if that is
    another section.
    """
    key, pieces = target
    edits = [take_in(brief, key, excerpt), write_section(brief, key, pieces)]
    if source != key:
        edits.insert(0, leave_out(brief, source, excerpt))
    return together(tr("Move excerpt"), *edits)


def reword(brief: str, key: str, pieces: tuple[Piece, ...], excerpt: str) -> Edit:
    """Return the edit that puts words in place of a card."""
    out, written = leave_out(brief, key, excerpt), write_section(brief, key, pieces)
    return together(tr("Put in own words"), out, written)


def quote(brief: str, key: str, pieces: tuple[Piece, ...], excerpt: str) -> Edit:
    """Return the edit that puts a card in place of words."""
    return together(tr("Quote excerpt"), take_in(brief, key, excerpt),
                    write_section(brief, key, pieces))  # fmt: skip


def draft_of(excerpt: Excerpt) -> Words:
    """Return an excerpt's words as a draft for the analyst's own, with its citation."""
    words = RichRun(f"{' '.join(excerpt.quote.split())} ")
    return Words(write([RichBlock(runs=(words, RichRun("", cite=excerpt.id)))]))


def _rest_of(group: Group) -> list[Piece]:
    """Return the place of the excerpts that nobody placed, if it is in this group."""
    return [Rest()] if not isinstance(group, Words) and Rest() in group else []


def takes_excerpts(written: SectionText, *, filled: bool) -> bool:
    """Return whether cards stand in a section: tags or statuses fill it, or one is placed."""
    return filled or any(isinstance(piece, Placed) for piece in written.pieces())
