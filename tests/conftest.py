"""What every test runs under: no screen, no network, a home of its own, no unexpected word."""

import json
import logging
import os
import socket
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

os.environ["QT_QPA_PLATFORM"] = "offscreen"
settings.register_profile(
    "tests", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tests")


def pytest_configure(config):
    """Give Qt a desk-sized screen; its own is 800x800."""
    screens = [{"name": "desk", "x": 0, "y": 0, "width": 1920, "height": 1080}]
    file = Path(tempfile.gettempdir()) / f"briefing-screen-{os.getpid()}.json"
    file.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    config.add_cleanup(lambda: file.unlink(missing_ok=True))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """Keep everything of the user's in a folder of the test's."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("BRIEFING_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Let nothing connect, but to what a test puts into the set: a server of its own."""
    connect = socket.socket.connect
    allowed = set()

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address not in allowed:
            raise AssertionError(f"a connection to {address} was tried")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    return allowed


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog):
    """Fail the test that logs a warning or worse."""
    yield
    found = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not found, [record.getMessage() for record in found]


@pytest.fixture(scope="session")
def seed():
    """Return the folder with a real article and a reading of it, or None where it is not."""
    folder = ROOT.parent / "shared" / "seed"
    return folder if (folder / "article.txt").is_file() else None
