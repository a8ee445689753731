"""A window on a project file of the test's own."""

import shutil

import pytest
from builders import article
from fakes import FixedClock, MemoryStore
from loaded import load
from PySide6.QtGui import QGuiApplication
from tag_window import tagged

from briefing.app import make_application
from briefing.assembly import make_desk
from briefing.model.edits import add_articles
from briefing.paths import standard_paths
from briefing.qt.document import ProjectDocument
from briefing.services.tag_schemes import shipped_schemes
from briefing.widgets.main_window import MainWindow
from briefing.widgets.tags.scheme_editor import SchemeEditor


@pytest.fixture(scope="session")
def qapp():
    """Return the application; what a test put on its clipboard must not outlive Python."""
    yield make_application()
    QGuiApplication.clipboard().clear()


@pytest.fixture
def window(qtbot, tmp_path):
    desk = make_desk(standard_paths())
    store = desk.stores.create(tmp_path / "Test.briefing")
    document = ProjectDocument(store, FixedClock(), "me")
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1680, 1000)
    made.show()
    qtbot.waitExposed(made)
    made.fill(document, desk)
    made.panes.restore()
    yield made
    made.close()
    document.store.close()
    desk.close()


@pytest.fixture
def sample(window, qtbot):
    """Return the window with the sample's article and nothing tagged."""
    load(window, qtbot, standard_paths().sample / "article.txt")
    return window


@pytest.fixture
def taken_away(sample):
    """Return the window with its file moved elsewhere, and one edit made since."""
    path = sample.document.store.path
    shutil.move(path, path.with_suffix(".moved"))
    sample.document.apply(add_articles([article("Another article. Made later.")]))
    yield sample
    if not path.exists():
        shutil.move(path.with_suffix(".moved"), path)
    sample.document.retry()


@pytest.fixture
def document(qapp):
    """Return a document in memory with a few tagged excerpts."""
    return ProjectDocument(MemoryStore(tagged()), FixedClock(), "me")


@pytest.fixture
def editor(document, qtbot):
    """Return the window of tags on that document, at the tag “Outlook”."""
    made = SchemeEditor(document, shipped_schemes(standard_paths().schemes), None)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.show_tag("outlook")
    made.tree.setFocus()
    return made
