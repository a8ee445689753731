"""The window's parts together: details, tables, tag schemes and assessment, each by key."""

from mouse import move
from PySide6.QtCore import QPoint, Qt
from test_window import at, keys

from briefing.model.article import BlockKind
from briefing.model.excerpt import Confidence, Status
from briefing.model.tag_edits import retire
from briefing.qt.models import PROGRESS
from briefing.widgets.tags.scheme_editor import SchemeEditor


def test_the_mouse_resting_on_an_excerpt_opens_its_details(window, qtbot):
    window.actions_by_id["sample"].trigger()
    at(window, "a table naming")
    box = window.view.cursorRect()
    at(window, "NORTHWIRE")
    for place in (QPoint(4, 4), box.center() + QPoint(6, 0)):
        move(window.view.viewport(), place)
    card = window.hovering.card
    qtbot.waitUntil(card.isVisible)
    move(window.view.viewport(), QPoint(4, 4))
    qtbot.waitUntil(lambda: not card.isVisible())


def test_v_shows_which_sections_of_the_brief_use_the_excerpt(window, qtbot):
    window.actions_by_id["sample"].trigger()
    window.outline.current()
    at(window, "a table naming")
    keys(qtbot, window, "v")
    assert window.hovering.card.isVisible()
    excerpt = window.view.current_excerpt()
    assert window.hovering.card.sections_using(excerpt.id) == ["Evidence", "Caveats"]


def test_a_row_of_a_table_leads_to_its_words(window, qtbot):
    window.actions_by_id["sample"].trigger()
    window.actions_by_id["tables"].trigger()
    window.tables.excerpt_chosen.emit(next(iter(window.document.project.excerpts)))
    chosen = next(iter(window.document.project.excerpts.values()))
    assert window.view.selection() == (chosen.start, chosen.end)


def test_assessment_is_made_by_keys_and_enter_goes_back_to_the_article(sample, qtbot):
    at(sample, "People familiar")
    keys(qtbot, sample, "s")
    assert "Tag the words first" in sample.bar.words.text()
    keys(qtbot, sample, "2", "a")
    qtbot.keyClicks(sample.strip.said_by, "Officials")
    qtbot.keyClick(sample.strip.said_by, Qt.Key.Key_Return)
    assert sample.view.hasFocus()
    keys(qtbot, sample, "s")
    qtbot.keyClick(sample.strip.status, Qt.Key.Key_U)
    qtbot.keyClick(sample.strip.status, Qt.Key.Key_Return)
    keys(qtbot, sample, "c")
    qtbot.keyClick(sample.strip.confidence, Qt.Key.Key_H)
    qtbot.keyClick(sample.strip.confidence, Qt.Key.Key_Return)
    (excerpt,) = sample.document.project.excerpts.values()
    said = excerpt.assessment
    assert (said.attribution, said.confidence) == ("Officials", Confidence.HIGH)
    assert said.status is Status.UNVERIFIED
    assert sample.view.hasFocus()


def test_a_retired_tag_is_offered_no_more_and_its_key_is_free(sample, qtbot):
    at(sample, "People familiar")
    keys(qtbot, sample, "7")
    sample.windows.show_schemes("outlook")
    editor = sample.findChild(SchemeEditor)
    assert editor.isVisible()
    sample.document.apply(retire(sample.document.project.tag("outlook")))
    offered = [tag.id for tag in sample.tags.tags.items]
    assert "outlook" not in offered
    assert len(offered) == 7
    at(sample, "Marine fuel")
    keys(qtbot, sample, "7")
    (excerpt,) = sample.document.project.excerpts.values()
    assert excerpt.tags == ("outlook",)
    editor.close()


def test_the_tag_lists_menu_lets_one_tag_stand_out(window, qtbot):
    window.actions_by_id["sample"].trigger()
    panel = window.tags
    panel.setCurrentIndex(panel.tags.index(6))
    panel.looked_at.emit(panel.tags.items[6])
    assert window.view.painting.only_tag == "outlook"
    panel.listed.emit(panel.tags.items[6])
    assert {t for e in window.excerpts.excerpts.items for t in e.tags} >= {"outlook"}


def test_the_list_shows_how_far_an_article_is_tagged(sample, qtbot):
    model = sample.articles.articles
    assert model.data(model.index(0), PROGRESS) == 0.0
    for words in ("People familiar", "Marine fuel"):
        at(sample, words)
        keys(qtbot, sample, "2")
    (article,) = sample.document.project.articles.values()
    paragraphs = [b for b in article.blocks if b.kind is not BlockKind.HEADING]
    assert model.data(model.index(0), PROGRESS) == 2 / len(paragraphs)


def test_an_excerpt_is_cited_in_the_brief_by_one_key(window, qtbot):
    window.actions_by_id["sample"].trigger()
    qtbot.waitUntil(lambda: bool(window.brief._sections))
    at(window, "a table naming")
    excerpt = window.view.current_excerpt()
    keys(qtbot, window, "q")
    (brief,) = window.document.project.briefs.values()
    assert f"[@{excerpt.id}]" in brief.section("executive_summary").body
