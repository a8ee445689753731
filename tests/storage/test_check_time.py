"""How long a project file may take to be checked: by its size, and by the processor's time."""

import pytest
from builders import article, project

from briefing.errors import DamageError
from briefing.services.clock import SystemClock
from briefing.storage import connection
from briefing.storage.files import ProjectFiles


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Ferries.briefing"
    store = ProjectFiles(SystemClock()).create(path)
    store.begin_with(project(article("The ferry is late.")))
    store.close()
    return path


def test_a_large_file_has_time_as_it_needs(file, monkeypatch):
    monkeypatch.setattr(connection, "CHECK_STEPS", 1)
    monkeypatch.setattr(connection, "CHECK_SECONDS", 0.0)
    monkeypatch.setattr(connection, "CHECKED_A_SECOND", 1)
    store = ProjectFiles(SystemClock()).open(file)
    assert len(store.load().articles) == 1
    store.close()


def test_a_file_that_keeps_the_check_busy_is_not_opened(file, monkeypatch):
    monkeypatch.setattr(connection, "CHECK_STEPS", 1)
    monkeypatch.setattr(connection, "CHECK_SECONDS", -1.0)
    with pytest.raises(DamageError, match="interrupted"):
        ProjectFiles(SystemClock()).open(file)
