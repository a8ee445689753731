"""Cards and citations in the panel: dragged and keyed between sections, put into words, cited."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from test_brief_panel import brief, cards, ids, section, stored

from briefing.model.edits import set_check, write_section
from briefing.widgets.brief.cards import Cards
from briefing.widgets.writing.rich_text import CARD

__all__ = ["brief"]
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def drop(target, data, place):
    """Drop what a drag carries, as Qt tells a widget's viewport of it."""
    actions, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(place), actions, data, left, none)
    target.dropEvent(event)


def taken(box, excerpt):
    box.setCurrentIndex(box.excerpts.index(box.excerpts.row_of(excerpt)))
    return box.card_data()


def settle(window, qtbot):
    qtbot.waitUntil(lambda: not window.brief._refresh.isActive())


def steps(window):
    return window.document.undo_stack.count()


def text_of(window, key, number=0):
    return section(window, key).fields()[number]


def test_a_card_dropped_in_another_section_stands_there_alone_in_one_step(brief, qtbot):
    moved = ids(brief, "evidence")[0]
    before, there = steps(brief), ids(brief, "context")
    target = cards(brief, "context")
    drop(target, taken(cards(brief, "evidence"), moved), QPoint(20, 80))
    assert ids(brief, "context") == [there[0], moved, *there[1:]]
    assert moved not in ids(brief, "evidence")
    assert steps(brief) == before + 1
    assert target.hasFocus()
    assert target.current().id == moved
    brief.document.undo()
    qtbot.waitUntil(lambda: moved in ids(brief, "evidence") and ids(brief, "context") == there)


def test_a_card_is_dragged_within_its_section(brief, qtbot):
    before = ids(brief, "evidence")
    box = cards(brief, "evidence")
    drop(box, taken(box, before[0]), QPoint(20, 2 * 76 + 60))
    assert ids(brief, "evidence")[:3] == [before[1], before[2], before[0]]


def test_the_place_of_a_drop_is_shown(brief, qtbot):
    box = cards(brief, "evidence")
    data = taken(box, ids(brief, "evidence")[0])
    plain = box.viewport().grab().toImage()
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    move = QDragMoveEvent(QPoint(20, 100), Qt.DropAction.MoveAction, data, left, none)
    box.dragMoveEvent(move)
    assert move.isAccepted()
    assert box.viewport().grab().toImage() != plain
    foreign = QMimeData()
    foreign.setText("words")
    move = QDragMoveEvent(QPoint(20, 100), Qt.DropAction.MoveAction, foreign, left, none)
    box.dragMoveEvent(move)
    assert not move.isAccepted()


def test_a_card_dropped_between_paragraphs_parts_them(brief, qtbot):
    moved = ids(brief, "evidence")[0]
    text = text_of(brief, "executive_summary")
    text.show_text("")
    qtbot.keyClicks(text, "One.")
    qtbot.keyClick(text, Qt.Key.Key_Return)
    qtbot.keyClicks(text, "Two.")
    settle(brief, qtbot)
    data = taken(cards(brief, "evidence"), moved)
    place = text.cursorRect().topLeft()
    text.moveCursor(text.textCursor().MoveOperation.Start)
    place = QPoint(text.viewport().width() - 4, text.cursorRect().center().y())
    drop(text, data, place)
    assert stored(brief, "executive_summary").body == f"One.\n\n[@{moved}]\n\nTwo."
    assert moved not in ids(brief, "evidence")


def test_a_card_that_is_not_of_this_project_is_not_taken(brief):
    before = steps(brief)
    data = QMimeData()
    data.setData(CARD, b"context\nno-such-excerpt")
    drop(cards(brief, "evidence"), data, QPoint(20, 20))
    assert steps(brief) == before


