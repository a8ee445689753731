"""Words can be read whole and in their order, in every language of the window."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabBar, QToolButton

from briefing import language
from briefing.language import tr
from briefing.model.following import LOST
from briefing.model.template import Template
from briefing.paths import standard_paths
from briefing.qt.saying import dotted, in_order
from briefing.services.anchoring.anchors import CHANGED
from briefing.services.excerpts.excerpt_tables import StakeholderRow
from briefing.widgets.help.help_sheets import MARGIN, KeySheet
from briefing.widgets.templates.template_dialog import TemplateDialog
from briefing.widgets.versions.snapshots_window import SnapshotsWindow

PANES = ("suggestions", "search", "review", "checks", "tables", "history")


@pytest.fixture(params=["en", "fr", "ar"])
def spoken(qapp, request):
    """Speak each language of the window, Arabic from the right."""
    language.speak(request.param, standard_paths().languages)
    if request.param == "ar":
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield request.param
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    language.speak("en")


def cut(root):
    """Return the words of what is narrower than its words: labels, buttons and tabs."""
    found = []
    for each in root.findChildren(QLabel) + root.findChildren(QAbstractButton):
        wrapped = isinstance(each, QLabel) and each.wordWrap()
        # What may be narrower says so: a label in a column of fields, a button with a menu.
        if each.isVisible() and each.text() and not wrapped and each.minimumWidth() == 0:
            needed = min(each.sizeHint().width(), each.minimumSizeHint().width())
            found += [each.text()] if each.width() < needed else []
    for bar in root.findChildren(QTabBar):
        if bar.isVisible():
            found += [
                bar.tabText(place)
                for place in range(bar.count())
                if not bar.rect().contains(bar.tabRect(place))
            ]
    return found


def test_no_word_is_cut_with_every_pane_open(spoken, window, qtbot):
    window.actions_by_id["sample"].trigger()
    for action in PANES:
        window.actions_by_id[action].trigger()
        QApplication.processEvents()
    qtbot.waitUntil(lambda: cut(window) == [])


def test_the_sheet_of_keys_shows_each_key_whole(spoken, window, qtbot):
    sheet = KeySheet({}, window)
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitExposed(sheet)
    QApplication.processEvents()
    assert sheet.area.widget().width() <= sheet.area.viewport().width()
    assert cut(sheet) == []


def test_three_columns_of_keys_have_room_on_a_small_screen(spoken, window, qtbot):
    sheet = KeySheet({}, window)
    qtbot.addWidget(sheet)
    assert sheet.area.widget().sizeHint().width() <= 1280 - MARGIN


def test_what_the_foot_of_the_window_says_has_its_room_at_once(window):
    assert not window.counts.label.isVisible()
    window.actions_by_id["sample"].trigger()
    window.view.select(20, 400)
    window.counts.count()
    for label in (window.counts.label, window.status.saved):
        assert label.width() >= label.sizeHint().width()
    window.status.show_saving()
    assert window.status.saved.width() >= window.status.saved.sizeHint().width()


@pytest.mark.parametrize("spoken", ["ar"], indirect=True)
def test_a_name_in_latin_letters_takes_no_number_along_in_an_arabic_line(spoken):
    assert dotted(("article.txt", "", "383 كلمة")) == (
        "\u200earticle.txt\u200e\u200f · \u200f383 كلمة"
    )
    assert in_order("/tmp/a.json") == "\u200e/tmp/a.json\u200e"


def test_an_english_line_has_no_signs_in_it(qapp):
    assert dotted(("article.txt", "", "383 words")) == "article.txt · 383 words"


@pytest.mark.parametrize("spoken", ["fr"], indirect=True)
def test_why_an_excerpt_is_looked_at_is_told_apart_in_one_language_and_said_in_another(spoken):
    assert tr(LOST) != LOST
    assert tr(CHANGED) != CHANGED
    row = StakeholderRow("a", "A", {None: 2}, {"reported": 2}, ("e1", "e2"))
    assert row.cells() == ("A", "2", "not assessed", "reported")
    assert row.cells(tr)[3] == tr("reported") != "reported"


@pytest.mark.parametrize("spoken", ["fr"], indirect=True)
def test_a_template_made_of_a_document_says_its_sections_in_any_language(
    spoken, sample_dialog, monkeypatch, tmp_path
):
    dialog, template = sample_dialog
    notes = [f"« {slot.title} »" for slot in template.slots] + ["champ"]
    keeper = SimpleNamespace(new_from_word=lambda _path, _name: notes)
    monkeypatch.setattr(
        dialog,
        "_desk",
        SimpleNamespace(
            **{
                **{n: getattr(dialog._desk, n) for n in ("library", "checker", "jobs", "settings")},
                "keeper": keeper,
            }
        ),
    )
    monkeypatch.setattr(dialog, "_free_id", lambda _stem: template.id)
    said = []
    monkeypatch.setattr(dialog.bar, "say", lambda words, *_more: said.append(words))
    dialog._make(tmp_path / "Note.docx")
    assert said == [
        tr(
            "Made of {name}: {sections} sections, {count} other things. "
            "Edit it in Word to change it.",
            name="Note.docx", sections=len(template.slots), count=1,
        )
    ]  # fmt: skip


@pytest.fixture
def sample_dialog(spoken, window, qtbot) -> tuple[TemplateDialog, Template]:
    dialog = TemplateDialog(window.desk, "policy-brief", lambda _tag: None, window)
    qtbot.addWidget(dialog)
    dialog.stop_checking()
    package = dialog.chosen()
    assert package is not None
    return dialog, package.template


def test_no_pane_of_words_makes_a_small_window_wider(window, qtbot):
    window.resize(1280, 720)
    window.actions_by_id["sample"].trigger()
    excerpt = next(e for e in window.document.project.excerpts.values() if len(e.tags) == 2)
    window.view.select(excerpt.start, excerpt.end)
    for action in ("preview", "find"):
        window.actions_by_id[action].trigger()
        QApplication.processEvents()
    qtbot.waitUntil(window.searching.bar.isVisible)
    assert window.width() == 1280
    assert window.minimumSizeHint().width() <= 1280
    bar = window.searching.bar
    for part in (bar.field, bar.case, bar.count, bar.next, bar.tags):
        assert bar.rect().contains(part.geometry()), part


def test_tabs_without_room_have_an_arrow_that_can_be_seen_to_the_others(qtbot, qapp):
    bar = QTabBar()
    qtbot.addWidget(bar)
    for name in ("Excerpts", "Search", "Suggestions", "To look at"):
        bar.addTab(name)
    bar.resize(180, 34)
    bar.show()
    (arrow,) = [each for each in bar.findChildren(QToolButton) if each.isEnabled()]
    assert arrow.width() >= 20
    picture = arrow.grab().toImage()
    inked = [
        (x, y) for x in range(picture.width()) for y in range(picture.height())
        if picture.pixelColor(x, y).lightness() < 160
    ]  # fmt: skip
    assert len(inked) > 8


def test_the_buttons_below_snapshots_have_room_for_their_words(spoken, window):
    window.actions_by_id["sample"].trigger()
    window.actions_by_id["snapshots"].trigger()
    made = window.findChild(SnapshotsWindow)
    made.take()
    QApplication.processEvents()
    buttons = made.restore_button, made.rename_button, made.remove_button
    assert [each.text() for each in buttons if each.width() < each.sizeHint().width()] == []
