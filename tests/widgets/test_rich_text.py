"""The field of formatted text: keys and marks format it, citations are single characters."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from mouse import move
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from tries import tries

from briefing.services.section_text.markdown_reading import read as read_text
from briefing.services.section_text.markdown_writing import write
from briefing.services.section_text.pasted import blocks_in
from briefing.services.section_text.rich_text import BlockKind, RichBlock, RichRun, settled
from briefing.widgets.writing.rich_document import read
from briefing.widgets.writing.rich_text import RichText

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def field(qapp, qtbot):
    made = RichText("Text", "Write here")
    qtbot.addWidget(made)
    made.resize(420, 100)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    return made


def caret_after(field, words):
    cursor = field.document().find(words)
    cursor.setPosition(cursor.selectionEnd())
    field.setTextCursor(cursor)


def select(field, words):
    field.setTextCursor(field.document().find(words))


TEXTS = (
    "A **bold** and _italic_ [link](https://example.org) with [@e1][@judgement].",
    "## Heading\n\n- one\n- two\n  1. deep\n  2. deeper\n\n1. a\n2. b",
    "> quoted\n>\n> twice\n\n| Port | Ships |\n| --- | --- |\n| Velden [@e1] | 4 |\n\nAfter.",
    "Line one\\\nline two\n\n```\ncode  kept\n\nas it is\n```",
    "توقع [@e1] **مهم**\n\n- عنصر\n\n😀 astral [@e2] 😀",
)


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_shown_is_what_would_be_written(field, text):
    field.show_text(text)
    assert write(read(field.document())) == text


@tries(30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.builds(
    RichRun, st.text(st.sampled_from("ab *_[]é😀\u00a0.|"), min_size=1, max_size=5),
    st.booleans(), st.booleans()), max_size=4).map(tuple), max_size=4))  # fmt: skip
def test_showing_changes_nothing(field, paragraphs):
    blocks = settled([RichBlock(runs=runs) for runs in paragraphs])
    field.show_text(write(blocks))
    assert settled(read(field.document())) == blocks


def test_no_marks_of_commonmark_are_seen(field):
    field.show_text("A **limited support** [@e1]")
    assert "*" not in field.toPlainText()
    assert "@" not in field.toPlainText()


def test_ctrl_b_and_i_format_the_selection_and_what_is_typed(field, qtbot):
    qtbot.keyClicks(field, "one two")
    select(field, "two")
    qtbot.keyClick(field, Qt.Key.Key_B, CTRL)
    assert field.markdown == "one **two**"
    assert field.formatting.state().bold
    qtbot.keyClick(field, Qt.Key.Key_B, CTRL)
    assert field.markdown == "one two"
    caret_after(field, "two")
    qtbot.keyClick(field, Qt.Key.Key_I, CTRL)
    qtbot.keyClicks(field, " three")
    assert field.markdown == "one two _three_"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("**x** y", "**x** y"), ("a *b c* d", "a _b c_ d"), ("2*3*4", "2\\*3\\*4"),
        ("see [@e1] here", "see [@e1] here"), ("`code` on", "`code` on"),
    ],
)  # fmt: skip
def test_marks_that_are_typed_become_what_they_mean(field, qtbot, typed, written):
    qtbot.keyClicks(field, typed)
    assert field.markdown == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [("- a", "- a"), ("1. a", "1. a"), ("## a", "## a"), ("> a", "> a"), ("2019. a", "2019\\. a")],
)
def test_the_start_of_a_line_begins_lists_headings_and_quotations(field, qtbot, typed, written):
    qtbot.keyClicks(field, typed)
    assert field.markdown == written


def test_lists_go_on_with_enter_and_end_with_a_second_one(field, qtbot):
    qtbot.keyClicks(field, "- one")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "two")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert field.markdown == "- one\n  - two"
    qtbot.keyClick(field, Qt.Key.Key_Backtab)
    assert field.markdown == "- one\n- two"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "after")
    assert field.markdown == "- one\n- two\n\nafter"
    assert field.hasFocus()


@pytest.mark.parametrize(
    ("key", "written"),
    [
        (Qt.Key.Key_8, "- a"),
        (Qt.Key.Key_7, "1. a"),
        (Qt.Key.Key_2, "## a"),
        (Qt.Key.Key_Period, "> a"),
    ],
)
def test_keys_make_lists_headings_and_quotations_and_take_them_back(field, qtbot, key, written):
    qtbot.keyClicks(field, "a")
    qtbot.keyClick(field, key, CTRL | SHIFT)
    assert field.markdown == written
    qtbot.keyClick(field, key, CTRL | SHIFT)
    assert field.markdown == "a"


def test_a_heading_ends_with_its_line_and_joins_without_its_size(field, qtbot):
    qtbot.keyClicks(field, "# Title")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClicks(field, "words")
    assert field.markdown == "# Title\n\nwords"
    field.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.markdown == "# Titlewords"
    sizes = {f.format.font().pixelSize() for f in field.document().begin().textFormats()}
    assert len(sizes) == 1


def test_a_link_is_asked_for_and_ends_where_it_ends(field, qtbot):
    qtbot.keyClicks(field, "the plan")
    select(field, "plan")
    with qtbot.waitSignal(field.link_wanted):
        qtbot.keyClick(field, Qt.Key.Key_K, CTRL)
    field.formatting.set_link("https://example.org/a(b)")
    assert field.markdown == "the [plan](https://example.org/a%28b%29)"
    caret_after(field, "plan")
    qtbot.keyClicks(field, " now")
    assert field.markdown == "the [plan](https://example.org/a%28b%29) now"


def test_a_citation_is_one_character_to_the_caret(field, qtbot):
    field.show_text("Words **stay**.")
    caret_after(field, "stay")
    field.cite("e7")
    assert field.markdown == "Words **stay** [@e7]."
    qtbot.keyClicks(field, "x")
    assert field.markdown == "Words **stay** [@e7]x."
    for _ in range(2):
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert "[@" not in field.markdown


def test_a_citation_leads_to_its_words_by_click_and_by_key(field, qtbot):
    field.show_text("Two of them [@e1] [@e2] here.")
    (place, _), (other, _) = field.citations()
    cursor = field.textCursor()
    cursor.setPosition(place)
    left = field.cursorRect(cursor)
    cursor.setPosition(place + 1)
    middle = QPoint((left.x() + field.cursorRect(cursor).x()) // 2, left.center().y())
    with qtbot.waitSignal(field.chosen, check_params_cb=lambda cited: cited == "e1"):
        qtbot.mouseClick(field.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    with qtbot.waitSignal(field.hovered, check_params_cb=lambda cited, _p: cited == "e1"):
        move(field.viewport(), middle)
        move(field.viewport(), middle + QPoint(1, 0))
    cursor.setPosition(other + 1)
    field.setTextCursor(cursor)
    with qtbot.waitSignal(field.chosen, check_params_cb=lambda cited: cited == "e2"):
        qtbot.keyClick(field, Qt.Key.Key_Return, CTRL)
    assert field.markdown == "Two of them [@e1] [@e2] here."


def test_ctrl_j_marks_a_sentence_as_own_view_and_takes_the_mark_off(field, qtbot):
    field.show_text("First one is long. Second one too. Third.")
    caret_after(field, "Second")
    qtbot.keyClick(field, Qt.Key.Key_J, CTRL)
    assert field.markdown == "First one is long. Second one too. [@judgement] Third."
    qtbot.keyClick(field, Qt.Key.Key_J, CTRL)
    assert field.markdown == "First one is long. Second one too. Third."


def test_caret_and_selection_stay_when_the_text_changes_from_outside(field):
    field.show_text("😀 First paragraph.\n\nSecond one stays.")
    select(field, "one stays")
    field.show_text("😀 First **paragraph** got longer.\n\nA new one.\n\nSecond one stays.")
    assert field.textCursor().selectedText() == "one stays"
    field.show_text("Second one stays.")
    assert field.textCursor().selectedText() == "one stays"


def test_undo_is_left_to_the_project(field, qtbot):
    qtbot.keyClicks(field, "words")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.markdown == "words"


def test_typing_says_each_text_once(field, qtbot):
    said = []
    field.typed.connect(said.append)
    qtbot.keyClicks(field, "ab")
    field.show_text("other")
    assert said == ["a", "ab"]


def test_a_paste_is_clean_and_a_plain_one_has_the_words_alone(field, qtbot):
    data = QMimeData()
    data.setHtml("<p style='color:red'>Red <b>bold</b></p><script>x()</script><ul><li>a<li>b</ul>")
    data.setText("Red bold")
    field.insertFromMimeData(data)
    assert field.markdown == "Red **bold**\n\n- a\n- b"
    field.show_text("")
    QGuiApplication.clipboard().setText("plain *words*")
    qtbot.keyClick(field, Qt.Key.Key_V, CTRL | SHIFT)
    assert field.markdown == "plain \\*words\\*"


def test_a_paste_in_the_middle_of_a_line_goes_into_the_line(field):
    field.show_text("before after")
    caret_after(field, "before ")
    data = QMimeData()
    data.setText("and ")
    field.insertFromMimeData(data)
    assert field.markdown == "before and after"


def test_tab_goes_through_the_cells_of_a_table(field, qtbot):
    field.show_text("| a | b |\n| --- | --- |\n| c | d |")
    caret_after(field, "a")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    qtbot.keyClicks(field, "x")
    assert field.markdown == "| a | xb |\n| --- | --- |\n| c | d |"


def test_a_citation_alone_on_a_line_stays_in_the_words(field):
    field.cite("e1")
    assert field.markdown == "&#32;[@e1]"


def test_the_field_grows_with_its_words(field):
    before = field.height()
    field.show_text("\n\n".join(["One paragraph of words."] * 30))
    assert field.height() > before + 400


ACTS = ("bold", "italic", "list", "quote", "select", "cite", "judge", "paste", "show")
STEPS = st.one_of(
    st.sampled_from("ab *-_#>1.`]"),
    st.sampled_from([Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Left,
                     Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_Tab]),
    st.sampled_from(ACTS),
)  # fmt: skip


@tries(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=25))
def test_whatever_is_done_what_is_said_is_what_is_shown(field, qtbot, steps):
    field.show_text("One **two**.\n\n- three\n\nfour [@e1]")
    acts = {
        "bold": lambda: field.formatting.toggle("bold"),
        "italic": lambda: field.formatting.toggle("italic"),
        "list": lambda: field.formatting.set_kind(BlockKind.BULLET),
        "quote": lambda: field.formatting.set_kind(BlockKind.QUOTE),
        "select": lambda: field.moveCursor(
            QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor
        ),
        "cite": lambda: field.cite("e2"),
        "judge": field.formatting.toggle_judgement,
        "paste": lambda: field.put(blocks_in("<h2>h</h2><p>p <b>q</b></p><ul><li>r</ul>", "")),
        "show": lambda: field.show_text("Another 😀 text.\n\n1. one"),
    }
    for step in steps:
        if isinstance(step, Qt.Key):
            qtbot.keyClick(field, step)
            field.setFocus()
        elif step in acts:
            acts[step]()
        else:
            qtbot.keyClicks(field, step)
    assert field.markdown == write(read(field.document()))
    assert write(read_text(field.markdown)) == field.markdown


@pytest.mark.parametrize("before", ["", "😀😀😀 ", "e\u0301 e\u0301 "])
def test_marks_and_own_views_stand_right_behind_signs_that_count_double(field, qtbot, before):
    field.show_text(f"{before}It holds. Nothing else.")
    caret_after(field, "It")
    qtbot.keyClick(field, Qt.Key.Key_J, CTRL)
    assert field.markdown == f"{before}It holds. [@judgement] Nothing else."
    qtbot.keyClick(field, Qt.Key.Key_J, CTRL)
    assert field.markdown == f"{before}It holds. Nothing else."
    caret_after(field, "It ")
    qtbot.keyClicks(field, "**really** ")
    assert field.markdown == f"{before}It **really** holds. Nothing else."


def test_marks_take_in_letters_that_are_made_of_several_signs(field, qtbot):
    field.show_text("Said caf")
    cursor = field.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText(" **cafe\u0301*")
    field.setTextCursor(cursor)
    qtbot.keyClicks(field, "*")
    assert field.markdown == "Said caf **cafe\u0301**"
