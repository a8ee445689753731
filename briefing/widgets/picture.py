"""A picture of the window at work on the sample, taken without showing it."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from briefing.qt.document import ProjectDocument
from briefing.widgets.desk import Desk
from briefing.widgets.main_window import MainWindow

SIZE = (1680, 1000)
SETTLING = 1.5
"""Seconds before a picture is taken; the slowest panel waits 0.2, and the machine may be busy."""


def save_picture_of(app: QCoreApplication, desk: Desk, path: Path) -> None:
    """Write a picture of the window with the sample open, and close the desk."""
    with tempfile.TemporaryDirectory() as folder:
        store = desk.stores.create(Path(folder) / "Sample.briefing")
        document = ProjectDocument(store, desk.clock)
        window = MainWindow.of(document, desk)
        window.resize(*SIZE)
        window.show()
        window.panes.restore()
        desk.add_sample(document)
        window.reset()
        excerpts = document.project.excerpts_of(document.project.articles_in_order()[0].id)
        window.view.select(excerpts[2].start, excerpts[2].end)
        _settle(app, window)
        path.parent.mkdir(parents=True, exist_ok=True)
        window.grab().save(str(path))
        window.close()
        document.store.close()
        desk.close()


def _settle(app: QCoreApplication, window: MainWindow) -> None:
    """Let the panels that follow the project a little later catch up."""
    end = time.monotonic() + SETTLING
    while time.monotonic() < end:
        app.processEvents()
        window.outline.current()
