"""LibreOffice started ahead: one for each document, gone with all it left, stopped when told."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest
from test_office import HEAD

from briefing.errors import ExportError
from briefing.exporters import office_standby
from briefing.exporters.office import OfficeConverter, find_office
from briefing.exporters.office_standby import StandbyOffice

# One without a document tells that it listens and waits; one with a document converts it.
BODY = (
    "import time\n"
    "folder = pathlib.Path(args[0].split('file://')[1]).parent\n"
    "room = pathlib.Path(r'{room}')\n"
    "if '--convert-to' not in args:\n"
    "    with (room / 'starts').open('a') as starts:\n"
    "        print(folder, os.getpid(), file=starts)\n"
    "    (room / 'socket').touch()\n"
    "    time.sleep(600)\n"
    "words = pathlib.Path(args[-1]).read_text()\n"
    "if words == 'hang':\n"
    "    (room / 'hangs').write_text(str(os.getpid()))\n"
    "    time.sleep(600)\n"
    "(folder / 'brief.pdf').write_text(f'{folder} {words}')\n"
)


@pytest.fixture
def room(tmp_path, monkeypatch):
    """Return a folder with a LibreOffice in it that is none."""
    program = tmp_path / "soffice"
    program.write_text(HEAD + BODY.replace("{room}", str(tmp_path)), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(office_standby, "_SOCKETS", (str(tmp_path),))
    monkeypatch.setattr(office_standby, "_socket_name", lambda folder: "socket")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


@pytest.fixture
def standby(room):
    made = StandbyOffice(lambda: room / "soffice", seconds=20, ahead=True)
    yield made
    made.rest()


def starts(room):
    lines = (room / "starts").read_text().splitlines()
    return [(Path(line.rsplit(" ", 1)[0]), int(line.rsplit(" ", 1)[1])) for line in lines]


def is_gone(pid):
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_each_document_meets_a_process_and_a_profile_of_its_own(standby, room):
    first = standby.to_pdf(b"one").decode()
    second = standby.to_pdf(b"two").decode()
    assert first.endswith("one")
    assert second.endswith("two")
    assert first.split()[0] != second.split()[0]


def test_when_it_rests_no_process_no_folder_and_no_socket_stay(standby, room):
    standby.to_pdf(b"one")
    standby.to_pdf(b"two")
    standby.rest()
    assert all(is_gone(pid) for _folder, pid in starts(room))
    assert sorted(each.name for each in room.iterdir()) == ["soffice", "starts"]
    assert standby.to_pdf(b"three").decode().endswith("three")


def test_one_that_is_stopped_is_ended_at_once_and_the_next_document_goes_on(standby, room):
    stop = threading.Event()
    stopper = threading.Thread(target=lambda: _when_there(room / "hangs", stop))
    stopper.start()
    with pytest.raises(ExportError, match="stopped"):
        standby.to_pdf(b"hang", stop)
    stopper.join()
    assert is_gone(int((room / "hangs").read_text()))
    assert standby.to_pdf(b"next").decode().endswith("next")


def _when_there(path, event):
    while not (path.exists() and path.read_text()):
        event.wait(0.01)
    event.set()


def test_without_libreoffice_it_says_so():
    nowhere = StandbyOffice(lambda: None, ahead=True)
    assert not nowhere.is_there
    with pytest.raises(ExportError, match="not there"):
        nowhere.to_pdf(b"")
    nowhere.rest()


def test_one_that_ends_instead_of_waiting_does_not_hold_up_the_document(room, monkeypatch):
    program = room / "soffice"
    words = program.read_text().replace("    time.sleep(600)\nwords", "    sys.exit()\nwords")
    program.write_text(words)
    made = StandbyOffice(lambda: room / "soffice", seconds=20, ahead=True)
    assert made.to_pdf(b"one").decode().endswith("one")
    made.rest()


def test_each_way_that_this_machine_has_makes_a_pdf():
    import io

    from docx import Document

    document, target = Document(), io.BytesIO()
    document.add_paragraph("The ferry sails.")
    document.save(target)
    there = find_office() is not None and sys.platform == "linux"
    for converter in [OfficeConverter(), StandbyOffice()] if there else []:
        assert converter.to_pdf(target.getvalue()).startswith(b"%PDF")
    if there:
        assert converter.to_pdf(target.getvalue()).startswith(b"%PDF")
        converter.rest()


KILLED = (
    "import sys, time\n"
    "from pathlib import Path\n"
    "from briefing.exporters import office_standby\n"
    "room = Path(sys.argv[1])\n"
    "office_standby._SOCKETS = (str(room),)\n"
    "office_standby._socket_name = lambda folder: 'socket'\n"
    "made = office_standby.StandbyOffice(lambda: room / 'soffice', seconds=20, ahead=True)\n"
    "made.to_pdf(b'one')\n"
    "print('ready', flush=True)\n"
    "time.sleep(600)\n"
)


def test_the_one_that_waits_goes_with_a_program_that_is_killed_and_its_folder_later(room, standby):
    paths = {"PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(room)}
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(room)], stdout=subprocess.PIPE,
        env={**os.environ, **paths},
    ) as killed:  # fmt: skip
        assert killed.stdout.readline() == b"ready\n"
        while len(starts(room)) < 2:
            killed.poll()
        folder, waiting = starts(room)[-1]
        assert not is_gone(waiting)
        killed.kill()
    psutil.wait_procs([psutil.Process(waiting)] if not is_gone(waiting) else [], timeout=20)
    assert is_gone(waiting)
    assert folder.exists()
    standby.to_pdf(b"two")
    assert not folder.exists()
