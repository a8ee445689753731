"""The find bar: places in the article, steps around the ends, errors, and tagging all of them."""

import pytest
from builders import article
from PySide6.QtCore import Qt

from briefing.errors import SearchError
from briefing.model.tags import DEFAULT_SCHEME
from briefing.services.reading.article_sentences import sentence_at
from briefing.services.search.finding import find
from briefing.widgets.article.article_view import ArticleView
from briefing.widgets.article.find_bar import FindBar
from briefing.widgets.article.found_marks import FoundMarks

TEXT = "😀 The ferry stays.\nA Ferry is no bus; a ferrying bus is.\n" + "More.\n" * 200 + "ferry"


def at_once(question, then, otherwise):
    try:
        found = find(*question)
    except SearchError as error:
        otherwise(error)
    else:
        then(found)


@pytest.fixture
def view(qapp, qtbot):
    made = ArticleView(sentence_at)
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show_article(article(TEXT))
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def bar(view, qtbot):
    made = FindBar(FoundMarks(view), at_once)
    qtbot.addWidget(made)
    made.set_tags(DEFAULT_SCHEME.tags)
    made.open_bar()
    return made


def look_for(bar, words):
    bar.field.setText(words)
    bar.find_now()


def selected(view):
    start, end = view.selection()
    return start, view.article.text[start:end]


def marked(view):
    return [each.cursor.selectedText() for each in view.extraSelections()]


def test_the_first_place_is_selected_and_counted_while_one_types(bar, view, qtbot):
    qtbot.keyClicks(bar.field, "ferry")
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 4")
    assert selected(view) == (6, "ferry")
    assert marked(view) == ["ferry", "Ferry", "ferry"]


def test_enter_goes_on_and_shift_enter_back_around_the_ends(bar, view, qtbot):
    look_for(bar, "ferry")
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert selected(view) == (21, "Ferry")
    for _ in range(2):
        qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert (selected(view)[0], bar.count.text()) == (len(TEXT) - 5, "4 of 4")
    bar.next.click()
    assert bar.count.text() == "1 of 4"


def test_places_that_come_into_view_are_marked(bar, view, qtbot):
    look_for(bar, "ferry")
    bar.previous.click()
    qtbot.waitUntil(lambda: marked(view) == ["ferry"])


def test_the_switches_narrow_what_is_found_at_once(bar):
    look_for(bar, "ferry")
    bar.case.click()
    assert bar.count.text().endswith("of 3")
    bar.whole_words.click()
    assert bar.count.text().endswith("of 2")
    bar.regex.click()
    look_for(bar, "(?i)fer+y|bus")
    assert bar.count.text().endswith("of 5")


def test_a_broken_expression_is_said_and_enter_goes_to_its_place(bar, view, qtbot):
    bar.regex.click()
    look_for(bar, "ferry)")
    assert bar.problem.isVisible()
    assert "character 6" in bar.problem.text()
    assert marked(view) == []
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert bar.field.selectedText() == ")"
    look_for(bar, "ferry")
    assert not bar.problem.isVisible()


def test_nothing_found_says_so_and_offers_nothing(bar):
    look_for(bar, "zeppelin")
    assert bar.count.text() == "Not found"
    assert not bar.tags.isEnabled()
    assert not bar.next.isEnabled()
    look_for(bar, "")
    assert bar.count.text() == ""


def test_a_tag_for_all_places_is_asked_for_once_with_all_of_them(bar, qtbot):
    look_for(bar, "ferry")
    wanted = []
    bar.tag_all.connect(lambda spans, tag: wanted.append((spans, tag)))
    bar.tags.menu().actions()[3].trigger()
    ((spans, tag),) = wanted
    assert tag == DEFAULT_SCHEME.tags[3].id
    assert [TEXT[start:end].lower() for start, end in spans] == ["ferry"] * 4


def test_more_places_than_can_be_tagged_are_not(bar, view):
    view.show_article(article("a " * 1_001))
    bar.refresh()
    look_for(bar, "a")
    assert bar.count.text() == "1 of 1,001"
    assert not bar.tags.isEnabled()
    assert "1,000" in bar.tags.toolTip()


def test_escape_closes_takes_the_marks_away_and_gives_the_text_the_keys(bar, view, qtbot):
    look_for(bar, "ferry")
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert marked(view) == []
    assert selected(view) == (6, "ferry")


def test_it_opens_with_the_words_that_are_selected(bar, view):
    bar.close_bar()
    view.select(33, 36)
    bar.open_bar()
    assert bar.field.text() == "bus"
    assert bar.field.selectedText() == "bus"
    assert bar.count.text() == "1 of 2"


def test_a_late_answer_comes_to_nothing(view, qtbot):
    waiting = []
    bar = FindBar(FoundMarks(view), lambda *question: waiting.append(question))
    qtbot.addWidget(bar)
    bar.open_bar()
    for words in ("ferry", "bus"):
        look_for(bar, words)
    for question, then, otherwise in reversed(waiting):
        at_once(question, then, otherwise)
    assert bar.count.text() == "1 of 2"


def test_every_control_has_a_name(bar):
    from PySide6.QtWidgets import QLineEdit, QToolButton

    own = [
        bar.field,
        *bar.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly),
    ]
    assert all(part.accessibleName() for part in own)
    assert isinstance(own[0], QLineEdit)
