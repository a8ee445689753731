"""Tables in a section: asked for by a grid, walked by Tab, grown and cut, each in one step."""

import pytest
from mouse import move
from PySide6.QtCore import QPoint, Qt
from test_export import choose
from test_rich_text import ALT, CTRL, SHIFT, caret_after, field  # noqa: F401 a fixture

from briefing.services.section_text.markdown_reading import read
from briefing.services.section_text.rich_text import BlockKind
from briefing.widgets.actions import key_list
from briefing.widgets.controls.labels import Label
from briefing.widgets.help.help_sheets import KeySheet
from briefing.widgets.writing.rich_keys import RICH_KEYS, acts_of, rich_key_list
from briefing.widgets.writing.rich_menu import menu_of
from briefing.widgets.writing.table_grid import TableGrid

TABLE = "| a | b |\n| --- | --- |\n| c | d |"


@pytest.fixture
def section(sample, qtbot, monkeypatch):
    """Return the first text of a brief that was just begun, the caret in it."""
    choose(monkeypatch, "policy-brief")
    sample.actions_by_id["new-brief"].trigger()
    qtbot.waitUntil(lambda: "executive_summary" in sample.brief._sections)
    sample.brief.focus_section("executive_summary")
    return sample.brief._sections["executive_summary"]


def text_of(section):
    return section._parts[0]


def grid_of(section, qtbot):
    """Return the grid that the key opens."""
    qtbot.keyClick(text_of(section), Qt.Key.Key_T, CTRL | ALT)
    return section._formats.grid


def body(window):
    (brief,) = window.document.project.briefs.values()
    return brief.sections["executive_summary"].body if brief.sections else ""


def test_the_key_asks_for_the_size_and_puts_the_table_in(sample, section, qtbot):
    qtbot.keyClicks(text_of(section), "Before.")
    grid = grid_of(section, qtbot)
    assert section._formats.isVisible()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right):
        qtbot.keyClick(grid, key)
    assert grid.accessibleName() == "2 rows, 3 columns"
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClicks(text_of(section), "Port")
    qtbot.keyClick(text_of(section), Qt.Key.Key_Tab)
    qtbot.keyClicks(text_of(section), "Ships")
    assert body(sample).strip() == (
        "Before.\n\n| Port | Ships |  |\n| --- | --- | --- |\n|  |  |  |"
    )


def test_each_change_of_a_table_is_one_step_to_undo(sample, section, qtbot):
    qtbot.keyClick(grid_of(section, qtbot), Qt.Key.Key_Return)
    one = body(sample)
    text = text_of(section)
    qtbot.keyClick(text, Qt.Key.Key_Right, ALT | SHIFT)
    wide = body(sample)
    qtbot.keyClick(text, Qt.Key.Key_Down, ALT | SHIFT)
    assert len({one, wide, body(sample)}) == 3
    sample.actions_by_id["undo"].trigger()
    assert body(sample) == wide
    sample.actions_by_id["undo"].trigger()
    assert body(sample) == one
    sample.actions_by_id["undo"].trigger()
    assert not body(sample).strip()
    sample.actions_by_id["redo"].trigger()
    assert body(sample) == one
    qtbot.waitUntil(lambda: text_of(section).markdown.strip() == one.strip())


def test_leaving_the_grid_changes_nothing(sample, section, qtbot):
    qtbot.keyClick(grid_of(section, qtbot), Qt.Key.Key_Escape)
    assert section._formats.grid is None
    assert not section._formats.asking
    assert body(sample) == ""


def test_the_mouse_chooses_the_size(section, qtbot):
    section._formats.buttons["table"].click()
    grid = section._formats.grid
    at = grid.rect().topLeft() + grid.rect().center() / 2
    move(grid, at)
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=at)
    (table,) = read(text_of(section).markdown)
    assert table.kind is BlockKind.TABLE


