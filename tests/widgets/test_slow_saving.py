"""A folder that does not answer: the window takes what is done in it, says so, and loses nothing.

The writes wait for an event that only the test sets, on its own thread: whatever returns before
has not waited for them.
"""

import pytest
from builders import article
from fakes import FixedClock, HangingStore
from test_export import choose
from test_unsaved import offers, press

from briefing.assembly import make_desk
from briefing.model.edits import add_articles
from briefing.paths import standard_paths
from briefing.qt.document import ProjectDocument
from briefing.storage.backups import Rescue
from briefing.widgets.main_window import MainWindow
from briefing.widgets.projects import slow_saving

OF = article()
LONG = 60_000


@pytest.fixture
def window(qtbot, tmp_path):
    """Return a window on a project whose writes can be made to hang."""
    desk = make_desk(standard_paths())
    store = HangingStore(desk.stores.create(tmp_path / "Test.briefing"))
    document = ProjectDocument(store, FixedClock(), "me", behind=True)
    made = MainWindow.of(document, desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    document.apply(add_articles([OF]))
    qtbot.waitUntil(lambda: document.is_saved, timeout=LONG)
    made.show_article(OF.id)
    yield made
    store.go_on()
    assert document._unwritten.rest(60)
    made.close()
    assert document.close()
    desk.close()


def tag(window, start=0):
    window.view.select(start, start + 9)
    window.tagging.toggle("outlook")


@pytest.fixture
def hanging(window):
    """Return the window with one write hanging."""
    window.document.store.hang()
    tag(window)
    return window


def at_once(monkeypatch):
    monkeypatch.setattr(slow_saving, "QUIET", 0.0)
    monkeypatch.setattr(slow_saving, "SLOW", 0.0)


def test_tagging_typing_undo_and_redo_go_on_while_a_write_hangs(hanging, qtbot):
    document, act = hanging.document, hanging.actions_by_id
    tag(hanging, 20)
    act["edit-text"].trigger()
    qtbot.keyClicks(hanging.view, "typed ")
    act["edit-text"].trigger()
    assert "typed " in document.project.articles[OF.id].text
    for name in ("undo", "undo", "redo", "redo"):
        act[name].trigger()
    assert len(document.project.excerpts) == 2
    assert not document.is_saved
    document.store.go_on()
    qtbot.waitUntil(lambda: document.is_saved, timeout=LONG)
    assert document.rest()
    assert document.store.load() == document.project


def test_nothing_is_said_at_first_then_a_word_then_what_can_be_done(hanging, qtbot, monkeypatch):
    status, bar = hanging.status, hanging.bar
    assert (status.saved.text(), bar.isVisible()) == ("Saved", False)
    monkeypatch.setattr(slow_saving, "QUIET", 0.0)
    hanging.saving.look()
    assert (status.saved.text(), bar.isVisible()) == ("Saving…", False)
    at_once(monkeypatch)
    hanging.saving.look()
    assert "folder is slow. Your work goes on" in bar.words.text()
    assert offers(hanging) == ["Save a copy…"]
    hanging.document.store.go_on()
    qtbot.waitUntil(lambda: hanging.document.is_saved, timeout=LONG)
    assert (status.saved.text(), bar.words.text()) == ("Saved", "Everything is saved again.")


def test_the_window_closes_by_itself_when_all_is_saved(hanging, qtbot):
    assert not hanging.close()
    assert "Saving…" in hanging.bar.words.text()
    assert not hanging.close()
    tag(hanging, 20)
    hanging.document.store.go_on()
    qtbot.waitUntil(lambda: not hanging.isVisible(), timeout=LONG)
    assert hanging.document.is_saved
    assert len(hanging.document.store.load().excerpts) == 2


def test_closing_can_be_taken_back(hanging, qtbot):
    assert not hanging.close()
    press(hanging, "Keep it open")
    hanging.document.store.go_on()
    qtbot.waitUntil(lambda: hanging.document.is_saved, timeout=LONG)
    qtbot.wait(1)
    assert hanging.isVisible()


def test_a_copy_elsewhere_lets_the_window_close(hanging, qtbot, tmp_path):
    assert not hanging.close()
    hanging.saving._leaving.timeout.emit()
    assert "The last edit is not saved yet." in hanging.bar.words.text()
    assert offers(hanging) == ["Wait on", "Save a copy…", "Leave without the last edits"]
    press(hanging, "Wait on")
    assert offers(hanging) == ["Keep it open"]
    hanging.files.copy_to(tmp_path / "copy.briefing")
    qtbot.waitUntil(lambda: not hanging.isVisible(), timeout=LONG)
    copy = hanging.desk.stores.open(tmp_path / "copy.briefing")
    assert copy.load() == hanging.document.project
    copy.close()


def test_the_last_edits_may_be_left(hanging):
    assert not hanging.close()
    hanging.saving._leaving.timeout.emit()
    press(hanging, "Leave without the last edits")
    assert not hanging.isVisible()


def test_another_project_opens_when_this_one_is_saved(hanging, qtbot, tmp_path):
    other = tmp_path / "other.briefing"
    hanging.desk.stores.create(other).close()
    hanging.files.open(other)
    assert "The other project opens then" in hanging.bar.words.text()
    first, value = hanging.document.store, hanging.document.project
    first.go_on()
    qtbot.waitUntil(lambda: hanging.document.store.path == other, timeout=LONG)
    saved = hanging.desk.stores.open(first.path)
    assert saved.load() == value
    saved.close()


def test_a_backup_that_is_wanted_meanwhile_waits_its_turn_and_has_the_last_edit(
    hanging, qtbot, monkeypatch
):
    begin = Rescue.backup
    monkeypatch.setattr(Rescue, "backup", lambda self, store: begin(self, store._store))
    keeping, path = hanging.rescue.keeping, hanging.document.store.path
    keeping.make()
    assert keeping.busy
    assert not hanging.document.is_saved
    hanging.document.store.go_on()
    qtbot.waitUntil(lambda: not keeping.busy, timeout=LONG)
    assert keeping.problem == ""
    (made,) = hanging.desk.rescue.backups(path)
    kept = hanging.desk.stores.open(made.path, read_only=True)
    assert kept.load() == hanging.document.project
    kept.close()


def test_a_write_that_is_refused_after_all_keeps_the_window_open(hanging, qtbot):
    from briefing.errors import StorageError

    hanging.document.store.refused += [StorageError("Not saved: the disk is full.", "")] * 3
    assert not hanging.close()
    hanging.document.store.go_on()
    qtbot.waitUntil(lambda: "Close and lose it" in offers(hanging), timeout=LONG)
    assert hanging.isVisible()
    hanging.document.store.refused.clear()


def test_a_brief_is_exported_while_a_write_hangs_and_nothing_is_lost(
    hanging, qtbot, monkeypatch, tmp_path
):
    out = tmp_path / "brief.docx"
    choose(monkeypatch, "policy-brief")
    document = hanging.document
    hanging.actions_by_id["new-brief"].trigger()
    package = hanging.outline.package(hanging.desk.library)
    hanging.exporter.write(hanging.outline.current(), package, out, draft=True)
    tag(hanging, 20)
    qtbot.waitUntil(lambda: hanging.desk.jobs.idle, timeout=LONG)
    assert out.read_bytes().startswith(b"PK")
    assert str(out) in hanging.bar.words.text()
    assert not document.is_saved
    document.store.go_on()
    qtbot.waitUntil(lambda: document.is_saved, timeout=LONG)
    assert document.rest()
    assert document.store.load() == document.project
