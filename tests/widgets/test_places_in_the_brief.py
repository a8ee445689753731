"""From the article, the checks and the preview to the place in the brief, and back again."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from test_brief_panel import cards, section

from briefing.language import know
from briefing.model.brief import Rest, Words
from briefing.model.edits import leave_out, toggle_tag, write_section
from briefing.model.finding import Finding, Severity
from briefing.paths import standard_paths
from briefing.widgets.brief.cards import Cards
from briefing.widgets.output.outline_writer import OutlineWriter

LONG = "\n\n".join(f"Route {n} lost a third of its boats, they say." for n in range(1, 60))


@pytest.fixture
def brief(window, qtbot):
    window.actions_by_id["sample"].trigger()
    qtbot.waitUntil(lambda: bool(window.brief._sections))
    window.activateWindow()
    return window


def write(window, key, words):
    of = window.outline.brief.id
    window.document.apply(write_section(of, key, (Words(words), Rest())))
    window.outline.current()


def finding(window, kind, key):
    found = window.outline.current().report.findings
    return next(each for each in found if each.kind == kind and each.section == key)


def tinted(field):
    """Return the words that stand on a ground of their own."""
    no = Qt.BrushStyle.NoBrush
    marks = [mark for mark in field.extraSelections() if mark.format.background().style() != no]
    return [mark.cursor.selectedText() for mark in marks]


def focused(window):
    return window.focusWidget()


def test_an_excerpt_leads_to_its_card_and_the_card_leads_back(brief, qtbot):
    (first, *_) = cards(brief, "context").excerpts.items
    brief.show_excerpt(first.id)
    brief.actions_by_id["show-in-brief"].trigger()
    box = focused(brief)
    assert isinstance(box, Cards)
    assert box.current().id == first.id
    brief.view.put_caret(0)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert brief.view.selection() == (first.start, first.end)
    assert focused(brief) is brief.view


def test_the_key_goes_on_to_the_next_place_where_an_excerpt_stands(brief):
    (first, *_) = cards(brief, "context").excerpts.items
    write(brief, "recommendations", f"Wait for the ministry.[@{first.id}]")
    places = []
    for _ in range(5):
        brief.show_excerpt(first.id)
        brief.actions_by_id["show-in-brief"].trigger()
        places.append(next(k for k, e in brief.brief._sections.items()
                           if e.isAncestorOf(focused(brief))))  # fmt: skip
    around = places.index("context", 1)
    assert places[0] == "context"
    assert "recommendations" in places[:around]
    assert len(set(places[:around])) == around


def test_an_excerpt_that_the_brief_does_not_use_says_so(brief):
    stamp = brief.document.stamp()
    start = brief.view.article.text.index("Rising costs")
    of = brief.view.article.id
    brief.document.apply(toggle_tag(of, start, start + 12, "sources-verification", "SV", stamp))
    (loose,) = [e for e in brief.document.project.excerpts_of(of) if e.start == start]
    key = next(k for k, e in brief.brief._sections.items() if k == "caveats")
    brief.document.apply(leave_out(brief.outline.brief.id, key, loose.id))
    brief.show_excerpt(loose.id)
    brief.actions_by_id["show-in-brief"].trigger()
    assert "no section of the brief" in brief.bar.words.text()
    assert focused(brief) is brief.view


def test_a_finding_leads_to_its_sentence_which_the_next_key_does_not_overwrite(brief, qtbot):
    write(brief, "executive_summary", f"{LONG}\n\nThe harbour closes for good. Nobody saw it.")
    last = brief.outline.current().report.findings
    of = next(f for f in last if f.words == "The harbour closes for good.")
    brief.show_finding(of)
    field = focused(brief)
    caret = field.textCursor()
    before = field.toPlainText()[: caret.position()]
    assert before.endswith("The harbour closes for good.")
    assert not caret.hasSelection()
    assert tinted(field) == [of.words]
    area = brief.brief.page.area
    inside = field.viewport().mapTo(area.viewport(), field.cursorRect().center())
    assert area.viewport().rect().contains(QPoint(5, inside.y()))
    qtbot.keyClicks(field, "!")
    assert "closes for good.! Nobody" in field.toPlainText()
    assert tinted(field) == []


def test_a_finding_about_a_printed_excerpt_leads_to_its_card(brief):
    chosen = cards(brief, "context").excerpts.items[1]
    brief.show_finding(
        Finding("review", Severity.WARNING, "Look.", "Do.", section="context", excerpt=chosen.id)
    )
    assert focused(brief).current().id == chosen.id


def test_a_finding_about_a_citation_leads_to_its_chip(brief):
    write(brief, "recommendations", "Wait.[@nobody]")
    brief.show_finding(finding(brief, "citation", "recommendations"))
    (field,) = section(brief, "recommendations").fields()
    assert focused(brief) is field
    assert field.citation_at_caret() == "nobody"


def click(window, words):
    """Click on words of the preview as a person does."""
    page = window.preview.page
    cursor = page.document().find(words)
    assert not cursor.isNull()
    middle = (cursor.selectionStart() + cursor.selectionEnd()) // 2
    at = QTextCursor(page.document())
    at.setPosition(middle)
    page.setTextCursor(at)
    page.ensureCursorVisible()
    from PySide6.QtTest import QTest

    place = page.cursorRect(at).center()
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.fixture
def shown(brief, qtbot):
    """Return the window with the preview of a section that cites an excerpt."""
    (first, *_) = cards(brief, "context").excerpts.items
    words = f"First ask.\n\n1. Then wait.[@{first.id}]\n   1. Long.\n2. Go."
    write(brief, "recommendations", words)
    brief.panes.preview.show()
    page = brief.preview.page
    qtbot.waitUntil(lambda: "Then wait." in page.toPlainText() and not brief.preview.is_writing)
    return brief


def test_a_click_on_the_analysts_words_goes_to_them(shown):
    click(shown, "First ask.")
    (field,) = section(shown, "recommendations").fields()
    assert focused(shown) is field
    assert field.toPlainText()[: field.textCursor().position()] == "First ask."


def test_a_click_on_a_printed_excerpt_goes_to_its_words_in_the_article(shown):
    chosen = cards(shown, "context").excerpts.items[1]
    click(shown, " ".join(chosen.quote.split())[:30])
    assert shown.view.selection() == (chosen.start, chosen.end)
    assert shown.brief.current_section == "context"


def test_the_section_that_is_written_in_comes_into_view_in_the_preview(shown, qtbot):
    page = shown.preview.page
    write(shown, "context", LONG)
    qtbot.waitUntil(lambda: "Route 59" in page.toPlainText() and not shown.preview.is_writing)
    bar = page.verticalScrollBar()
    bar.setValue(0)
    section(shown, "recommendations").focus_text()
    cursor = page.document().find("First ask.")
    assert page.viewport().rect().intersects(page.cursorRect(cursor))
    bar.setValue(0)
    write(shown, "recommendations", "Ask twice.")
    qtbot.waitUntil(lambda: "Ask twice." in page.toPlainText())
    assert bar.value() == 0  # somebody reads elsewhere


def test_the_preview_follows_the_theme(shown, qtbot):
    def ink():
        return shown.preview.page.document().find("First ask.").charFormat().foreground().color()

    before = ink().lightness()
    shown.actions_by_id["dark"].trigger()
    try:
        qtbot.waitUntil(lambda: ink().lightness() > 2 * before)
    finally:
        shown.actions_by_id["dark"].trigger()


def test_numbers_of_a_list_in_a_list_count_by_themselves(shown):
    words = shown.preview.page.toPlainText()
    assert [mark in words for mark in ("1. Then wait.", "1. Long.", "2. Go.")] == [True] * 3


def test_a_french_brief_is_a_draft_in_french(sample, qtbot):
    from dataclasses import replace

    from PySide6.QtGui import QTextDocument

    from briefing.model.outline import Outline
    from briefing.widgets import theme

    know(standard_paths().languages)
    outline = Outline("Note", "t", "fr", "", "A", "2026-02-03", draft=True)
    written = {}
    for code in ("fr", "en"):
        document = QTextDocument()
        list(OutlineWriter(document, theme.current()).write(replace(outline, language=code)))
        written[code] = document.toPlainText().split("\n")[0]
    assert written == {"fr": "PROJET", "en": "DRAFT"}


def test_pages_of_our_own_speak_the_language_of_the_brief(sample):
    from briefing.exporters.pdf_pages import PdfPages
    from briefing.model.outline import Outline
    from briefing.qt.pages import QtPageRenderer

    know(standard_paths().languages)
    outline = Outline("Note", "t", "fr", "DRAFT", "A", "2026-02-03", draft=True)
    pages = PdfPages()
    (page,) = pages.read(QtPageRenderer().render(outline))
    pages.close()
    assert "PROJET" in page.text
    assert "Page 1 sur 1" in page.text
    assert page.text.count("DRAFT") == 2  # the marking, which is as it was given


def test_a_long_title_is_shown_whole_and_enter_goes_on(brief, qtbot):
    header = brief.brief.header
    field = header._fields[""]
    low = field.height()
    field.setFocus()
    field.selectAll()
    title = "What a return of the fuel subsidy would mean for islands, freight and the budget"
    qtbot.keyClicks(field, title)
    assert brief.outline.brief.title == title
    assert field.height() > low or low > 2 * field.fontMetrics().lineSpacing()
    document = field.document()
    assert document.size().height() * 0 + field.blockCount() == 1
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert brief.outline.brief.title == title
    assert focused(brief) is not field


def test_undo_in_a_header_field_is_the_projects(brief, qtbot):
    field = brief.brief.header._fields["organisation"]
    before, steps = field.text(), len(brief.document.steps)
    field.setFocus()
    qtbot.keyClicks(field, "New ")
    assert field.text().startswith("New ") or field.text().endswith("New ")
    assert len(brief.document.steps) == steps + 1
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: field.text() == before)
    assert len(brief.document.steps) == steps + 1
    assert brief.document.done == steps


def test_a_field_that_is_too_narrow_says_all_of_it_in_a_tip(brief):
    field = brief.brief.header._fields["organisation"]
    field.setText("Desk")
    assert field.hidden_words() == ""
    field.setText("The desk for coastal transport and island economies of the ministry")
    assert field.hidden_words() == field.text()