def test_tab_in_the_last_cell_adds_a_row(field, qtbot):  # noqa: F811
    field.show_text(TABLE)
    caret_after(field, "d")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    qtbot.keyClicks(field, "e")
    qtbot.keyClick(field, Qt.Key.Key_Backtab)
    qtbot.keyClicks(field, "x")
    assert field.markdown == "| a | b |\n| --- | --- |\n| c | xd |\n| e |  |"


@pytest.mark.parametrize(
    ("key", "after"),
    [
        (Qt.Key.Key_Down, "| a | b |\n| --- | --- |\n| c | d |\n| x |  |"),
        (Qt.Key.Key_Up, "| a | b |\n| --- | --- |\n| x |  |\n| c | d |"),
        (Qt.Key.Key_Right, "| a |  | b |\n| --- | --- | --- |\n| c | x | d |"),
        (Qt.Key.Key_Left, "|  | a | b |\n| --- | --- | --- |\n| x | c | d |"),
        (Qt.Key.Key_Delete, "| xa | b |\n| --- | --- |"),
        (None, "| b |\n| --- |\n| xd |"),
    ],
)
def test_rows_and_columns_come_and_go_by_keys(field, qtbot, key, after):  # noqa: F811
    field.show_text(TABLE)
    caret_after(field, "c")
    if key is None:
        qtbot.keyClick(field, Qt.Key.Key_Delete, CTRL | SHIFT)
    else:
        qtbot.keyClick(field, key, ALT | SHIFT)
    qtbot.keyClicks(field, "x")
    assert field.markdown == after
    assert len(read(after)) == 1


def test_without_its_last_row_the_table_is_gone(field):  # noqa: F811
    field.show_text(f"Before.\n\n{TABLE}\n\nAfter.")
    caret_after(field, "c")
    field.cells.remove_row()
    field.cells.remove_row()
    assert field.markdown == "Before.\n\nAfter."


def test_a_table_after_a_table_is_another_one(field):  # noqa: F811
    field.show_text(TABLE)
    caret_after(field, "a")
    field.cells.insert(1, 1)
    assert [block.kind for block in read(field.markdown)] == [BlockKind.TABLE] * 2


def test_a_table_in_a_list_stands_below_its_item(field):  # noqa: F811
    field.show_text("- one\n- two")
    caret_after(field, "one")
    field.cells.insert(1, 2)
    assert field.markdown == "- one\n\n|  |  |\n| --- | --- |\n\n- two"


def test_the_keys_of_tables_mean_nothing_outside_of_one(field, qtbot):  # noqa: F811
    field.show_text("Words.")
    qtbot.keyClick(field, Qt.Key.Key_Down, ALT | SHIFT)
    assert field.markdown == "Words."


def test_the_menu_offers_what_can_be_done_to_a_table(field):  # noqa: F811
    field.show_text(f"Before.\n\n{TABLE}")
    caret_after(field, "Before")
    assert any(a.text().startswith("Table…") for a in menu_of(field).actions())
    caret_after(field, "c")
    rows = {action.text().split("\t")[0]: action for action in menu_of(field).actions()}
    rows["Remove the column"].trigger()
    assert field.markdown == "Before.\n\n| b |\n| --- |\n| d |"
    rows["Remove the table"].trigger()
    assert field.markdown == "Before."


def test_every_key_of_the_text_does_something_and_is_on_the_sheet(field, window, qtbot):  # noqa: F811
    assert set(acts_of(field)) == {key.id for key in RICH_KEYS}
    keys = [key.keys for key in RICH_KEYS]
    assert len(set(keys)) == len(keys)
    sheet = KeySheet({}, window)
    qtbot.addWidget(sheet)
    shown = {label.text() for label in sheet.findChildren(Label)}
    for words, _key in rich_key_list() + key_list({}):
        assert words in shown


def test_the_grid_opens_whole_on_the_screen(qtbot):
    grid = TableGrid(None)
    qtbot.addWidget(grid)
    grid.open_at(QPoint(-40, 20))
    assert grid.screen().availableGeometry().contains(grid.geometry())
