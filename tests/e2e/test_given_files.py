"""A file that is double-clicked is what the window opens, whatever was open the last time."""

import json
import os
import subprocess
import sys
from pathlib import Path

from briefing.services.clock import SystemClock
from briefing.storage.files import ProjectFiles

ROOT = Path(__file__).resolve().parent.parent.parent
START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from briefing import app
from briefing.widgets import loading_ahead
def begin_and_end(_window, first):
    QTimer.singleShot(0, lambda: (first(), QTimer.singleShot(0, QApplication.quit)))
loading_ahead.load_ahead = begin_and_end
sys.exit(app.main([Path(each) for each in sys.argv[1:]]))
"""


def project_after(home, *files):
    """Start the window with these files and end it; return the project that it had open."""
    subprocess.run(
        [sys.executable, "-c", START, *map(str, files)], check=True, capture_output=True,
        env={**os.environ, "BRIEFING_HOME": str(home), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    noted = json.loads((home / "config" / "settings.json").read_text(encoding="utf-8"))
    return Path(noted["last_project"])


def test_the_project_that_was_given_stays_open_whatever_was_the_last_one(tmp_path):
    files = [tmp_path / "First.briefing", tmp_path / "Second.briefing"]
    for file in files:
        ProjectFiles(SystemClock()).create(file).close()
    assert project_after(tmp_path / "home", files[0]) == files[0]
    assert project_after(tmp_path / "home", files[1]) == files[1]
