"""The outline that follows the project: what it knows of pages, and for how long."""

import pytest
from builders import brief, project, slot, template
from fakes import FixedClock, MemoryStore
from PySide6.QtCore import QObject

from briefing.model.brief import Words
from briefing.model.edits import write_section
from briefing.model.template import Limits
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import JobRunner
from briefing.qt.live_outline import LiveOutline


@pytest.fixture
def outline(qapp):
    of = template(slot("facts"), limits=Limits(pages=2))
    store = MemoryStore(project(of, brief(facts="The ferry sails on Monday.")))
    document = ProjectDocument(store, FixedClock(), "me")
    owner = QObject()
    live = LiveOutline(document, FixedClock(), JobRunner(owner), owner)
    live.show("b1")
    live.current()
    yield live
    owner.deleteLater()


def meters(outline):
    return [(m.used, m.estimated) for m in outline.current().report.meters if m.unit == "pages"]


def test_the_counted_pages_stand_in_the_checks_in_place_of_the_estimate(outline):
    assert meters(outline) == [(1, True)]
    outline.set_pages(3, outline.outline)
    assert meters(outline) == [(3, False)]
    assert "3 pages; the limit is 2." in [f.message for f in outline.outline.report.findings]


def test_the_count_of_an_outline_that_has_changed_is_not_used(outline):
    before = outline.current()
    document = outline._document
    document.apply(write_section("b1", "facts", (Words("Other words stand here now."),)))
    assert meters(outline) == [(1, True)]
    outline.set_pages(3, before)
    assert meters(outline) == [(1, True)]
    document.undo()
    assert meters(outline) == [(3, False)]