def test_alt_down_goes_over_words_and_on_into_the_next_section(brief, qtbot):
    moved = ids(brief, "context")[-1]
    qtbot.keyClicks(text_of(brief, "context", -1), "After.")
    settle(brief, qtbot)
    box = cards(brief, "context")
    box.setFocus()
    box.setCurrentIndex(box.excerpts.index(box.excerpts.row_of(moved)))
    qtbot.keyClick(box, Qt.Key.Key_Down, ALT)
    assert stored(brief, "context").body == f"[@*]\n\nAfter.\n\n[@{moved}]"
    last = section(brief, "context")._parts[-2]
    assert isinstance(last, Cards)
    assert last.hasFocus()
    qtbot.keyClick(last, Qt.Key.Key_Down, ALT)
    assert ids(brief, "what_changed")[0] == moved
    assert cards(brief, "what_changed").hasFocus()
    qtbot.keyClick(cards(brief, "what_changed"), Qt.Key.Key_Up, ALT)
    assert moved in [e.id for e in section(brief, "context")._parts[-2].excerpts.items]


def test_q_puts_a_card_into_words_and_alt_q_quotes_it_again(brief, qtbot):
    excerpt = cards(brief, "evidence").excerpts.items[1]
    box = cards(brief, "evidence")
    before = steps(brief)
    box.setFocus()
    box.setCurrentIndex(box.excerpts.index(1))
    qtbot.keyClick(box, Qt.Key.Key_Q)
    settle(brief, qtbot)
    body = stored(brief, "evidence").body
    assert " ".join(excerpt.quote.split()) in body.replace("\\", "")
    assert f" [@{excerpt.id}]" in body
    assert steps(brief) == before + 1
    groups = [part for part in section(brief, "evidence")._parts if isinstance(part, Cards)]
    assert all(excerpt.id not in group.ids for group in groups)
    text = next(t for t in section(brief, "evidence").fields() if t.hasFocus())
    assert text.mark(excerpt.id).words.startswith("≈")
    qtbot.keyClick(text, Qt.Key.Key_Q, ALT)
    settle(brief, qtbot)
    assert stored(brief, "evidence").left_out == ()
    assert stored(brief, "evidence").body.endswith(f"\n\n[@{excerpt.id}]")
    assert excerpt.quote[:20] not in stored(brief, "evidence").body


def test_citing_by_key_goes_to_the_section_last_written_in(brief, qtbot):
    excerpt = ids(brief, "evidence")[0]
    text = text_of(brief, "outlook")
    text.setFocus()
    qtbot.keyClicks(text, "Fares may rise")
    brief.view.setFocus()
    assert brief.brief.cite(excerpt)
    assert stored(brief, "outlook").body.startswith(f"Fares may rise [@{excerpt}]")
    assert not brief.brief.cite("no-such-excerpt")


def test_a_citation_leads_to_the_article_and_the_article_to_it(brief, qtbot):
    of = brief.document.project.excerpts
    excerpt = ids(brief, "evidence")[0]
    text = text_of(brief, "outlook")
    qtbot.keyClicks(text, f"Fares may rise [@{excerpt}]")
    settle(brief, qtbot)
    qtbot.keyClick(text, Qt.Key.Key_Return, CTRL)
    assert brief.view.selection() == (of[excerpt].start, of[excerpt].end)
    assert section(brief, "outlook").select(excerpt)
    assert text.textCursor().hasSelection()


def test_sentences_without_a_source_are_underlined_as_the_check_says(brief, qtbot):
    text = text_of(brief, "outlook")
    excerpt = ids(brief, "evidence")[0]
    qtbot.keyClicks(text, f"Fares may rise soon. The islands wait for news [@{excerpt}]. We fear "
                          "a long winter.")  # fmt: skip
    qtbot.waitUntil(lambda: len(text.extraSelections()) == 2)
    words = [line.cursor.selectedText() for line in text.extraSelections()]
    assert words == ["Fares may rise soon.", "We fear a long winter."]
    qtbot.keyClick(text, Qt.Key.Key_J, CTRL)
    qtbot.waitUntil(lambda: len(text.extraSelections()) == 1)
    one = next(iter(brief.document.project.briefs))
    brief.document.apply(set_check(one, "unsourced", "Statement without a source", on=False))
    qtbot.waitUntil(lambda: text.extraSelections() == [])


