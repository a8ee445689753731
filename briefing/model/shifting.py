"""How the excerpts after an edit of an article move with their words: all by as much, told once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.model.excerpt import Excerpt


@dataclass(frozen=True, slots=True)
class Shift:
    """Each excerpt of `article` that starts after the code point `after` moves `by` so many."""

    article: str
    after: int
    by: int

    def reversed(self) -> Shift:
        """Return the shift that leads back."""
        return Shift(self.article, self.after + self.by, -self.by)

    def then(self, later: Shift) -> Shift | None:
        """Return both as one if `later` goes on where this one ends, as typing does."""
        if later.article == self.article and later.after == self.after + self.by:
            return Shift(self.article, self.after, self.by + later.by)
        return None


def joined(shifts: Sequence[Shift], later: Iterable[Shift]) -> tuple[Shift, ...]:
    """Return shifts followed by later ones; what goes on where another ended is one with it."""
    made = list(shifts)
    for shift in later:
        both = made[-1].then(shift) if made else None
        if both is not None:
            del made[-1]
        if both is None or both.by:
            made.append(both or shift)
    return tuple(made)


def back(shifts: Sequence[Shift]) -> tuple[Shift, ...]:
    """Return the shifts that lead back, in their order."""
    return tuple(shift.reversed() for shift in reversed(shifts))


def moved(excerpt: Excerpt, shifts: Iterable[Shift]) -> Excerpt:
    """Return an excerpt where these shifts take it; one that stays is the same object."""
    start = excerpt.start
    for shift in shifts:
        if start > shift.after and shift.article == excerpt.article:
            start += shift.by
    return excerpt.shifted(start - excerpt.start) if start != excerpt.start else excerpt
