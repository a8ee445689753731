"""The table of attacks names tests that there are, and its watch on files sees what it is for."""

import ast
from pathlib import Path

import hostile
import pytest

TESTS = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("kind", hostile.ATTACKS)
def test_every_attack_of_the_table_is_tried_by_a_test(kind):
    for file, names in hostile.ATTACKS[kind].items():
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        there = [each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
        for name in names:
            assert any(each.startswith(name) for each in there), (file, name)


def test_what_is_written_outside_the_runs_own_folder_is_seen(tmp_path):
    trace = tmp_path / "trace"
    trace.write_text(
        '7 openat(AT_FDCWD, "/etc/hostname", O_RDONLY|O_CLOEXEC) = 3\n'
        '7 openat(AT_FDCWD, "/own/a", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 3\n'
        '7 openat(AT_FDCWD, "/home/u/.bashrc", O_WRONLY|O_APPEND) = 3\n'
        '8 execve("/usr/bin/python3", ["python3", "-I"], 0x7ffd /* 3 vars */) = 0\n'
        '8 openat(AT_FDCWD, "/tmp/x", O_RDWR|O_CREAT|O_EXCL, 0600) = 4\n'
        '8 creat("/tmp/y", 0644) = 5\n'
        '8 openat(5, "under", O_RDONLY|O_DIRECTORY) = 6\n'
    )
    written, programs = hostile.seen_in(trace, ("/own/", "/dev/"))
    assert written == ["/home/u/.bashrc", "/tmp/x", "/tmp/y"]
    assert programs == "python3 1"


def test_a_test_belongs_to_one_kind_of_attack():
    tried = [(f, n) for files in hostile.ATTACKS.values() for f, names in files.items()
             for n in names]  # fmt: skip
    for file, name in tried:
        same = [other for where, other in tried if where == file and other.startswith(name)]
        assert same == [name], (file, name)