def test_typing_undo_and_caret_go_together(brief, qtbot):
    text = text_of(brief, "outlook")
    text.setFocus()
    qtbot.keyClicks(text, "One two ")
    brief.document.apply(write_section(next(iter(brief.document.project.briefs)), "caveats", ()))
    qtbot.keyClicks(text, "three")
    qtbot.keyClick(text, Qt.Key.Key_B, CTRL)
    qtbot.keyClicks(text, " four")
    settle(brief, qtbot)
    assert text.markdown == "One two three **four**"
    assert text.textCursor().atBlockEnd()
    brief.document.undo()
    settle(brief, qtbot)
    assert text.markdown.startswith("One two")
    assert text.hasFocus()


def test_the_bar_is_there_for_the_field_with_the_keyboard_alone(brief, qtbot):
    text = text_of(brief, "outlook")
    brief.activateWindow()
    text.setFocus()
    bar = section(brief, "outlook")._formats
    assert bar.isVisible()
    names = [button.accessibleName() for button, _holds in bar._checks]
    assert names[:3] == ["Bold", "Italic", "Link"]
    bold = bar._checks[0][0]
    qtbot.mouseClick(bold, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(text, "x")
    assert bold.isChecked()
    assert text.markdown == "**x**"
    brief.view.setFocus()
    assert not bar.isVisible()


def test_a_link_is_asked_for_in_the_bar(brief, qtbot):
    brief.activateWindow()
    text = text_of(brief, "outlook")
    text.setFocus()
    qtbot.keyClicks(text, "See the plan")
    text.setTextCursor(text.document().find("plan"))
    qtbot.keyClick(text, Qt.Key.Key_K, CTRL)
    bar = section(brief, "outlook")._formats
    qtbot.keyClicks(bar.address, "example.org/plan")
    qtbot.keyClick(bar.address, Qt.Key.Key_Return)
    assert text.markdown == "See the [plan](https://example.org/plan)"
    assert text.hasFocus()


@pytest.mark.parametrize("known", [True, False])
def test_words_dragged_from_the_article_are_a_quotation_with_its_citation(brief, qtbot, known):
    excerpt = brief.document.project.excerpts[ids(brief, "evidence")[0]]
    words = excerpt.quote if known else "words that nobody tagged"
    data = QMimeData()
    data.setText(words)
    text = text_of(brief, "outlook")
    text._from_elsewhere = True
    text.insertFromMimeData(data)
    mark = f" [@{excerpt.id}]" if known else ""
    assert stored(brief, "outlook").body.startswith(f"> “{' '.join(words.split())}”{mark}")


def test_the_mouse_takes_hold_of_a_card(brief, qtbot, monkeypatch):
    started = []
    monkeypatch.setattr("briefing.widgets.brief.cards.QDrag.exec", lambda drag, _a: started.append(
        bytes(drag.mimeData().data(CARD).data()).decode()))  # fmt: skip
    box = cards(brief, "evidence")
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(box.viewport(), left, pos=QPoint(30, 30))
    from PySide6.QtGui import QMouseEvent

    none = Qt.KeyboardModifier.NoModifier
    place = QPointF(30, 60)
    box.mouseMoveEvent(QMouseEvent(QEvent.Type.MouseMove, place, place, left, left, none))
    assert started == [f"evidence\n{ids(brief, 'evidence')[0]}"]


def test_a_citation_that_was_pointed_out_is_not_typed_over(brief, qtbot):
    excerpt = ids(brief, "evidence")[0]
    text = text_of(brief, "outlook")
    qtbot.keyClicks(text, f"Fares may rise [@{excerpt}]")
    settle(brief, qtbot)
    brief.activateWindow()
    brief.view.setFocus()
    assert section(brief, "outlook").select(excerpt)
    text.setFocus()
    qtbot.keyClicks(text, " soon")
    assert text.markdown == f"Fares may rise [@{excerpt}] soon"


def test_what_can_be_done_to_a_card_makes_no_pane_wider_than_it_is(brief, qtbot):
    brief.panes.bring(brief.panes.preview)
    brief.resizeDocks([brief.panes.brief], [100], Qt.Orientation.Horizontal)
    box = cards(brief, "context")
    box.setFocus()
    box.setCurrentIndex(box.excerpts.index(0))
    area = brief.brief.page.area
    qtbot.waitUntil(lambda: brief.panes.brief.width() < 360)
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
