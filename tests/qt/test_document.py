"""The open document: every edit is undoable, written, announced once, and survives a restart."""

import pytest
from builders import article, excerpt, project
from fakes import FixedClock, MemoryStore

from briefing.errors import StorageError
from briefing.model.edits import Stamp, remove_excerpt, set_note, toggle_tag
from briefing.qt.document import ProjectDocument
from briefing.qt.steps_at_hand import StepsAtHand

OF = article()


@pytest.fixture
def store():
    return MemoryStore(project(OF))


@pytest.fixture
def document(store, qapp):
    return ProjectDocument(store, FixedClock(), "me")


def tag(words="Fuel costs", tag_id="outlook", stamp="n1"):
    start = OF.text.index(words)
    return toggle_tag(OF.id, start, start + len(words), tag_id, tag_id, Stamp(stamp, "me", "t"))


def test_an_edit_changes_the_value_the_file_and_tells_the_views_once(document, store, qtbot):
    heard = []
    document.changed.connect(heard.append)
    assert document.apply(tag())
    assert store.project == document.project
    assert [set(changes.of("excerpts")) for changes in heard] == [{"n1"}]


def test_undo_and_redo_go_back_and_forth_in_value_and_file(document, store):
    before = document.project
    document.apply(tag())
    after = document.project
    document.undo()
    assert document.project == store.project == before
    document.redo()
    assert document.project == store.project == after


def test_an_edit_that_changes_nothing_is_no_step(document):
    assert not document.apply(remove_excerpt(excerpt(OF, "Fuel", "outlook")))
    assert document.undo_stack.count() == 0


def test_an_edit_after_an_undo_drops_what_was_undone(document, store):
    document.apply(tag())
    document.undo()
    document.apply(tag("ministry", stamp="n2"))
    assert [step.label for step in store.steps] == ["Tag “outlook”"]
    assert not document.undo_stack.canRedo()
    assert set(document.project.excerpts) == {"n2"}


def test_the_history_can_be_undone_after_a_restart(document, store):
    before = document.project
    for number, words in enumerate(("Fuel costs", "ministry", "repairs")):
        document.apply(tag(words, stamp=f"n{number}"))
    document.undo()
    again = ProjectDocument(store, FixedClock())
    assert again.undo_stack.undoText() == "Tag “outlook”"
    again.redo()
    assert len(again.project.excerpts) == 3
    for _ in range(3):
        again.undo()
    assert again.project == store.project == before


def test_typing_without_a_pause_is_one_step(document, store):
    document.apply(tag())
    for words in ("a", "ab", "abc"):
        document.apply(set_note(document.project.excerpts["n1"], words))
    assert [step.label for step in store.steps] == ["Tag “outlook”", "Edit note"]
    document.undo()
    assert document.project.excerpts["n1"].note == ""
    document.redo()
    assert document.project.excerpts["n1"].note == "abc"


@pytest.mark.parametrize(
    ("pauses", "steps"), [((0.9,) * 3, 1), ((1.1, 0.9, 0.9), 2), ((0.9,) * 12, 2)]
)
def test_a_pause_of_a_second_or_ten_seconds_of_typing_end_a_step(
    document, store, typing_clock, pauses, steps
):
    document.apply(tag())
    for number, pause in enumerate((0.0, *pauses)):
        typing_clock.move(pause)
        document.apply(set_note(document.project.excerpts["n1"], f"{number}"))
    assert len(store.steps) == 1 + steps


def test_work_goes_on_when_the_disk_is_full_and_is_written_when_it_can_be(document, store, qtbot):
    heard = []
    document.save_failed.connect(heard.append)
    store.broken = True
    document.apply(tag())
    document.apply(tag("ministry", stamp="n2"))
    assert [error.message for error in heard] == ["Not saved: the disk is full."] * 2
    assert len(document.project.excerpts) == 2
    assert not document.is_saved
    store.broken = False
    document.apply(tag("repairs", stamp="n3"))
    assert document.is_saved
    assert store.project == document.project
    assert not document._unwritten._retry.isActive(), (
        "it would write again, perhaps after the window has gone"
    )


def test_a_project_for_reading_only_refuses_edits(document, store):
    store.read_only = True
    for act in (lambda: document.apply(tag()), document.undo, document.redo):
        with pytest.raises(StorageError, match="reading only"):
            act()


def test_the_history_keeps_a_thousand_steps(document, store):
    for _ in range(1_010):
        document.apply(tag())
    assert document.undo_stack.count() == 1_000
    for _ in range(1_000):
        document.undo()
    assert not document.undo_stack.canUndo()


def test_files_of_an_edit_can_be_read_back(document):
    from briefing.model.edits import add_articles

    other = article("Something else. Entirely.")
    document.apply(add_articles([other], {"abc": b"bytes"}))
    assert document.blob("abc") == b"bytes"


def test_going_to_a_step_is_one_write_and_one_announcement(document, store):
    values = [document.project]
    for number, words in enumerate(("Fuel costs", "ministry", "repairs", "fish farms")):
        document.apply(tag(words, stamp=f"n{number}"))
        values.append(document.project)
    heard = []
    document.changed.connect(heard.append)
    for done in (1, 3, 0, 4, 4, 2):
        document.go_to(done)
        assert document.project == store.project == values[done]
        assert document.done == done
    assert len(heard) == 5
    assert document.undo_stack.index() == 2
    document.undo()
    assert document.project == values[1]
    again = ProjectDocument(store, FixedClock())
    assert (again.project, again.done, len(again.steps)) == (values[1], 1, 4)


def test_steps_that_cannot_be_undone_any_more_are_let_go_of(store, qapp, monkeypatch):
    held = set()

    class Told(StepsAtHand):
        def keep(self, step, changes):
            super().keep(step, changes)
            held.add(id(step))

        def drop(self, step):
            super().drop(step)
            held.discard(id(step))

    monkeypatch.setattr("briefing.qt.document.StepsAtHand", Told)
    monkeypatch.setattr("briefing.qt.document.STEPS", 3)
    document = ProjectDocument(store, FixedClock(), "me")
    for number in range(8):
        document.apply(tag(stamp=f"n{number}", tag_id=f"tag-{number}"))
    assert len(document.steps) == 3
    assert held == {id(step) for step in document.steps}
