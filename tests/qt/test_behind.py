"""Writing behind: the document goes on while the disk hangs, and the file gets all in its order."""

import pytest
from builders import article
from fakes import FixedClock, HangingStore

from briefing.errors import StorageError
from briefing.model.article_edits import edit_text
from briefing.model.edits import Stamp, add_articles, set_note, toggle_tag
from briefing.model.project import new_project
from briefing.qt import writer
from briefing.qt.document import ProjectDocument
from briefing.storage.files import ProjectFiles

OF = article()
FILES = ProjectFiles(FixedClock())
LONG = 60_000


class Desk:
    """A document on a real file whose writes can be made to hang."""

    def __init__(self, folder, qtbot):
        self.store = HangingStore(FILES.create(folder / "p.briefing"))
        self.qtbot = qtbot
        self.document = ProjectDocument(self.store, FixedClock(), "me", behind=True)
        self.document.apply(add_articles([OF]))
        self.saved()
        while not self.store.asked.empty():
            self.store.asked.get()

    def tag(self, number):
        stamp = Stamp(f"n{number}", "me", "t")
        self.document.apply(toggle_tag(OF.id, number, number + 9, "outlook", "Outlook", stamp))

    def saved(self):
        self.qtbot.waitUntil(lambda: self.document.is_saved, timeout=LONG)
        assert self.document.rest()

    def hang(self):
        """Let the next write hang, and wait until it does."""
        self.store.hang()
        self.tag(0)
        assert self.store.asked.get(timeout=60) == "record"

    def go_on(self):
        self.store.go_on()
        self.saved()

    def check(self):
        """Fail unless value, file and the replay of the history are the same."""
        assert self.store.load() == self.document.project
        steps, done = self.store.history()
        assert (len(steps), done) == (len(self.document.steps), self.document.done)
        assert [each.label for each in steps] == [each.label for each in self.document.steps]
        replayed = new_project()
        for step in steps[:done]:
            replayed = step.changes().applied_to(replayed)
        assert replayed == self.document.project


@pytest.fixture
def desk(tmp_path, qtbot):
    made = Desk(tmp_path, qtbot)
    yield made
    made.store.refused.clear()
    made.store.go_on()
    assert made.document._unwritten.rest(60)
    assert made.document.close()


def test_edits_undo_and_redo_go_on_while_a_write_hangs_and_all_of_it_is_written_in_order(desk):
    desk.hang()
    desk.tag(20)
    desk.document.undo()
    assert set(desk.document.project.excerpts) == {"n0"}
    desk.document.redo()
    for words in ("a", "ab", "abc"):
        desk.document.apply(set_note(desk.document.project.excerpts["n20"], words))
    desk.document.go_to(1)
    desk.document.go_to(4)
    desk.document.undo()
    desk.tag(40)
    assert (desk.document.is_saved, desk.store.asked.empty()) == (False, True)
    desk.go_on()
    asked = [desk.store.asked.get() for _ in range(desk.store.asked.qsize())]
    assert asked == ["record", "move", "move", "record", "move", "move", "move", "record"]
    desk.check()


def test_an_edit_is_painted_before_it_is_written_unless_somebody_waits_for_it(desk, monkeypatch):
    monkeypatch.setattr(writer, "PAINTING", 3600)
    desk.tag(20)
    assert desk.store.asked.empty()
    assert desk.document._unwritten.rest(60)
    assert desk.store.asked.get() == "record"
    desk.check()


def test_saved_is_said_only_when_the_file_has_everything(desk):
    heard = []
    desk.document.saved.connect(lambda: heard.append(desk.store.load() == desk.document.project))
    desk.hang()
    desk.tag(20)
    desk.qtbot.wait(1)
    assert heard == []
    desk.go_on()
    assert heard == [True]


