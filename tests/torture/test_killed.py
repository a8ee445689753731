"""Killed at any moment, the program has kept every edit that it acknowledged."""

import desk_killing
import killing
import pytest


def test_a_kill_between_or_amid_edits_loses_none_that_was_acknowledged(tmp_path):
    kills, edits = killing.kills_while_editing(tmp_path, 8, seed=1)
    assert edits > kills


def test_a_kill_while_an_old_file_is_brought_up_to_date_leaves_it_whole(tmp_path):
    killing.kills_while_migrating(tmp_path, 4, seed=2)


def test_a_kill_while_a_project_is_made_leaves_a_whole_one_or_none(tmp_path):
    killing.kills_while_creating(tmp_path, 6, seed=3)


def test_a_kill_while_a_copy_is_saved_leaves_the_old_copy_or_the_new_one(tmp_path):
    killing.kills_while_copying(tmp_path, 3, seed=4)


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_a_kill_during_an_export_leaves_the_old_document_or_the_new_one(tmp_path, suffix):
    killing.kills_while_exporting(tmp_path, 2, 5, suffix)


def test_a_kill_while_articles_are_read_keeps_those_that_were_taken_in(tmp_path):
    killing.kills_while_importing(tmp_path, 2, seed=6)


def test_a_kill_of_the_window_at_work_leaves_project_backups_and_exports_whole(tmp_path):
    kills, edits, _ = desk_killing.kills_in_the_window(tmp_path, 2, seed=7, most=6)
    assert edits > kills
