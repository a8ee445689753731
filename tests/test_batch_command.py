"""The batch on the command line, with real processes: kills, Ctrl+C, exit codes, JSON."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from briefing import cli

ROOT = str(Path(__file__).resolve().parent.parent)
TEXT = (
    "NORTHWIRE: Port Almary: The ferry subsidy of crossing {n} is back on the table.\n"
    "Fuel costs rose by 31% in October, according to the harbour office. Two operators have put "
    "off repairs. The government is considering a new levy."
)


@pytest.fixture
def folder(tmp_path):
    """Return a folder with six articles."""
    made = tmp_path / "articles"
    made.mkdir()
    for n in range(6):
        (made / f"ferry {n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return made


def command(folder, out, *more):
    return [
        sys.executable, "-m", "briefing", "batch", str(folder), "--template", "policy-brief",
        "-o", str(out), *more,
    ]  # fmt: skip


def start(folder, out, *more):
    return subprocess.Popen(
        command(folder, out, *more), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": ROOT}, text=True, encoding="utf-8",
    )  # fmt: skip


def finish(folder, out, *more):
    process = start(folder, out, *more)
    said, complaint = process.communicate(timeout=120)
    return process.returncode, said, complaint


def wait_for(process, done):
    """Wait until something is done, as long as the process runs."""
    while not done() and process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.005)


def whole(path):
    with zipfile.ZipFile(path) as document:
        return document.testzip() is None


def test_every_article_becomes_a_whole_document_and_failures_are_named(folder, tmp_path):
    (folder / "bad.png").write_bytes(b"\x89PNG....")
    excerpt = {"quote": "Two operators", "tags": ["stakeholder-impacts"]}
    (folder / "ferry 1.excerpts.json").write_text(json.dumps({"excerpts": [excerpt]}))
    out = tmp_path / "out"
    code, said, complaint = finish(folder, out, "--json")
    found = json.loads(said)
    assert (code, found["written"], found["failed"]) == (1, 6, 1)
    assert complaint.startswith("briefing: 1 of 7 failed.")
    assert complaint.count("\n") == 1
    rows = {row["source"]: row for row in found["articles"]}
    assert rows["ferry 1.txt"]["words"] > rows["ferry 0.txt"]["words"]
    assert rows["ferry 0.txt"]["draft"] is True
    assert any("Recommendations" in words for words in rows["ferry 0.txt"]["blocking"])
    assert "PNG" in rows["bad.png"]["message"]
    assert all(whole(out / f"ferry {n}.docx") for n in range(6))
    (folder / "bad.png").unlink()
    code, said, complaint = finish(folder, out)
    assert (code, complaint) == (0, "")
    assert "6 done before" in said


def test_suggestions_make_drafts_that_say_that_nobody_has_checked_them(folder, tmp_path):
    out = tmp_path / "out"
    code, said, _ = finish(folder, out, "--suggest", "--format", "markdown", "--json")
    rows = json.loads(said)["articles"]
    assert code == 0
    assert all(row["draft"] and row["words"] > 0 for row in rows)
    assert "nobody has checked" in (out / rows[0]["target"]).read_text(encoding="utf-8")


def test_a_killed_run_leaves_no_half_document_and_the_next_one_completes(folder, tmp_path):
    out = tmp_path / "out"
    process = start(folder, out)
    wait_for(process, lambda: len(list(out.glob("*.docx"))) >= 2)
    family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate()
    done = sorted(out.glob("*.docx"))
    assert len(done) >= 2
    assert all(whole(path) for path in done)
    _gone, alive = psutil.wait_procs(family, timeout=30)
    assert alive == []
    code, said, _ = finish(folder, out, "--json")
    found = json.loads(said)
    assert code == 0
    assert found["skipped"] >= len(done) - 1
    assert found["skipped"] + found["written"] == 6
    assert all(whole(out / f"ferry {n}.docx") for n in range(6))


def test_ctrl_c_stops_cleanly_and_says_what_is_done(folder, tmp_path):
    out = tmp_path / "out"
    for n in range(200):
        (folder / f"more {n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    process = start(folder, out, "--json")
    wait_for(process, lambda: any(out.glob("*.docx")))
    process.send_signal(signal.SIGINT)
    said, complaint = process.communicate(timeout=60)
    found = json.loads(said)
    assert (process.returncode, found["stopped"]) == (1, True)
    assert found["written"] == len(list(out.glob("*.docx"))) >= 1
    assert "Traceback" not in complaint
    assert "Run it again" in complaint


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--field", "orgnstn=x"], "organisation"),
        (["--format", "dcx"], "Known:"),
        (["--excerpts", "none"], "no folder"),
        (["--scheduler", "desk:8786"], "no address of a scheduler"),
        (["--scheduler", "tcp://desk.example:8786"], "--insecure"),
    ],
)
def test_what_cannot_begin_is_one_line_with_a_remedy(capsys, folder, tmp_path, more, words):
    arguments = command(folder, tmp_path / "out", *more)[3:]
    assert cli.main(arguments, lambda _path: None) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("jobs", ["0", "x", "65"])
def test_a_wrong_number_of_processes_is_wrong_usage(capsys, folder, tmp_path, jobs):
    with pytest.raises(SystemExit) as ended:
        cli.main(command(folder, tmp_path, "--jobs", jobs)[3:], lambda _path: None)
    assert ended.value.code == 2
    assert "--jobs" in capsys.readouterr().err
