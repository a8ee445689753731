"""Several briefs in a project: each about its own articles, copied and removed."""

import pytest
from loaded import load


@pytest.fixture
def two(window, qtbot, tmp_path):
    """Return the window with the sample's brief and a second article."""
    window.actions_by_id["sample"].trigger()
    other = tmp_path / "other & more.txt"
    other.write_text("Prices of fish fell in May. Nobody knows why.", encoding="utf-8")
    load(window, qtbot, other)
    qtbot.waitUntil(lambda: window.brief.menu.text() == "1 of 2 articles")
    choose(window, "All articles")
    qtbot.waitUntil(lambda: window.brief.menu.text() == "2 articles")
    return window


def brief_of(window):
    return window.outline.brief


def choose(window, words):
    menu = window.brief.menu
    menu.fill_menu()
    (action,) = [a for a in menu.menu().actions() if a.text().startswith(words)]
    action.trigger()


def offered(window):
    window.brief.menu.fill_menu()
    actions = window.brief.menu.menu().actions()
    return [(a.text()[:12], a.isChecked()) for a in actions if a.isCheckable()]


def test_a_brief_is_about_the_articles_that_are_chosen_and_undo_takes_it_back(two, qtbot):
    assert [checked for _, checked in offered(two)] == [True, True, True]
    before = brief_of(two)
    choose(two, "other && more")
    assert brief_of(two).articles == (two.document.project.articles_in_order()[0].id,)
    qtbot.waitUntil(lambda: two.brief.menu.text() == "1 of 2 articles")
    assert [source.file for source in two.outline.current().sources] == ["article.txt"]
    two.document.undo()
    assert brief_of(two) == before
    choose(two, "other && more")
    choose(two, "All articles")
    assert brief_of(two).articles == ()


def test_the_last_article_cannot_be_taken_out(two):
    choose(two, "other && more")
    two.brief.menu.fill_menu()
    enabled = [a.isEnabled() for a in two.brief.menu.menu().actions() if a.isCheckable()]
    assert enabled == [True, False, True]


def test_a_copy_goes_its_own_way(two, qtbot):
    first = brief_of(two)
    choose(two, "Copy this brief")
    copy = brief_of(two)
    assert copy.id != first.id
    assert (copy.sections, copy.fields) == (first.sections, first.fields)
    qtbot.waitUntil(lambda: two.brief.page.briefs.count() == 2)
    choose(two, "other && more")
    assert two.document.project.briefs[first.id] == first
    choose(two, "Remove this brief")
    qtbot.waitUntil(lambda: brief_of(two) == first)
    two.document.undo()
    assert len(two.document.project.briefs) == 2


def test_the_sample_alone_has_one_article(window, qtbot):
    window.actions_by_id["sample"].trigger()
    qtbot.waitUntil(lambda: window.brief.menu.text() == "1 article")
