"""Writing a document: whole or not at all, whatever happens on the way."""

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefing.errors import ExportError
from briefing.services import writing
from briefing.services.writing import TargetHeldError, free_name, write_atomically

PATHS = f"import sys; sys.path[:] = {[each for each in sys.path if each]!r}\n"


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "note.docx"
    path.write_bytes(b"old")
    return path


def others(path):
    return [each.name for each in path.parent.iterdir() if each != path]


def failing(code):
    def fail(*_arguments):
        raise OSError(code, os.strerror(code))

    return fail


def test_a_new_document_is_written_with_its_folders_and_nothing_beside_it(tmp_path):
    path = tmp_path / "a" / "b" / "note.docx"
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert others(path) == []


def test_a_document_is_replaced_and_keeps_who_may_read_it(note):
    note.chmod(0o640)
    write_atomically(note, b"new")
    assert note.read_bytes() == b"new"
    assert os.name == "nt" or stat.S_IMODE(note.stat().st_mode) == 0o640
    assert others(note) == []


def test_a_new_document_may_be_read_by_whom_the_user_lets_read(tmp_path):
    ordinary = tmp_path / "ordinary"
    ordinary.write_bytes(b"")
    write_atomically(tmp_path / "note.docx", b"new")
    assert (tmp_path / "note.docx").stat().st_mode == ordinary.stat().st_mode


def test_a_link_goes_on_leading_to_the_document(tmp_path, note):
    link = tmp_path / "links" / "latest.docx"
    link.parent.mkdir()
    link.symlink_to(note)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert note.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your share of the disk is full"),
        (errno.EIO, "the disk reports an error"),
        (errno.ENODEV, os.strerror(errno.ENODEV)),
    ],
)
def test_a_disk_that_fails_leaves_the_document_as_it_was_and_says_so(
    note, monkeypatch, code, reason
):
    monkeypatch.setattr(os, "fsync", failing(code))
    with pytest.raises(ExportError) as raised:
        write_atomically(note, b"new")
    assert raised.value.message == f"Not exported: {reason}. note.docx is as it was."
    assert raised.value.hint.endswith("Your work is not affected.")
    assert note.read_bytes() == b"old"
    assert others(note) == []


def test_a_disk_that_fails_before_there_was_a_document_leaves_none(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC))
    with pytest.raises(ExportError, match=r"the disk is full\. Nothing was written"):
        write_atomically(tmp_path / "note.docx", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_file_size_limit_of_the_system_leaves_the_document_as_it_was(note):
    script = (
        "import resource\n"
        "from pathlib import Path\n"
        "from briefing.errors import ExportError\n"
        "from briefing.services.writing import write_atomically\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        f"try: write_atomically(Path({str(note)!r}), bytes(200_000))\n"
        "except ExportError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", PATHS + script], capture_output=True, text=True, check=True
    )
    assert "larger than is allowed here. note.docx is as it was." in done.stdout
    assert note.read_bytes() == b"old"
    assert others(note) == []


def test_a_full_device_is_named(tmp_path):
    """The control that the words come from the system's own error, not from our tests."""
    with pytest.raises(OSError, match="space") as raised, Path("/dev/full").open("wb") as full:
        full.write(b"x")
    assert writing.reason_of(raised.value) == "the disk is full"


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("file.txt/note.docx", "a file stands where a folder is needed"),
        ("x" * 300 + ".docx", "the name is too long"),
        ("folder", "is a folder or a device"),
    ],
)
def test_a_place_that_cannot_be_written_is_explained(tmp_path, place, reason):
    (tmp_path / "file.txt").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError, match=reason):
        write_atomically(tmp_path / place, b"new")
    assert (tmp_path / "file.txt").read_bytes() == b"old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file.txt", "folder"]


def test_a_device_is_never_replaced_by_a_document():
    with pytest.raises(ExportError, match="is a folder or a device"):
        write_atomically(Path(os.devnull), b"new")
    assert not Path(os.devnull).is_file()


def test_a_folder_that_cannot_be_synced_is_no_reason_to_say_nothing_was_written(note, monkeypatch):
    fsync = os.fsync

    def files_only(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "no")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", files_only)
    write_atomically(note, b"new")
    assert note.read_bytes() == b"new"


def held():
    error = PermissionError(errno.EACCES, "held")
    error.winerror = 32
    return error


class _Clock:
    """A clock that goes only while one sleeps."""

    def __init__(self):
        self.passed = 0.0

    def monotonic(self):
        return self.passed

    def sleep(self, seconds):
        self.passed += seconds

    def time(self):
        return time.time()


@pytest.fixture
def clock(monkeypatch):
    made = _Clock()
    monkeypatch.setattr(writing, "time", made)
    return made


def test_a_document_that_word_lets_go_of_is_written(note, monkeypatch, clock):
    replace, tries = Path.replace, []

    def at_the_third_try(self, target):
        tries.append(target)
        if len(tries) < 3:
            raise held()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", at_the_third_try)
    write_atomically(note, b"new")
    assert note.read_bytes() == b"new"
    assert clock.passed < writing.HELD_SECONDS


def test_a_document_that_word_keeps_is_left_and_another_name_offered(note, monkeypatch, clock):
    def never(_self, _target):
        raise held()

    monkeypatch.setattr(Path, "replace", never)
    note.with_name("note (2).docx").write_bytes(b"")
    with pytest.raises(TargetHeldError) as raised:
        write_atomically(note, b"new")
    assert writing.HELD_SECONDS <= clock.passed < writing.HELD_SECONDS + 0.25
    assert raised.value.other == free_name(note) == note.with_name("note (3).docx")
    assert "another program holds note.docx. note.docx is as it was." in raised.value.message
    assert "export as note (3).docx. Your work is not affected." in raised.value.hint
    assert note.read_bytes() == b"old"
    assert sorted(others(note)) == ["note (2).docx"]


def test_what_a_killed_writer_left_is_swept_later_and_nothing_else(note):
    left = note.with_name(".note.docx.0badcafe.briefing-part")
    young = note.with_name(".other.docx.0badcafe.briefing-part")
    ours = note.with_name("my.briefing-part.docx")
    for each in (left, young, ours):
        each.write_bytes(b"half")
    for each in (left, ours):
        os.utime(each, (1, time.time() - writing.STRAY_SECONDS - 60))
    write_atomically(note, b"new")
    assert sorted(others(note)) == sorted([young.name, ours.name])


def test_a_writer_killed_at_any_moment_leaves_a_whole_document(tmp_path):
    path = tmp_path / "note.docx"
    versions = [bytes([number]) * 600_000 for number in (1, 2)]
    path.write_bytes(versions[0])
    script = (
        "from pathlib import Path\n"
        "from briefing.services.writing import write_atomically\n"
        "print('ready', flush=True)\n"
        "for number in range(10**9):\n"
        f"    write_atomically(Path({str(path)!r}), bytes([number % 2 + 1]) * 600_000)\n"
    )
    interrupted = 0
    for run in range(20):
        with subprocess.Popen(
            [sys.executable, "-c", PATHS + script], stdout=subprocess.PIPE
        ) as writer:
            writer.stdout.readline()
            time.sleep(0.003 + run * 0.0017)
            writer.send_signal(signal.SIGKILL)
        assert path.read_bytes() in versions
        interrupted += len(others(path))
        writing.sweep(path.parent)
        assert not others(path)
    assert interrupted > 0, "no run was killed while it wrote, so nothing was proved"
