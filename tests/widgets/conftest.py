"""A window on a project file of the test's own."""

from pathlib import Path

import pytest
from fakes import FixedClock

from briefing.app import make_application, make_desk
from briefing.paths import standard_paths
from briefing.qt.document import ProjectDocument
from briefing.widgets.main_window import MainWindow


@pytest.fixture(scope="session")
def qapp():
    return make_application()


@pytest.fixture
def window(qtbot, tmp_path):
    desk = make_desk(standard_paths())
    store = desk.stores.create(tmp_path / "Test.briefing")
    document = ProjectDocument(store, FixedClock(), "me")
    made = MainWindow(document, desk)
    qtbot.addWidget(made)
    made.resize(1680, 1000)
    made.show()
    made.panes.restore(b"", b"")
    qtbot.waitExposed(made)
    yield made
    made.close()
    document.store.close()
    desk.close()


@pytest.fixture
def sample(window, qtbot):
    """Return the window with the sample's article and nothing tagged."""
    load(window, qtbot, standard_paths().sample / "article.txt")
    return window


def load(window, qtbot, *paths):
    window.importer.read([Path(path) for path in paths])
    qtbot.waitUntil(lambda: window.desk.jobs.idle, timeout=10_000)
