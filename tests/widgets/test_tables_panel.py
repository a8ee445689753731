"""The tables that build themselves, by mouse and by keys."""

from dataclasses import replace

import pytest
from builders import article, excerpt, project
from fakes import FixedClock, MemoryStore
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from briefing.errors import ProjectError
from briefing.model.assessment_edits import rename_everywhere
from briefing.model.edits import add_excerpts, assess, remove_excerpt
from briefing.model.excerpt import Impact, Status
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import JobRunner
from briefing.widgets.analysis.table_view import shares
from briefing.widgets.analysis.tables_panel import AT_ONCE, TablesPanel

FIRST = article(added="2026-01-01")
SECOND = article("Ferries carry 40% more fish. Nobody minds.", "more.txt", added="2026-01-02")
ONE = excerpt(FIRST, "The ferry subsidy", "outlook", stakeholder="Operators", attribution="Zeta",
              impact=Impact.POSITIVE)  # fmt: skip
TWO = excerpt(FIRST, "Two operators", stakeholder="the operators", impact=Impact.NEGATIVE,
              attribution="Alpha", status=Status.UNVERIFIED)  # fmt: skip
THREE = excerpt(FIRST, "31% in October", attribution="zeta", stakeholder="Markets")
FOUR = excerpt(SECOND, "40% more fish", stakeholder="Fishers")
F2, DOWN, ENTER, RIGHT = Qt.Key.Key_F2, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Right


def panel_on(qtbot, *things):
    store = MemoryStore(project(*things))
    jobs = JobRunner()
    document = ProjectDocument(store, FixedClock())
    made = TablesPanel(document, jobs, None)
    made.document, made.jobs = document, jobs
    document.setParent(made)
    jobs.setParent(made)
    qtbot.addWidget(made, before_close_func=lambda w: w.jobs.end())
    made.resize(420, 400)
    made.show_article(FIRST.id)
    made.show()
    settled(made, qtbot)
    return made


def settled(panel, qtbot):
    qtbot.waitUntil(lambda: not panel._behind and panel.jobs.idle)


@pytest.fixture
def panel(qtbot):
    made = panel_on(qtbot, FIRST, SECOND, ONE, TWO, THREE, FOUR)
    for view in made.views:
        QAbstractItemModelTester(
            view.table, QAbstractItemModelTester.FailureReportingMode.Fatal, made
        )
    return made


def names(panel):
    model = panel.view.table
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def heard(panel):
    ids = []
    panel.excerpt_chosen.connect(ids.append)
    return ids


def on(panel, row, column=0):
    index = panel.view.table.index(row, column)
    panel.view.setCurrentIndex(index)
    panel.view.setFocus()
    return index


def typed(panel, qtbot, name):
    qtbot.keyClick(panel.view, F2)
    editor = panel.view.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, name)
    qtbot.keyClick(editor, ENTER)
    qtbot.waitUntil(lambda: panel.view.findChild(QLineEdit) is None)
    settled(panel, qtbot)


def test_stakeholders_stand_by_how_often_they_come_and_open_to_their_words(panel, qtbot):
    assert names(panel) == ["Operators", "Fishers", "Markets"]
    ids = heard(panel)
    on(panel, 0)
    qtbot.keyClick(panel.view, RIGHT)
    qtbot.keyClick(panel.view, DOWN)
    qtbot.keyClick(panel.view, DOWN)
    assert panel.view.currentIndex().data() == "Two operators"
    qtbot.keyClick(panel.view, ENTER)
    assert ids == [TWO.id]


