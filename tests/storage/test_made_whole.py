"""A project file that is made, or copied, stands under its name only when it is whole."""

import os

import apsw
import pytest
from fakes import FixedClock

from briefing.errors import StorageError
from briefing.model.project import new_project
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
