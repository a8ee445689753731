"""The analysis over all articles, by mouse and by keys."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from builders import article, brief, excerpt, slot, template
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from briefing.errors import ExportError
from briefing.model.edits import Edit, add_articles, add_brief, add_excerpts
from briefing.model.excerpt import Impact, Status
from briefing.model.tags import Tag, TagScheme
from briefing.services.analysis import Page
from briefing.widgets.analysis.analysis_window import AnalysisWindow
from briefing.widgets.analysis.grid_paint import LINE, ROW

FIRST = article(added="2026-01-01")
SECOND = article("Ferries carry 40% more fish. Nobody minds.", "more.txt", added="2026-01-02")
ONE = excerpt(FIRST, "The ferry subsidy", "policy-shift", "outlook", attribution="Zeta",
              stakeholder="Operators", impact=Impact.POSITIVE)  # fmt: skip
TWO = excerpt(FIRST, "Two operators", "outlook", status=Status.UNVERIFIED, stakeholder="Fishers")
THREE = excerpt(SECOND, "40% more fish", "key-figures", attribution="Alpha")
ENTER, DOWN, RIGHT = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Right


def settled(analysis, window, qtbot):
    qtbot.waitUntil(lambda: not analysis.behind and window.desk.jobs.idle)


@pytest.fixture
def analysis(window, qtbot):
    window.document.apply(add_articles([FIRST, SECOND]))
    window.document.apply(add_excerpts([ONE, TWO, THREE]))
    window.actions_by_id["analysis"].trigger()
    made = window.findChild(AnalysisWindow)
    settled(made, window, qtbot)
    return made


def test_enter_on_a_number_lists_its_excerpts_and_again_goes_to_the_words(analysis, window, qtbot):
    analysis.view.setFocus()
    analysis.view.setCurrentIndex(analysis.view.cells.index(0, 1))
    qtbot.keyClick(analysis.view, RIGHT)
    assert [each.id for each in analysis.excerpts.items] == [ONE.id, TWO.id]
    assert analysis.said.text().endswith("Outlook: 2")
    qtbot.keyClick(analysis.view, ENTER)
    qtbot.keyClick(analysis.list, DOWN)
    qtbot.keyClick(analysis.list, ENTER)
    assert window.view.article.id == FIRST.id
    assert window.view.current_excerpt().id == TWO.id


def test_a_number_that_is_clicked_lists_its_excerpts_and_twice_goes_there(analysis, window, qtbot):
    place = analysis.view.cells.place_of(SECOND.name, "Key figures")
    at = analysis.view.visualRect(place).center()
    qtbot.mouseClick(analysis.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [each.id for each in analysis.excerpts.items] == [THREE.id]
    qtbot.mouseDClick(analysis.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.view.current_excerpt().id == THREE.id


def test_a_page_follows_the_project_and_keeps_the_cell_at_hand(analysis, window, qtbot):
    analysis.view.setCurrentIndex(analysis.view.cells.place_of(FIRST.name, "Outlook"))
    more = excerpt(FIRST, "The ministry said nothing.", "outlook", "background")
    window.document.apply(add_excerpts([more]))
    settled(analysis, window, qtbot)
    assert analysis.view.currentIndex().data() == "3"
    assert [each.id for each in analysis.excerpts.items] == [ONE.id, TWO.id, more.id]


def test_a_choice_changes_what_counts(analysis, window, qtbot):
    analysis.show_page("together")
    settled(analysis, window, qtbot)
    assert analysis.view.cells.place_of("Outlook", "Policy shift").data() == "1"
    analysis.choice.setCurrentIndex(2)
    settled(analysis, window, qtbot)
    assert analysis.grid.note.startswith("How many excerpts carry one of the tags and stand in")


def test_a_page_is_written_as_picture_drawing_and_table(analysis, tmp_path):
    for suffix in ("png", "svg", "csv"):
        analysis.save(tmp_path / f"page.{suffix}")
    assert QImage(str(tmp_path / "page.png")).width() > 900
    drawing = ET.parse(tmp_path / "page.svg").getroot()
    assert "Outlook" in "".join(drawing.itertext())
    table = (tmp_path / "page.csv").read_text("utf-8-sig")
    assert table.splitlines()[0].startswith("Article,Policy shift (PS),")


def test_a_picture_that_would_be_too_large_is_refused_with_a_remedy(analysis, tmp_path, qtbot):
    many = [article(f"Line {n}.", f"{n}.txt") for n in range(400)]
    grid = analysis.grid
    rows = grid.rows * len(many) * 3
    analysis.view.show_grid(type(grid)(grid.title, grid.corner, rows, grid.columns, grid.cells))
    analysis.save(tmp_path / "page.png")
    assert "CSV" in analysis.bar.words.text()
    assert not (tmp_path / "page.png").exists()


def test_a_table_goes_into_the_section_that_was_last_written_in(analysis, window, qtbot):
    analysis.insert_button.click()
    assert "no brief" in analysis.bar.words.text()
    shelf = template(slot("facts", "background"), slot("more"))
    window.document.apply(add_brief(brief(), shelf, {}))
    window.outline.show("b1")
    qtbot.waitUntil(lambda: window.brief.current_section == "facts")
    analysis.insert_button.click()
    body = window.document.project.briefs["b1"].section("facts").body
    assert body.startswith("| Article | Policy shift (PS) |")
    window.document.undo()
    assert not window.document.project.briefs["b1"].section("facts").body


def test_a_project_without_excerpts_is_told_how_to_begin(window, qtbot):
    window.actions_by_id["analysis"].trigger()
    made = window.findChild(AnalysisWindow)
    settled(made, window, qtbot)
    assert made.hint.isVisible()
    assert "press 1 to 8" in made.hint.text()
    assert not made.save_button.isEnabled()


def test_a_query_that_is_typed_finds_excerpts_and_says_what_is_wrong(analysis, window, qtbot):
    analysis.show_page("query")
    settled(analysis, window, qtbot)
    analysis.query.setFocus()
    qtbot.keyClicks(analysis.query, "OU AND NOT")
    settled(analysis, window, qtbot)
    assert "A tag is missing" in analysis.hint.text()
    qtbot.keyClicks(analysis.query, " PS")
    settled(analysis, window, qtbot)
    assert analysis.note.text() == "1 of 3 excerpts."
    qtbot.keyClick(analysis.query, ENTER)
    assert analysis.view.hasFocus()
    analysis.view.setCurrentIndex(analysis.view.cells.index(0, 1))
    qtbot.keyClick(analysis.view, ENTER)
    qtbot.keyClick(analysis.list, ENTER)
    assert window.view.current_excerpt().id == TWO.id


def test_a_paragraph_without_a_tag_leads_to_its_place(analysis, window, qtbot):
    analysis.show_page("portraits")
    settled(analysis, window, qtbot)
    analysis.view.setFocus()
    analysis.view.setCurrentIndex(analysis.view.cells.index(0, 3))
    qtbot.keyClick(analysis.view, ENTER)
    assert window.view.textCursor().selectedText().startswith("For fish farms")


def test_while_a_page_is_worked_out_the_one_before_does_not_stand_under_its_name(
    analysis, window, qtbot, monkeypatch
):
    asked = analysis._ask
    monkeypatch.setattr(analysis, "_ask", lambda *_question: None)
    analysis.show_page("query")
    assert not analysis.save_button.isEnabled()
    qtbot.waitUntil(lambda: not analysis.view.isVisible())
    assert analysis.hint.text() == "Working this page out…"
    monkeypatch.setattr(analysis, "_ask", asked)
    analysis.show_page("tags")
    settled(analysis, window, qtbot)
    assert analysis.view.isVisible()
    assert analysis.save_button.isEnabled()


def test_names_of_a_field_of_power_and_interest_stand_below_each_other(analysis, window, qtbot):
    tags = (Tag("power", "Power", "PW", "#0072B2"),)
    some = [
        replace(TWO, id=f"n{n}", tags=("power",),
                assessment=replace(TWO.assessment, stakeholder=f"Port {n}")) for n in range(12)
    ]  # fmt: skip
    window.document.apply(
        Edit("Fill", lambda project: project.having("schemes", TagScheme("own", "Own", 1, tags)))
    )
    window.document.apply(add_excerpts(some))
    analysis.show_page("power")
    settled(analysis, window, qtbot)
    assert analysis.view.rowHeight(0) > 8 * LINE
    assert len(analysis.grid.cell(0, 1).words.split("; ")) == 12
    picture = analysis._written(".svg").decode()
    assert "Port 0" in picture
    assert "and 4 more" in picture
    analysis.show_page("tags")
    settled(analysis, window, qtbot)
    assert analysis.view.rowHeight(0) == ROW


def test_a_page_that_cannot_be_worked_out_shows_no_other_pages_grid(
    analysis, window, qtbot, monkeypatch
):
    def refuse(_page, _project, _choice):
        raise ExportError("It cannot be worked out.", "Choose another page.")

    monkeypatch.setattr(Page, "make", refuse)
    analysis.show_page("together")
    qtbot.waitUntil(analysis.bar.isVisible)
    assert analysis.hint.isVisible()
    assert not analysis.view.isVisible()


def test_enter_in_the_name_of_a_query_saves_it(analysis, window, qtbot):
    analysis.show_page("query")
    qtbot.keyClicks(analysis.query, "OU AND PS")
    qtbot.keyClicks(analysis.saved.name, "Both")
    qtbot.keyClick(analysis.saved.name, ENTER)
    assert [each.name for each in window.document.project.queries.values()] == ["Both"]
