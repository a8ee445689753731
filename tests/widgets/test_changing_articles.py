"""Articles change: errors mended in place, newer versions taken over, doubtful excerpts decided."""

from dataclasses import replace

import pytest
from loaded import load
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from test_window import at, keys, quotes

from briefing.model.brief import Brief
from briefing.model.edits import add_brief
from briefing.widgets.article.article_changes import ArticleChangesDialog
from briefing.widgets.brief.resting_list import RestingDialog

OLD = (
    "The port will close a berth in May. Nobody has said who pays.\n"
    "Fuel costs rose by 31% in October. Two operators have put off repairs.\n"
    "For fish farms the change may bring rates down. The ministry said nothing."
)
NEW = (
    "A first paragraph that was not there before, with a few words in it.\n"
    "The port will close a berth in June. Nobody has said who pays.\n"
    "For fish farms the change may bring rates down. The ministry said nothing.\n"
    "Fuel costs rose by 33% in October. Two operators have put off repairs."
)


@pytest.fixture
def ports(window, qtbot, tmp_path):
    """Return the window with an article, three excerpts in it, and the file it came from."""
    file = tmp_path / "port.txt"
    file.write_text(OLD, encoding="utf-8")
    load(window, qtbot, file)
    for words, key in (("Nobody has", "1"), ("Fuel costs", "2"), ("For fish", "3")):
        at(window, words)
        keys(qtbot, window, key)
    return window, file


def dialog_of(window, qtbot):
    qtbot.waitUntil(lambda: bool(window.findChildren(ArticleChangesDialog)))
    return window.findChildren(ArticleChangesDialog)[-1]


def test_typing_mends_the_text_and_excerpts_keep_their_words(ports, qtbot):
    window, _file = ports
    before = window.document.project
    at(window, "will close")
    window.view.put_caret(window.view.article.text.index("close"))
    window.actions_by_id["edit-text"].trigger()
    keys(qtbot, window, "soon 1 ", (Qt.Key.Key_Return,), (Qt.Key.Key_Backspace,))
    assert window.view.article.text.startswith("The port will soon 1 close a berth")
    assert window.view.document().toPlainText() == window.view.map.display
    assert len(quotes(window)) == 3
    text = window.view.article.text
    assert all(text[e.start : e.end] == e.quote for e in window.view.placing.excerpts)
    assert window.view.caret == text.index("close")
    keys(qtbot, window, (Qt.Key.Key_Escape,), "4")
    assert any("key-figures" in e.tags for e in window.view.placing.excerpts)
    while window.document.project != before:
        window.document.undo()
    assert window.view.document().toPlainText() == OLD


def test_words_are_pasted_cut_and_deleted_in_the_article(ports, qtbot):
    window, _file = ports
    window.actions_by_id["edit-text"].trigger()
    start = window.view.article.text.index("a berth")
    window.view.select(start, start + 7)
    keys(qtbot, window, (Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier))
    assert QGuiApplication.clipboard().text() == "a berth"
    QGuiApplication.clipboard().setText("two 😀\r\nquays")
    keys(qtbot, window, (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier))
    assert "close two 😀\nquays in May" in window.view.article.text
    keys(qtbot, window, (Qt.Key.Key_Delete,))
    assert "quaysin May" in window.view.article.text
    assert window.view.document().toPlainText() == window.view.map.display


def press(window, key, held, writes):
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, held, writes)
    QApplication.sendEvent(window.view, event)


def test_a_key_of_a_menu_writes_nothing_and_one_with_altgr_does(ports):
    window, _file = ports
    window.view.put_caret(0)
    window.actions_by_id["edit-text"].trigger()
    held = Qt.KeyboardModifier
    press(window, Qt.Key.Key_F, held.AltModifier, "f")
    assert window.view.article.text == OLD
    press(window, Qt.Key.Key_At, held.ControlModifier | held.AltModifier, "@")
    assert window.view.article.text == f"@{OLD}"


def test_an_input_method_writes_in_the_article_only_while_keys_do(ports):
    window, _file = ports
    window.view.put_caret(0)
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    made = QInputMethodEvent("", [])
    made.setCommitString("é")
    for typing in (False, True):
        window.typing.set_on(typing)
        QApplication.sendEvent(window.view, asked)
        assert bool(asked.value(Qt.InputMethodQuery.ImEnabled)) is typing
    QApplication.sendEvent(window.view, made)
    assert window.view.article.text == f"é{OLD}"


def test_a_newer_version_is_shown_taken_over_and_undone_in_one_step(ports, qtbot):
    window, file = ports
    before = window.document.project
    (old,) = before.articles.values()
    file.write_text(NEW, encoding="utf-8")
    load(window, qtbot, file)
    dialog = dialog_of(window, qtbot)
    buttons = dialog.findChild(QDialogButtonBox).buttons()
    next(b for b in buttons if b.text() == "Take over").click()
    (now,) = window.document.project.articles.values()
    assert (now.id, now.text) == (old.id, NEW)
    excerpts = window.document.project.excerpts_of(now.id)
    sure = [e.quote for e in excerpts if not e.review]
    assert "Nobody has said who pays." in sure
    assert "For fish farms the change may bring rates down." in sure
    (doubtful,) = [e for e in excerpts if e.review]
    assert doubtful.quote == "Fuel costs rose by 31% in October."
    assert window.panes.review.isVisible()
    qtbot.waitUntil(lambda: len(window.review_list.excerpts.items) == 1)
    window.review_list.list.setCurrentIndex(window.review_list.excerpts.index(0))
    qtbot.keyClick(window.review_list.list, Qt.Key.Key_C)
    settled = window.document.project.excerpts[doubtful.id]
    assert (settled.quote, settled.review) == ("Fuel costs rose by 33% in October.", "")
    window.document.undo()
    window.document.undo()
    assert window.document.project == before
    assert window.view.article == old


def test_a_newer_version_that_is_refused_can_stand_beside_the_old(ports, qtbot):
    window, file = ports
    file.write_text(NEW, encoding="utf-8")
    load(window, qtbot, file)
    dialog_of(window, qtbot).reject()
    assert len(window.document.project.articles) == 1
    (offer,) = window.bar._offers
    offer.click()
    assert {a.text for a in window.document.project.articles.values()} == {OLD, NEW}


def test_sentences_that_rest_on_changed_words_are_listed_and_lead_to_their_section(ports, qtbot):
    window, file = ports
    package = window.desk.library.get("policy-brief")
    blobs = {package.template.document: package.document}
    brief = Brief("b", "Ports", "policy-brief", created="2026")
    window.document.apply(add_brief(brief, package.template, blobs))
    file.write_text(NEW, encoding="utf-8")
    load(window, qtbot, file)
    dialog_of(window, qtbot).accept()
    (resting,) = window.findChildren(RestingDialog)
    assert "31%" in resting.list.item(0).text()
    window.document.apply(add_brief(replace(brief, id="c", created="2027"), package.template, {}))
    window.outline.show("c")
    resting.list.itemActivated.emit(resting.list.item(0))
    assert window.outline.brief_id == "b"
    assert window.focusWidget().current().review
    resting.close()
    qtbot.waitUntil(lambda: not window.findChildren(RestingDialog))
    window.actions_by_id["resting"].trigger()
    (again,) = window.findChildren(RestingDialog)
    assert "31%" in again.list.item(0).text()
    again.close()
