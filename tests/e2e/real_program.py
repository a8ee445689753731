"""The program as a process with a window: its keys, its picture, its project file."""

import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtGui import QImage

from briefing.model.project import Project
from briefing.services.clock import SystemClock
from briefing.storage.files import ProjectFiles

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 30.0


class Program:
    """The running program: its keys, its picture, its project file."""

    def __init__(self, screen, home, *files):
        self.display, self.folder = screen
        self.home = home
        self.environment = {
            **os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb",
            "BRIEFING_HOME": str(home), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "briefing", *map(str, files)], env=self.environment,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def find_window(self):
        """Wait for the main window, give it the whole screen and the keyboard."""
        self.window = until(lambda: self.running() and self._shown("Briefing"))
        self.tool("windowsize", "--sync", self.window, "1680", "1000")
        self.tool("windowfocus", "--sync", self.window)

    def running(self):
        """Return True; fail with what the program said where it has ended by itself."""
        assert self.process.poll() is None, self.process.stderr.read()
        return True

    def _shown(self, name):
        return self.tool("search", "--onlyvisible", "--name", name)

    def dialog(self, name):
        """Wait for a dialog, give it the keyboard and return its window."""
        window = until(lambda: self.running() and self._shown(name))
        self.tool("windowfocus", "--sync", window)
        return window

    def type(self, words):
        self.tool("type", "--delay", "40", words)

    def keys(self, *names):
        self.tool("key", "--delay", "40", *names)

    @property
    def project_file(self):
        return self.home / "documents" / "Briefing" / "Project.briefing"

    def project(self):
        """Return the project as the file has it at this moment, read from a copy."""
        if not self.project_file.exists():
            return Project()
        store = ProjectFiles(SystemClock()).open(self.project_file, read_only=True)
        try:
            return store.load()
        finally:
            store.close()

    def picture(self):
        """Return what is on the screen; the file is in the X window dump format."""
        data = (self.folder / "Xvfb_screen0").read_bytes()
        fields = struct.unpack(">25I", data[:100])
        start = fields[0] + fields[19] * 12
        width, height, line = fields[4], fields[5], fields[12]
        return QImage(data[start:], width, height, line, QImage.Format.Format_RGB32).copy()

    def kill(self):
        """Kill it as a power cut would; a program killed before is left alone."""
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self.process.stderr.close()

    def tool(self, *arguments):
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        return done.stdout.split("\n")[0]

    def lines(self, *arguments):
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        return done.stdout.split()


def until(found):
    """Return what `found` gives as soon as it gives something."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if result := found():
            return result
        time.sleep(0.05)
    raise AssertionError("nothing came of it")
