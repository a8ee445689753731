"""Stakeholders by power and interest, as tags say it."""

from builders import article, excerpt, project

from briefing.services.analysis.standing import power_by_interest

FIRST = article(added="2026-01-01")
SECOND = article("Ferries carry 40% more fish. Nobody minds.", "more.txt", added="2026-01-02")


def test_stakeholders_stand_in_four_fields_by_power_and_interest_and_lead_to_their_words():
    both = excerpt(FIRST, "The ferry subsidy", "power", stakeholder="Ministry")
    more = excerpt(FIRST, "Two operators", "interest", stakeholder="ministry")
    other = excerpt(SECOND, "40% more fish", "interest", stakeholder="Fishers")
    none = excerpt(SECOND, "Nobody minds.", stakeholder="Visitors")
    grid = power_by_interest(project(FIRST, SECOND, both, more, other, none))
    said = {
        (grid.rows[row].words, grid.columns[column].words): cell.words
        for (row, column), cell in grid.cells.items()
    }
    assert said == {
        ("Power", "Interest"): "Ministry",
        ("No power tagged", "Interest"): "Fishers",
        ("No power tagged", "No interest tagged"): "Visitors",
    }
    assert grid.cell(0, 0).excerpts == (both.id, more.id)


def test_without_tags_of_power_or_interest_the_four_fields_say_how_to_get_there():
    one = excerpt(FIRST, "The ferry subsidy", stakeholder="Ministry")
    grid = power_by_interest(project(FIRST, one))
    assert grid.is_empty
    assert "Power and Interest" in grid.hint
