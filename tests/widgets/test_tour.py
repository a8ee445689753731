"""The tour: each step is done by the user's own keys, and it can be left and taken up again."""

import pytest
from PySide6.QtCore import Qt

from briefing.widgets.help.tour import Tour

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def tour(window, qtbot):
    window.activateWindow()
    window.actions_by_id["tour"].trigger()
    (made,) = window.findChildren(Tour)
    return made


def is_done(tour):
    return tour.state.text().startswith("✓")


def go_on(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F9, CTRL)


def test_the_tour_opens_the_sample_and_points_at_the_article(window, tour, qtbot):
    assert tour.title.text() == "Tag a sentence"
    assert "press a digit" in tour.words.text()
    assert window.view.article is not None
    assert window.focusWidget() is window.view
    assert tour.pointer.isVisible()
    assert window.rect().contains(tour.geometry())
    assert not is_done(tour)


def test_the_panel_leaves_most_of_what_it_speaks_of_in_sight(window, tour, qtbot):
    window.resize(1280, 720)
    for _step in range(5):
        tour.look()
        covered = tour.geometry().intersected(tour.pointer.geometry())
        whole = tour.pointer.width() * tour.pointer.height()
        assert max(0, covered.width()) * max(0, covered.height()) < whole / 4, tour.title.text()
        assert window.rect().contains(tour.geometry())
        go_on(window, qtbot)


def test_every_step_is_done_by_the_keys_it_names(window, tour, qtbot, tmp_path, monkeypatch):
    view = window.view
    qtbot.keyClick(view, Qt.Key.Key_U)
    qtbot.keyClick(view, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: is_done(tour))
    go_on(window, qtbot)
    assert tour.title.text() == "Say who said it"
    qtbot.keyClick(view, Qt.Key.Key_A)
    field = window.focusWidget()
    qtbot.keyClicks(field, "Mara Lind")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_done(tour))
    go_on(window, qtbot)
    assert not is_done(tour)
    qtbot.keyClick(window, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: is_done(tour))
    go_on(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: is_done(tour))
    go_on(window, qtbot)
    target = tmp_path / "draft.md"
    monkeypatch.setattr(
        "PySide6.QtWidgets.QFileDialog.getSaveFileName",
        lambda *_: (str(target), ""),
    )
    qtbot.keyClick(window, Qt.Key.Key_E, CTRL)
    for button in [each for each in window.bar._offers if "draft" in each.text()]:
        qtbot.keyClick(window, Qt.Key.Key_F9)
        qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: is_done(tour), timeout=60_000)
    assert target.exists()
    go_on(window, qtbot)
    assert tour.next.text() == "Finish"
    go_on(window, qtbot)
    assert not tour.isVisible()
    assert window.desk.settings.values.tour_step == 0


def test_the_tour_is_left_by_key_and_goes_on_where_it_was(window, tour, qtbot):
    go_on(window, qtbot)
    go_on(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_F9, CTRL | SHIFT)
    assert tour.title.text() == "Say who said it"
    qtbot.keyClick(window, Qt.Key.Key_F9, SHIFT)
    assert not tour.isVisible()
    assert not tour.pointer.isVisible()
    go_on(window, qtbot)
    assert not tour.isVisible()
    window.actions_by_id["tour"].trigger()
    assert tour.isVisible()
    assert tour.title.text() == "Say who said it"


def test_the_sample_is_opened_only_once(window, tour, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F9, SHIFT)
    window.actions_by_id["tour"].trigger()
    assert len(window.document.project.articles) == 1
