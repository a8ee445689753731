"""Two programs at one project: one has it, the other is told who, and nobody is locked out."""

import getpass
import platform

import pytest
import together

from briefing.errors import ProjectInUseError
from briefing.storage.holder import note_of


def test_a_second_program_is_told_who_has_the_project_and_since_when(tmp_path):
    path = tmp_path / "p.briefing"
    together.FILES.create(path).close()
    with together.Holding(path, "1"):
        with pytest.raises(ProjectInUseError) as told:
            together.FILES.open(path)
        assert f"{getpass.getuser()} on {platform.node()}, since 2026-" in told.value.message
        assert "open it for reading only" in told.value.hint
    store = together.FILES.open(path)  # the other is gone, and with it its lock
    together.check_whole(store)
    store.close()


def test_a_project_that_is_being_written_can_be_read(tmp_path):
    assert together.readings_of_an_open_file(tmp_path, 25, seed=2) == 25


def test_what_a_crash_left_beside_a_project_locks_nobody_out(tmp_path):
    for number, (path, note) in enumerate(together.stale_notes(tmp_path, seed=3)):
        note_of(path).write_text(note, encoding="utf-8")
        store = together.FILES.open(path)
        together.check_whole(store)
        store.close()
        assert not note_of(path).exists(), number


@pytest.mark.parametrize("parts", [("",), ("", "-journal")])
def test_a_copy_of_an_open_file_is_whole_or_refused_and_never_half_right(tmp_path, parts):
    whole, refused = together.copies_of_an_open_file(tmp_path, 40, 4, parts)
    assert whole + refused == 40
    assert whole > 30
