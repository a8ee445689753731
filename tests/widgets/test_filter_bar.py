"""The filter of the excerpt list, by mouse and by keys."""

import pytest
from builders import article, excerpt
from mouse import move
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolButton

from briefing.model.excerpt import Confidence, Status
from briefing.model.tags import DEFAULT_SCHEME
from briefing.services.excerpts.excerpt_filter import ExcerptFilter
from briefing.widgets.excerpts.lists import ExcerptPanel

OF = article()
ONE = excerpt(OF, "The ferry subsidy", "background", attribution="The Ministry",
              status=Status.UNVERIFIED)  # fmt: skip
TWO = excerpt(OF, "Two operators", "outlook", attribution="Northwire", stakeholder="operators",
              confidence=Confidence.LOW)  # fmt: skip
THREE = excerpt(OF, "Fuel costs rose", "outlook", "background", attribution="ministry & co")
ALL = [ONE, TWO, THREE]


@pytest.fixture
def panel(qtbot):
    made = ExcerptPanel(None)
    qtbot.addWidget(made)
    made.resize(260, 500)
    made.set_tags(DEFAULT_SCHEME.tags, DEFAULT_SCHEME.tag)
    made.show()
    show(made, qtbot, ALL)
    return made


def show(panel, qtbot, excerpts):
    panel.show_excerpts(excerpts)
    qtbot.waitUntil(lambda: not panel._follow.isActive())


def shown(panel):
    return list(panel.excerpts.items)


def chips(panel):
    return {c.text(): c for c in panel.filter.chips.findChildren(QToolButton) if c.isVisible()}


def entry(menu, *path):
    """Return one entry of the menu by the words on the way to it."""
    for name in path:
        action = next(a for a in menu.actions() if a.text().startswith(name))
        menu = action.menu()
    return action


def test_ticks_in_the_menu_become_chips_and_a_chip_takes_its_part_off(panel, qtbot):
    panel.filter.menu.aboutToShow.emit()
    entry(panel.filter.menu, "Status", "Unverified").trigger()
    assert shown(panel) == [ONE]
    entry(panel.filter.menu, "Status", "Unassessed").trigger()
    entry(panel.filter.menu, "Tag", "OU").trigger()
    assert shown(panel) == [TWO, THREE]
    assert list(chips(panel)) == ["OU  ×", "Unassessed  ×", "Unverified  ×"]
    assert panel.shown.text() == "2 of 3 excerpts"
    qtbot.mouseClick(chips(panel)["OU  ×"], Qt.MouseButton.LeftButton)
    assert shown(panel) == ALL
    qtbot.keyClick(chips(panel)["Unverified  ×"], Qt.Key.Key_Space)
    assert shown(panel) == [TWO, THREE]


def test_the_menu_stays_open_while_things_are_ticked(panel, qtbot):
    menu = panel.filter.menu
    menu.popup(QPoint(10, 10))
    status = entry(menu, "Status").menu()
    status.popup(QPoint(200, 10))
    for name in ("Unverified", "Disputed"):
        place = status.actionGeometry(entry(status, name)).center()
        move(status, place)
        qtbot.mouseClick(status, Qt.MouseButton.LeftButton, pos=place)
    status.setActiveAction(entry(status, "Disputed"))
    qtbot.keyClick(status, Qt.Key.Key_Space)
    assert status.isVisible()
    assert panel.filter.filter.statuses == {Status.UNVERIFIED}
    status.close()
    menu.close()


def test_typed_words_are_found_in_quotes_and_notes(panel, qtbot):
    qtbot.keyClicks(panel.filter.words, "FUEL  costs")
    qtbot.waitUntil(lambda: shown(panel) == [THREE])
    panel.filter.words.clear()
    qtbot.waitUntil(lambda: shown(panel) == ALL)


def test_typed_words_can_be_meant_as_the_name_of_who_said_it(panel, qtbot):
    qtbot.keyClicks(panel.filter.words, "minis")
    qtbot.waitUntil(lambda: shown(panel) == [])
    panel.filter.menu.aboutToShow.emit()
    entry(panel.filter.menu, "Said by", "Name contains").trigger()
    assert shown(panel) == [ONE, THREE]
    assert panel.filter.words.text() == ""
    assert list(chips(panel)) == ["Said by “minis”  ×"]


def test_names_are_offered_with_how_often_they_come(panel):
    panel.filter.menu.aboutToShow.emit()
    names = [a.text() for a in entry(panel.filter.menu, "Said by").menu().actions()]
    assert names == ["The Ministry  (1)", "Northwire  (1)", "ministry && co  (1)", "Nobody named"]
    entry(panel.filter.menu, "Affects", "operators").trigger()
    assert shown(panel) == [TWO]


def test_where_nothing_fits_a_button_clears_the_filter(panel, qtbot):
    panel.filter.show_filter(ExcerptFilter(needs_review=True))
    assert panel.none_fits.isVisible()
    assert not panel.list.isVisible()
    qtbot.keyClick(panel.none_fits, Qt.Key.Key_Space)
    assert shown(panel) == ALL
    assert not panel.filter.filter
    assert panel.list.isVisible()
    assert not panel.none_fits.isVisible()


def test_a_panel_without_excerpts_says_how_to_make_one(panel, qtbot):
    show(panel, qtbot, [])
    assert panel.hint.isVisible()
    assert not panel.none_fits.isVisible()


def test_a_tag_that_is_gone_is_asked_for_no_longer(panel):
    panel.only("outlook")
    assert shown(panel) == [TWO, THREE]
    panel.set_tags(DEFAULT_SCHEME.tags[:3], DEFAULT_SCHEME.tag)
    assert shown(panel) == ALL
    panel.only("outlook")
    panel.only("")
    assert shown(panel) == ALL


def test_the_filter_holds_while_excerpts_change(panel, qtbot):
    panel.only("outlook")
    show(panel, qtbot, [ONE, THREE])
    assert shown(panel) == [THREE]


def test_chips_go_on_in_the_next_line_where_the_panel_is_narrow(panel, qtbot):
    panel.filter.show_filter(
        ExcerptFilter(statuses=frozenset(Status), said_by=frozenset({"a very long name " * 9}))
    )
    qtbot.waitUntil(lambda: len({c.y() for c in chips(panel).values()}) >= 3)
    for chip in chips(panel).values():
        assert chip.geometry().right() <= panel.filter.chips.width()
    for one in chips(panel).values():
        for other in chips(panel).values():
            assert one is other or not one.geometry().intersects(other.geometry())
