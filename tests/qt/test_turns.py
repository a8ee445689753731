"""What follows an action comes a piece at a time, and each piece once."""

from briefing.qt.turns import Turns


def test_pieces_come_in_their_order_and_only_the_latest_of_a_name(qtbot):
    done = []
    turns = Turns()
    turns.later("list", lambda: done.append("old list"))
    turns.later("strip", lambda: done.append("strip"))
    turns.later("list", lambda: done.append("list"))
    assert done == []
    qtbot.waitUntil(lambda: turns.is_idle)
    assert done == ["list", "strip"]


def test_what_is_wanted_at_once_is_done_at_once_and_not_again(qtbot):
    done = []
    turns = Turns()
    turns.later("list", lambda: done.append("list"))
    turns.later("strip", lambda: done.append("strip"))
    turns.finish("strip")
    turns.finish("nothing")
    assert done == ["strip"]
    qtbot.waitUntil(lambda: turns.is_idle)
    assert done == ["strip", "list"]


def test_a_piece_may_bring_about_another(qtbot):
    done = []
    turns = Turns()
    turns.later("one", lambda: turns.later("two", lambda: done.append("two")))
    qtbot.waitUntil(lambda: turns.is_idle)
    assert done == ["two"]
