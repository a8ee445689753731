"""What changed in an article is shown before it is taken over; doubtful excerpts are settled."""

from dataclasses import replace

import pytest
from builders import article, excerpt
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton, QTextEdit

from briefing.services.anchoring.article_changes import compare
from briefing.widgets.article.article_changes import MOST_SHOWN, ArticleChangesDialog
from briefing.widgets.excerpts.review_list import ReviewList

OLD = (
    "The ministry said on Monday that the subsidy would be paid until the winter.\n"
    "Fuel costs rose by 31% in October, and two operators have put off their repairs.\n"
    "A second paragraph about nothing but the weather on the western coast.\n"
    "Nobody has <b>confirmed</b> the figures so far."
)
NEW = (
    OLD.replace("31%", "33%")
    .replace("A second paragraph about nothing but the ", "")
    .replace("weather on the western coast.\n", "")
)


def dialog(qtbot, old=OLD, new=NEW, *words):
    of = article(old)
    made = ArticleChangesDialog(compare(of, article(new), [excerpt(of, w, "t") for w in words]))
    qtbot.addWidget(made)
    return made


def formats(view: QTextEdit, words):
    cursor = view.document().find(words)
    assert not cursor.isNull(), words
    cursor.movePosition(QTextCursor.MoveOperation.Left)
    cursor.movePosition(QTextCursor.MoveOperation.Right)
    return cursor.charFormat()


def test_changed_words_are_told_apart_without_colour(qtbot):
    made = dialog(qtbot)
    assert formats(made.text, "31").fontStrikeOut()
    assert formats(made.text, "33").fontUnderline()
    plain = formats(made.text, "Fuel costs")
    assert not plain.fontStrikeOut()
    assert not plain.fontUnderline()
    shown = made.text.toPlainText()
    assert shown.splitlines() == [
        "⋯ one paragraph as it was", "Changed",
        "Fuel costs rose by 31 33% in October, and two operators have put off their repairs.",
        "Removed", "A second paragraph about nothing but the weather on the western coast.",
        "⋯ one paragraph as it was",
    ]  # fmt: skip


def test_it_says_how_many_excerpts_follow_and_how_many_do_not(qtbot):
    made = dialog(qtbot, OLD, NEW, "The ministry said", "31%", "weather on the western coast")
    assert made.summary.text() == "Paragraphs: 1 changed, 1 removed."
    assert made.excerpts.text() == "Excerpts: 1 follow, 1 to look at, 1 lost, kept for review."


def test_it_says_so_when_nothing_is_different(qtbot):
    made = dialog(qtbot, OLD, OLD)
    assert made.summary.text() == "Not a word of its text is different."
    assert made.excerpts.text() == "It has no excerpts yet."


def test_words_of_an_article_are_never_markup(qtbot):
    made = dialog(qtbot, OLD, OLD.replace("so far", "until <i>now</i>"))
    assert "<b>confirmed</b>" in made.text.toPlainText()
    assert "<i>now</i>" in made.text.toPlainText()


@pytest.mark.parametrize(("words", "taken"), [("Take over", 1), ("Cancel", 0)])
def test_the_newer_version_is_taken_over_or_not(qtbot, words, taken):
    made = dialog(qtbot)
    heard = []
    made.taken.connect(heard.append)
    (button,) = [b for b in made.findChildren(QPushButton) if b.text().replace("&", "") == words]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(heard) == taken
    assert not taken or heard[0] is made.comparison


def test_a_rewritten_book_opens_and_says_how_much_more_there_is(qtbot):
    old = "\n".join(f"Line {n} of the old book says little." for n in range(2_000))
    new = "\n".join(f"Line {n} of the new book says much." for n in range(2_000))
    made = dialog(qtbot, old, new)
    shown = made.text.toPlainText()
    assert f"… and {2_000 - MOST_SHOWN:,} more" in shown
    assert len(shown.splitlines()) == 2 * MOST_SHOWN + 1


OF = article(OLD)


@pytest.fixture
def panel(qtbot):
    made = ReviewList()
    qtbot.addWidget(made)
    doubtful = [
        replace(excerpt(OF, "31%", "t"), id=f"d{n}", quote=f"{n}%", review="A figure changed.")
        for n in range(3)
    ]
    made.show_excerpts([excerpt(OF, "Nobody", "t"), *doubtful], {OF.id: OF.text})
    made.show()
    return made


def keyed(qtbot, panel, signal, key):
    with qtbot.waitSignal(signal) as heard:
        qtbot.keyClick(panel.list, key)
    return heard.args[0].id


def test_only_excerpts_under_review_are_listed_with_then_now_and_why(panel):
    assert [panel.excerpts.data(panel.excerpts.index(n)) for n in range(3)] == ["0%", "1%", "2%"]
    tip = panel.excerpts.data(panel.excerpts.index(0), Qt.ItemDataRole.AccessibleDescriptionRole)
    assert tip == "A figure changed.\nThen: 0%\nNow: 31%"


def test_the_keys_settle_the_marked_excerpt(panel, qtbot):
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert keyed(qtbot, panel, panel.confirmed, Qt.Key.Key_C) == "d1"
    assert keyed(qtbot, panel, panel.moved, Qt.Key.Key_R) == "d1"
    assert keyed(qtbot, panel, panel.removed, Qt.Key.Key_Delete) == "d1"
    assert keyed(qtbot, panel, panel.chosen, Qt.Key.Key_Return) == "d1"


def test_the_buttons_do_the_same(panel, qtbot):
    for button, signal in zip(
        panel.buttons, (panel.confirmed, panel.moved, panel.removed), strict=True
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_mark_stays_on_its_row_when_one_is_settled(panel, qtbot):
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    rest = [e for e in panel.excerpts.items if e.id != "d1"]
    panel.show_excerpts(rest, {OF.id: OF.text})
    assert panel.current().id == "d2"


def test_an_empty_list_says_what_it_is_for(panel):
    panel.show_excerpts([], {})
    assert panel.hint.isVisible()
    assert not panel.list.isVisible()
    assert panel.current() is None
