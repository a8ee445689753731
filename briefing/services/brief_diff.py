"""What became of a brief between two versions: its header, its words, what it quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model.snapshot import PrintedSection, Quoted, Snapshot
from briefing.services.article_changes import ChangeKind, Mark, Piece, article_changes
from briefing.services.word_map import WordMap

Side = tuple[Piece, ...]
"""Words of one version in reading order, each run with what became of it."""


@dataclass(frozen=True, slots=True)
class BothSides:
    """One paragraph or value in both versions; None where a version has none."""

    kind: ChangeKind
    old: Side | None
    new: Side | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A line of the header."""

    key: str
    label: str
    words: BothSides


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section: its paragraphs in the order of the new version, and what it quotes.

    `came` and `went` are quoted in one version alone, `reworded` in both but not in the same words
    (the new ones).
    """

    key: str
    title: str
    kind: ChangeKind
    rows: tuple[BothSides, ...]
    came: tuple[Quoted, ...] = ()
    went: tuple[Quoted, ...] = ()
    reworded: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class BriefComparison:
    """Two versions of a brief, and all that is in either of them."""

    old: Snapshot
    new: Snapshot
    fields: tuple[FieldChange, ...]
    sections: tuple[SectionChange, ...]

    @property
    def differs(self) -> bool:
        """Whether anything that was printed is different."""
        return any(f.words.kind is not ChangeKind.SAME for f in self.fields) or any(
            s.kind is not ChangeKind.SAME for s in self.sections
        )

    def count(self, kind: ChangeKind) -> int:
        """Return how many sections are of a kind."""
        return sum(section.kind is kind for section in self.sections)


def compare_briefs(old: Snapshot, new: Snapshot) -> BriefComparison:
    """Return what differs between two versions of a brief, as they were printed."""
    return BriefComparison(old, new, tuple(_fields(old, new)), tuple(_sections(old, new)))


def both_sides(old: str, new: str) -> BothSides:
    """Return two wordings of one thing, with the words that differ marked on each side."""
    if old == new:
        return BothSides(ChangeKind.SAME, ((Mark.SAME, old),), ((Mark.SAME, new),))
    left: list[Piece] = []
    right: list[Piece] = []
    low = first = 0
    for (start, end), (begin, stop) in WordMap(old, new).changes():
        left += [(Mark.SAME, old[low:start]), (Mark.GONE, old[start:end])]
        right += [(Mark.SAME, new[first:begin]), (Mark.NEW, new[begin:stop])]
        low, first = end, stop
    left.append((Mark.SAME, old[low:]))
    right.append((Mark.SAME, new[first:]))
    return BothSides(ChangeKind.CHANGED, _filled(left), _filled(right))


def rows_between(old: str, new: str) -> tuple[BothSides, ...]:
    """Return the paragraphs of two texts beside each other, in the order of the new one.

    What was removed comes behind the paragraph it followed.
    """
    rows = []
    for change in article_changes(old, new):
        before = old[slice(*change.old)] if change.old else None
        after = new[slice(*change.new)] if change.new else None
        if before is not None and after is not None:
            sides = both_sides(before, after)
            rows.append(BothSides(change.kind, sides.old, sides.new))
        else:
            rows.append(_one_side(before, after))
    return tuple(rows)


def _fields(old: Snapshot, new: Snapshot) -> list[FieldChange]:
    before = {field.key: field for field in old.header}
    after = {field.key: field for field in new.header}
    found = []
    for key in _keys([*before], [*after]):
        was, now = before.get(key), after.get(key)
        label = (now or before[key]).label
        if was and now:
            words = both_sides(was.value, now.value)
        else:
            words = _one_side(was.value if was else None, now.value if now else None)
        found.append(FieldChange(key, label, words))
    return found


def _sections(old: Snapshot, new: Snapshot) -> list[SectionChange]:
    before = {section.key: section for section in old.sections}
    after = {section.key: section for section in new.sections}
    return [_section(key, before, after) for key in _keys([*before], [*after])]


def _section(
    key: str, before: Mapping[str, PrintedSection], after: Mapping[str, PrintedSection]
) -> SectionChange:
    was, now = before.get(key), after.get(key)
    rows = rows_between(was.text if was else "", now.text if now else "")
    stood = {each.excerpt: each for each in was.quoted} if was else {}
    stands = {each.excerpt: each for each in now.quoted} if now else {}
    same = all(row.kind is ChangeKind.SAME for row in rows)
    if was is None or now is None:
        kind = ChangeKind.REMOVED if was else ChangeKind.ADDED
    elif was.title == now.title and same and stood.keys() == stands.keys():
        kind = ChangeKind.SAME
    else:
        kind = ChangeKind.CHANGED
    return SectionChange(
        key, (now or before[key]).title, kind, rows,
        tuple(each for each in stands.values() if each.excerpt not in stood),
        tuple(each for each in stood.values() if each.excerpt not in stands),
        tuple(
            each for each in stands.values()
            if each.excerpt in stood and stood[each.excerpt].quote != each.quote
        ),
    )  # fmt: skip


def _keys(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return all keys in the order of the new ones; one that went follows what it followed."""
    keys = list(new)
    for place, key in enumerate(old):
        if key not in keys:
            before = old[place - 1] if place else None
            keys.insert(keys.index(before) + 1 if before in keys else 0, key)
    return keys


def _one_side(old: str | None, new: str | None) -> BothSides:
    if old is not None:
        return BothSides(ChangeKind.REMOVED, ((Mark.GONE, old),), None)
    return BothSides(ChangeKind.ADDED, None, ((Mark.NEW, new or ""),))


def _filled(pieces: Sequence[Piece]) -> Side:
    return tuple(piece for piece in pieces if piece[1])
