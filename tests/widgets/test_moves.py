"""Tagging without the mouse, and edges with it: grow, repeat, split, merge, drag, jump."""

import json

from loaded import load
from mouse import move
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from test_window import at, keys, quotes

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def selected(window):
    span = window.view.selection()
    return window.view.article.text[slice(*span)] if span else ""


def test_g_takes_more_and_shift_g_less(sample, qtbot):
    at(sample, "Rising costs may")
    keys(qtbot, sample, "g")
    assert selected(sample) == "Rising"
    keys(qtbot, sample, "g")
    assert selected(sample) == "Rising costs may have forced the question"
    keys(qtbot, sample, (Qt.Key.Key_G, SHIFT))
    assert selected(sample) == "Rising"
    keys(qtbot, sample, (Qt.Key.Key_G, SHIFT))
    assert selected(sample) == ""


def test_the_last_tag_is_repeated_by_one_key(sample, qtbot):
    at(sample, "People familiar")
    keys(qtbot, sample, ".")
    assert "Tag something first" in sample.bar.words.text()
    keys(qtbot, sample, "4", "j", ".")
    tags = [e.tags for e in sample.view.placing.excerpts]
    assert tags == [("key-figures",), ("key-figures",)]


def test_edges_move_by_words_and_back_again(sample, qtbot):
    at(sample, "People familiar")
    keys(qtbot, sample, "1")
    (before,) = quotes(sample)
    for key, words in (
        ((Qt.Key.Key_Left, ALT), before.rsplit(" ", 1)[0]),
        ((Qt.Key.Key_Right, ALT), None),
        ((Qt.Key.Key_Right, ALT | SHIFT), before.split(" ", 1)[1]),
        ((Qt.Key.Key_Left, ALT | SHIFT), before),
    ):
        keys(qtbot, sample, key)
        if words:
            assert quotes(sample)[0].rstrip(".") == words.rstrip(".")
    excerpt = sample.view.placing.excerpts[0]
    assert sample.view.article.text[excerpt.start : excerpt.end] == excerpt.quote


def test_an_excerpt_is_split_and_merged_again_each_in_one_step(sample, qtbot):
    at(sample, "People familiar")
    keys(qtbot, sample, "1")
    (whole,) = quotes(sample)
    cursor = sample.view.textCursor()
    cursor.setPosition(sample.view.map.to_qt(sample.view.article.text.index("the review comes")))
    sample.view.setTextCursor(cursor)
    keys(qtbot, sample, "x")
    assert quotes(sample) == [
        whole.split(" the review")[0],
        "the review" + whole.split("the review")[1],
    ]
    keys(qtbot, sample, "[", "m")
    assert quotes(sample) == [whole]
    sample.document.undo()
    assert len(quotes(sample)) == 2
    sample.document.undo()
    assert quotes(sample) == [whole]


def test_keys_go_to_the_next_of_a_tag_and_to_what_nobody_tagged(sample, qtbot):
    for words, key in (("People familiar", "1"), ("Marine fuel", "2"), ("For fish farms", "1")):
        at(sample, words)
        keys(qtbot, sample, key)
    at(sample, "People familiar")
    keys(qtbot, sample, "}")
    assert selected(sample).startswith("For fish farms")
    keys(qtbot, sample, "}")
    assert selected(sample).startswith("People familiar")
    sample.view.put_caret(sample.view.article.text.index("People familiar"))
    keys(qtbot, sample, "u")
    start = sample.view.caret
    placed = sample.view.placing
    assert not placed.between(start, start + 10)
    keys(qtbot, sample, (Qt.Key.Key_U, SHIFT))
    assert sample.view.caret < start


def test_an_edge_is_dragged_with_the_mouse_to_whole_words(sample, qtbot):
    at(sample, "People familiar")
    keys(qtbot, sample, "1", "]")
    view = sample.view
    excerpt = view.placing.excerpts[0]
    view.select(excerpt.start, excerpt.end)

    def place(offset):
        cursor = QTextCursor(view.document())
        cursor.setPosition(view.map.to_qt(offset))
        return view.cursorRect(cursor).center()

    target = excerpt.start + excerpt.quote.index("comes") + 2
    page = view.viewport()
    qtbot.mousePress(page, Qt.MouseButton.LeftButton, pos=place(excerpt.end))
    move(page, place(target), Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(page, Qt.MouseButton.LeftButton, pos=place(target))
    assert quotes(sample)[0].endswith(" the review comes")
    sample.document.undo()
    assert quotes(sample) == [excerpt.quote]


def test_a_press_elsewhere_drags_nothing(sample, qtbot):
    at(sample, "People familiar")
    keys(qtbot, sample, "1", "]")
    before = quotes(sample)
    qtbot.mouseClick(sample.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 40))
    assert quotes(sample) == before
    assert not sample.view.selection()


def test_the_seed_article_is_tagged_as_its_reading_says_in_45_keys(window, qtbot, seed):
    if seed is None:
        return
    gold = json.loads((seed / "gold.json").read_text(encoding="utf-8"))["excerpts"]
    load(window, qtbot, seed / "article.txt")
    keys_of = {tag.name[:4]: tag.key for tag in window.document.project.tags()}
    # How to get from one excerpt to the next: J and L go on by sentence and by clause, Shift+L
    # takes one clause more; the J that is doubled passes a sub-heading.
    ways = ["L", "L", "J", "J", "LM", "J", "JJ", "L", "L", "J", "J", "L", "L", "J", "J", "J"]
    pressed = 0
    for excerpt, way in zip(gold, ways, strict=True):
        for key in way:
            press = (Qt.Key.Key_L, SHIFT) if key == "M" else key.lower()
            keys(qtbot, window, press)
        for name in excerpt["tags"]:
            keys(qtbot, window, keys_of[name[:4]])
        pressed += len(way) + len(excerpt["tags"])
    made = {(e.quote.rstrip("."), frozenset(e.tags)) for e in window.view.placing.excerpts}
    tag_ids = {tag.name[:4]: tag.id for tag in window.document.project.tags()}
    wanted = {
        (e["quote"].rstrip("."), frozenset(tag_ids[name[:4]] for name in e["tags"])) for e in gold
    }
    assert made == wanted
    assert pressed <= 45


def test_clauses_are_gone_through_by_letters_and_taken_in(sample, qtbot):
    at(sample, "Meanwhile")
    keys(qtbot, sample, "l")
    first = selected(sample)
    assert not first.startswith("Meanwhile")
    keys(qtbot, sample, "l", "h")
    assert selected(sample) == first
    keys(qtbot, sample, (Qt.Key.Key_L, SHIFT))
    assert selected(sample).startswith(first)
    assert len(selected(sample)) > len(first)
