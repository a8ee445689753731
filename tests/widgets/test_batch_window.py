"""The window for batches: starting, stopping, what it shows, and closing while it works."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from briefing.assembly import make_desk
from briefing.errors import LoadError
from briefing.paths import standard_paths
from briefing.services.batch.plan import BatchRow, BatchSummary, Outcome, Scheduler
from briefing.services.brief.profiles import Profile, Profiles
from briefing.widgets.output.batch_form import ELSEWHERE, SUGGESTED
from briefing.widgets.output.batch_window import BatchWindow

GOOD = BatchRow("a.txt", Outcome.WRITTEN, "a.docx", words=120)
DRAFT = BatchRow(
    "b.txt", Outcome.WRITTEN, "b.docx", words=80, draft=True, blocking=("“Issue” is empty.",)
)
BAD = BatchRow("<b>c</b>.txt", Outcome.FAILED, message="c.txt is empty.", hint="Write it.")


class Batches:
    """Gives rows and waits at the gate; remembers what was asked."""

    def __init__(self):
        self.plans, self.error = [], None
        self.gate = threading.Event()
        self.gate.set()

    def run(self, plan, report, cancelled):
        self.plans.append(plan)
        if self.error:
            raise self.error
        rows = (GOOD, DRAFT, BAD)
        for place, row in enumerate(rows):
            report(row, place + 1, 4)
        while not (self.gate.wait(0.01) or cancelled()):
            pass
        return BatchSummary(rows, stopped=cancelled(), waiting=int(cancelled()))


@pytest.fixture
def batches():
    return Batches()


@pytest.fixture
def window(qtbot, batches, tmp_path):
    desk = replace(make_desk(standard_paths()), batches=batches)
    made = BatchWindow(desk, "media-summary", None)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    (tmp_path / "news").mkdir()
    yield made
    batches.gate.set()
    desk.jobs.end()
    desk.close()


def run(window, qtbot, tmp_path):
    window.form.folder.set_path(tmp_path / "news")
    with qtbot.waitSignal(window.ended):
        window.start()


def test_headers_are_filled_in_from_a_profile(window, qtbot, tmp_path, batches):
    assert not window.form.header.isVisible()
    desk = Profile("Desk", author="Ane Holm", unit="Coastal desk", marking="Internal")
    window.form.show_profiles(Profiles((desk, Profile("Other")), "Desk"))
    assert window.form.header.isVisible()
    window.form.template.setCurrentIndex(window.form.template.findData("policy-brief"))
    run(window, qtbot, tmp_path)
    window.form.header.setCurrentIndex(0)
    run(window, qtbot, tmp_path)
    filled = {"author": "Ane Holm", "organisation": "Coastal desk", "marking": "Internal"}
    assert [plan.fields for plan in batches.plans] == [filled, {}]


def words(window):
    model = window.table.model()
    return [
        [model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())
    ]


def test_an_empty_window_says_what_to_do_and_does_not_start(window):
    assert not window.start_button.isEnabled()
    assert window._empty.isVisible()
    assert "Choose the folder" in window._empty.text()
    window.start()
    assert not window.running


def test_the_choice_of_a_folder_is_enough_to_start(window, batches, qtbot, tmp_path, monkeypatch):
    folder = str(tmp_path / "news")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folder)
    qtbot.mouseClick(window.form.folder.button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.ended):
        qtbot.keyClick(window, Qt.Key.Key_Return)
    (plan,) = batches.plans
    assert (plan.folder, plan.out) == (tmp_path / "news", tmp_path / "news briefs")
    assert (plan.template, plan.form, plan.suggest) == ("media-summary", "docx", False)


def test_the_folder_for_documents_follows_until_it_is_given(window, tmp_path):
    form = window.form
    form.folder.set_path(tmp_path / "one")
    form.folder.set_path(tmp_path / "two")
    assert form.out.path == tmp_path / "two briefs"
    form.out.set_path(tmp_path / "mine")
    form.folder.set_path(tmp_path / "three")
    assert form.out.path == tmp_path / "mine"


def test_excerpts_are_saved_beside_in_a_folder_or_suggested(window, tmp_path):
    form = window.form
    form.folder.set_path(tmp_path / "news")
    assert not form.excerpts.isVisible()
    form.source.setCurrentIndex(ELSEWHERE)
    assert form.excerpts.isVisible()
    assert form.plan() is None
    form.excerpts.set_path(tmp_path / "marks")
    assert form.plan().excerpts == tmp_path / "marks"
    form.source.setCurrentIndex(SUGGESTED)
    assert (form.plan().excerpts, form.plan().suggest) == (None, True)


def test_a_scheduler_takes_the_work_to_other_machines_and_none_leaves_it_here(window, tmp_path):
    form = window.form
    form.folder.set_path(tmp_path / "news")
    assert form.plan().scheduler is None
    form.scheduler.setText(" tls://desk.example:8786 ")
    assert form.plan().scheduler == Scheduler("tls://desk.example:8786")


def test_each_article_is_shown_with_what_became_of_it(window, qtbot, tmp_path):
    run(window, qtbot, tmp_path)
    assert words(window) == [
        ["a.txt", "written", "a.docx", "120 words."],
        ["b.txt", "written, draft", "b.docx", "80 words. “Issue” is empty."],
        ["<b>c</b>.txt", "failed", "", "c.txt is empty. Write it."],
    ]
    assert window.said.text() == "2 written (1 as draft), 1 failed."
    assert (window.table.currentIndex().row(), window.detail.text()) == (2, words(window)[2][3])
    tip = window.table.model().index(2, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip


def test_rows_appear_while_it_works_and_stop_keeps_what_is_done(window, batches, qtbot, tmp_path):
    batches.gate.clear()
    window.form.folder.set_path(tmp_path / "news")
    window.start()
    qtbot.waitUntil(lambda: len(words(window)) == 3)
    assert (window.progress.value(), window.progress.maximum()) == (3, 4)
    assert (window.start_button.text(), window.form.isEnabled()) == ("Stop", False)
    with qtbot.waitSignal(window.ended):
        qtbot.mouseClick(window.start_button, Qt.MouseButton.LeftButton)
    assert window.said.text().startswith("Stopped: 2 written")
    assert (window.start_button.text(), window.form.isEnabled()) == ("Start", True)


def test_closing_while_it_works_lets_it_go_on(window, batches, qtbot, tmp_path):
    batches.gate.clear()
    told = []
    window._desk.jobs.running.connect(lambda title, done: told.append((title, done)))
    window.form.folder.set_path(tmp_path / "news")
    window.start()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    qtbot.waitUntil(lambda: ("Writing briefs", 0.75) in told)
    with qtbot.waitSignal(window.ended) as came:
        batches.gate.set()
    assert came.args[0].count(Outcome.WRITTEN) == 2
    window.show()
    assert len(words(window)) == 3


def test_the_end_of_the_program_stops_it(window, batches, tmp_path):
    batches.gate.clear()
    window.form.folder.set_path(tmp_path / "news")
    window.start()
    window._desk.jobs.end()
    assert not batches.gate.is_set()


def test_the_failed_ones_are_tried_again_without_making_all_again(window, batches, qtbot, tmp_path):
    window.form.again.setChecked(True)
    assert not window.again_button.isVisible()
    run(window, qtbot, tmp_path)
    with qtbot.waitSignal(window.ended):
        qtbot.mouseClick(window.again_button, Qt.MouseButton.LeftButton)
    assert [plan.again for plan in batches.plans] == [True, False]


def test_what_makes_it_impossible_is_said_with_the_remedy(window, batches, qtbot, tmp_path):
    batches.error = LoadError("news is no folder.", "Check the name.")
    run(window, qtbot, tmp_path)
    assert window.bar.words.text() == "news is no folder. Check the name."
    assert window.start_button.isEnabled()


def test_enter_opens_the_document_of_a_row_and_a_button_its_folder(
    window, qtbot, tmp_path, monkeypatch
):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    out = tmp_path / "news briefs"
    out.mkdir()
    (out / "a.docx").write_bytes(b"PK")
    run(window, qtbot, tmp_path)
    window.table.setFocus()
    window.table.selectRow(0)
    qtbot.keyClick(window.table, Qt.Key.Key_Return)
    qtbot.mouseClick(window.folder_button, Qt.MouseButton.LeftButton)
    window.open_document(window.table.model().index(2, 0))
    assert opened == [str(out / "a.docx"), str(out)]


def test_everything_has_a_name_and_is_reached_by_keyboard(window, qtbot, tmp_path):
    run(window, qtbot, tmp_path)
    form = window.form
    for each in (form.folder.line, form.out.line, form.template, form.format, form.source,
                 form.scheduler,
                 window.table, window.progress):  # fmt: skip
        assert each.accessibleName()
    seen = set()
    widget = form.folder.line
    for _ in range(120):
        seen.add(widget)
        widget = widget.nextInFocusChain()
    wanted = {form.out.line, form.template, form.source, window.table, window.start_button}
    assert wanted <= seen


def test_enter_on_an_article_opens_its_document_and_starts_nothing(
    window, batches, qtbot, tmp_path, monkeypatch
):
    run(window, qtbot, tmp_path)
    (window.form.out.path).mkdir(exist_ok=True)
    (window.form.out.path / "a.docx").write_text("a")
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window.table.setFocus()
    window.table.setCurrentIndex(window.table.model().index(0, 0))
    qtbot.keyClick(window.table, Qt.Key.Key_Return)
    assert len(opened) == 1
    assert len(batches.plans) == 1
