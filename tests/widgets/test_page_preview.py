"""The pages in the window: shown, scrolled, zoomed, clicked, and kept in place when made anew."""

import pytest
from builders import TEXT, article, brief, excerpt, project, slot, template
from fakes import FixedClock, MemoryLibrary, MemoryStore
from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from briefing.errors import ExportError, TemplateError
from briefing.exporters.pdf_pages import PdfPages
from briefing.model.brief import Words
from briefing.model.edits import write_section
from briefing.paths import standard_paths
from briefing.qt import live_pages
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import JobRunner
from briefing.qt.live_outline import LiveOutline
from briefing.qt.live_pages import LivePages
from briefing.qt.pages import QtPageRenderer
from briefing.services.pages.page_preview import PagePreviewer
from briefing.settings import SettingsStore
from briefing.widgets.output import page_canvas
from briefing.widgets.output.preview_switch import PreviewSwitch

LONG = "\n\n".join(f"Paragraph {n} says that the ferry sails again in spring." for n in range(90))
FERRIES = article(TEXT)
TEMPLATE = template(slot("facts"), slot("quotes", "policy"), slot("outlook"))
QUOTE = excerpt(FERRIES, "Fuel costs rose by 31% in October.", "policy")


class Office:
    """A LibreOffice that is not there, or makes our own pages in its place."""

    is_there = False
    trouble = None

    def to_pdf(self, document, stop=None):
        if self.trouble:
            raise self.trouble
        return self.pages

    def rest(self):
        pass


class Word:
    name = label = suffix = "docx"
    trouble = None

    def export(self, outline, package):
        if self.trouble:
            raise self.trouble
        Office.pages = QtPageRenderer().render(outline)
        return b""


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def word():
    return Word()


@pytest.fixture
def document(qapp):
    of = brief(facts="The ferry sails.", quotes="[@*]", outlook=LONG)
    return ProjectDocument(MemoryStore(project(TEMPLATE, FERRIES, QUOTE, of)), FixedClock(), "me")


@pytest.fixture
def settings(own_home):
    return SettingsStore(standard_paths().config / "settings.json")


@pytest.fixture
def switch(document, office, word, settings, qtbot, monkeypatch):
    monkeypatch.setattr(live_pages, "PAUSE", 20)
    owner = QObject()
    outline = LiveOutline(document, FixedClock(), JobRunner(owner), owner)
    outline.show("b1")
    previewer = PagePreviewer(word, office, QtPageRenderer(), PdfPages())
    pages = LivePages(outline, previewer, MemoryLibrary(TEMPLATE))
    made = PreviewSwitch(outline, pages, settings)
    qtbot.addWidget(made)
    made.resize(480, 500)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.end()
    owner.deleteLater()


def settle(switch, qtbot):
    """Wait until the newest pages are there and those in view are drawn."""
    canvas = switch.paged.canvas

    def drawn():
        canvas.grab()
        return all((page, canvas._sharp) in canvas._pictures for page in canvas._in_view())

    qtbot.waitUntil(lambda: not switch._pages.is_busy and drawn(), timeout=20_000)


@pytest.fixture
def paged(switch, qtbot):
    """Return the pages once they are there."""
    qtbot.mouseClick(switch.buttons["pages"], Qt.MouseButton.LeftButton)
    settle(switch, qtbot)
    return switch.paged


def place(paged, section, *, excerpt=None):
    places = paged._pages.rendered.places.places
    return next(p for p in places if p.section == section and p.excerpt == excerpt)


def click(paged, qtbot, at):
    point = paged.canvas.point_of(at).toPoint()
    qtbot.mouseClick(paged.canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_the_choice_is_by_keys_too_and_is_kept(switch, settings, qtbot):
    assert switch.stack.currentWidget() is switch.outline
    switch.buttons["pages"].setFocus()
    qtbot.keyClick(switch.buttons["pages"], Qt.Key.Key_Space)
    assert switch.stack.currentWidget() is switch.paged
    assert SettingsStore(settings.path).values.preview == "pages"
    assert [b.accessibleName() for b in switch.buttons.values()] == [
        "Preview as Outline", "Preview as Pages",
    ]  # fmt: skip


def test_without_libreoffice_the_pages_are_there_and_say_so(paged):
    assert "without LibreOffice" in paged.engine.text()
    assert paged.number.text() == "1 of 4"
    assert "The ferry sails." in paged.canvas.accessibleDescription()
    picture = paged.canvas.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 60).name() == "#ffffff"


def test_pages_by_libreoffice_say_so(switch, office, qtbot):
    office.is_there = True
    switch.choose("pages")
    settle(switch, qtbot)
    assert switch.paged.engine.text() == "Pages by LibreOffice"


