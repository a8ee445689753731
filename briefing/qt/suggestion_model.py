"""The suggestions for an article as a list, as they stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model.suggestion import Suggestion
from briefing.qt.models import ListModel
from briefing.services.hidden_signs import isolated, seen


@dataclass(frozen=True, slots=True)
class Listed:
    """A suggestion with an id by which the list knows it again."""

    id: str
    suggestion: Suggestion


class SuggestionModel(ListModel[Listed]):
    """Suggestions, each with its words and the reason for it."""

    def words(self, item: Listed) -> str:
        """Return the suggested words on one line."""
        return seen(" ".join(item.suggestion.quote.split()))

    def tip(self, item: Listed) -> str:
        """Return the words and why they are suggested."""
        return f"{isolated(item.suggestion.quote)}\n{item.suggestion.reason}"


def listed(suggestions: tuple[Suggestion, ...]) -> list[Listed]:
    """Return suggestions with ids that stay the same when they are looked for again."""
    return [
        Listed(f"{s.article} {s.start} {s.end} {s.kind} {' '.join(s.tags)}", s) for s in suggestions
    ]
