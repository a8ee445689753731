"""The command line at its edges: wrong usage, standard input, outputs that fail."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import ARTICLE, ROOT, run

from briefing.services.clock import SystemClock
from briefing.storage.files import ProjectFiles


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export", ARTICLE], "--template"),
        (["batch", "x", "--template", "t", "-o", "y", "--jobs", "many"], "from 1 to 64"),
        (["batch", "x", "--template", "t", "-o", "y", "--seconds", "nan"], "over 0"),
        (["check", ARTICLE, "p.briefing", "--template", "policy-brief"], "alone"),
        (["check", ARTICLE, "--template", "policy-brief", "--field", "to"], "KEY=VALUE"),
        (["project", "recover", "p.briefing"], "-o FILE"),
        (["project", "import", "p.briefing"], "what from"),
        (["project", "export-as", "p.briefing"], "-o TARGET"),
        (["project", "read-back", "p.briefing"], "which document"),
        (["templates", "show"], "which template"),
        (["templates", "new", "house"], "--from"),
        (["library", "publish"], "which project"),
    ],
)
def test_wrong_usage_is_one_line_and_exits_with_two(capsys, arguments, words):
    try:
        code, out, err = run(capsys, *arguments)
    except SystemExit as end:
        code, (out, err) = end.code, capsys.readouterr()
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("briefing: ")
    assert words in err


def test_a_project_and_a_word_file_come_by_standard_input(tmp_path):
    from documents import word

    def said(data, *arguments):
        done = subprocess.run(
            [sys.executable, "-m", "briefing", *arguments], input=data, capture_output=True,
            cwd=tmp_path, env={"PYTHONPATH": ROOT, "BRIEFING_HOME": str(tmp_path)}, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    store = ProjectFiles(SystemClock()).create(tmp_path / "p.briefing")
    store.close()
    project = (tmp_path / "p.briefing").read_bytes()
    code, out, _ = said(project, "project", "verify", "-", "--json")
    assert (code, json.loads(out)["sound"]) == (0, True)
    code, _, err = said(b"no project", "project", "info", "-")
    assert (code, "standard input" in err, err.count("\n")) == (1, True, 1)
    code, _, err = said(project, "export", "-", "--template", "policy-brief", "-o", "x.docx",
                        "--draft")  # fmt: skip
    assert (code, (tmp_path / "x.docx").exists()) == (0, True), err
    code, out, _ = said(word("{% if name %} open"), "templates", "lint", "-", "--json")
    assert (code, len(json.loads(out)["findings"])) == (1, 1)


def test_whoever_stops_reading_hears_of_no_fault(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-m", "briefing", "inspect", ARTICLE, "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={"PYTHONPATH": ROOT, "BRIEFING_HOME": str(tmp_path)},
    ) as process:  # fmt: skip
        process.stdout.close()
        assert process.wait(60) == 1
        assert process.stderr.read() == b""
    if (full := Path("/dev/full")).exists():
        with full.open("w") as target:
            done = subprocess.run(
                [sys.executable, "-m", "briefing", "inspect", ARTICLE], stdout=target,
                stderr=subprocess.PIPE, env={"PYTHONPATH": ROOT, "BRIEFING_HOME": str(tmp_path)},
                check=False,
            )  # fmt: skip
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
        assert b"the disk is full" in done.stderr


def test_json_is_json_whatever_bytes_standard_output_takes(tmp_path):
    (tmp_path / "a.txt").write_text("الوزارة 😀 é said so.", encoding="utf-8")
    for arguments, says in ((["a.txt", "--json"], True), (["a.txt"], False)):
        done = subprocess.run(
            [sys.executable, "-m", "briefing", "inspect", *arguments], capture_output=True,
            cwd=tmp_path, check=True, env={
                "PYTHONPATH": ROOT, "BRIEFING_HOME": str(tmp_path), "PYTHONIOENCODING": "cp1252",
            },
        )  # fmt: skip
        if says:
            text = json.loads(done.stdout)["articles"][0]["blocks"][0]["text"]
            assert text == "الوزارة 😀 é said so."


@pytest.mark.parametrize("data", [b"5", b'{"excerpts": null}', b"[" * 100_000, b"\xff"])
def test_a_file_that_holds_no_list_of_excerpts_says_what_it_has_to_be(capsys, tmp_path, data):
    path = tmp_path / "excerpts.json"
    path.write_bytes(data)
    code, _, err = run(capsys, "export", ARTICLE, "--template", "policy-brief", "-o",
                       tmp_path / "x.docx", "--excerpts", path)  # fmt: skip
    assert (code, "It has to be JSON" in err) == (1, True)
