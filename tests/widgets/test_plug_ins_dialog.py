"""The window and plug-ins: a failure is said once, the list says what is what, and can switch."""

import logging

import pytest
from loaded import load
from plug_in_folder import forget, install, install_example
from PySide6.QtCore import Qt

from briefing.paths import standard_paths
from briefing.widgets.settings.plug_ins_dialog import PlugInsDialog

BAD = "class Exporter:\n def __init__(self): raise ValueError('<b>no</b>')"


@pytest.fixture
def folder(caplog):
    """Return the user's own folder of plug-ins."""
    caplog.set_level(logging.CRITICAL, logger="briefing.services.plug_ins.added")
    made = standard_paths().plug_ins
    made.mkdir(parents=True)
    yield made
    forget(made)


def shown(window):
    """Open the list by its action and return it."""
    window.actions_by_id["plug-ins"].trigger()
    (dialog,) = window.findChildren(PlugInsDialog)
    return dialog


def cells(dialog, column):
    return [dialog.table.item(row, column).text() for row in range(dialog.table.rowCount())]


def test_without_plug_ins_the_list_says_what_they_are(window):
    dialog = shown(window)
    assert "No plug-ins are installed" in dialog.intro.text()
    assert not dialog.table.isVisible()
    dialog.close()


def test_a_failure_is_said_once_and_leads_to_the_list(window, folder, qtbot):
    install(folder, "bad", modules=[("bad_window", BAD)], exporters="x = bad_window:Exporter")
    assert len(window.desk.exporting.formats) == len(window.desk.exporting.formats)
    qtbot.waitUntil(window.bar.isVisible)
    assert "The plug-in “bad” failed and is switched off" in window.bar.words.text()
    window.bar.hide()
    assert window.desk.exporting.formats
    assert not window.bar.isVisible()
    dialog = shown(window)
    assert cells(dialog, 3) == ["failed"]
    assert "ValueError: <b>no</b>" in dialog.details.toPlainText()
    dialog.copy.click()
    dialog.close()


def test_a_plug_in_is_switched_off_and_on_by_key_and_the_settings_keep_it(window, folder, qtbot):
    install_example(folder)
    dialog = shown(window)
    assert (cells(dialog, 0), cells(dialog, 1)) == (["briefing-sheet"], ["1.0"])
    assert cells(dialog, 2) == ["format to read: sheet\ncheck: filler"]
    assert "*.sheet" in window.desk.loading.filters()
    dialog.table.setFocus()
    dialog.table.setCurrentCell(0, 0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert cells(dialog, 3) == ["switched off"]
    assert "*.sheet" not in window.desk.loading.filters()
    assert window.desk.settings.values.disabled_plug_ins == ("briefing-sheet",)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert "*.sheet" in window.desk.loading.filters()
    dialog.close()


def test_an_article_of_a_plug_ins_format_opens_in_the_window(window, folder, qtbot, tmp_path):
    install_example(folder)
    sheet = tmp_path / "ferry.sheet"
    sheet.write_text("%SHEET\n%headline Ferry returns\nIt runs all year.\n", encoding="utf-8")
    window.importer.read([sheet])
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=60_000)
    assert window.view.article.text == "It runs all year."


FIRST_WORDS = """
class Suggester:
    name, kind = "openings", "opening"

    def suggest(self, reading):
        yield reading.suggestion(0, 5, self.kind, "the first words", 0.9)
"""


def test_suggestions_of_a_kind_that_only_a_plug_in_knows_are_listed(window, folder, qtbot):
    install(folder, "first", modules=[("first_w", FIRST_WORDS)], suggesters="x = first_w:Suggester")
    load(window, qtbot, standard_paths().sample / "article.txt")
    window.actions_by_id["suggestions"].trigger()
    panel = window.suggesting.panel
    qtbot.waitUntil(lambda: bool(panel.shown()), timeout=20_000)
    assert panel.kind.itemText(panel.kind.count() - 1) == "Opening (1)"
    panel.kind.setCurrentIndex(panel.kind.count() - 1)
    panel.kind.activated.emit(panel.kind.currentIndex())
    assert [each.reason for each in panel.shown()] == ["the first words"]
