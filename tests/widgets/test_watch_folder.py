"""The watched folder in the window: what arrives in it comes into the project, quietly."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from briefing.qt import folder_watcher
from briefing.services.articles import watching


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(watching, "STEADY", 0.05)
    monkeypatch.setattr(folder_watcher, "SOON", 60)
    monkeypatch.setattr(folder_watcher, "AT_ONCE", 10)
    monkeypatch.setattr(folder_watcher, "POLL", 100)


@pytest.fixture
def inbox(tmp_path):
    made = tmp_path / "inbox"
    made.mkdir()
    return made


def watch(window, qtbot, monkeypatch, folder):
    """Choose the folder by the window's own action and button."""
    window.actions_by_id["watch-folder"].trigger()
    line = window.imports.window.watch
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    watcher = window.imports.watching.watcher
    qtbot.mouseClick(line.choose_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(watcher._memory._path.exists, timeout=10_000)
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=10_000)
    window.imports.window.close()
    return watcher


def names(window):
    return [article.name for article in window.document.project.articles_in_order()]


def test_watching_is_off_until_a_folder_is_chosen_and_is_kept_in_the_settings(
    window, qtbot, monkeypatch, inbox
):
    assert window.imports.watching.watcher.folder is None
    watch(window, qtbot, monkeypatch, inbox)
    assert window.desk.settings.values.watch_folder == str(inbox)
    line = window.imports.window.watch
    assert str(inbox) in line.words.text()
    window.imports.show()
    qtbot.mouseClick(line.off_button, Qt.MouseButton.LeftButton)
    assert window.desk.settings.values.watch_folder == ""
    assert window.imports.watching.watcher.folder is None
    assert "No folder is watched" in line.words.text()


def test_what_arrives_is_imported_as_one_step_and_quietly_said(window, qtbot, monkeypatch, inbox):
    watch(window, qtbot, monkeypatch, inbox)
    (inbox / "a.txt").write_text("The quay of Ambry is closed.\n")
    qtbot.waitUntil(lambda: "1 article arrived" in window.bar.words.text(), timeout=10_000)
    assert not window.imports.window.isVisible()
    assert names(window) == ["a.txt"]
    qtbot.mouseClick(window.bar._offers[0], Qt.MouseButton.LeftButton)
    assert window.view.article.name == "a.txt"
    window.actions_by_id["undo"].trigger()
    assert names(window) == []


def test_a_half_written_file_waits_until_it_is_whole(window, qtbot, monkeypatch, inbox):
    watch(window, qtbot, monkeypatch, inbox)
    monkeypatch.setattr(watching, "STEADY", 1e9)
    with (inbox / "a.txt").open("w") as file:
        file.write("The first half.\n")
        file.flush()
        watcher = window.imports.watching.watcher
        qtbot.waitUntil(lambda: bool(watcher._watched._since), timeout=10_000)
        file.write("The second half.\n")
    qtbot.waitUntil(
        lambda: [m[0] for m, _ in list(watcher._watched._since.values())] == [33], timeout=10_000
    )
    assert names(window) == []
    monkeypatch.setattr(watching, "STEADY", 0.05)
    qtbot.waitUntil(lambda: names(window) == ["a.txt"], timeout=10_000)
    assert "second half" in window.document.project.articles_in_order()[0].text


def test_what_cannot_be_read_is_listed_in_the_import_window(window, qtbot, monkeypatch, inbox):
    watch(window, qtbot, monkeypatch, inbox)
    (inbox / "bad.pdf").write_text("This is no PDF.")
    qtbot.waitUntil(lambda: "could not be read" in window.bar.words.text(), timeout=20_000)
    qtbot.mouseClick(window.bar._offers[0], Qt.MouseButton.LeftButton)
    shown = window.imports.window
    assert shown.isVisible()
    assert shown.current().name == "bad.pdf"
    assert shown.detail.text()


def test_the_notice_waits_until_another_message_was_read(window, qtbot, monkeypatch, inbox):
    watch(window, qtbot, monkeypatch, inbox)
    window.bar.say("Something to decide.", [("Do it", lambda: None)])
    (inbox / "a.txt").write_text("The quay of Ambry is closed.\n")
    qtbot.waitUntil(lambda: names(window) == ["a.txt"], timeout=10_000)
    assert window.bar.words.text() == "Something to decide."
    window.bar.hide()
    qtbot.waitUntil(lambda: "1 article arrived" in window.bar.words.text(), timeout=10_000)


def test_what_was_in_the_folder_before_is_imported_when_it_is_wanted(
    window, qtbot, monkeypatch, inbox
):
    (inbox / "old.txt").write_text("The lighthouse of Cask is dark.\n")
    watch(window, qtbot, monkeypatch, inbox)
    qtbot.waitUntil(lambda: "1 file is in inbox already" in window.bar.words.text())
    assert names(window) == []
    qtbot.mouseClick(window.bar._offers[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(window) == ["old.txt"], timeout=10_000)


def test_a_missing_folder_says_so_and_watching_goes_on_when_it_is_back(
    window, qtbot, monkeypatch, inbox
):
    watcher = watch(window, qtbot, monkeypatch, inbox)
    inbox.rmdir()
    qtbot.waitUntil(lambda: "is not there" in watcher.trouble, timeout=10_000)
    assert "is not there" in window.imports.window.watch.words.text()
    inbox.mkdir()
    (inbox / "a.txt").write_text("The quay of Ambry is open.\n")
    qtbot.waitUntil(lambda: names(window) == ["a.txt"], timeout=10_000)
    assert watcher.trouble == ""


def test_a_project_for_reading_only_pauses_it_and_the_next_one_gets_what_came(
    window, qtbot, monkeypatch, inbox, tmp_path
):
    watcher = watch(window, qtbot, monkeypatch, inbox)
    store = window.document.store
    store.read_only = True
    window.document.open(store)
    assert "watching waits" in window.imports.window.watch.words.text()
    (inbox / "a.txt").write_text("The quay of Ambry is closed.\n")
    watcher.look()
    assert window.desk.jobs.idle
    window.document.open(window.desk.stores.create(tmp_path / "Next.briefing"))
    store.close()
    qtbot.waitUntil(lambda: names(window) == ["a.txt"], timeout=10_000)
