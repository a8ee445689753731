"""The card over an excerpt: what it says, where it stands, and that it is never in the way."""

from dataclasses import replace

import pytest
from builders import article, excerpt
from mouse import move
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from briefing.model.excerpt import Confidence, Impact, SourceKind, Status
from briefing.model.tags import DEFAULT_SCHEME
from briefing.widgets.article.hover_card import HoverCard
from briefing.widgets.controls.labels import Label

OF = article()
LONG = replace(
    excerpt(OF, "Fuel costs rose by 31% in October.", "economic-concerns", "gone",
            attribution="<b>the ministry</b>", source_kind=SourceKind.INSTITUTION,
            status=Status.UNVERIFIED, confidence=Confidence.LOW, stakeholder="Operators",
            impact=Impact.NEGATIVE), note="ask twice",
)  # fmt: skip
SHORT = excerpt(OF, "31%", "key-figures")
AT = QPoint(400, 300)


@pytest.fixture
def view(qtbot):
    made = QPlainTextEdit("words " * 400)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def card(view):
    made = HoverCard(view)
    made.tag_of = DEFAULT_SCHEME.tag
    return made


def words(card):
    return [label.text() for label in card.findChildren(Label) if label.isVisible()]


def test_it_says_tags_words_source_stakeholder_note_and_where_it_is_used(card):
    card.sections_using = lambda key: ["Context", "Evidence"] if key == LONG.id else []
    card.show_for([LONG], AT)
    assert words(card) == [
        "EC  Economic concerns",
        "gone",
        "“Fuel costs rose by 31% in October.”",
        "<b>the ministry</b> (institution) · ? unverified · low confidence",
        "Affects Operators: loses",
        "Note: ask twice",
        "In the brief: Context, Evidence",
    ]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in card.findChildren(Label))
    assert "unverified" in card.accessibleDescription()


def test_overlapping_excerpts_come_shortest_first_and_many_are_counted(card):
    card.show_for([LONG, SHORT], AT)
    quotes = [text for text in words(card) if text.startswith("“")]
    assert quotes == ["“31%”", "“Fuel costs rose by 31% in October.”"]
    many = [replace(LONG, id=f"m{n}") for n in range(7)]
    card.show_for(many, AT)
    assert words(card)[-1] == "and 3 more excerpts here"


def test_without_a_brief_it_says_nothing_of_one_and_an_unused_excerpt_says_so(card):
    card.show_for([SHORT], AT)
    assert not any("brief" in text for text in words(card))
    card.sections_using = lambda _key: []
    card.show_for([SHORT], AT)
    assert words(card)[-1] == "Not in the brief"


def test_it_takes_no_focus_and_no_clicks(card, view):
    card.show_for([LONG], AT)
    assert QApplication.focusWidget() in (view, None)
    assert card.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert card.windowFlags() & Qt.WindowType.WindowTransparentForInput
    assert card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_a_key_closes_it_and_is_typed_all_the_same(card, view, qtbot):
    card.show_for([LONG], AT)
    qtbot.keyClicks(view, "x")
    assert not card.isVisible()
    assert view.toPlainText().startswith("x")


def test_a_move_of_the_mouse_closes_it_but_not_a_trembling_hand(card, view, qtbot):
    here = view.viewport().mapToGlobal(QPoint(50, 50))
    card.show_for([LONG], here)
    move(view.viewport(), QPoint(51, 51))
    assert card.isVisible()
    move(view.viewport(), QPoint(90, 50))
    assert not card.isVisible()


def test_a_click_closes_it(card, view, qtbot):
    card.show_for([LONG], AT)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton)
    assert not card.isVisible()


def test_it_shows_after_a_rest_and_not_if_the_mouse_goes_on(card, qtbot):
    card.show_soon([LONG], AT)
    assert not card.isVisible()
    card.show_soon([], AT)
    assert not card._rest.isActive()
    card.show_soon([SHORT], AT)
    qtbot.waitUntil(card.isVisible)
    assert "“31%”" in words(card)
    card.show_for([], AT)
    assert not card.isVisible()


@pytest.mark.parametrize("at", [(0, 0), (1919, 0), (0, 1079), (1919, 1079), (960, 1000)])
def test_it_stays_on_the_screen_and_off_the_words_it_is_about(card, at):
    card.show_for([LONG, SHORT], QPoint(*at))
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert room.contains(card.frameGeometry())
    assert not card.frameGeometry().contains(QPoint(*at))


def test_a_whole_article_as_one_excerpt_makes_a_small_card(card):
    huge = replace(LONG, quote="words " * 100_000, note="note " * 100_000,
                   tags=tuple(f"t{n}" for n in range(500)))  # fmt: skip
    card.show_for([huge] * 4, AT)
    assert card.height() < 1_000
