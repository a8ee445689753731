"""Suggesters: one file a kind, named here once."""

from __future__ import annotations

from briefing.services.ports import Suggester
from briefing.services.suggesting.lexicons import Lexicons
from briefing.suggesters.attribution import AttributionSuggester
from briefing.suggesters.dates import DateSuggester
from briefing.suggesters.figures import FigureFinder, FigureSuggester
from briefing.suggesters.headings import HeadingSuggester
from briefing.suggesters.hedging import HedgeSuggester
from briefing.suggesters.stakeholders import StakeholderSuggester
from briefing.suggesters.tagging import TagSuggester, standard_signs


def standard_suggesters(lexicons: Lexicons) -> tuple[Suggester, ...]:
    """Return every suggester of the program, with these words."""
    figures = FigureFinder(lexicons.get("units"))
    signs = standard_signs(lexicons, figures)
    return (
        AttributionSuggester(),
        HedgeSuggester(),
        FigureSuggester(figures),
        StakeholderSuggester(),
        HeadingSuggester(),
        DateSuggester(),
        *(TagSuggester(lexicon, signs) for lexicon in lexicons.tagged()),
    )
