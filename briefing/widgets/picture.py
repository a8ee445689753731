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
SETTLING = 1.0
"""Seconds of this process before a picture is taken, so that a busy machine gets more of them."""
PATIENCE = 30.0
"""Seconds after which work in the background is no longer waited for."""


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
    """Let work in the background end, and the panels that follow the project catch up with it."""
    last = time.monotonic() + PATIENCE
    calm = time.process_time() + SETTLING
    while time.process_time() < calm and time.monotonic() < last:
        app.processEvents()
        window.outline.current()
        if not window.desk.jobs.idle:
            calm = time.process_time() + SETTLING
