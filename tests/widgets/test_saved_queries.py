"""Queries kept in the analysis, and sections that they fill."""

import pytest
from builders import article, brief, excerpt, slot, template

from briefing.model.edits import add_articles, add_brief, add_excerpts, toggle_tag
from briefing.model.query_edits import save_query
from briefing.widgets.analysis.analysis_window import AnalysisWindow
from briefing.widgets.brief.fill_dialog import FillDialog

FIRST = article(added="2026-01-01")
ONE = excerpt(FIRST, "The ferry subsidy", "policy-shift", "outlook")
TWO = excerpt(FIRST, "Two operators", "outlook")


@pytest.fixture
def filled(window):
    window.document.apply(add_articles([FIRST]))
    window.document.apply(add_excerpts([ONE, TWO]))
    return window


@pytest.fixture
def analysis(filled, qtbot):
    filled.actions_by_id["analysis"].trigger()
    made = filled.findChild(AnalysisWindow)
    made.show_page("query")
    qtbot.waitUntil(lambda: not made.behind and filled.desk.jobs.idle)
    return made


def saved(window):
    return {query.name: query.words for query in window.document.project.queries.values()}


def labels(analysis):
    return [each.text() for each in analysis.saved.saved_button.menu().actions() if each.text()]


def test_a_query_is_saved_recalled_changed_renamed_removed_and_all_of_it_undone(analysis, filled):
    analysis.query.setText("PS AND OU")
    assert not analysis.saved.save_button.isEnabled()
    analysis.saved.name.setText("Turns")
    analysis.saved.save_button.click()
    assert saved(filled) == {"Turns": "PS AND OU"}
    analysis.query.setText("OU")
    analysis.saved.save_button.click()
    assert saved(filled) == {"Turns": "OU"}
    analysis.query.clear()
    analysis.saved.saved_button.menu().actions()[0].trigger()
    assert analysis.query.text() == "OU"
    analysis.saved.name.setText("What comes")
    analysis.saved.rename_action.trigger()
    assert labels(analysis)[0] == "What comes:  OU"
    analysis.saved.saved_button.menu().actions()[-1].trigger()
    assert (saved(filled), analysis.saved.saved_button.isEnabled()) == ({}, False)
    for _ in range(3):
        filled.document.undo_stack.undo()
    assert saved(filled) == {"Turns": "PS AND OU"}


def test_a_query_that_asks_nothing_is_not_saved(analysis, filled):
    analysis.query.setText("PS AND")
    analysis.saved.name.setText("Half")
    analysis.saved.save_button.click()
    assert saved(filled) == {}
    assert "A tag is missing" in analysis.bar.words.text()


@pytest.fixture
def section(filled, qtbot):
    filled.document.apply(save_query("Turns", "PS", filled.document.stamp()))
    shape = template(slot("facts", "outlook"))
    filled.document.apply(add_brief(brief(), shape, {}))
    qtbot.waitUntil(lambda: filled.brief.current_section == "facts")
    return "facts"


def dialog_of(window):
    window.actions_by_id["fill-section"].trigger()
    return window.findChildren(FillDialog)[-1]


def test_a_section_is_filled_by_a_saved_query_and_follows_the_tags(section, filled, qtbot):
    dialog = dialog_of(filled)
    assert dialog.query.itemText(0) == '@"Turns"'
    dialog.query.setEditText("@Nothing")
    assert not dialog.fill_button.isEnabled()
    dialog.query.setEditText('@"Turns"')
    assert dialog.said.text() == "1 of 2 excerpts of the project"
    dialog.fill_button.click()
    qtbot.waitUntil(lambda: filled.outline.current().sections[0].excerpts == (ONE.id,))
    stamp = filled.document.stamp()
    tag = toggle_tag(FIRST.id, TWO.start, TWO.end, "policy-shift", "Policy shift", stamp)
    filled.document.apply(tag)
    assert filled.outline.current().sections[0].excerpts == (ONE.id, TWO.id)


def test_a_section_prints_a_table_of_the_analysis_until_it_is_the_templates_again(
    section, filled, qtbot
):
    dialog = dialog_of(filled)
    dialog.page.setCurrentIndex(dialog.page.findData("tags"))
    dialog.fill_button.click()
    (table,) = filled.outline.current().sections[0].blocks
    assert table.header[0] == "Article"
    dialog_of(filled).reset_button.click()
    assert filled.outline.current().sections[0].excerpts == (ONE.id, TWO.id)
