"""Handing over: a later start reaches the first one of its user and home, and nothing else."""

import json
import os
import socket
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.services.handing_over import (
    LARGEST,
    WELCOME,
    Wish,
    address,
    hand_over,
    message_of,
    open_door,
    wish_of,
)

NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)


@pytest.fixture
def where(tmp_path, monkeypatch):
    """Return the address of a home of its own, in a folder of the user's own."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    return address(tmp_path / "home")


def answering(door, word):
    """Let a program answer one call with a word; returns what it will have heard."""
    heard = []

    def answer():
        door.socket.setblocking(True)
        connection, _ = door.socket.accept()
        heard.append(connection.recv(LARGEST))
        connection.sendall(word)
        connection.close()

    thread = threading.Thread(target=answer)
    thread.start()
    return thread, heard


@given(st.lists(NAMES, max_size=5))
def test_what_is_handed_over_arrives_as_it_was(names):
    wish = Wish(tuple(Path("/", name) for name in names), "token-1")
    assert wish_of(message_of(wish)) == wish


def test_a_name_that_is_no_unicode_arrives_as_it_was():
    wish = Wish((Path(os.fsdecode(b"/caf\xe9.txt")),))
    assert wish_of(message_of(wish)) == wish


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_nothing_to_do(message):
    assert wish_of(message) is None


@pytest.mark.parametrize(
    "said",
    [
        {"files": ["relative.txt"], "token": ""},
        {"files": ["/a\0b"], "token": ""},
        {"files": [""], "token": ""},
        {"files": ["/" + "a" * 5000], "token": ""},
        {"files": ["/a"] * 201, "token": ""},
        {"files": [["/a"]], "token": ""},
        {"files": "/a", "token": ""},
        {"files": [], "token": "two words"},
        {"files": [], "token": "x" * 300},
        {"files": [], "token": 1},
        {"files": [], "token": "", "run": "something"},
        {"files": []},
        [],
    ],
)
def test_only_absolute_names_of_files_and_a_token_are_taken(said):
    assert wish_of(json.dumps(said).encode()) is None


def test_a_second_start_hands_over_and_the_first_hears_it(where):
    door = open_door(where)
    thread, heard = answering(door, WELCOME)
    assert hand_over(where, Wish((Path("/a.txt"),)))
    thread.join()
    assert wish_of(heard[0]).files == (Path("/a.txt"),)
    door.close()


@pytest.mark.parametrize("word", [b"no\n", b"", b"anything"])
def test_a_start_whose_wish_is_not_taken_opens_a_window_itself(where, word):
    door = open_door(where)
    thread, _ = answering(door, word)
    assert not hand_over(where, Wish())
    thread.join()
    door.close()


def test_a_program_that_does_not_answer_is_not_waited_for_long(where):
    door = open_door(where)
    assert not hand_over(where, Wish(), patience=0.05)
    door.close()


def test_there_is_one_door_and_it_is_free_again_when_it_is_closed(where):
    door = open_door(where)
    assert open_door(where) is None
    door.close()
    other = open_door(where)
    assert other is not None
    other.close()


def test_a_door_that_a_killed_program_left_behind_is_taken_over(where):
    left = socket.socket(socket.AF_UNIX)
    left.bind(where)
    left.close()
    assert not hand_over(where, Wish())
    door = open_door(where)
    thread, _ = answering(door, WELCOME)
    assert hand_over(where, Wish())
    thread.join()
    door.close()


def test_nobody_else_can_reach_the_door(where):
    door = open_door(where)
    assert stat.S_IMODE(Path(where).stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(where).parent.stat().st_mode) == 0o700
    door.close()


def test_each_home_has_a_door_of_its_own(where, tmp_path):
    assert address(tmp_path / "another home") != where
    assert address(tmp_path / "x" / ".." / "home") == where


def test_a_folder_that_others_can_write_into_is_not_used(tmp_path, monkeypatch):
    open_to_all = tmp_path / "run"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(open_to_all))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    assert Path(address(tmp_path)).parent == tmp_path / f"briefing-{os.getuid()}"


def test_a_folder_that_somebody_put_there_first_is_refused(tmp_path, monkeypatch):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / f"briefing-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PermissionError, match="somebody else"):
        address(tmp_path)