def test_a_libreoffice_that_fails_is_named_beside_the_pages(switch, office, qtbot):
    office.is_there, office.trouble = True, ExportError("It took longer than 30 seconds.")
    switch.choose("pages")
    settle(switch, qtbot)
    assert "without LibreOffice" in switch.paged.engine.text()
    assert "longer than 30 seconds" in switch.paged.engine.text()


def test_a_template_at_fault_is_named_with_the_way_to_it(switch, office, word, qtbot):
    office.is_there, word.trouble = True, TemplateError("The template is at fault.", "Look.")
    switch.choose("pages")
    qtbot.waitUntil(switch.paged.bar.isVisible)
    assert "at fault" in switch.paged.bar.words.text()
    with qtbot.waitSignal(switch.template_wanted):
        qtbot.mouseClick(switch.paged.bar._offers[0], Qt.MouseButton.LeftButton)


def test_a_click_on_a_quotation_leads_to_its_section_and_its_source(switch, paged, qtbot):
    heard = []
    switch.section_activated.connect(heard.append)
    switch.excerpt_activated.connect(heard.append)
    click(paged, qtbot, place(paged, "quotes", excerpt=QUOTE.id))
    assert heard == ["quotes", QUOTE.id]


def test_a_click_on_own_words_leads_to_their_section_alone(switch, paged, qtbot):
    heard = []
    switch.excerpt_activated.connect(heard.append)
    with qtbot.waitSignal(switch.section_activated) as section:
        click(paged, qtbot, place(paged, "facts"))
    assert section.args == ["facts"]
    assert not heard


def test_a_section_is_brought_into_view_and_one_in_view_does_not_move(switch, paged):
    bar = paged.canvas.verticalScrollBar()
    bar.setValue(bar.maximum())
    switch.show_section("facts")
    there = bar.value()
    assert there < bar.maximum()
    assert (
        paged.canvas.viewport()
        .rect()
        .contains(paged.canvas.point_of(place(paged, "facts")).toPoint())
    )
    switch.show_section("quotes")
    assert bar.value() == there


def test_pages_made_anew_keep_the_section_in_view_where_it_was(switch, paged, document, qtbot):
    switch.show_section("outlook")
    before = paged.canvas.point_of(place(paged, "outlook")).y()
    paged.canvas.verticalScrollBar().setValue(paged.canvas.verticalScrollBar().value() + 40)
    more = "Much more stands here than before. " * 60
    document.apply(write_section("b1", "facts", (Words(more),)))
    settle(switch, qtbot)
    after = paged.canvas.point_of(place(paged, "outlook")).y()
    assert abs(after - (before - 40)) <= 1


def test_keys_go_through_the_pages(paged, qtbot):
    canvas = paged.canvas
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_End)
    assert paged.number.text() == "4 of 4"
    qtbot.keyClick(canvas, Qt.Key.Key_PageUp)
    assert canvas.verticalScrollBar().value() < canvas.verticalScrollBar().maximum()
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert paged.number.text() == "1 of 4"
    with qtbot.waitSignal(paged.section_activated) as heard:
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert heard.args == ["facts"]


def test_zoom_by_keys_and_wheel_draws_sharp_pages_and_fits_again(switch, paged, qtbot):
    canvas = paged.canvas
    fitted = canvas._scale
    qtbot.keyClick(canvas, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert canvas._scale > fitted
    middle = QPointF(200, 200)
    wheel = QWheelEvent(
        middle, canvas.viewport().mapToGlobal(middle), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), wheel)
    assert canvas._scale == pytest.approx(fitted * page_canvas.STEP**2)
    canvas.grab()
    settle(switch, qtbot)
    width = canvas._pictures[canvas.current_page, canvas._sharp].width()
    assert width == pytest.approx(595 * canvas._sharp, abs=2)
    qtbot.keyClick(canvas, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert canvas._scale == fitted


def test_only_pages_in_view_are_drawn_and_few_pictures_are_kept(switch, paged, qtbot, monkeypatch):
    canvas = paged.canvas
    assert {page for page, _scale in canvas._pictures} <= {0, 1}
    one = max(image.sizeInBytes() for image in canvas._pictures.values())
    monkeypatch.setattr(page_canvas, "MOST_BYTES", one * 2)
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home, Qt.Key.Key_End):
        qtbot.keyClick(canvas, key)
        canvas.grab()
        settle(switch, qtbot)
    assert canvas.bytes_kept <= one * 2
    assert (3, canvas._sharp) in canvas._pictures


def test_without_a_brief_it_says_what_to_do(switch, paged, qtbot):
    paged.show_pages(None)
    assert "template" in paged.canvas.hint
    assert paged.number.text() == ""
    paged.canvas.grab()