def test_typing_while_the_disk_hangs_waits_as_one_write(desk):
    desk.hang()
    for number, letter in enumerate("written while nothing is"):
        desk.document.apply(edit_text(OF, number, number, letter, typing=0))
    assert desk.document.unwritten <= 2 + 24 // 10
    desk.go_on()
    desk.check()
    assert desk.document.project.articles[OF.id].text.startswith("written while nothing is")


def test_a_refusal_in_the_middle_keeps_the_others_in_their_order(desk):
    heard = []
    desk.document.save_failed.connect(heard.append)
    desk.hang()
    for number in (20, 40, 60):
        desk.tag(number)
    desk.store.refused.append(StorageError("Not saved: the disk is full.", "Make room."))
    desk.store.go_on()
    desk.qtbot.waitUntil(lambda: bool(heard), timeout=LONG)
    assert desk.document.rest()
    assert desk.store.load().excerpts == {}, "an edit overtook the one that was refused"
    assert (desk.document.unwritten, len(heard)) == (4, 1)
    desk.tag(80)
    desk.saved()
    desk.check()
    assert len(desk.document.project.excerpts) == 5


def test_what_only_the_file_has_is_refused_while_it_hangs_and_changes_nothing(desk, tmp_path):
    assert desk.document.close()
    desk.store = HangingStore(FILES.open(tmp_path / "p.briefing"))
    desk.document = ProjectDocument(desk.store, FixedClock(), "me", behind=True)
    desk.hang()
    desk.document.undo()
    value = desk.document.project
    for act in (
        desk.document.undo,
        lambda: desk.document.go_to(0),
        lambda: desk.document.blob("x"),
    ):
        with pytest.raises(StorageError, match="still being saved"):
            act()
    with pytest.raises(StorageError, match="could not be written yet"):
        desk.document.open(desk.store)
    assert not desk.document.may_go()
    assert (desk.document.project, desk.document.done) == (value, 1)
    desk.go_on()
    desk.document.undo()
    desk.saved()
    desk.check()
    assert desk.document.project == new_project()


def test_files_of_an_edit_that_is_not_written_yet_are_there(desk):
    desk.hang()
    data = b"an article's own file"
    desk.document.apply(add_articles([article("Another one. Later.")], {"abc": data}))
    assert desk.document.blob("abc") == data
    desk.go_on()
    assert desk.document.blob("abc") == data
    desk.store._store._connection.execute("DELETE FROM content WHERE sha256 = 'abc'")


def test_a_copy_from_memory_has_all_work_and_lets_the_document_go(desk, tmp_path):
    desk.hang()
    at_hand, copied = desk.document.at_hand()
    with pytest.raises(StorageError, match="this project itself"):
        at_hand.copied(FILES.create, tmp_path / "P.briefing", tmp_path / "p.briefing", "Copied")
    target = tmp_path / "copy.briefing"
    target.write_bytes(b"what was there")
    at_hand.copied(FILES.create, target, tmp_path / "p.briefing", "Copied")
    copied()
    assert desk.document.may_go()
    copy = FILES.open(target)
    assert copy.load() == desk.document.project
    copy.close()
    desk.tag(20)
    assert not desk.document.may_go()
    desk.go_on()
    desk.check()


def test_what_is_asked_of_the_file_takes_its_turn(desk):
    desk.hang()
    found = []
    desk.tag(20)
    desk.document.ask(lambda store: len(store.load().excerpts), found.append, found.append)
    desk.tag(40)
    assert found == []
    desk.go_on()
    desk.qtbot.waitUntil(lambda: bool(found), timeout=LONG)
    assert found == [2]


def test_an_error_that_nobody_foresaw_is_raised_and_loses_nothing(desk):
    desk.hang()
    desk.tag(20)
    desk.store.refused.append(ValueError("odd"))
    with desk.qtbot.captureExceptions() as raised:
        desk.store.go_on()
        desk.qtbot.waitUntil(lambda: bool(raised), timeout=LONG)
    assert [kind for kind, _, _ in raised] == [ValueError]
    assert desk.document.unwritten == 2
    desk.document.retry()
    desk.saved()
    desk.check()
