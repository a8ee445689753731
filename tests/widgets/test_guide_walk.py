"""What the guide tells a newcomer to press does what it says, key by key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from briefing.model.excerpt import Status

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def excerpts(window):
    return list(window.document.project.excerpts.values())


def press(qtbot, *keys):
    """Press keys where the keyboard is."""
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_an_article_from_the_clipboard_is_looked_over_by_f9_and_enter(window, qtbot):
    QGuiApplication.clipboard().setText("Port reopens\n\nThe port of Almary is open again.")
    window.view.setFocus()
    qtbot.keyClick(window, KEY.Key_V, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(window.document.project.articles) == 1)
    qtbot.waitUntil(lambda: bool(window.bar._offers))
    qtbot.keyClick(window, KEY.Key_F9)
    assert QApplication.focusWidget().text() == "Check its details"
    press(qtbot, KEY.Key_Space)
    assert "details" in window.windows.shown


def test_a_sentence_is_tagged_assessed_and_left_by_letters_alone(sample, qtbot):
    view = sample.view
    view.setFocus()
    press(qtbot, KEY.Key_J, KEY.Key_1)
    (made,) = excerpts(sample)
    assert made.tags
    qtbot.waitUntil(lambda: sample.strip.excerpt is not None)
    press(qtbot, KEY.Key_A)
    qtbot.keyClicks(QApplication.focusWidget(), "the ministry")
    press(qtbot, KEY.Key_Return)
    assert view.hasFocus()
    press(qtbot, KEY.Key_S, KEY.Key_U, KEY.Key_Return, KEY.Key_C, KEY.Key_M, KEY.Key_Escape)
    press(qtbot, KEY.Key_W)
    qtbot.keyClicks(QApplication.focusWidget(), "operators")
    press(qtbot, KEY.Key_Return, KEY.Key_I, KEY.Key_Minus, KEY.Key_Return)
    said = excerpts(sample)[0].assessment
    assert (said.attribution, said.status) == ("the ministry", Status.UNVERIFIED)
    assert (said.confidence, said.stakeholder, said.impact) == ("moderate", "operators", "-")
    press(qtbot, KEY.Key_1)
    assert excerpts(sample)[0].tags == ()  # what is known of it stays
    press(qtbot, KEY.Key_Delete)
    assert excerpts(sample) == []


def test_the_keys_of_the_panes_go_into_them(sample, qtbot):
    panes = {
        KEY.Key_F4: sample.tables, KEY.Key_F5: sample.suggesting.panel, KEY.Key_F12: sample.checks,
    }  # fmt: skip
    for key, pane in panes.items():
        qtbot.keyClick(sample, key)
        focused = QApplication.focusWidget()
        assert focused is pane or pane.isAncestorOf(focused)
    qtbot.keyClick(sample, KEY.Key_F6)
    assert sample.view.hasFocus()


def test_the_pages_of_the_preview_change_their_size_by_the_keys_of_the_page(
    sample, qtbot, monkeypatch
):
    sample.preview.choose("pages")
    sample.panes.preview.show()
    canvas = sample.preview.paged.canvas
    canvas.setFocus()
    article, zooms = sample.reading._pixels, []
    monkeypatch.setattr(canvas, "zoom", zooms.append)
    for key in (KEY.Key_Minus, KEY.Key_Equal, KEY.Key_0):
        qtbot.keyClick(canvas, key, CTRL)
    assert zooms[0] < 1 < zooms[1]
    assert zooms[2] == 0
    assert sample.reading._pixels == article
    qtbot.keyClick(sample.view, KEY.Key_Minus, CTRL)
    assert sample.reading._pixels == article - 1


def test_a_template_taken_in_the_library_begins_the_first_brief(sample, qtbot, monkeypatch):
    package = sample.desk.library.get("policy-brief")
    monkeypatch.setattr(sample.templates, "choose", lambda _current: package)
    sample.actions_by_id["templates"].trigger()
    assert [b.template for b in sample.document.project.briefs.values()] == ["policy-brief"]
