"""The window for those who use no mouse, or no eyes: names, the way of the keyboard, contrast."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QWidget,
)

from briefing.model.tags import DEFAULT_SCHEME
from briefing.services.contrast import ratio
from briefing.widgets import theme

TEXT, CONTROL = 4.5, 3.0
"""Least contrasts of text and of what bounds controls: WCAG 2.2, 1.4.3 and 1.4.11."""
PANES = ("suggestions", "review", "checks", "tables", "history", "search")
WINDOWS = ("settings", "change-keys", "details", "schemes", "snapshots", "batch", "profiles")


@pytest.fixture
def sample(window):
    window.actions_by_id["sample"].trigger()
    window.view.setFocus()
    return window


def controls(root):
    """Return what takes the keyboard under a widget and can be seen, but for Qt's own parts."""
    return [
        each
        for each in root.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not each.objectName().startswith("qt_")
    ]


def is_reached_by_arrows(widget):
    """Return whether a button is one of several, which share one stop of the Tab key."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return bool(group and group.exclusive() and not widget.isChecked())


def name_of(widget):
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, widget
    return found.text(QAccessible.Text.Name)


def nameless(root):
    return [
        (type(each).__name__, each.objectName()) for each in controls(root) if not name_of(each)
    ]


def test_every_control_of_the_window_has_a_name(sample):
    for action in PANES:
        sample.actions_by_id[action].trigger()
        QApplication.processEvents()
        assert nameless(sample) == [], action


@pytest.mark.parametrize("action", WINDOWS)
def test_every_control_of_the_windows_beside_it_has_a_name(sample, qtbot, action):
    before = set(QApplication.topLevelWidgets())
    sample.actions_by_id[action].trigger()
    QApplication.processEvents()
    opened = [w for w in QApplication.topLevelWidgets() if w not in before and w.isVisible()]
    assert opened
    for window in opened:
        assert nameless(window) == []
        window.close()


def test_the_tree_that_a_screen_reader_walks_has_the_window_and_its_panes(sample):
    root = QAccessible.queryAccessibleInterface(sample)
    assert root.role() == QAccessible.Role.Window
    docks = [dock for dock in sample.findChildren(QDockWidget) if dock.isVisible()]
    assert {name_of(dock) for dock in docks} >= {"Articles", "Tags", "Excerpts", "Brief"}
    article = QAccessible.queryAccessibleInterface(sample.view)
    assert article.role() == QAccessible.Role.EditableText
    assert "Ministry of Transport" in article.text(QAccessible.Text.Value)


def test_the_tab_key_reaches_every_control_and_comes_back(sample, qtbot):
    sample.activateWindow()
    qtbot.waitUntil(sample.excerpts.list.isVisible)
    sample.excerpts.list.setFocus()
    own = (each for each in controls(sample) if each.window() is sample)
    wanted = {each for each in own if not is_reached_by_arrows(each)}
    reached, steps = set(), 0
    while steps < 6 * len(wanted) and wanted - reached:
        focused = QApplication.focusWidget()
        reached.add(focused)
        if focused is sample.view or not focused.focusNextPrevChild(True):
            sample.focusNextPrevChild(True)
        steps += 1
    missed = {f"{type(each).__name__} {name_of(each)}" for each in wanted - reached}
    assert missed == set()


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
def test_text_and_controls_stand_out_from_what_is_behind_them(look):
    grounds = (look.window, look.page, look.field)
    for colour in ("text", "quiet", "warning", "error", "good", "accent"):
        for ground in grounds:
            assert ratio(QColor(getattr(look, colour)).name(), ground) >= TEXT, (colour, ground)
    for ground in grounds:
        assert ratio(look.edge, ground) >= CONTROL, ground
    assert ratio(look.on_accent, look.accent) >= TEXT
    for ground in (look.selection, look.hover, look.focus_band, look.warning_ground):
        assert ratio(look.text, ground) >= TEXT, ground


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
def test_every_word_of_a_row_stays_readable_when_it_is_chosen(look):
    chosen = theme.on_selection(look)
    for colour in ("text", "quiet", "warning", "error", "good"):
        assert ratio(getattr(chosen, colour), look.selection) >= TEXT, colour
    assert ratio(look.accent, look.selection) >= CONTROL


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
def test_words_stay_readable_on_the_tint_of_every_tag(look):
    for tag in DEFAULT_SCHEME.tags:
        assert ratio(look.text, theme.tint(tag.colour, look).name()) >= TEXT, tag.name
        full = theme.stripe(tag.colour, look)
        assert ratio(theme.text_on(full).name(), full.name()) >= TEXT, tag.name


def test_where_the_keyboard_is_can_be_seen(sample, qtbot):
    sample.activateWindow()
    qtbot.keyClicks(sample.view, "j1")
    for field in (sample.strip.note, sample.strip.status, sample.excerpts.filter.words):
        field.clearFocus()
        QApplication.processEvents()
        before = field.grab().toImage()
        field.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        assert field.grab().toImage() != before, field


def test_where_the_keyboard_is_can_be_seen_in_lists_too(sample):
    sample.activateWindow()
    for action in ("suggestions", "checks", "tables", "history"):
        sample.actions_by_id[action].trigger()
    QApplication.processEvents()
    for shown in (sample.articles, sample.tags, sample.suggesting.panel.list, sample.checks.tree,
                  sample.tables.view, sample.history.list):  # fmt: skip
        pane = next(dock for dock in sample.findChildren(QDockWidget) if dock.isAncestorOf(shown))
        pane.raise_()
        first = shown.model().index(0, 0)
        inside = shown is sample.checks.tree  # its first row is a heading
        shown.setCurrentIndex(shown.model().index(0, 0, first) if inside else first)
        sample.view.setFocus()
        QApplication.processEvents()
        before = shown.grab().toImage()
        shown.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        assert shown.grab().toImage() != before, shown


@pytest.mark.parametrize("action", ["suggestions", "checks", "tables"])
def test_a_list_to_choose_from_says_what_it_is_for_where_its_choice_is_taken_for_its_name(
    sample, action
):
    sample.actions_by_id[action].trigger()
    QApplication.processEvents()
    boxes = [box for box in sample.findChildren(QComboBox) if box.isVisible()]
    assert boxes
    labelled = {label.buddy() for label in sample.findChildren(QLabel)}
    assert [box for box in boxes if box not in labelled and not box.accessibleDescription()] == []
