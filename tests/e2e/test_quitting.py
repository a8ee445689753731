"""The program ends as it should, whatever it is in the middle of."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.services.clock import SystemClock
from briefing.storage.files import ProjectFiles

QUITTING = Path(__file__).with_name("quitting.py")
PATIENCE = 120
ROOT = QUITTING.parents[2]


def quit_in(home, how, *names):
    """Run the program and quit in the middle; returns code, what went on, what was complained of.

    The screen that is none says at each window what it cannot do: that is no complaint.
    """
    done = subprocess.run(
        [sys.executable, str(QUITTING), how, *names], capture_output=True, text=True, check=False,
        timeout=PATIENCE,
        env={**os.environ, "BRIEFING_HOME": str(home), "PYTHONPATH": str(ROOT),
             "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    complaints = [
        line for line in done.stderr.splitlines()
        if not line.startswith("This plugin does not support")
    ]  # fmt: skip
    return done.returncode, done.stdout.strip(), complaints


@pytest.mark.parametrize(
    ("how", "names"),
    [
        ("quit", ["copied_brief", "fetching", "searching", "asking_the_library"]),
        ("session", ["copied_words", "making_pages", "importing", "choosing_a_template"]),
    ],
)
def test_quitting_in_the_middle_ends_without_a_word_and_keeps_the_project(tmp_path, how, names):
    assert quit_in(tmp_path, how, *names) == (0, "busy", [])
    file = tmp_path / "documents" / "Briefing" / "Project.briefing"
    store = ProjectFiles(SystemClock()).open(file, read_only=True)
    assert len(store.load().excerpts) == 14
    store.close()
