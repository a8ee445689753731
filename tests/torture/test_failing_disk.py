"""A disk that fails, is full or may not be written: nothing is lost, and it is said clearly."""

import disk
import limits
import pytest
from random_edits import digest


@pytest.mark.parametrize(
    ("act", "stride"),
    [("brief", 7), ("typing", 13), ("articles", 13), ("redo", 7), ("far back", 7)],
)
def test_every_call_to_the_disk_may_fail_in_any_way(tmp_path, qapp, act, stride):
    assert disk.faults_at_every_call(tmp_path, 3, [act], stride) > 20


def test_projects_are_made_opened_copied_and_closed_whole_or_not_at_all(tmp_path, qapp):
    assert disk.faults_of_files(tmp_path, 3) > 300


def test_a_full_disk_stops_no_work_and_harms_no_document():
    refused = 0
    for room in (0, 4_000, 16_000, 40_000, 400_000):
        with limits.open_to_all() as folder:
            path = limits.project_in(folder)
            saved, said, export = limits.in_a_process(limits.full_after, path, room)
            assert saved == (not said)
            refused += not saved
            if said:
                assert "p.briefing could not be saved" in said[0]
                assert "kept" in said[0] or "Save a copy" in said[0] or "save a copy" in said[0]
            if export:
                assert "note.docx is as it was." in export
    assert 0 < refused < 5


def test_a_project_that_can_only_be_read_is_opened_for_that():
    with limits.open_to_all() as folder:
        path = limits.project_in(folder)
        before = path.read_bytes()
        path.chmod(0o444)
        folder.chmod(0o555)
        read_only, notice, found, copy, export = limits.in_a_process(
            limits.opened_where_nothing_can_be_written, path
        )
        assert read_only
        assert "cannot be written" in notice
        store = limits.FILES.open(path, read_only=True)
        assert found == digest(store.load())
        store.close()
        assert "could not be written" in copy
        assert export.startswith("Not exported: you have no permission there.")
        assert path.read_bytes() == before
        assert [each.name for each in folder.iterdir()] == ["p.briefing"]


def test_a_project_in_a_folder_that_cannot_be_written_says_so():
    with limits.open_to_all() as folder:
        path = limits.project_in(folder)
        path.chmod(0o666)
        folder.chmod(0o555)
        said = limits.in_a_process(limits.first_edit_in_a_folder_that_is_read_only, path)
        assert "cannot be written" in said


def test_permissions_that_are_withdrawn_while_it_is_open_cost_no_work():
    with limits.open_to_all() as folder:
        path = limits.project_in(folder)
        path.chmod(0o666)
        for said in limits.in_a_process(limits.permissions_withdrawn, path):
            assert "p.briefing could not be saved" in said
