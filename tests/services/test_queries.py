"""Saved queries, and sections that a query or a page of the analysis fills."""

from contextlib import suppress
from dataclasses import replace

import pytest
from builders import article, brief, excerpt, project, slot, template
from fakes import FixedClock
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ProjectError, SearchError
from briefing.model.edits import Stamp, add_brief
from briefing.model.excerpt import Impact
from briefing.model.outline import Table
from briefing.model.query_edits import fill_section, remove_query, rename_query, save_query
from briefing.model.saved_query import SavedQuery
from briefing.model.template import Form
from briefing.qt.document import ProjectDocument
from briefing.services.analysis import PAGES
from briefing.services.analysis.tag_query import answers, check_query, found_by
from briefing.services.brief.composing import compose
from briefing.storage.files import ProjectFiles

FIRST = article(added="2026-01-01")
SECOND = article("Ferries carry 40% more fish. Nobody minds.", "more.txt", added="2026-01-02")
ONE = excerpt(FIRST, "The ferry subsidy", "policy-shift", "outlook", stakeholder="Operators",
              impact=Impact.POSITIVE)  # fmt: skip
TWO = excerpt(FIRST, "Two operators", "outlook")
THREE = excerpt(SECOND, "40% more fish", "key-figures")
STAMP = Stamp("q1", "me", "2026-01-03")
BASE = project(FIRST, SECOND, ONE, TWO, THREE)


def with_query(base, words, name="Both", key="q1"):
    return save_query(name, words, Stamp(key, "me", "2026-01-03")).apply(base)


def composed(made, of, shape):
    return compose(made, of, shape, author="me", date="2026-01-04")


def ids(found):
    return [each.id for each in found]


def test_a_saved_query_is_recalled_by_its_name_in_any_case_and_within_another():
    made = with_query(BASE, "PS AND OU")
    made = with_query(made, '@"both" OR KF', "More", "q2")
    assert ids(found_by(made, "@BOTH")) == [ONE.id]
    assert ids(found_by(made, '@"More"')) == [ONE.id, THREE.id]
    assert ids(found_by(made, 'OU AND NOT @"Both"')) == [TWO.id]


def test_saving_under_a_known_name_changes_its_words_alone():
    made = with_query(with_query(BASE, "PS"), "OU", "BOTH", "q2")
    assert list(made.queries.values()) == [SavedQuery("q1", "Both", "OU", "2026-01-03")]


def test_a_query_that_recalls_itself_by_another_is_refused():
    made = with_query(with_query(BASE, '@"Two"'), '@"Both"', "Two", "q2")
    with pytest.raises(SearchError, match="recalls itself"):
        found_by(made, "@Both")
    assert "recalls itself" in answers(made, "@Both").hint


def test_queries_that_recall_each_other_twofold_are_bounded():
    made = with_query(BASE, "PS OR OU", "n0", "n0")
    for number in range(1, 30):
        made = with_query(made, f"@n{number - 1} OR @n{number - 1}", f"n{number}", f"n{number}")
    with pytest.raises(SearchError, match="too long"):
        found_by(made, "@n29")


def test_a_renamed_query_is_recalled_by_its_new_name_everywhere():
    shape = template(slot("facts", query="@Both"), slot("rest"))
    made = with_query(
        with_query(project(FIRST, ONE, TWO, shape, brief()), "PS"), "@both", "M", "q2"
    )
    made = fill_section("b1", "rest", 'KF OR @"Both"').apply(made)
    made = rename_query(made.queries["q1"], 'Ferry  "costs"').apply(made)
    assert made.queries["q1"].name == "Ferry costs"
    assert made.queries["q2"].words == '@"Ferry costs"'
    assert made.briefs["b1"].sections["rest"].query == 'KF OR @"Ferry costs"'
    assert made.templates["short"].slots[0].query == '@"Ferry costs"'
    assert ids(found_by(made, "@M")) == [ONE.id]


def test_two_queries_never_have_one_name_and_none_is_without():
    made = with_query(with_query(BASE, "PS"), "OU", "Two", "q2")
    with pytest.raises(ProjectError, match="already"):
        rename_query(made.queries["q2"], "bOTH").apply(made)
    with pytest.raises(ProjectError, match="without a name"):
        rename_query(made.queries["q2"], ' "" ').apply(made)