def test_a_row_leads_to_its_words_one_after_the_other(panel, qtbot):
    ids = heard(panel)
    on(panel, 0)
    for _ in range(3):
        qtbot.keyClick(panel.view, ENTER)
    assert ids == [ONE.id, TWO.id, ONE.id]
    place = panel.view.visualRect(panel.view.table.index(1, 0)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ids[3:] == [FOUR.id]


def test_a_click_on_an_excerpt_below_its_row_leads_to_it(panel, qtbot):
    ids = heard(panel)
    parent = panel.view.table.index(0, 0)
    panel.view.expand(parent)
    place = panel.view.visualRect(panel.view.table.index(1, 0, parent)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ids == [TWO.id]
    panel.grab()


@pytest.mark.parametrize("width", [250, 420, 900])
def test_the_columns_of_each_table_share_the_width_there_is(panel, qtbot, width):
    panel.resize(width, 400)
    for number, view in enumerate(panel.views):
        panel.show_table(number)
        settled(panel, qtbot)
        header = view.header()
        widths = [header.sectionSize(column) for column in range(header.count())]
        assert sum(widths) == view.viewport().width()
        assert min(widths) >= 24
        assert not view.horizontalScrollBar().isVisible()
        assert view.lines == (1 if width == 900 else view.lines)


@given(
    needs=st.lists(st.integers(20, 240), min_size=1, max_size=7),
    main=st.integers(0, 6),
    room=st.integers(0, 2_000),
)
def test_no_column_gets_less_than_it_needs_while_another_has_room_to_give(needs, main, room):
    main %= len(needs)
    got = shares(needs, main, room)
    assert room - len(needs) <= sum(got) <= room
    cut = {place for place, need in enumerate(needs) if got[place] < need}
    assert bool(cut) == (sum(needs) > room)
    for place in cut - {main}:
        for other in range(len(needs)):
            assert got[other] <= got[place] + 1 or other == main


def test_figures_lead_to_the_excerpt_they_stand_in(panel, qtbot):
    panel.show_table(2)
    settled(panel, qtbot)
    assert names(panel) == ["31", "Two", "40"]
    ids = heard(panel)
    on(panel, 2)
    qtbot.keyClick(panel.view, ENTER)
    assert ids == [FOUR.id]


def test_sources_count_what_nobody_verified_and_sort_by_a_click_on_the_header(panel, qtbot):
    panel.show_table(1)
    settled(panel, qtbot)
    assert names(panel) == ["Zeta", "Alpha", "Nobody named"]
    assert panel.view.table.index(1, 4).data() == "1"
    header = panel.view.header()
    place = QPoint(header.sectionPosition(0) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert names(panel) == ["Nobody named", "Alpha", "Zeta"]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert names(panel) == ["Zeta", "Alpha", "Nobody named"]


def test_a_name_is_written_over_everywhere_in_one_step(panel, qtbot):
    panel.scope.setCurrentIndex(0)
    settled(panel, qtbot)
    on(panel, 0)
    typed(panel, qtbot, "Ferry firms")
    excerpts = panel.document.project.excerpts
    assert [excerpts[e.id].assessment.stakeholder for e in (ONE, TWO)] == ["Ferry firms"] * 2
    assert names(panel)[0] == "Ferry firms"
    panel.document.undo()
    assert panel.document.project.excerpts[TWO.id].assessment.stakeholder == "the operators"


def test_the_same_name_makes_two_rows_one(panel, qtbot):
    on(panel, 2)
    typed(panel, qtbot, "operators")
    assert names(panel) == ["Operators", "Fishers"]
    assert panel.view.table.rows[0].excerpts == (ONE.id, THREE.id, TWO.id)
    panel.document.undo()
    settled(panel, qtbot)
    assert names(panel) == ["Operators", "Fishers", "Markets"]


def test_a_source_is_renamed_but_nobody_is_not(panel, qtbot):
    panel.show_table(1)
    settled(panel, qtbot)
    on(panel, 0)
    typed(panel, qtbot, "Zeta Courier")
    assert names(panel)[0] == "Zeta Courier"
    flags = panel.view.table.flags(panel.view.table.index(2, 0))
    assert not flags & Qt.ItemFlag.ItemIsEditable


def test_an_empty_name_changes_nothing(panel, qtbot):
    before = panel.document.project
    on(panel, 0)
    typed(panel, qtbot, "   ")
    assert panel.document.project is before
    with pytest.raises(ProjectError, match="needs a name"):
        rename_everywhere("stakeholder", [ONE.id], "Operators", " ")


def test_the_menu_offers_to_rename_and_to_copy(panel, qtbot):
    index = on(panel, 0)
    panel.view.contextMenuEvent(
        QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    )
    (menu,) = panel.view.findChildren(QMenu)
    actions = {a.text().split("\t")[0]: a for a in menu.actions()}
    actions["Copy the whole table"].trigger()
    assert QGuiApplication.clipboard().text().count("\n") == 4
    actions["Rename everywhere…"].trigger()
    menu.close()
    assert panel.view.findChild(QLineEdit).text() == index.data()


def test_rows_are_copied_as_tab_separated_text_and_excerpts_as_their_words(panel, qtbot):
    on(panel, 0)
    copy = (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(panel.view, *copy)
    assert QGuiApplication.clipboard().text() == (
        "Stakeholder\tTimes\tImpact\tStatus\n"
        "Operators\t2\tgains 1, loses 1\tunassessed 1, unverified 1\n"
    )
    qtbot.keyClick(panel.view, RIGHT)
    qtbot.keyClick(panel.view, DOWN)
    qtbot.keyClick(panel.view, *copy)
    assert QGuiApplication.clipboard().text() == (
        "The ferry subsidy\tZeta\tunassessed\tOperators\tgains\n"
    )


def test_the_table_follows_the_project_and_keeps_open_what_was_open(panel, qtbot):
    panel.view.expand(panel.view.table.index(0, 0))
    on(panel, 0)
    more = replace(FOUR, id="more", start=0, end=7, quote="Ferries")
    panel.document.apply(add_excerpts([more]))
    settled(panel, qtbot)
    assert names(panel) == ["Fishers", "Operators", "Markets"]
    assert panel.view.isExpanded(panel.view.table.index(1, 0))
    assert panel.view.currentIndex().data() == "Operators"
    said = replace(ONE.assessment, impact=Impact.UNKNOWN)
    panel.document.apply(assess(ONE, said, "impact"))
    settled(panel, qtbot)
    assert panel.view.table.index(1, 2).data() == "loses 1, unclear 1"
    for each in (TWO, ONE):
        panel.document.apply(remove_excerpt(each))
    settled(panel, qtbot)
    assert names(panel) == ["Fishers", "Markets"]


def test_one_article_or_all(panel, qtbot):
    panel.scope.setCurrentIndex(0)
    settled(panel, qtbot)
    assert names(panel) == ["Operators", "Markets"]
    panel.show_article(SECOND.id)
    settled(panel, qtbot)
    assert names(panel) == ["Fishers"]


def test_a_hidden_panel_waits_until_it_is_seen(panel, qtbot):
    panel.hide()
    panel.document.apply(remove_excerpt(FOUR))
    assert not panel._timer.isActive()
    assert "Fishers" in names(panel)
    panel.show()
    settled(panel, qtbot)
    assert "Fishers" not in names(panel)


@pytest.mark.parametrize(("table", "words"), [(0, "Affects"), (1, "Said by"), (2, "number")])
def test_an_empty_table_says_what_fills_it(qtbot, table, words):
    bare = excerpt(FIRST, "The ferry subsidy", "outlook")
    panel = panel_on(qtbot, FIRST, bare)
    panel.show_table(table)
    settled(panel, qtbot)
    assert panel.hint.isVisible()
    assert words in panel.hint.text()
    assert not panel.widen.isVisible()


def test_an_empty_table_of_this_article_offers_all_articles(qtbot):
    panel = panel_on(qtbot, FIRST, SECOND, FOUR)
    panel.scope.setCurrentIndex(0)
    settled(panel, qtbot)
    qtbot.mouseClick(panel.widen, Qt.MouseButton.LeftButton)
    settled(panel, qtbot)
    assert names(panel) == ["Fishers"]


def test_figures_of_many_excerpts_are_found_beside_the_window(qtbot):
    many = [replace(FOUR, id=f"m{n}") for n in range(AT_ONCE + 1)]
    panel = panel_on(qtbot, FIRST, SECOND, *many)
    panel.show_table(2)
    assert not panel.jobs.idle
    settled(panel, qtbot)
    assert len(names(panel)) == len(many)
    QApplication.processEvents()


def test_the_table_is_saved_as_a_sheet_opens_it_and_a_bad_place_is_named(panel, tmp_path):
    file = tmp_path / "table.csv"
    panel.save(file)
    text = file.read_bytes().decode("utf-8-sig")
    assert text.splitlines()[:2] == [
        "Stakeholder,Times,Impact,Status",
        'Operators,2,"gains 1, loses 1","unassessed 1, unverified 1"',
    ]
    errors = []
    panel.failed.connect(errors.append)
    panel.save(tmp_path)
    assert "Not exported" in str(errors[0])


def test_while_figures_are_found_no_other_table_stands_under_their_name(qtbot):
    many = [replace(ONE, id=f"e{n}") for n in range(AT_ONCE + 1)]
    panel = panel_on(qtbot, FIRST, *many)
    panel.show_table(2)
    assert not panel.views[0].isVisible()
    assert panel.hint.isVisible()
    settled(panel, qtbot)
