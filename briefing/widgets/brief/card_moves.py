"""What becomes of a section when a card moves, is dropped, put into words or quoted again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.model.brief import Piece, Placed, Words
from briefing.model.edits import Edit, leave_out, write_section
from briefing.model.excerpt import Excerpt
from briefing.services.brief import arranging


class CardMoves:
    """Makes the edits of one section; `groups` gives its words and cards as they are now."""

    def __init__(
        self,
        brief: str,
        key: str,
        groups: Callable[[], list[arranging.Group]],
        edit: Callable[[Edit], None],
    ) -> None:
        self._brief = brief
        self._key = key
        self._groups = groups
        self._edit = edit

    def leave_out(self, excerpt: str) -> None:
        """Leave a card out of the section."""
        self._edit(leave_out(self._brief, self._key, excerpt))

    def move(self, number: int, shown: Sequence[str], old: int, new: int) -> None:
        """Move a card of a group, of which `shown` are in sight, from one row to another."""
        groups = self._groups()
        group = arranging.with_card(groups[number], shown, shown[old], new + (new > old))
        pieces = arranging.with_group(groups, number, group)
        self._edit(write_section(self._brief, self._key, pieces))

    def over_words(self, number: int, excerpt: str, step: int) -> bool:
        """Move a card over the words beside its group; returns False where there are none."""
        groups = self._groups()
        beside = number + step
        words = groups[beside] if 0 <= beside < len(groups) else None
        if not isinstance(words, Words) or not words.markdown:
            return False
        order: list[Piece] = [words, Placed(excerpt)] if step > 0 else [Placed(excerpt), words]
        self._put(beside, order, (self._key, excerpt))
        return True

    def put_among(self, number: int, shown: Sequence[str], card: tuple[str, str], row: int) -> None:
        """Put a card (its section, its id) before a row of a group."""
        group = arranging.with_card(self._groups()[number], shown, card[1], row)
        self._put(number, group, card)

    def put_in_text(self, number: int, parts: tuple[str, str], card: tuple[str, str]) -> None:
        """Put a card (its section, its id) between two parts of a text."""
        before, after = parts
        self._put(number, [Words(before), Placed(card[1]), Words(after)], card)

    def take(self, source: str, excerpt: str, *, first: bool) -> None:
        """Take in a card of another section, before (`first`) or after all that stands here."""
        pieces = [p for p in arranging.with_group(self._groups(), -1, []) if p != Placed(excerpt)]
        pieces.insert(0 if first else len(pieces), Placed(excerpt))
        target = (self._key, tuple(pieces))
        self._edit(arranging.put_card(self._brief, target, source, excerpt))

    def reword(self, number: int, shown: Sequence[str], excerpt: Excerpt) -> None:
        """Put words to be worked on in the place of a card."""
        groups = self._groups()
        words = arranging.draft_of(excerpt)
        group = arranging.with_words(groups[number], shown, excerpt.id, words)
        pieces = arranging.with_group(groups, number, group)
        self._edit(arranging.reword(self._brief, self._key, pieces, excerpt.id))

    def quote(self, number: int, parts: tuple[str, str], excerpt: str) -> None:
        """Put a card between two parts of a text, in place of the words that stood there."""
        before, after = parts
        placed: list[Piece] = [Words(before), Placed(excerpt), Words(after)]
        pieces = arranging.with_group(self._groups(), number, placed)
        self._edit(arranging.quote(self._brief, self._key, pieces, excerpt))

    def _put(self, number: int, group: Sequence[Piece], card: tuple[str, str]) -> None:
        source, excerpt = card
        others: list[arranging.Group] = [
            g if isinstance(g, Words) else tuple(p for p in g if p != Placed(excerpt))
            for g in self._groups()
        ]
        target = (self._key, arranging.with_group(others, number, group))
        self._edit(arranging.put_card(self._brief, target, source, excerpt))
