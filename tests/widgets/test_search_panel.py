"""The search panel: live results, keys, errors with their place, and late answers."""

import pytest
from PySide6.QtCore import Qt

from briefing.errors import SearchError
from briefing.qt.asking import Asking
from briefing.qt.jobs import JobRunner
from briefing.services.ports import Hit, SearchResult
from briefing.widgets.search.hit_row import shown
from briefing.widgets.search.search_panel import SearchPanel


def hit(name, snippet="the ferry <b>stays</b>\nhere 😀 ferry", start=0):
    at = snippet.index("ferry")
    return Hit(name, f"{name} <img src=x>", start, snippet, ((start + at, start + at + 5),))


def result(*names, count=None, **more):
    return SearchResult(tuple(map(hit, names)), count or len(names), **more)


class Asked:
    """Collects questions; the test answers them when it likes."""

    def __init__(self):
        self.questions = []

    def __call__(self, question, then, otherwise):
        self.questions.append((question, then, otherwise))

    def answer(self, found, number=-1):
        self.questions[number][1](found)

    def fail(self, error, number=-1):
        self.questions[number][2](error)


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def panel(qapp, qtbot, asked):
    made = SearchPanel(asked)
    qtbot.addWidget(made)
    made.resize(340, 500)
    made.show()
    qtbot.waitExposed(made)
    made.field.setFocus()
    return made


def names(panel):
    return [each.article for each in panel.hits.hits]


def type_in(panel, qtbot, asked, words):
    before = len(asked.questions)
    qtbot.keyClicks(panel.field, words)
    qtbot.waitUntil(lambda: len(asked.questions) > before)


def test_results_come_while_one_types_and_one_question_is_asked(panel, qtbot, asked):
    type_in(panel, qtbot, asked, "ferry")
    assert [question for question, _, _ in asked.questions] == [("ferry", 25)]
    asked.answer(result("a", "b", count=1234))
    assert names(panel) == ["a", "b"]
    assert panel.count.text() == "1,234 articles"
    assert not panel.start.isVisible()
    panel.grab()


def test_a_late_answer_never_replaces_a_newer_one(panel, qtbot, asked):
    type_in(panel, qtbot, asked, "fer")
    type_in(panel, qtbot, asked, "ry")
    asked.answer(result("new"))
    asked.answer(result("old"), number=0)
    asked.fail(SearchError("broken", "mend", 0, 1), number=0)
    assert names(panel) == ["new"]
    assert not panel.problem.isVisible()


def test_an_answer_to_words_that_were_taken_away_shows_nothing(panel, qtbot, asked):
    type_in(panel, qtbot, asked, "ferry")
    panel.field.clear()
    asked.answer(result("a"))
    assert names(panel) == []
    assert panel.start.isVisible()


def test_down_goes_to_the_list_enter_opens_and_escape_goes_back(panel, qtbot, asked):
    type_in(panel, qtbot, asked, "ferry")
    asked.answer(result("a", "b"))
    opened = []
    panel.opened.connect(lambda found: opened.append(found.article))
    qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert opened == ["b"]
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    assert panel.field.hasFocus()
    qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Up)
    qtbot.keyClick(panel.list, Qt.Key.Key_Up)
    assert panel.field.hasFocus()
    qtbot.keyClick(panel.field, Qt.Key.Key_Escape)
    assert panel.field.text() == ""
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(panel.field, Qt.Key.Key_Escape)


def test_enter_right_after_typing_opens_the_first_article_found(panel, qtbot, asked):
    opened = []
    panel.opened.connect(lambda found: opened.append(found.article))
    qtbot.keyClicks(panel.field, "ferry")
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert len(asked.questions) == 1
    asked.answer(result("a", "b"))
    assert opened == ["a"]


def test_an_error_stands_under_the_field_and_enter_goes_to_its_place(panel, qtbot, asked):
    type_in(panel, qtbot, asked, "ferry")
    asked.answer(result("a"))
    type_in(panel, qtbot, asked, " (bus")
    asked.fail(SearchError("“(” at character 7 is not closed.", "Close the bracket.", 6, 7))
    assert panel.problem.isVisible()
    assert "character 7 is not closed. Close the bracket." in panel.problem.text()
    assert names(panel) == ["a"]
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert panel.field.selectedText() == "("
    type_in(panel, qtbot, asked, "b")
    asked.answer(result())
    assert not panel.problem.isVisible()
    assert "Nothing found" in panel.count.text()


def test_an_example_is_searched_by_a_click(panel, qtbot, asked):
    from PySide6.QtWidgets import QPushButton

    examples = panel.start.findChildren(QPushButton)
    assert len(examples) == 3
    assert all(example.accessibleName() for example in examples)
    qtbot.mouseClick(examples[1], Qt.MouseButton.LeftButton)
    assert asked.questions[0][0][0] == examples[1].text() == panel.field.text()


def test_more_are_shown_on_demand_and_the_row_stays(panel, qtbot, asked):
    type_in(panel, qtbot, asked, "ferry")
    asked.answer(result("a", "b", count=3))
    qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.mouseClick(panel.more, Qt.MouseButton.LeftButton)
    assert asked.questions[-1][0] == ("ferry", 100)
    asked.answer(result("a", "b", "c"))
    assert panel.list.currentIndex().row() == 1
    assert not panel.more.isVisible()


def test_a_count_says_when_there_are_more_or_not_all_is_read(panel, qtbot, asked):
    type_in(panel, qtbot, asked, "ferry")
    asked.answer(result("a", count=10_000, more=True))
    assert panel.count.text() == "More than 10,000 articles"
    panel.search_now()
    asked.answer(result("a", complete=False))
    assert panel.count.text() == "1 article so far; still reading the others"


def test_after_an_edit_the_same_is_searched_again(panel, qtbot, asked):
    panel.refresh()
    type_in(panel, qtbot, asked, "ferry")
    panel.refresh()
    qtbot.waitUntil(lambda: len(asked.questions) == 2)
    assert asked.questions[1][0] == asked.questions[0][0]


def test_marks_stand_on_their_words_in_what_is_shown():
    of = hit("a", "well 😀 and\nferry on", start=40)
    words, marks = shown(of)
    assert [words[start:end] for start, end in marks] == ["ferry"]
    assert words.startswith("… well")
    assert "\n" not in words


def test_only_the_newest_of_the_questions_that_wait_is_worked_out(qapp, qtbot):
    jobs, worked, told = JobRunner(), [], []
    asking = Asking(jobs, "Search", lambda question: worked.append(question) or question)
    for question in range(5):
        asking(question, told.append, told.append)
    qtbot.waitUntil(lambda: told == [0, 4])
    assert worked == [0, 4]
    jobs.end()


def test_an_error_in_the_background_reaches_who_asked_and_the_next_is_answered(qapp, qtbot):
    def work(question):
        if question == "bad":
            raise SearchError("broken", "mend")
        return question

    jobs, told = JobRunner(), []
    asking = Asking(jobs, "Search", work)
    asking("bad", told.append, lambda error: told.append(str(error)))
    asking("good", told.append, told.append)
    qtbot.waitUntil(lambda: told == ["broken mend", "good"])
    jobs.end()
