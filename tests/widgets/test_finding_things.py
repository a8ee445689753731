"""Search over all articles, find in one, near-duplicates: from the window, by key and mouse."""

import pytest
from loaded import load
from PySide6.QtCore import Qt
from test_window import keys, quotes

from briefing.widgets.importing.importing import Importer

STORIES = {
    "port": "The port of Almary will close a berth in May. Nobody has said who pays for the quay.",
    "rail": "The railway to Tarn needs new signals. The ministry has set aside 22 million crowns.",
    "fish": "Fish farms on the outer islands lose a tenth of their catch. The ministry waits.",
}


@pytest.fixture
def three(window, qtbot, tmp_path):
    for name, words in STORIES.items():
        (tmp_path / f"{name}.txt").write_text(f"{words}\nMore of the story of the {name}.")
    load(window, qtbot, *(tmp_path / f"{name}.txt" for name in STORIES))
    return window


def search(window, qtbot, query):
    window.actions_by_id["search"].trigger()
    panel = window.searching.panel
    panel.field.clear()
    qtbot.keyClicks(panel.field, query)
    qtbot.waitUntil(lambda: panel.field.text() == query and window.desk.jobs.idle)
    panel.search_now()
    qtbot.waitUntil(lambda: window.desk.jobs.idle)
    return panel


def test_a_search_over_all_articles_leads_to_the_words_it_found(three, qtbot):
    panel = search(three, qtbot, "ministry")
    assert len(panel.hits.hits) == 2
    panel = search(three, qtbot, '"22 million"')
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: three.view.article.source == "rail.txt")
    start, end = three.view.selection()
    assert three.view.article.text[start:end].startswith("22")


def test_what_is_tagged_is_found_by_its_tag_at_once(three, qtbot):
    assert not search(three, qtbot, "tag:PS").hits.hits
    three.show_article(next(iter(three.document.project.articles)))
    keys(qtbot, three, "1")
    (hit,) = search(three, qtbot, "tag:PS").hits.hits
    assert hit.article == three.view.article.id


def test_a_broken_query_says_where_it_is_broken(three, qtbot):
    panel = search(three, qtbot, "port OR")
    assert panel.problem.isVisible()
    assert panel.problem.text()


def test_words_are_found_in_the_article_and_all_tagged_in_one_step(three, qtbot):
    three.show_article(three.document.project.articles_in_order()[0].id)
    qtbot.keyClick(three.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = three.searching.bar
    assert bar.isVisible()
    qtbot.keyClicks(bar.field, "the")
    qtbot.waitUntil(lambda: bar.count.text().endswith("of 4"))
    first = three.view.selection()
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert three.view.selection() != first
    next(a for a in bar.tags.menu().actions() if "Outlook" in a.text()).trigger()
    assert len(quotes(three)) == 4
    three.document.undo()
    assert quotes(three) == []
    qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert three.view.hasFocus()


def test_an_article_that_says_nearly_the_same_is_named_when_it_comes_in(three, qtbot, tmp_path):
    story = " ".join(f"Word{n} of the long story about harbour fee number {n}." for n in range(60))
    for name, text in (("first", story), ("again", story.replace("Word7 ", "Other "))):
        (tmp_path / f"{name}.txt").write_text(text)
        load(three, qtbot, tmp_path / f"{name}.txt")
    assert "nearly the same as “first.txt”" in three.bar.words.text()
    assert len(three.document.project.articles) == 5
    assert isinstance(three.importer, Importer)


def test_suggestions_are_listed_and_decided_by_key_each_in_one_step(window, qtbot):
    from briefing.paths import standard_paths

    load(window, qtbot, standard_paths().sample / "article.txt")
    window.actions_by_id["suggestions"].trigger()
    panel = window.suggesting.panel
    qtbot.waitUntil(lambda: bool(panel.shown()), timeout=20_000)
    before, found = window.document.project, panel.shown()
    assert before.excerpts == {}
    first = panel.current()
    qtbot.keyClick(panel.list, Qt.Key.Key_A)
    (excerpt,) = window.document.project.excerpts.values()
    assert (excerpt.start, excerpt.end) == (first.start, first.end)
    assert first not in panel.shown()
    second = panel.current()
    qtbot.keyClick(panel.list, Qt.Key.Key_R)
    assert second not in panel.shown()
    decisions = window.document.project.decisions.values()
    assert sorted(d.accepted for d in decisions) == [False, True]
    window.document.undo()
    window.document.undo()
    assert window.document.project == before
    window.view.setFocus()
    window.view.put_caret(0)
    qtbot.waitUntil(lambda: len(panel.shown()) == len(found), timeout=20_000)
    keys(qtbot, window, "o")
    place = window.view.selection()
    keys(qtbot, window, "y")
    assert [(e.start, e.end) for e in window.document.project.excerpts.values()] == [place]
    current = panel.current()
    panel.list.setFocus()
    kind = [s for s in panel.shown() if s.kind == current.kind]
    qtbot.keyClick(panel.list, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    accepted = [d for d in window.document.project.decisions.values() if d.accepted]
    assert len(accepted) == 1 + len(kind)
    window.document.undo()
    assert len(window.document.project.decisions) == 1
