"""Pages made in the background: never on the window's thread, never older ones over newer."""

import threading

import pytest
from builders import brief, project, slot, template
from fakes import FixedClock, MemoryLibrary, MemoryStore
from page_builders import page
from PySide6.QtCore import QObject

from briefing.errors import ExportError
from briefing.model.brief import Words
from briefing.model.edits import write_section
from briefing.model.template import Limits
from briefing.qt import live_pages
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import JobRunner
from briefing.qt.live_outline import LiveOutline
from briefing.qt.live_pages import LivePages
from briefing.services.pages.page_places import places_of
from briefing.services.pages.page_ports import PagePicture
from briefing.services.pages.page_preview import Engine, RenderedPages

TEMPLATE = template(slot("facts"), limits=Limits(pages=2))


class Pages:
    """Makes pages of an outline's words, once it may; knows on which threads it did."""

    def __init__(self):
        self.threads = []
        self.outlines = []
        self.stopped = []
        self.may = threading.Event()
        self.may.set()
        self.fails = None
        self.rested = self.closed = 0

    def render(self, outline, package, stop):
        self.threads.append(threading.current_thread())
        self.outlines.append(outline)
        while not self.may.wait(0.01):
            if stop.is_set():
                self.stopped.append(outline)
                raise ExportError("stopped")
        if self.fails:
            raise self.fails
        lines = [p.text for section in outline.all_sections() for p in section.blocks]
        pages = [page(line) for line in lines] * 3
        return RenderedPages(outline, b"", Engine.OWN, pages, places_of(outline, pages))

    def picture(self, rendered, number, scale):
        self.threads.append(threading.current_thread())
        return PagePicture(2, 1, b"\x01\x02\x03\xff" * 2)

    def rest(self):
        self.rested += 1

    def close(self):
        self.closed += 1
        self.may.set()


@pytest.fixture
def maker():
    return Pages()


@pytest.fixture
def live(qapp, maker, monkeypatch):
    monkeypatch.setattr(live_pages, "PAUSE", 20)
    store = MemoryStore(project(TEMPLATE, brief(facts="The ferry sails on Monday.")))
    document = ProjectDocument(store, FixedClock(), "me")
    owner = QObject()
    outline = LiveOutline(document, FixedClock(), JobRunner(owner), owner)
    outline.show("b1")
    made = LivePages(outline, maker, MemoryLibrary(TEMPLATE), owner)
    made.document = document
    yield made
    made.end()
    owner.deleteLater()


def write(live, words):
    live.document.apply(write_section("b1", "facts", (Words(words),)))
    live._outline.current()


def shown(live):
    return live.rendered.pages[0].text if live.rendered else None


def test_pages_are_made_on_another_thread_and_only_when_somebody_looks(live, maker, qtbot):
    write(live, "Nobody looks yet.")
    assert not maker.threads
    with qtbot.waitSignal(live.changed):
        live.set_on(on=True)
    assert shown(live) == "Nobody looks yet."
    with qtbot.waitSignal(live.pictured) as brought:
        live.want(0, 2.0)
    rendered, number, scale, image = brought.args
    assert (rendered is live.rendered, number, scale) == (True, 0, 2.0)
    assert (image.width(), image.height(), image.pixelColor(0, 0).name()) == (2, 1, "#030201")
    assert threading.main_thread() not in maker.threads


def test_newer_words_stop_the_pages_of_older_ones(live, maker, qtbot):
    live.set_on(on=True)
    qtbot.waitUntil(lambda: shown(live) == "The ferry sails on Monday.")
    maker.may.clear()
    write(live, "Older words.")
    qtbot.waitUntil(lambda: len(maker.outlines) == 2)
    write(live, "Newer words.")
    qtbot.waitUntil(lambda: bool(maker.stopped))
    maker.may.set()
    qtbot.waitUntil(lambda: shown(live) == "Newer words.")
    assert [o.sections[0].blocks[0].text for o in maker.stopped] == ["Older words."]


def test_many_keys_make_one_document(live, maker, qtbot):
    live.set_on(on=True)
    qtbot.waitUntil(lambda: shown(live) is not None)
    for end in range(1, 9):
        write(live, "It sails."[:end])
    qtbot.waitUntil(lambda: not live.is_busy)
    assert shown(live) == "It sails"
    assert len(maker.outlines) <= 3


def test_the_counted_pages_reach_the_checks_and_make_no_pages_anew(live, maker, qtbot):
    with qtbot.waitSignal(live.pages_counted) as counted:
        live.set_on(on=True)
    assert counted.args == [3]
    qtbot.waitUntil(lambda: not live.is_busy)
    meters = live._outline.current().report.meters
    assert [(m.used, m.estimated) for m in meters if m.unit == "pages"] == [(3, False)]
    assert len(maker.outlines) == 1


def test_a_failure_is_told_and_the_last_pages_stay(live, maker, qtbot):
    live.set_on(on=True)
    qtbot.waitUntil(lambda: shown(live) is not None)
    before = live.rendered
    maker.fails = ExportError("It broke.")
    with qtbot.waitSignal(live.failed) as failed:
        write(live, "Other words.")
    assert failed.args[0].message == "It broke."
    assert live.rendered is before
    assert not live._timer.isActive()


def test_when_nobody_looks_any_more_it_rests_and_catches_up_later(live, maker, qtbot):
    live.set_on(on=True)
    qtbot.waitUntil(lambda: shown(live) is not None)
    live.set_on(on=False)
    qtbot.waitUntil(lambda: maker.rested == 1)
    write(live, "Written meanwhile.")
    assert shown(live) == "The ferry sails on Monday."
    live.set_on(on=True)
    qtbot.waitUntil(lambda: shown(live) == "Written meanwhile.")


def test_a_brief_that_goes_takes_its_pages_along(live, qtbot):
    live.set_on(on=True)
    qtbot.waitUntil(lambda: shown(live) is not None)
    live.document.undo_stack.clear()
    live._outline._document = ProjectDocument(MemoryStore(project(TEMPLATE)), FixedClock(), "me")
    live._outline.show(None)
    live._outline.current()
    assert live.rendered is None


def test_the_end_stops_what_is_being_made(live, maker, qtbot):
    maker.may.clear()
    live.set_on(on=True)
    qtbot.waitUntil(lambda: len(maker.outlines) == 1)
    live.end()
    assert maker.closed
    assert live.rendered is None
