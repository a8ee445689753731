"""Loads articles into the window of a test."""

from pathlib import Path


def load(window, qtbot, *paths):
    """Read files as the window does, and wait until they are in."""
    window.importer.read([Path(path) for path in paths])
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=60_000)
