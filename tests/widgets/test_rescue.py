"""A damaged project opens as what can be read of it, or as a backup; neither is written over."""

import shutil

import pytest
from builders import article
from fakes import FixedClock

from briefing.model.edits import add_articles
from briefing.qt.document import ProjectDocument
from briefing.widgets.projects.backups_dialog import BackupsDialog, RecoveryDialog


@pytest.fixture
def broken(window, tmp_path):
    """Return a project of the window's whose second article is damaged, with a backup of it."""
    path = tmp_path / "Harbour.briefing"
    document = ProjectDocument(window.desk.stores.create(path), FixedClock(), "me")
    document.apply(add_articles([article("First article.\nWords.", "first.txt")]))
    document.apply(add_articles([article("Second article.\nMore.", "second.txt")]))
    copy = window.desk.rescue.backup(document.store)
    for _ in copy.steps():
        pass
    copy.finish()
    assert document.close()
    data = bytearray(path.read_bytes())
    data[data.find(b"Second article.")] ^= 1
    path.write_bytes(data)
    return path


def test_a_damaged_project_is_recovered_into_a_file_beside_it(window, qtbot, broken):
    before = broken.read_bytes()
    window.files.open(broken)
    assert "damaged" in window.bar.words.text() or "changed" in window.bar.words.text()
    assert [button.text() for button in window.bar._offers] == ["Recover…", "Backups…"]
    window.bar._offers[0].click()
    qtbot.waitUntil(lambda: window.findChild(RecoveryDialog) is not None, timeout=30_000)
    dialog = window.findChild(RecoveryDialog)
    lost = [dialog.list.item(n).text() for n in range(dialog.list.count())]
    assert any("second.txt" in each or "Second" in each for each in lost)
    assert window.document.store.path == broken.with_name("Harbour (recovered).briefing")
    assert [a.source for a in window.document.project.articles_in_order()] == ["first.txt"]
    assert broken.read_bytes() == before
    dialog.close()


def test_a_backup_opens_as_a_copy_beside_the_project(window, qtbot, broken):
    before = broken.read_bytes()
    window.files.open(broken)
    window.bar._offers[1].click()
    dialog = window.findChild(BackupsDialog)
    assert "articles: 2, excerpts: 0" in dialog.list.item(0).text()
    dialog.open_button.click()
    assert len(window.document.project.articles) == 2
    assert window.document.store.path.parent == broken.parent
    assert window.document.store.path != broken
    assert broken.read_bytes() == before


def test_a_project_is_backed_up_after_it_was_opened_and_after_changes(window, qtbot):
    keeping, path = window.rescue.keeping, window.document.store.path
    keeping.make()
    qtbot.waitUntil(lambda: not keeping.busy, timeout=30_000)
    window.document.apply(add_articles([article("An article.")]))
    assert keeping._wait.isActive()
    keeping.make()
    qtbot.waitUntil(lambda: not keeping.busy, timeout=30_000)
    assert keeping.problem == ""
    assert [each.articles for each in window.desk.rescue.backups(path)] == [1, 0]
    window.actions_by_id["backups"].trigger()
    assert window.findChild(BackupsDialog).list.count() == 2
    window.findChild(BackupsDialog).close()


def test_without_backups_the_dialog_says_when_there_will_be_one(window):
    window.actions_by_id["backups"].trigger()
    dialog = window.findChild(BackupsDialog)
    assert not dialog.open_button.isEnabled()
    dialog.close()


def test_another_project_opened_while_a_backup_is_made_is_no_harm(window, qtbot, tmp_path):
    window.document.apply(add_articles([article("\n".join(f"Line {n}." for n in range(90_000)))]))
    keeping, path = window.rescue.keeping, window.document.store.path
    keeping.make()
    keeping._go_on()
    assert keeping.busy
    other = tmp_path / "Other.briefing"
    window.desk.stores.create(other).close()
    window.files.open(other)
    assert not keeping.busy
    assert window.desk.rescue.backups(path) == []


def test_a_project_of_a_newer_version_says_that_it_is_for_reading_only(window, tmp_path):
    import apsw

    newer = tmp_path / "Newer.briefing"
    window.desk.stores.create(newer).close()
    with apsw.Connection(str(newer)) as connection:
        connection.execute("PRAGMA user_version=99")
    window.files.open(newer)
    assert "newer version" in window.bar.words.text()
    assert window.document.store.read_only


def test_a_damaged_project_of_the_last_time_is_offered_at_the_start(window, broken, tmp_path):
    window.rescue.begin(broken)
    assert window.bar._offers[0].text() == "Recover…"
    moved = shutil.move(broken, tmp_path / "Gone.briefing")
    assert moved.exists()
    window.bar.hide()
    window.rescue.begin(broken)
    assert not window.bar.isVisible()
