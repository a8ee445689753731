"""What an article says of itself: seen with where it stood, corrected, confirmed, taken back."""

import pytest
from loaded import load
from PySide6.QtCore import Qt

TEXT = (
    "# ferries # fares\n"
    "By Ilda Marun, Northwire\n"
    "4 March 2026\n"
    "PORT ALMARY, March 4 (Northwire) - The ferry to the northern islands is back, the council "
    "said.\nIt runs all year.\n"
)


@pytest.fixture
def details(window, qtbot, tmp_path):
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    load(window, qtbot, path)
    (offer,) = window.bar._offers
    assert offer.text() == "Check its details"
    offer.click()
    made = window.windows._made["details"]
    qtbot.waitExposed(made)
    return made


def entered(details, qtbot, field, words):
    line = details.rows[field].line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, words) if words else qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def said(window):
    return window.document.project.articles[window.view.article.id].metadata


def where(details, field):
    return details.rows[field].where.currentWidget().text()


def test_each_detail_stands_with_where_it_was_found(details):
    rows = details.rows
    assert {field: row.line.text() for field, row in rows.items() if row.line.text()} == {
        "agency": "Northwire", "place": "Port Almary", "byline": "Ilda Marun",
        "published": "2026-03-04", "keywords": "ferries, fares",
    }  # fmt: skip
    assert where(details, "byline") == "line that begins with “By”"
    assert where(details, "outlet") == "not found"
    assert rows["published"].note.text() == (
        "Wednesday, 4 March 2026; the time of day is not given"
    )


@pytest.mark.parametrize(
    ("field", "words"),
    [("byline", "Ilda Marun"), ("place", "PORT ALMARY"), ("published", "4 March 2026"),
     ("keywords", "ferries # fares")],
)  # fmt: skip
def test_where_it_was_found_leads_to_the_words(details, window, qtbot, field, words):
    place = details.rows[field].place
    place.setFocus()
    qtbot.keyClick(place, Qt.Key.Key_Space)
    assert window.view.textCursor().selectedText() == words


def test_a_value_is_entered_by_hand_and_taken_back_in_one_step(details, window, qtbot):
    entered(details, qtbot, "outlet", "Almary Courier")
    assert said(window).outlet == "Almary Courier"
    assert where(details, "outlet") == "entered by hand"
    window.document.undo()
    assert said(window).outlet is None
    assert where(details, "outlet") == "not found"
    assert details.rows["outlet"].line.text() == ""


def test_a_value_can_be_taken_out(details, window, qtbot):
    entered(details, qtbot, "place", "")
    assert said(window).place is None
    assert where(details, "place") == "taken out by hand"
    entered(details, qtbot, "keywords", "")
    assert said(window).keywords == ()


def test_keywords_are_words_between_commas(details, window, qtbot):
    entered(details, qtbot, "keywords", "ferries; harbour, ferries")
    assert said(window).keywords == ("ferries", "harbour")


@pytest.mark.parametrize(
    ("field", "words", "complaint"),
    [
        ("published", "03/04/2026", "is not read as a date. Write it as 2026-03-04"),
        ("published", "2026-02-30", "There is no 2026-02-30"),
        ("updated", "2026-03-04T14:05+25:00", "There is no time zone +25:00"),
        ("language", "in English", "names no language"),
        ("url", "file:///etc/x", "is not the address of a web page"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    details, window, qtbot, field, words, complaint
):
    before = said(window)
    entered(details, qtbot, field, words)
    assert complaint in details.rows[field].note.text()
    assert said(window) == before
    assert details.rows[field].line.text() == words
    details.confirm()
    assert details.isVisible()
    entered(details, qtbot, field, "")
    assert complaint not in details.rows[field].note.text()


@pytest.mark.parametrize(
    ("words", "value", "note"),
    [
        ("2026-3-4 14:05 +0200", "2026-03-04T14:05+02:00", "4 March 2026, 14:05 (UTC+02:00)"),
        ("2026-03-04T14:05", "2026-03-04T14:05", "the time zone is not given"),
        ("2026-03", "2026-03", "March 2026; the day is not given"),
        ("2026", "2026", "month and day are not given"),
        ("2026-03-04T14:05:30Z", "2026-03-04T14:05:30Z", "14:05 UTC"),
    ],
)
def test_a_date_says_no_more_than_was_entered(details, window, qtbot, words, value, note):
    entered(details, qtbot, "updated", words)
    assert said(window).updated == value
    assert note in details.rows["updated"].note.text()


def test_confirming_is_kept_and_can_be_undone(details, window, qtbot):
    entered(details, qtbot, "outlet", "Almary Courier")
    details.confirm_button.setFocus()
    qtbot.keyClick(details.confirm_button, Qt.Key.Key_Space)
    assert not details.isVisible()
    assert said(window).confirmed
    window.actions_by_id["details"].trigger()
    assert "Looked over on" in details.hint.text()
    window.document.undo()
    assert "As it was read" in details.hint.text()


def test_what_was_entered_outlives_a_restart_and_a_newer_version(details, window, qtbot, tmp_path):
    entered(details, qtbot, "outlet", "Almary Courier")
    entered(details, qtbot, "place", "")
    article = window.view.article
    assert window.document.store.load().articles[article.id].metadata == said(window)
    (tmp_path / "ferry.txt").write_text(TEXT + "A third sentence.\n", encoding="utf-8")
    load(window, qtbot, tmp_path / "ferry.txt")
    from briefing.widgets.article.article_changes import ArticleChangesDialog

    dialog = window.findChild(ArticleChangesDialog)
    dialog.accept()
    assert "third" in window.document.project.articles[article.id].text
    assert (said(window).outlet, said(window).place) == ("Almary Courier", None)
    assert said(window).byline == "Ilda Marun"


def test_what_is_half_typed_is_not_taken_to_another_article(details, window, qtbot, tmp_path):
    qtbot.keyClicks(details.rows["published"].line, "03/04")
    path = tmp_path / "other.txt"
    path.write_text("Another story altogether, of harbours and of fish.", encoding="utf-8")
    load(window, qtbot, path)
    assert window.view.article.source == "other.txt"
    assert details.rows["published"].line.text() == ""


def test_without_an_article_it_says_what_to_do(window, qtbot):
    window.actions_by_id["details"].trigger()
    made = window.windows._made["details"]
    assert "Open an article" in made.hint.text()
    assert not made.confirm_button.isEnabled()
    assert not made.rows["outlet"].line.isEnabled()


def test_undo_in_a_project_that_is_only_read_is_refused_in_this_window(details, window, qtbot):
    entered(details, qtbot, "outlet", "The Skerra Post")
    window.document.store.read_only = True
    details.activateWindow()
    qtbot.keyClick(details.rows["outlet"].line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    window.document.store.read_only = False
    assert "reading only" in details.bar.words.text()
    assert said(window).outlet == "The Skerra Post"
