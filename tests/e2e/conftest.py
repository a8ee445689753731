"""A screen of its own, and the program in real windows on it."""

import os
import shutil
import subprocess

import pytest
from real_program import Program


@pytest.fixture(scope="session")
def screen(tmp_path_factory):
    """Start a screen of its own; return its name and the folder of its frame buffer.

    A screen that resets when its last client leaves turns away the one that comes meanwhile.
    """
    assert shutil.which("Xvfb"), "Xvfb is missing: run `python3 dev.py test`, which installs it"
    folder = tmp_path_factory.mktemp("screen")
    reader, writer = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1680x1000x24", "-fbdir", str(folder),
         "-nolisten", "tcp", "-noreset"],
        pass_fds=[writer], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writer)
    with os.fdopen(reader) as names:
        name = names.readline().strip()
    yield f":{name}", folder
    process.terminate()
    process.wait()


@pytest.fixture
def start(screen):
    """Return a function that starts the program; what still runs at the end is killed."""
    started = []

    def run(home, *files):
        program = Program(screen, home, *files)
        started.append(program)
        program.find_window()
        return program

    yield run
    for program in started:
        program.kill()
