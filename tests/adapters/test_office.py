"""LibreOffice as a converter: found, told to load nothing, ended with all it started."""

import io
import os
import sys
import threading
import zipfile
from pathlib import Path

import psutil
import pytest

from briefing.errors import ExportError
from briefing.exporters import office
from briefing.exporters.office import OfficeConverter, find_office

HEAD = f"#!{sys.executable}\nimport os, pathlib, subprocess, sys\nargs = sys.argv[1:]\n"
WRITES = (
    "profile = [a for a in args if a.startswith('-env:UserInstallation=')][0].split('file://')[1]\n"
    "settings = pathlib.Path(profile, 'user', 'registrymodifications.xcu').read_text()\n"
    "out = pathlib.Path(args[args.index('--outdir') + 1])\n"
    "said = '\\n'.join([settings, *args, *os.environ, pathlib.Path(args[-1]).read_text()])\n"
    "(out / 'brief.pdf').write_text(said)\n"
)
HANGS = (
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    "pathlib.Path(r'{note}').write_text(str(child.pid))\n"
    "child.wait()\n"
)


def program(tmp_path, body):
    path = tmp_path / "soffice"
    path.write_text(HEAD + body, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_document_goes_in_and_the_pdf_comes_back_and_nothing_stays(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET", "x")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    said = OfficeConverter(lambda: program(tmp_path, WRITES)).to_pdf(b"the words").decode()
    assert "the words" in said
    assert "--headless" in said
    assert "DisableMacrosExecution" in said
    assert "SECRET" not in said
    assert [each.name for each in tmp_path.iterdir()] == ["soffice"]


def test_one_that_hangs_is_ended_with_what_it_started(tmp_path):
    note = tmp_path / "child"
    hanging = program(tmp_path, HANGS.replace("{note}", str(note)))
    with pytest.raises(ExportError, match="took longer than 2 seconds") as raised:
        OfficeConverter(lambda: hanging, seconds=2).to_pdf(b"")
    assert "Word" in raised.value.hint
    child = int(note.read_text())
    psutil.wait_procs([psutil.Process(child)] if psutil.pid_exists(child) else [], timeout=5)
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == "zombie"


def test_a_long_document_gets_longer_but_not_for_ever():
    def document(size):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as parts:
            parts.writestr("word/document.xml", b" " * size)
        return target.getvalue()

    small, long, huge = (office.seconds_for(document(size)) for size in (9, 10**7, 10**8))
    assert office.SECONDS <= small < long / 2
    assert huge == office.MOST_SECONDS


def test_a_conversion_that_is_called_off_ends_at_once(tmp_path):
    note = tmp_path / "child"
    hanging = program(tmp_path, HANGS.replace("{note}", str(note)))
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    with pytest.raises(ExportError, match="was stopped"):
        OfficeConverter(lambda: hanging).to_pdf(b"", stop)


def test_one_that_fails_is_quoted(tmp_path):
    failing = program(tmp_path, "print('source file could not be loaded'); sys.exit(1)\n")
    with pytest.raises(ExportError, match="source file could not be loaded"):
        OfficeConverter(lambda: failing).to_pdf(b"")


def test_one_that_does_not_start_is_an_error_with_a_remedy(tmp_path):
    with pytest.raises(ExportError, match="did not start"):
        OfficeConverter(lambda: tmp_path / "none").to_pdf(b"")


def test_it_is_found_on_the_path_first_and_may_be_missing(tmp_path, monkeypatch):
    found = program(tmp_path, "")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_office() == Path(found)
    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.setattr(office, "_ELSEWHERE", ())
    monkeypatch.setattr(office, "_USUAL", {})
    assert find_office() is None
    assert not OfficeConverter().is_there
