"""Misspelt words in the brief: marked, gone through by key, mended from the menu."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication

from briefing.paths import standard_paths
from briefing.widgets.writing.rich_text import RichText
from briefing.widgets.writing.spelling_marks import SpellingMarks

WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline
DOTS = QTextCharFormat.UnderlineStyle.DotLine


@pytest.fixture
def brief(window, qtbot):
    """Return the window with the sample and the caret in the first section."""
    window.open_sample()
    qtbot.waitUntil(lambda: bool(window.brief.findChildren(RichText)))
    window.activateWindow()
    window.show_brief()
    yield window
    QApplication.processEvents()


def field_of(window):
    return window.focusWidget()


def settle(window, qtbot):
    qtbot.waitUntil(lambda: window.spelling.is_settled, timeout=60_000)


def write(window, qtbot, words):
    field = field_of(window)
    field.selectAll()
    qtbot.keyClicks(field, words)
    return field


def marked(field, style=WAVE):
    found = [each for each in field.extraSelections() if each.format.underlineStyle() == style]
    return [each.cursor.selectedText() for each in found]


def test_a_misspelt_word_is_marked_once_the_caret_has_left_it(brief, qtbot):
    field = write(brief, qtbot, "The goverment acts. Teh")
    qtbot.waitUntil(lambda: marked(field) == ["goverment"], timeout=60_000)
    qtbot.keyClicks(field, " ")
    qtbot.waitUntil(lambda: marked(field) == ["goverment", "Teh"], timeout=60_000)


def test_names_of_the_article_british_spellings_and_abbreviations_are_right(brief, qtbot):
    (article,) = brief.document.project.articles.values()
    name = article.text.split()[0]
    field = write(brief, qtbot, f"{name} OECD colour me@vellmar.example x7z wrogn ")
    qtbot.waitUntil(lambda: marked(field) == ["wrogn"], timeout=60_000)


def test_the_key_goes_from_one_misspelt_word_to_the_next_and_round(brief, qtbot):
    field = write(brief, qtbot, "Wrogn words and wierd ones. ")
    qtbot.waitUntil(lambda: len(marked(field)) == 2, timeout=60_000)
    settle(brief, qtbot)
    act = brief.actions_by_id["next-misspelt"]
    assert act.shortcut().toString() == "Ctrl+F7"
    found = []
    for _ in range(3):
        act.trigger()
        found.append(field_of(brief).textCursor().selectedText())
    assert found[0] == "Wrogn"
    assert found[1] == "wierd"
    assert found[2] == "Wrogn"


def menu_by_key(window, field):
    """Press the Menu key in a field and return the menu that opens."""
    place = field.cursorRect().center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, place, field.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(field, event)
    return window.spelling.menu


def names(menu):
    return [each.text() for each in menu.actions() if each.isVisible() and each.text()]


def test_the_menu_key_offers_suggestions_that_come_later_and_enter_takes_one(
    brief, qtbot, typing_clock
):
    field = write(brief, qtbot, "The goverment acts. ")
    qtbot.waitUntil(lambda: marked(field) == ["goverment"], timeout=60_000)
    brief.actions_by_id["next-misspelt"].trigger()
    menu = menu_by_key(brief, field)
    assert names(menu)[0] == "Looking for suggestions…"
    qtbot.waitUntil(lambda: names(menu)[0] == "government", timeout=60_000)
    assert "Add to my words" in names(menu)
    typing_clock.move(5)  # nobody chooses from a menu while typing on
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert field.toPlainText() == "The government acts. "
    qtbot.waitUntil(lambda: not marked(field), timeout=60_000)
    assert field.markdown in str(next(iter(brief.document.project.briefs.values())).sections)
    brief.document.undo()
    qtbot.waitUntil(lambda: "goverment" in field.toPlainText())


def test_shift_f10_opens_the_menu_at_the_caret_as_the_menu_key_does(brief, qtbot):
    field = write(brief, qtbot, "Right and wrogn. ")
    qtbot.waitUntil(lambda: marked(field) == ["wrogn"], timeout=60_000)
    settle(brief, qtbot)
    frame = brief.windowHandle()
    brief.actions_by_id["next-misspelt"].trigger()
    qtbot.keyClick(frame, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = brief.spelling.menu
    assert "Add to my words" in names(menu)
    corner = field.viewport().mapToGlobal(field.cursorRect().bottomLeft())
    assert menu.pos() == corner
    menu.close()
    qtbot.waitUntil(lambda: brief.spelling.menu is None)
    field.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClick(frame, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    usual = QApplication.activePopupWidget()
    assert any(words.startswith("Table…") for words in names(usual))
    assert brief.spelling.menu is None
    usual.close()
    assert field.toPlainText() == "Right and wrogn. "


def choose(menu, words):
    next(each for each in menu.actions() if each.text() == words).trigger()
    menu.close()


def menu_by_mouse(window, field, word):
    cursor = field.document().find(word)
    cursor.setPosition(cursor.selectionStart() + 1)
    place = field.cursorRect(cursor).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, field.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(field.viewport(), event)
    return window.spelling.menu


def test_a_word_is_added_to_ones_own_kept_in_a_file_and_taken_back(brief, qtbot):
    field = write(brief, qtbot, "Snorfle and wrogn. ")
    qtbot.waitUntil(lambda: marked(field) == ["Snorfle", "wrogn"], timeout=60_000)
    choose(menu_by_mouse(brief, field, "Snorfle"), "Add to my words")
    assert marked(field) == ["wrogn"]
    assert "Snorfle" in brief.bar.words.text()
    own = standard_paths().dictionaries / "own-words.txt"
    assert own.read_text(encoding="utf-8") == "Snorfle\n"
    choose(menu_by_mouse(brief, field, "Snorfle"), "Take out of my words")
    assert marked(field) == ["Snorfle", "wrogn"]
    assert own.read_text(encoding="utf-8") == ""
    choose(menu_by_mouse(brief, field, "wrogn"), "Pass over here")
    assert marked(field) == ["Snorfle"]


def test_the_setting_switches_the_marks_off_and_on(brief, qtbot):
    field = write(brief, qtbot, "A wrogn word. ")
    qtbot.waitUntil(lambda: marked(field) == ["wrogn"], timeout=60_000)
    brief.desk.settings.change(spelling="no")
    brief.follow_setting("spelling")
    assert marked(field) == []
    brief.actions_by_id["next-misspelt"].trigger()
    assert "settings" in brief.bar.words.text()
    brief.desk.settings.change(spelling="yes")
    brief.follow_setting("spelling")
    assert marked(field) == ["wrogn"]


def test_lines_for_sources_and_for_spelling_stand_over_each_other(brief, qtbot):
    field = write(brief, qtbot, "The harbour of the town is wrogn in winter. ")
    qtbot.waitUntil(lambda: marked(field) == ["wrogn"], timeout=60_000)
    from briefing.widgets.writing.source_marks import SourceMarks

    marks = next(
        each for editor in brief.brief._sections.values() for each in editor._marks.items()
        if each[0] is field
    )[1]  # fmt: skip
    assert isinstance(marks, SourceMarks)
    marks.show_marks(on=True)
    qtbot.waitUntil(lambda: len(marked(field, DOTS)) == 1)
    assert marked(field) == ["wrogn"]
    marks.show_marks(on=False)
    assert (marked(field, DOTS), marked(field)) == ([], ["wrogn"])


def test_a_dictionary_that_is_not_there_is_said_once(brief, qtbot):
    brief.desk.settings.change(language="xx_XX")
    brief.follow_setting("language")
    write(brief, qtbot, "Words of another language. ")
    qtbot.waitUntil(lambda: "xx_XX" in brief.bar.words.text(), timeout=60_000)
    assert not brief.findChildren(SpellingMarks)[0].wrong()


def test_a_dictionary_of_the_users_own_is_used(brief, qtbot):
    folder = standard_paths().dictionaries
    folder.mkdir(parents=True)
    (folder / "aa_AA.aff").write_text("SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n", encoding="utf-8")
    (folder / "aa_AA.dic").write_text("1\nplinko/S\n", encoding="utf-8")
    brief.desk.settings.change(language="aa_AA")
    brief.follow_setting("language")
    field = write(brief, qtbot, "plinko plinkos snorfle ")
    qtbot.waitUntil(lambda: marked(field) == ["snorfle"], timeout=60_000)


def test_the_usual_menu_opens_on_a_word_that_is_right(brief, qtbot):
    field = write(brief, qtbot, "Right words. ")
    settle(brief, qtbot)
    assert menu_at_point(brief, field, QPoint(4, 8)) is None


def menu_at_point(window, field, place):
    marks = field.findChild(SpellingMarks)
    assert marks is not None
    assert not marks._open(place, field.mapToGlobal(place), keyboard=False)
    return window.spelling.menu


def test_the_settings_offer_the_dictionaries_there_are(brief):
    from briefing.widgets.settings.settings_dialog import SettingsDialog

    folder = standard_paths().dictionaries
    folder.mkdir(parents=True)
    for ending in ("aff", "dic"):
        (folder / f"aa_AA.{ending}").write_text("SET UTF-8\n", encoding="utf-8")
    brief.actions_by_id["settings"].trigger()
    (dialog,) = brief.findChildren(SettingsDialog)
    box = dialog.fields["language"].field
    assert [box.itemText(n) for n in range(box.count())] == ["en_US", "aa_AA"]
    dialog.close()


def test_emoji_before_a_word_do_not_move_its_line_and_code_is_passed_over(brief, qtbot):
    field = field_of(brief)
    field.show_text("\U0001f6a2\U0001f6a2 A wrogn word and `cmdx` here.")
    qtbot.waitUntil(lambda: marked(field) == ["wrogn"], timeout=60_000)
