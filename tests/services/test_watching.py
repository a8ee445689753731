"""The watched folder: what counts as arrived, each file once, whatever happens to the folder."""

import os
from itertools import count

import pytest

from briefing.services.articles import watching
from briefing.services.articles.importing import is_temporary
from briefing.services.articles.watching import WatchedFolder, WatchMemory


class Clock:
    def __init__(self):
        self.time = 0.0

    def __call__(self):
        return self.time


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "inbox"
    made.mkdir()
    return made


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def watched(folder, tmp_path, clock):
    made = WatchedFolder(folder, WatchMemory(tmp_path / "watched.json"), clock)
    made.look()
    return made


def again(watched, clock):
    """Return the same folder as it is watched after the program was started again."""
    return WatchedFolder(watched.folder, WatchMemory(watched._memory._path), clock)


def arrived(watched, clock):
    """Look twice, long enough apart, and return the names of what has arrived."""
    first = watched.look()
    clock.time += watching.STEADY
    look = watched.look()
    watched._memory.add([*first.arrived, *look.arrived])
    return [each.path.name for each in (*first.arrived, *look.arrived)]


def test_a_file_arrives_when_it_has_been_the_same_over_two_looks(watched, folder, clock):
    (folder / "a.txt").write_text("half")
    assert watched.look().arrived == ()
    clock.time += watching.STEADY
    (folder / "a.txt").write_text("half, and more")
    look = watched.look()
    assert look.arrived == ()
    assert look.waiting
    clock.time += watching.STEADY
    assert [each.path.name for each in watched.look().arrived] == ["a.txt"]


def test_what_was_there_before_is_no_arrival_and_is_named(folder, tmp_path, clock):
    (folder / "old.txt").write_text("old")
    watched = WatchedFolder(folder, WatchMemory(tmp_path / "watched.json"), clock)
    assert [path.name for path in watched.look().earlier] == ["old.txt"]
    assert arrived(watched, clock) == []
    (folder / "old.txt").write_text("old, but changed since")
    assert arrived(watched, clock) == ["old.txt"]


def test_each_file_arrives_once_also_after_a_new_start_or_under_another_name(
    watched, folder, clock
):
    (folder / "a.txt").write_text("words")
    assert arrived(watched, clock) == ["a.txt"]
    assert arrived(watched, clock) == []
    fresh = again(watched, clock)
    assert arrived(fresh, clock) == []
    (folder / "a.txt").rename(folder / "b.txt")
    assert arrived(fresh, clock) == []
    os.utime(folder / "b.txt", ns=(5, 5))
    assert arrived(fresh, clock) == []
    (folder / "b.txt").write_text("other words")
    assert arrived(fresh, clock) == ["b.txt"]


def test_what_came_while_the_program_was_closed_arrives_at_the_next_start(watched, folder, clock):
    (folder / "late.txt").write_text("words")
    assert arrived(again(watched, clock), clock) == ["late.txt"]


def test_what_was_given_but_not_dealt_with_arrives_again_after_a_new_start(watched, folder, clock):
    (folder / "a.txt").write_text("words")
    watched.look()
    clock.time += watching.STEADY
    assert len(watched.look().arrived) == 1
    assert watched.look().arrived == ()
    assert arrived(again(watched, clock), clock) == ["a.txt"]


@pytest.mark.parametrize(
    "name",
    ["a.txt.part", "b.crdownload", "~$note.docx", ".hidden", "c.tmp", "x.download", "Thumbs.db"],
)
def test_temporary_names_and_empty_files_are_left_alone(watched, folder, clock, name):
    (folder / name).write_text("words")
    (folder / "empty.txt").touch()
    assert is_temporary(name)
    assert arrived(watched, clock) == []


def test_only_ordinary_files_of_the_folder_itself_arrive(watched, folder, tmp_path, clock):
    (tmp_path / "outside.txt").write_text("outside")
    (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "below").mkdir()
    (folder / "below" / "deep.txt").write_text("deep")
    (folder / "a.txt").write_text("words")
    assert arrived(watched, clock) == ["a.txt"]


def test_a_folder_that_is_gone_says_so_and_is_watched_again_when_it_is_back(watched, folder, clock):
    folder.rmdir()
    assert "is not there" in watched.look().trouble
    folder.mkdir()
    (folder / "a.txt").write_text("words")
    assert arrived(watched, clock) == ["a.txt"]
    assert watched.look().trouble == ""


def test_a_memory_that_cannot_be_read_or_written_stops_nothing(folder, tmp_path, clock):
    place = tmp_path / "watched.json"
    for words in ("{", "[]", '{"folders": [], "files": [[1]]}', '{"folders": 3, "files": []}'):
        place.write_text(words)
        watched = WatchedFolder(folder, WatchMemory(place), clock)
        watched.look()
        (folder / "a.txt").write_text(words)
        assert arrived(watched, clock) == ["a.txt"]
        (folder / "a.txt").unlink()
    place.unlink()
    place.mkdir()
    watched = WatchedFolder(folder, WatchMemory(place), clock)
    watched.look()
    (folder / "b.txt").write_text("more")
    assert arrived(watched, clock) == ["b.txt"]


def test_the_oldest_files_are_forgotten_first(watched, folder, clock, monkeypatch):
    monkeypatch.setattr(watching, "MOST_REMEMBERED", 3)
    for number in range(5):
        (folder / f"{number}.txt").write_text(str(number))
        arrived(watched, clock)
    assert len(watched._memory._files) == 3
    assert str(folder / "4.txt") in watched._memory._files


def test_two_copies_that_come_together_arrive_once(watched, folder, clock):
    (folder / "a.txt").write_text("words")
    (folder / "a (1).txt").write_text("words")
    assert arrived(watched, clock) == ["a (1).txt"]
    assert arrived(watched, clock) == []


def test_many_files_come_in_portions(watched, folder, clock, monkeypatch):
    monkeypatch.setattr(watching, "MOST_AT_ONCE", 2)
    for number in range(5):
        (folder / f"{number}.txt").write_text(str(number))
    watched.look()
    clock.time += watching.STEADY
    sizes = [len(watched.look().arrived) for _ in range(4)]
    assert sizes == [2, 2, 1, 0]


def test_a_file_that_is_held_is_tried_again_and_given_up_in_the_end(
    watched, folder, clock, monkeypatch
):
    def held(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(watching, "_hash", held)
    (folder / "a.txt").write_text("words")
    watched.look()
    clock.time += watching.STEADY
    looks = [watched.look() for _ in range(watching.TRIES)]
    assert [len(look.arrived) for look in looks] == [0] * (watching.TRIES - 1) + [1]
    assert looks[0].waiting


def test_the_files_of_the_folder_are_not_changed(watched, folder, clock):
    numbers = count()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"words {next(numbers)}")
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    arrived(watched, clock)
    after = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert after == before
