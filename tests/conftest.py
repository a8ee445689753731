"""What every test runs under: no screen, no network, a home of its own, no unexpected word."""

import ipaddress
import json
import logging
import os
import socket
import sys
import tempfile
from pathlib import Path

import network_watch
import pytest
from hypothesis import HealthCheck, settings
from tries import MANY, USUAL

from briefing.qt import document

ROOT = Path(__file__).resolve().parent.parent

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["CUPS_SERVER"] = "/nobody/prints"  # each QPrinter asks it, and Qt waits for the answer
settings.register_profile(
    "tests", deadline=None, derandomize=not MANY, max_examples=MANY or USUAL,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
settings.load_profile("tests")


def pytest_configure(config):
    """Give Qt a desk-sized screen; its own is 800x800. Leave the network, where that can be."""
    network_watch.go_alone()
    screens = [{"name": "desk", "x": 0, "y": 0, "width": 1920, "height": 1080}]
    file = Path(tempfile.gettempdir()) / f"briefing-screen-{os.getpid()}.json"
    file.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    config.add_cleanup(lambda: file.unlink(missing_ok=True))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"


_LONG = ("torture", "e2e")
"""The folders with the longest tests, which begin first so that none of them is the last."""


def pytest_collection_modifyitems(items):
    """Begin with the longest, keeping the order of all others and within each folder."""
    items.sort(key=lambda item: not set(_LONG) & set(item.path.parts))


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """Keep everything of the user's in a folder of the test's."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("BRIEFING_HOME", str(home))
    return home


_TOLD = {"socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg"}
_tried = []


def _watch(event, arguments):
    """Note what leads out: names that are looked up, and packets to other than local sockets."""
    if event in _TOLD and not (_is_local(arguments) or _is_number(event, arguments)):
        _tried.append((event, repr(arguments[:2])))
    if event == "socket.connect" and isinstance(arguments[1], tuple) and not _is_local(arguments):
        _tried.append((event, repr(arguments[1])))


def _is_number(event, arguments):
    """Tell whether what is looked up is an address already: that asks no other machine."""
    if event != "socket.getaddrinfo":
        return False
    try:
        ipaddress.ip_address(arguments[0])
    except ValueError:
        return False
    return True


def _is_local(arguments):
    """Tell whether an address is this machine, or a socket in the file system or of a pair."""
    names = [each[0] if isinstance(each, tuple) and each else each for each in arguments]
    return any(name in ("127.0.0.1", "::1", "localhost") for name in names) or not any(
        isinstance(each, tuple) or (isinstance(each, str) and "/" not in each)
        for each in arguments[:2]
    )


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def no_network_tried():
    """Fail the test in which this process tried to reach another machine, even if it hid it."""
    before = len(_tried)
    yield _tried
    assert _tried[before:] == []


@pytest.fixture(autouse=True)
def no_program_tried():
    """Fail the test in which any program that it started tried to reach another machine.

    Returns the count so far in a list. A program that outlives its test is told of in a later one.
    Where there is no network of the tests' own, programs only get a proxy that nobody is behind.
    """
    counts = [network_watch.wanted_out()]
    yield counts
    assert network_watch.wanted_out() == counts[0]


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Let nothing connect, but to what a test puts into the set: a server of its own."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
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


class StandingClock:
    """A clock in the place of the module `time`, that goes only when a test moves it."""

    def __init__(self):
        self.seconds = 0.0

    def monotonic(self):
        return self.seconds

    def move(self, seconds):
        self.seconds += seconds


@pytest.fixture(autouse=True)
def typing_clock(monkeypatch):
    """Let no time pass between keys, however busy the machine; return the clock of it."""
    clock = StandingClock()
    monkeypatch.setattr(document, "time", clock)
    return clock


@pytest.fixture(scope="session")
def seed():
    """Return the folder with a real article and a reading of it, or None where it is not."""
    folder = ROOT.parent / "shared" / "seed"
    return folder if (folder / "article.txt").is_file() else None
