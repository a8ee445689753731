"""The brief panel: tags fill the sections live, and words around them are the project's."""

import pytest
from loaded import load
from PySide6.QtCore import Qt
from test_export import choose

from briefing.model.edits import toggle_tag
from briefing.paths import standard_paths


@pytest.fixture
def brief(window, qtbot):
    window.actions_by_id["sample"].trigger()
    qtbot.waitUntil(lambda: bool(window.brief._sections))
    return window


def section(window, key):
    return window.brief._sections[key]


def cards(window, key):
    from briefing.widgets.brief.section_editor import Cards

    return next(part for part in section(window, key)._parts if isinstance(part, Cards))


def ids(window, key):
    return [excerpt.id for excerpt in cards(window, key).excerpts.items]


def stored(window, key):
    return next(iter(window.document.project.briefs.values())).section(key)


def test_a_new_tag_stands_in_its_section_and_in_the_preview_at_once(brief, qtbot):
    of = brief.view.article
    start = of.text.index("Rising costs")
    before = len(ids(brief, "what_changed"))
    stamp = brief.document.stamp()
    brief.document.apply(toggle_tag(of.id, start, start + 12, "policy-shift", "PS", stamp))
    qtbot.waitUntil(lambda: len(ids(brief, "what_changed")) == before + 1)
    qtbot.waitUntil(lambda: "Rising costs" in brief.preview.page.toPlainText())
    brief.document.undo()
    qtbot.waitUntil(lambda: len(ids(brief, "what_changed")) == before)


def test_typing_in_a_section_is_one_step_and_undo_takes_it_back(brief, qtbot):
    text = section(brief, "executive_summary")._parts[0]
    before = text.toPlainText()
    text.setFocus()
    text.selectAll()
    qtbot.keyClicks(text, "Short and clear.")
    assert stored(brief, "executive_summary").body == "Short and clear."
    brief.document.undo()
    qtbot.waitUntil(lambda: text.toPlainText() == before)


def test_the_caret_stays_while_the_project_follows(brief, qtbot):
    text = section(brief, "executive_summary")._parts[0]
    text.setFocus()
    cursor = text.textCursor()
    cursor.setPosition(4)
    text.setTextCursor(cursor)
    qtbot.keyClicks(text, "xyz")
    qtbot.waitUntil(lambda: not brief.outline._timer.isActive())
    assert text.textCursor().position() == 7
    assert text.toPlainText()[4:7] == "xyz"


def test_cards_are_moved_and_left_out_by_keys(brief, qtbot):
    before = ids(brief, "evidence")
    box = cards(brief, "evidence")
    box.setFocus()
    box.setCurrentIndex(box.excerpts.index(0))
    qtbot.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: ids(brief, "evidence")[:2] == [before[1], before[0]])
    assert stored(brief, "evidence").body.startswith(f"[@{before[1]}]")
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: before[0] not in ids(brief, "evidence"))
    assert section(brief, "evidence").head.out.isVisible()
    section(brief, "evidence").head.out.menu().actions()[0].trigger()
    qtbot.waitUntil(lambda: before[0] in ids(brief, "evidence"))


def test_words_before_and_after_the_excerpts_are_kept_apart(brief, qtbot):
    parts = section(brief, "evidence")._parts
    qtbot.keyClicks(parts[0], "Before.")
    qtbot.keyClicks(section(brief, "evidence")._parts[-1], "After.")
    assert stored(brief, "evidence").body == "Before.\n\n[@*]\n\nAfter."
    words = [b.text for b in next(
        s for s in brief.outline.current().sections if s.key == "evidence"
    ).blocks]  # fmt: skip
    assert (words[0], words[-1]) == ("Before.", "After.")


def test_header_fields_are_edits(brief, qtbot):
    field = brief.brief.header._fields["organisation"]
    field.clear()
    qtbot.keyClicks(field, "Ministry desk")
    (value,) = brief.document.project.briefs.values()
    assert value.fields["organisation"] == "Ministry desk"
    brief.document.undo()
    qtbot.waitUntil(lambda: field.text() != "Ministry desk")


def test_a_click_on_a_card_goes_to_its_words(brief, qtbot):
    box = cards(brief, "context")
    excerpt = box.excerpts.items[0]
    box.chosen.emit(excerpt)
    assert brief.view.selection() == (excerpt.start, excerpt.end)


def test_what_is_missing_is_listed_and_leads_to_its_place(sample, qtbot, monkeypatch):
    choose(monkeypatch, "decision-memo")
    sample.actions_by_id["new-brief"].trigger()
    qtbot.waitUntil(lambda: "issue" in sample.brief._sections)
    sample.outline.current()
    actions = sample.brief.page.gaps.menu().actions()
    issue = next(a for a in actions if "Issue" in a.text())
    issue.trigger()
    assert section(sample, "issue")._parts[0].hasFocus()


def test_another_template_keeps_the_words_that_fit(brief, qtbot, monkeypatch):
    choose(monkeypatch, "decision-memo")
    brief.actions_by_id["template"].trigger()
    qtbot.waitUntil(lambda: "issue" in brief.brief._sections)
    brief.document.undo()
    qtbot.waitUntil(lambda: "executive_summary" in brief.brief._sections)
    assert "ferry routes" in section(brief, "executive_summary")._parts[0].toPlainText()


def test_a_media_summary_has_sections_for_each_article(window, qtbot, monkeypatch, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Another paper. Prices fell.", encoding="utf-8")
    load(window, qtbot, standard_paths().sample / "article.txt", other)
    choose(monkeypatch, "media-summary")
    window.actions_by_id["new-brief"].trigger()
    qtbot.waitUntil(lambda: bool(window.brief._sections))
    assert len([key for key in window.brief._sections if key.startswith("summary:")]) == 2


def test_a_section_of_a_thousand_excerpts_does_not_make_a_thousand_widgets(brief, qtbot):
    from PySide6.QtWidgets import QWidget

    from briefing.model.edits import add_excerpts, new_excerpt

    of = brief.view.article
    project = brief.document.project
    made = []
    for number in range(1_000):
        stamp = brief.document.stamp()
        excerpt = new_excerpt(project, of.id, number, number + 5, stamp)
        made.append(excerpt.toggled("policy-shift"))
    before = len(brief.findChildren(QWidget))
    brief.document.apply(add_excerpts(made))
    qtbot.waitUntil(lambda: len(ids(brief, "what_changed")) > 1_000, timeout=5_000)
    assert len(brief.findChildren(QWidget)) < before + 50
