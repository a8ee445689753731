"""A project file that is made, or copied, stands under its name only when it is whole."""

import os

import apsw
import pytest
from builders import article
from fakes import FixedClock

from briefing.errors import StorageError
from briefing.model.edits import Stamp, add_articles, toggle_tag
from briefing.model.project import new_project
from briefing.qt.document import ProjectDocument
from briefing.services.writing import part_of
from briefing.storage import schema
from briefing.storage.files import ProjectFiles

FILES = ProjectFiles(FixedClock())


def test_a_project_that_could_not_be_made_leaves_nothing(tmp_path, monkeypatch):
    def refuse(connection):
        raise apsw.FullError("database or disk is full")

    monkeypatch.setattr(schema, "create", refuse)
    with pytest.raises(StorageError, match=r"p\.briefing could not be made: the disk is full"):
        FILES.create(tmp_path / "p.briefing")
    assert not list(tmp_path.iterdir())


def test_what_a_killed_program_left_goes_when_a_project_beside_it_is_opened(tmp_path, monkeypatch):
    path = tmp_path / "p.briefing"
    FILES.create(path).close()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(os, "getpid", lambda: 2**22 + 1)  # no process can have this id
        dead = part_of(tmp_path / "copy.briefing")
    dead.write_bytes(b"half")
    dead.with_name(f"{dead.name}-journal").write_bytes(b"half")
    alive = part_of(tmp_path / "other.briefing")
    alive.write_bytes(b"being written")
    store = FILES.open(path)
    assert store.load() == new_project()
    store.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([alive.name, path.name])


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE history SET step = (SELECT step FROM history WHERE n = 1),"
        " sha256 = (SELECT sha256 FROM history WHERE n = 1) WHERE n = 2",
        "DELETE FROM history WHERE n = 3",
    ],
)
def test_a_history_of_another_moment_than_what_is_in_the_file_is_seen(tmp_path, qapp, fault):
    of = article()
    document = ProjectDocument(FILES.create(tmp_path / "p.briefing"), FixedClock())
    document.apply(add_articles([of]))
    for number in range(2):
        stamp = Stamp(f"n{number}", "me", "t")
        document.apply(toggle_tag(of.id, number, 9, "outlook", "Outlook", stamp))
    document.undo()
    path = document.store.path
    document.store.close()
    store = FILES.open(path)
    assert len(store.history()[0]) == 3
    store.close()
    with apsw.Connection(str(path)) as connection:
        connection.execute(fault)
    store = FILES.open(path)
    with pytest.raises(StorageError, match="is damaged"):
        store.history()
    store.close()


def test_steps_that_a_program_without_their_seal_wrote_are_taken_as_they_are(tmp_path, qapp):
    document = ProjectDocument(FILES.create(tmp_path / "p.briefing"), FixedClock())
    document.apply(add_articles([article()]))
    path = document.store.path
    document.store.close()
    with apsw.Connection(str(path)) as connection:
        connection.execute("DELETE FROM meta WHERE key = 'steps'")
    again = ProjectDocument(FILES.open(path), FixedClock())
    again.apply(add_articles([article("Another. Article.")]))
    again.undo()
    again.store.close()
    store = FILES.open(path)
    assert len(store.history()[0]) == 2
    store.close()
