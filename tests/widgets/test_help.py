"""F1: the guide at the page of what has the keyboard, in every pane and window."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QMenu
from test_accessible import nameless

import briefing.widgets
from briefing.paths import standard_paths
from briefing.services.guide import FIRST, Guide
from briefing.widgets.actions import ACTIONS
from briefing.widgets.help.help_sheets import KeySheet
from briefing.widgets.help.help_topics import ENTRIES, PANES, PARTS, START, WINDOWS, topic_of
from briefing.widgets.help.help_window import HelpWindow
from briefing.widgets.templates.template_dialog import TemplateDialog

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
FOCUSED = {
    "show-article": "tagging.md", "show-brief": "writing.md", "search": "searching.md",
    "suggestions": "suggesting.md", "review": "correcting.md", "checks": "checking.md",
    "tables": "analysing.md", "history": "window.md", "find": "searching.md",
}  # fmt: skip
BESIDE = {
    "library": "sharing.md", "analysis": "analysing.md", "schemes": "schemes.md",
    "print": "exporting.md", "import": "importing.md", "settings": "settings.md",
    "commands": "window.md",
}  # fmt: skip


_WINDOW = re.compile(r"\((?:QDialog|QMainWindow|FindBox)\):|Qt\.WindowType\.(?:Window|Popup)\)")


@pytest.fixture(scope="session")
def guide():
    return Guide(standard_paths().docs)


@pytest.fixture
def sample(window):
    window.actions_by_id["sample"].trigger()
    window.view.setFocus()
    return window


@pytest.fixture
def help_window(guide, qtbot):
    """Return the help window by itself, at the page of tagging."""
    made = HelpWindow(guide, lambda _name: QIcon())
    qtbot.addWidget(made)
    made.come_forward(None)
    made.show_topic("tagging.md")
    return made


def press_f1(qtbot):
    QApplication.processEvents()
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), KEY.Key_F1)


def told_of(guide, spec):
    return guide.entry(spec.menu, spec.text.replace("&", "").rstrip("…"))


@pytest.fixture(scope="module")
def classes():
    """Return whether each class of the widgets is a window of its own, by its name."""
    found = {}
    for path in sorted(Path(*briefing.widgets.__path__).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, ast.ClassDef):
                source = "\n".join(text.splitlines()[node.lineno - 1 : node.end_lineno])
                found[node.name] = bool(_WINDOW.search(source))
    return found


def test_every_window_has_a_page_of_the_guide(classes):
    named = {name for name, is_window in classes.items() if is_window}
    assert {"LibraryWindow", "ArticleDetails", "CommandPalette"} <= named
    assert sorted(named - {*WINDOWS, *PARTS}) == ["FindBox"]  # what the small boxes are made of


def test_every_pane_has_a_page_of_the_guide(window):
    docks = window.findChildren(QDockWidget)
    assert {dock.objectName() for dock in docks} == set(PANES)
    for dock in docks:
        assert topic_of(dock.widget()) != WINDOWS["MainWindow"], dock.objectName()


def test_each_page_and_place_that_f1_opens_is_in_the_guide(guide, classes):
    assert sorted({*PARTS, *WINDOWS} - classes.keys()) == []
    entries = {*ENTRIES.values(), *(told_of(guide, spec) for spec in ACTIONS)}
    assert ENTRIES.keys() <= {spec.id for spec in ACTIONS}
    for topic in {*PANES.values(), *PARTS.values(), *WINDOWS.values(), *entries, START}:
        name, _, place = topic.partition("#")
        assert f"guide/{name}" in guide.pages, topic
        assert not place or place in guide.pages[f"guide/{name}"].places, topic


@pytest.mark.parametrize(
    ("action", "topic"),
    [("export", "exporting.md"), ("cite", "excerpts.md"), ("history", "window.md")],
)
def test_f1_in_an_open_menu_tells_of_the_entry_that_is_marked(sample, qtbot, action, topic):
    entry = sample.actions_by_id[action]
    shown = next(each for each in sample.menuBar().findChildren(QMenu) if entry in each.actions())
    shown.popup(sample.mapToGlobal(QPoint(20, 20)))
    qtbot.waitUntil(shown.isVisible)
    shown.setActiveAction(entry)
    qtbot.keyClick(shown, KEY.Key_F1)
    assert sample.helping.shown.page.address == f"guide/{topic}"
    assert not shown.isVisible()


def test_f1_on_a_pane_in_the_menu_of_panes_tells_of_that_pane(sample, qtbot):
    entry = sample.panes.checks.toggleViewAction()
    shown = next(each for each in sample.menuBar().findChildren(QMenu) if entry in each.actions())
    shown.popup(sample.mapToGlobal(QPoint(20, 20)))
    qtbot.waitUntil(shown.isVisible)
    shown.setActiveAction(entry)
    qtbot.keyClick(shown, KEY.Key_F1)
    assert sample.helping.shown.page.address == "guide/checking.md"


def test_f1_opens_the_page_of_the_part_that_has_the_keyboard(sample, qtbot):
    opened = {}
    for action in FOCUSED:
        sample.actions_by_id[action].trigger()
        opened[action] = topic_of(QApplication.focusWidget()).partition("#")[0]
    assert opened == FOCUSED
    press_f1(qtbot)
    assert sample.helping.shown.isVisible()
    assert sample.helping.shown.page.address == f"guide/{opened.popitem()[1]}"


def test_f1_opens_the_page_of_the_window_that_has_the_keyboard(sample, qtbot):
    opened = {}
    for action in BESIDE:
        before = {w for w in QApplication.topLevelWidgets() if w.isVisible()}
        sample.actions_by_id[action].trigger()
        QApplication.processEvents()
        press_f1(qtbot)
        opened[action] = sample.helping.shown.page.address.removeprefix("guide/")
        for each in QApplication.topLevelWidgets():
            if each.isVisible() and each not in before:
                each.close()
        sample.activateWindow()
        sample.view.setFocus()
    assert opened == BESIDE


def test_the_guide_can_be_used_while_a_window_waits_for_an_answer(sample, qtbot):
    seen = []

    def read():
        dialog = sample.findChild(TemplateDialog)
        press_f1(qtbot)
        shown = sample.helping.shown
        seen.append(shown.page.address)
        QTest.mouseClick(shown.windowHandle(), Qt.MouseButton.LeftButton,
                         pos=shown.keys.mapTo(shown, QPoint(5, 5)))  # fmt: skip
        seen.append(sum(sheet.isVisible() for sheet in QApplication.topLevelWidgets()
                        if isinstance(sheet, KeySheet)))  # fmt: skip
        dialog.reject()

    QTimer.singleShot(0, read)
    sample.actions_by_id["templates"].trigger()
    assert seen == ["guide/templates.md", 1]
    assert sample.helping.shown.isVisible()


def test_a_key_of_ones_own_opens_the_guide_in_other_windows_too(sample, qtbot):
    sample.actions_by_id["settings"].trigger()
    QApplication.processEvents()
    sample.actions_by_id.set_keys({"help": ("Ctrl+Alt+G",)})
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_G, CTRL | ALT)
    assert sample.helping.shown.page.address == "guide/settings.md"


def test_esc_closes_the_guide_and_so_does_the_window_it_is_of(sample, qtbot):
    press_f1(qtbot)
    help_window = sample.helping.shown
    help_window.keys.click()
    (sheet,) = help_window.findChildren(KeySheet)
    sheet.activateWindow()
    press_f1(qtbot)
    assert help_window.page.address == "guide/window.md"
    sheet.close()
    help_window.activateWindow()
    qtbot.keyClick(help_window.page, KEY.Key_Escape)
    assert not help_window.isVisible()
    sample.activateWindow()
    sample.view.setFocus()
    press_f1(qtbot)
    assert help_window.isVisible()
    sample.close()
    assert not help_window.isVisible()


def test_links_lead_to_pages_and_keys_lead_back_and_on(help_window, qtbot):
    page = help_window.page
    page.follow(QUrl("writing.md#cite-an-excerpt-in-a-sentence"))
    assert page.address == "guide/writing.md"
    assert help_window.list.currentItem().text() == "Write a section"
    assert "Write a section" in help_window.windowTitle()
    page.follow(QUrl("../search.md"))
    assert page.address == "search.md"
    qtbot.keyClick(help_window, KEY.Key_Left, ALT)
    qtbot.keyClick(help_window, KEY.Key_Left, ALT)
    assert page.address == "guide/tagging.md"
    qtbot.keyClick(help_window, KEY.Key_Right, ALT)
    assert page.address == "guide/writing.md"


def test_a_place_in_a_page_is_at_the_top(help_window):
    help_window.show_topic("tagging.md#find-what-has-no-tag-yet")
    at = help_window.page.cursorForPosition(QPoint(60, 25))
    assert "Find what has no tag yet" in at.block().text()


def test_every_link_of_the_guide_leads_to_a_page_a_picture_or_says_where_it_leads(
    help_window, monkeypatch
):
    page, out, shown = help_window.page, [], []
    page.left_guide.connect(out.append)
    monkeypatch.setattr(page, "setSource", lambda url, _kind: shown.append(url))
    for address, each in help_window.guide.pages.items():
        monkeypatch.setattr(page, "source", lambda here=address: QUrl(f"guide:/{here}"))
        for link in re.findall(r"\]\(([^)\s]+)\)", each.markdown):
            page.follow(QUrl(link))
    assert sorted(out) == ["ARCHITECTURE.md", "SECURITY.md", "https://distributed.dask.org"]
    for url in shown:
        assert (standard_paths().docs / url.path().lstrip("/")).is_file()


def test_a_web_address_is_told_and_not_opened(help_window):
    before = help_window.page.address
    help_window.page.follow(QUrl("https://desk.example/handbook"))
    assert help_window.page.address == before
    assert "https://desk.example/handbook" in help_window.out.text()
    help_window.copy.click()
    assert QGuiApplication.clipboard().text() == "https://desk.example/handbook"
    help_window.show_topic("writing.md")
    assert not help_window.notice.isVisible()


def test_nothing_outside_the_guide_is_ever_loaded(help_window, tmp_path):
    file = tmp_path / "secret.png"
    file.write_bytes((standard_paths().docs / "pictures" / "import.png").read_bytes())
    load = help_window.page.loadResource
    for address in (file.as_uri(), "guide:/pictures/../../a.png", "https://desk.example/a.png"):
        assert load(2, QUrl(address)) is None


def test_words_are_found_in_all_pages(help_window, qtbot):
    qtbot.keyClicks(help_window.field, "watched FOLDER")
    shown = [help_window.list.item(row).text() for row in range(help_window.list.count())
             if not help_window.list.item(row).isHidden()]  # fmt: skip
    assert "Bring in many files, or watch a folder" in shown
    assert "Spelling" not in shown
    qtbot.keyClick(help_window.field, KEY.Key_Return)
    assert help_window.page.textCursor().selectedText().casefold() == "watched folder"
    qtbot.keyClicks(help_window.field, " of nowhere")
    assert "Nothing found" in help_window.told.text()
    help_window.field.clear()
    assert help_window._fitting()[0].text() == "Guide"


def test_enter_goes_from_one_place_to_the_next_and_round(help_window, qtbot):
    help_window.show_topic("tagging.md")
    help_window.field.setText("tag")
    places = help_window.page.mark("tag")
    found = []
    for _each in range(places + 1):
        help_window.go_on()
        found.append(help_window.page.textCursor().position())
    assert found[0] == found[-1]
    assert len(set(found)) == places


def test_pictures_are_as_wide_as_the_column(help_window, qtbot):
    help_window.show_topic("window.md")
    picture = help_window.page.loadResource(2, QUrl("guide:/pictures/window.png"))
    assert picture.deviceIndependentSize().width() == 720
    help_window.resize(600, 500)
    QApplication.processEvents()
    picture = help_window.page.loadResource(2, QUrl("guide:/pictures/window.png"))
    assert picture.deviceIndependentSize().width() < help_window.page.viewport().width()


def test_every_control_of_it_has_a_name(help_window):
    assert nameless(help_window) == []


def test_the_english_of_a_page_runs_from_the_left_in_a_window_from_the_right(guide, qapp, qtbot):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown = HelpWindow(guide, lambda _name: QIcon())
    qtbot.addWidget(shown)
    shown.come_forward(None)
    shown.show_topic("tagging.md")
    assert shown.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert shown.page.document().firstBlock().textDirection() is Qt.LayoutDirection.LeftToRight
    assert shown.page.mapTo(shown, QPoint()).x() < shown.list.mapTo(shown, QPoint()).x()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_without_a_guide_it_says_what_to_do(qtbot, tmp_path):
    made = HelpWindow(Guide(tmp_path), lambda _name: QIcon())
    qtbot.addWidget(made)
    made.show_topic("tagging.md")
    assert "Install again" in made.page.toPlainText()


def test_every_picture_of_a_page_is_there(guide):
    shown = {each for page in guide.pages for each in re.findall('src="([^"]+)"', guide.html(page))}
    assert "guide:/pictures/house-note.png" in shown
    assert not [each for each in shown if not (guide.folder / each[len("guide:/") :]).is_file()]


def test_the_list_has_every_page_once_in_the_order_of_the_first(guide):
    listed = [page.address for group in guide.groups for page in group.pages]
    assert listed[0] == FIRST
    assert len(set(listed)) == len(listed)
    assert {each for each in guide.pages if not each.startswith("reference/")} == set(listed)
