"""Characters that hide or turn words are shown where they stand; the text stays as it is."""

from dataclasses import replace

import pytest
from builders import TEXT, article, excerpt
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from briefing.model.edits import add_articles, add_excerpts
from briefing.services.reading.hidden_signs import hidden_signs, isolated, misleading, named, seen
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label

WORDS = "Pay \u202e001\u202c to\u200b\u200b the har\u00adbour.\U000e0041"


@pytest.fixture
def restored(qapp):
    yield
    theme.apply_theme(qapp, theme.LIGHT)


def shown(window, words):
    of = article(words)
    window.document.apply(add_articles([of]))
    window.show_article(of.id)
    view = window.view
    return list(view.painting.hidden.between(0, view.viewport().height()))


def test_an_ordinary_article_in_any_script_has_nothing_hidden():
    words = TEXT + "👩\u200d👧 می\u200cخواهم السلام\u200f 中文"
    assert hidden_signs(words) == ""
    assert misleading(words) == []
    assert seen(words) == words


def test_what_is_hidden_is_named_at_the_foot_and_the_text_is_unchanged(window):
    shown(window, WORDS)
    said = window.status.place.text()
    assert "2 signs that turn the order of letters, 3 signs of no width, 1 hidden tag" in said
    assert window.view.article.text == WORDS


def test_each_hidden_sign_has_a_mark_where_it_stands(window):
    marks = shown(window, WORDS)
    assert [mark.name for mark in marks] == ["RLO", "PDF", "ZWSP+1", "", "A"]
    window.document.apply(add_articles([article("Nothing hidden, 😀 السلام عليكم.")]))
    assert shown(window, "Nothing hidden, 😀 السلام عليكم.") == []


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
def test_a_mark_is_seen_in_both_themes(window, qapp, look, restored):
    theme.apply_theme(qapp, look)
    (mark, *_rest) = shown(window, WORDS)
    picture = window.view.viewport().grab().toImage()
    x, y = round(mark.foot.x()), round(mark.foot.y()) - 6
    near = [QColor(picture.pixel(x + step, y)) for step in (-1, 0, 1)]
    red, page = QColor(look.error), QColor(look.page)
    assert min(abs(c.red() - red.red()) + abs(c.blue() - red.blue()) for c in near) < 90
    assert QColor(picture.pixel(2, 2)) == page


def test_the_mouse_over_a_mark_names_the_sign(window):
    (mark, *_rest) = shown(window, WORDS)
    place = mark.box.center().toPoint()
    hover = QHelpEvent(QEvent.Type.ToolTip, place, window.view.viewport().mapToGlobal(place))
    QApplication.sendEvent(window.view.viewport(), hover)
    assert QToolTip.text() == "right-to-left override U+202E"
    assert window.view.painting.hidden.at(place + QPoint(200, 200)) is None
    QToolTip.hideText()


def test_only_the_lines_in_view_are_looked_through(window, monkeypatch):
    looked = []
    monkeypatch.setattr(
        "briefing.widgets.article.hidden_marks.places",
        lambda words: looked.append(len(words)) or (),
    )
    shown(window, "Pay\u200b the port and the ferry. " * 40_000)
    assert 0 < sum(looked) < 40_000


def test_signs_beyond_the_first_line_of_a_long_paragraph_are_marked_too(window):
    window.view.set_type(serif=True, pixels=18, measure=70)
    words = "The ferry waits. " * 200 + "Then\u200b it goes."
    assert shown(window, words) == []
    window.view.put_caret(len(words))
    window.view.ensureCursorVisible()
    view = window.view
    found = list(view.painting.hidden.between(0, view.viewport().height()))
    assert [mark.name for mark in found] == ["ZWSP"]
    assert found[0].foot.y() < view.viewport().height()


def test_a_quote_shown_elsewhere_cannot_turn_the_line_around(window, qtbot):
    of = article("Words before. Pay \u202e001\u202c to\u200b the port. Words after.")
    each = replace(excerpt(of, "Pay \u202e001\u202c to\u200b the port."), note="N")
    window.document.apply(add_articles([of]))
    window.document.apply(add_excerpts([each]))
    window.show_article(of.id)
    card = window.hovering.card
    card.show_for([each], QPoint(10, 10))
    assert any("“Pay 001 to the port.”" in label.text() for label in card.findChildren(Label))
    card.close_card()
    assert window.document.project.excerpts[each.id].quote == each.quote


def test_words_read_from_the_right_stand_apart_from_the_line():
    assert isolated("Plain words 😀") == "Plain words 😀"
    assert isolated("السلام\u2069 عليكم") == "\u2068السلام عليكم\u2069"


def test_signs_are_named_as_unicode_names_them():
    assert named("\u2068") == "first strong isolate U+2068"
    assert named("\U000e0001") == "language tag U+E0001"
