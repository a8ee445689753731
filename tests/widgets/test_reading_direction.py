"""Words are shown the way they are read, whichever way the window is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionMenuItem

from briefing.qt.saying import spelled
from briefing.widgets.controls.growing_text import GrowingText
from briefing.widgets.controls.labels import Label
from briefing.widgets.excerpts.rows import elided

ROOM = QRect(0, 0, 400, 30)


@pytest.fixture
def _from_the_right(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def drawn(words: str, direction: Qt.LayoutDirection) -> QImage:
    """Return a row's words as they are drawn in a window that is read in a direction."""
    picture = QImage(ROOM.size(), QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    painter.setLayoutDirection(direction)
    elided(painter, ROOM, words)
    painter.end()
    return picture


def height_at_the_end(picture: QImage) -> int:
    """Return how high the ink is in the last two inked columns: a full stop is low."""
    dark = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).lightness() < 200
    ]
    last = max(x for x, _ in dark)
    rows = [y for x, y in dark if x > last - 2]
    return max(rows) - min(rows) + 1


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_english_keeps_its_full_stop_at_its_end_in_any_window(
    direction: Qt.LayoutDirection,
) -> None:
    assert height_at_the_end(drawn("The ferry sails to Skerra.", direction)) < 6


@pytest.mark.usefixtures("_from_the_right")
def test_english_labels_begin_where_the_others_do_in_an_arabic_window() -> None:
    side = Label("Ferry subsidies").alignment()
    assert side & Qt.AlignmentFlag.AlignRight
    assert side & Qt.AlignmentFlag.AlignAbsolute


@pytest.mark.usefixtures("_from_the_right")
def test_an_english_prompt_keeps_its_question_mark_at_its_end_in_an_arabic_window() -> None:
    field = GrowingText("Words", "Who reads it?")
    assert field.placeholderText() == "\u2068Who reads it?\u2069"


@pytest.mark.usefixtures("qapp")
def test_prompts_are_as_they_were_in_a_window_that_is_read_from_the_left() -> None:
    assert GrowingText("Words", "Who reads it?").placeholderText() == "Who reads it?"


@pytest.mark.usefixtures("_from_the_right")
def test_a_key_keeps_its_order_in_an_arabic_window_wherever_it_is_shown(window) -> None:
    key = "\u200eCtrl++\u200e"
    assert spelled("Ctrl++") == key
    larger = window.actions_by_id["larger"]
    assert key in larger.toolTip()
    (menu,) = (each for each in larger.associatedObjects() if each.inherits("QMenu"))
    option = QStyleOptionMenuItem()
    menu.initStyleOption(option, larger)
    assert option.text.endswith(f"\t{key}")


@pytest.mark.usefixtures("_from_the_right")
def test_minimap_and_scroll_bar_stand_together_left_of_an_arabic_page(sample) -> None:
    view = sample.view
    bar, page = view.verticalScrollBar(), view.viewport().geometry()
    assert bar.isVisible()
    edge = bar.mapTo(view, bar.rect().topRight()).x()
    assert edge < view.minimap.geometry().left() <= edge + 4
    assert view.minimap.geometry().right() < page.left()
    assert page.right() < view.stripe_column.geometry().left()


@pytest.mark.usefixtures("_from_the_right")
def test_a_stripe_in_an_arabic_window_is_where_a_click_takes_it(sample, qtbot) -> None:
    view = sample.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_1)
    words = view.target()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: bool(view.stripe_column._drawn))
    box = view.stripe_column._drawn[0][0]
    assert box.left() < view.stripe_column.width() / 2
    qtbot.mouseClick(view.stripe_column, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert view.selection() == words