def test_a_slot_with_a_query_prints_what_it_finds_and_follows_the_tags():
    shape = template(slot("facts", query="OU AND NOT PS"))
    outline = composed(BASE, brief(), shape)
    assert outline.sections[0].excerpts == (TWO.id,)
    tagged = BASE.having("excerpts", replace(TWO, tags=("policy-shift", "outlook")))
    assert composed(tagged, brief(), shape).sections[0].empty


def test_what_the_analyst_chose_goes_before_the_templates_tags():
    shape = template(slot("facts", "policy-shift"))
    made = fill_section("b1", "facts", "KF").apply(BASE.having("briefs", brief()))
    assert composed(made, made.briefs["b1"], shape).sections[0].excerpts == (THREE.id,)


def test_a_query_that_is_gone_is_said_and_the_section_stays_empty():
    made = with_query(BASE, "PS")
    made = fill_section("b1", "facts", "@Both").apply(made.having("briefs", brief()))
    made = remove_query(made.queries["q1"]).apply(made)
    outline = composed(made, made.briefs["b1"], template(slot("facts", "outlook")))
    assert outline.sections[0].empty
    assert any("There is no saved query “Both”" in gap.message for gap in outline.gaps)


@pytest.mark.parametrize("page", [page.key for page in PAGES])
def test_each_page_of_the_analysis_is_a_table_whose_rows_cite(page):
    more = excerpt(SECOND, "Ferries carry 40% more fish", "key-figures")
    base = project(FIRST, replace(SECOND, text=SECOND.text), ONE, TWO, THREE, more)
    shape = template(slot("facts", form=Form.ANALYSIS, analysis=page))
    (section,) = composed(base, brief(), shape).sections
    if section.empty:
        assert page in ("differing", "timeline", "power")
        return
    (table,) = section.blocks
    assert isinstance(table, Table)
    for row in table.rows:
        cited = [run.citation for cell in row.cells for run in cell if run.citation]
        assert bool(cited) == bool(row.excerpt)


def test_a_table_of_the_analysis_speaks_only_of_what_the_query_finds():
    shape = template(slot("facts", form=Form.ANALYSIS, analysis="tags", query="KF"))
    outline = composed(BASE, brief(), shape)
    (table,) = outline.sections[0].blocks
    assert table.header == ("Article", "Key figures (KF)", "All")
    assert [row.excerpt for row in table.rows] == [None, THREE.id]
    assert outline.citations[0].article == SECOND.id


def test_words_stand_around_a_table_and_rows_beyond_the_limit_are_named():
    shape = template(slot("facts", form=Form.ANALYSIS, analysis="query", limit=1))
    outline = composed(BASE, brief(facts="Before.\n\n[@*]\n\nAfter."), shape)
    before, table, after = outline.sections[0].blocks
    assert (before.text, len(table.rows), after.text) == ("Before.", 1, "After.")
    assert any("2 more rows" in gap.message for gap in outline.gaps)


@given(st.text(alphabet='@"() NEAR/2ANDORNOT KF', max_size=60))
def test_whatever_is_typed_is_a_query_or_says_what_is_wrong(words):
    for ask in (check_query, lambda typed: found_by(BASE, typed)):
        with suppress(SearchError):
            ask(words)


def test_saved_queries_stand_in_the_project_file_with_what_they_fill(tmp_path):
    files = ProjectFiles(FixedClock())
    document = ProjectDocument(files.create(tmp_path / "p.briefing"), FixedClock(), "me")
    document.apply(save_query("Both", "PS", STAMP))
    document.apply(add_brief(brief(), template(slot("facts")), {}))
    document.apply(fill_section("b1", "facts", "@Both", "tags"))
    kept = document.project
    document.store.close()
    store = files.open(tmp_path / "p.briefing")
    assert store.load() == kept
    again = ProjectDocument(store, FixedClock(), "me")
    again.undo_stack.undo()
    assert again.project.briefs["b1"].section("facts").query == ""
    store.close()
