"""The window, driven as a person drives it: keys, mouse, drops, and what they see."""

from pathlib import Path

import pytest
from loaded import load
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QMenu

from briefing.model.article_edits import edit_text
from briefing.model.excerpt import Status
from briefing.model.tags import DEFAULT_SCHEME

AWKWARD = (
    "👩‍👩‍👧 said hello. The second 😀 sentence follows. السلام عليكم يا صديقي. نعم.\n"
    "今天下雨。明天晴。 And the end."
)


def quotes(window):
    return [e.quote for e in window.view.placing.excerpts]


def keys(qtbot, window, *names):
    for name in names:
        if isinstance(name, str):
            qtbot.keyClicks(window.view, name)
        else:
            qtbot.keyClick(window.view, *name)


def at(window, words):
    """Put the caret into these words."""
    cursor = window.view.textCursor()
    cursor.setPosition(window.view.map.to_qt(window.view.article.text.index(words) + 1))
    window.view.setTextCursor(cursor)
    window.view.setFocus()


def test_an_empty_window_offers_to_open_to_paste_and_the_sample(window):
    assert window.panes.pages.currentWidget() is window.welcome
    assert not window.strip.isVisible()


def test_the_sample_opens_tagged_and_its_brief_is_ready(window, qtbot):
    window.actions_by_id["sample"].trigger()
    assert len(quotes(window)) == 14
    assert window.outline.current().gaps == ()
    assert window.panes.pages.currentWidget() is window.view
    window.actions_by_id["undo"].trigger()
    assert window.document.project.articles == {}
    assert window.panes.pages.currentWidget() is window.welcome


def test_a_digit_tags_the_sentence_at_the_caret_and_again_takes_it_off(sample, qtbot):
    at(sample, "People familiar")
    keys(qtbot, sample, "2")
    assert quotes(sample) == [
        "People familiar with the talks say the review comes after the sharpest winter on record "
        "for the operators."
    ]
    assert sample.view.placing.excerpts[0].tags == ("economic-concerns",)
    keys(qtbot, sample, "2")
    assert quotes(sample) == []


def test_arrows_and_letters_move_by_sentence_and_shift_takes_more(sample, qtbot):
    at(sample, "Meanwhile")
    first = sample.view.target()
    keys(qtbot, sample, "j")
    second = sample.view.target()
    assert second[0] > first[0]
    keys(qtbot, sample, (Qt.Key.Key_Up,))
    assert sample.view.target() == first
    keys(qtbot, sample, (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier))
    assert sample.view.target() == first
    keys(qtbot, sample, (Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier))
    assert sample.view.target() == (first[0], second[1])
    keys(qtbot, sample, (Qt.Key.Key_K, Qt.KeyboardModifier.ShiftModifier))
    assert sample.view.target() == first


def test_a_selection_by_mouse_is_tagged_from_the_tag_list(sample, qtbot):
    view = sample.view
    at(sample, "Marine fuel")
    box = view.cursorRect()
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center() + QPoint(8, 0))
    assert view.selection() is not None
    index = sample.tags.tags.index(3)
    qtbot.mouseClick(
        sample.tags.viewport(),
        Qt.MouseButton.LeftButton,
        pos=sample.tags.visualRect(index).center(),
    )
    assert quotes(sample) == ["Marine"]
    assert view.placing.excerpts[0].tags == ("key-figures",)


def test_t_and_a_few_letters_tag_and_a_new_name_makes_a_tag(sample, qtbot):
    at(sample, "People familiar")
    keys(qtbot, sample, "t")
    palette = sample.tagging._palette
    assert palette.isVisible()
    qtbot.keyClicks(palette.search, "econ")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert sample.view.placing.excerpts[0].tags == ("economic-concerns",)
    keys(qtbot, sample, "t")
    qtbot.keyClicks(palette.search, "Weather")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert sample.view.placing.excerpts[0].tags == ("economic-concerns", "weather")
    sample.document.undo()
    assert sample.view.placing.excerpts[0].tags == ("economic-concerns",)
    assert sample.document.project.tag("weather") is None


def test_the_context_menu_shows_which_tags_are_on(sample, qtbot):
    at(sample, "People familiar")
    keys(qtbot, sample, "2")
    sample.view.menu_wanted.emit(QPoint(0, 0))
    (menu,) = sample.view.findChildren(QMenu)
    actions = {action.text(): action for action in menu.actions()}
    assert "✓ Economic concerns" in actions
    actions["Outlook"].trigger()
    menu.close()
    assert sample.view.placing.excerpts[0].tags == ("economic-concerns", "outlook")


def test_an_ampersand_is_one_in_the_context_menu_too(sample, qtbot):
    start = sample.view.article.text.index("People familiar")
    sample.document.apply(edit_text(sample.view.article, start, start, "AT&T "))
    sample.view.select(start, start + 10)
    sample.tagging.tag_anew("R&D")
    sample.view.select(start, start + 20)
    keys(qtbot, sample, ".")
    sample.view.put_caret(start + 7)
    for _ in range(2):
        sample.view.menu_wanted.emit(QPoint(0, 0))
        menu = sample.view.findChildren(QMenu)[-1]
        words = [action.text() for action in menu.actions()]
        assert "R&&D" in words
        assert "“AT&&T Peopl”" in words
        menu.close()


def test_overlapping_excerpts_are_each_drawn_and_can_each_be_chosen(sample, qtbot):
    text = sample.view.article.text
    start = text.index("Marine fuel cost 31%")
    for number, length in enumerate((60, 50, 40, 30, 20, 12)):
        sample.view.select(start, start + length)
        keys(qtbot, sample, str(number + 1))
    assert len(sample.view.placing.excerpts) == 6
    stripes = sample.view.placing.stripes(0, len(text))
    assert sorted(stripe.column for stripe in stripes) == [0, 1, 2, 3, 4, 5]
    at(sample, "Marine fuel cost 31%")
    seen = set()
    for _ in range(6):
        keys(qtbot, sample, "e")
        seen.add(sample.view.selection())
    assert len(seen) == 6


def test_a_click_on_a_stripe_selects_its_excerpt(sample, qtbot):
    at(sample, "Marine fuel")
    keys(qtbot, sample, "2")
    at(sample, "NORTHWIRE")
    sample.view.stripe_column.repaint()
    box, _stripe = sample.view.stripe_column._drawn[0]
    qtbot.mouseClick(
        sample.view.stripe_column, Qt.MouseButton.LeftButton, pos=box.center().toPoint()
    )
    (excerpt,) = sample.view.placing.excerpts
    assert sample.view.selection() == (excerpt.start, excerpt.end)


def test_note_and_assessment_are_typed_and_undone(sample, qtbot):
    at(sample, "People familiar")
    keys(qtbot, sample, "2", "a")
    qtbot.keyClicks(sample.strip.said_by, "Almary Courier")
    qtbot.keyClicks(sample.strip.note, "ask twice")
    box = sample.strip.status
    box.setCurrentIndex(box.findData("unverified"))
    box.activated.emit(box.currentIndex())
    (excerpt,) = sample.document.project.excerpts.values()
    assert excerpt.assessment.attribution == "Almary Courier"
    assert excerpt.assessment.status is Status.UNVERIFIED
    assert excerpt.note == "ask twice"
    for _ in range(3):
        sample.document.undo()
    (excerpt,) = sample.document.project.excerpts.values()
    assert (excerpt.assessment.attribution, excerpt.note) == (None, "")
    qtbot.waitUntil(lambda: sample.strip.said_by.text() == "")


def test_the_excerpt_list_filters_by_tag_and_a_click_goes_to_the_words(window, qtbot):
    window.actions_by_id["sample"].trigger()
    panel = window.excerpts
    panel.only("background")
    assert panel.excerpts.rowCount() == 2
    index = panel.excerpts.index(1)
    qtbot.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, pos=panel.list.visualRect(index).center()
    )
    chosen = panel.excerpts.items[1]
    assert window.view.selection() == (chosen.start, chosen.end)


def test_offsets_are_exact_in_emoji_arabic_and_chinese(window, qtbot, tmp_path):
    path = tmp_path / "awkward.txt"
    path.write_text(AWKWARD, encoding="utf-8")
    load(window, qtbot, path)
    text = window.view.article.text
    for number, words in enumerate(("said hello", "second 😀", "السلام", "明天晴", "the end")):
        start = text.index(words)
        window.view.select(start, start + len(words))
        keys(qtbot, window, str(number + 1))
    assert quotes(window) == ["said hello", "second 😀", "السلام", "明天晴", "the end"]
    window.grab()
    for each in window.view.placing.excerpts:
        assert text[each.start : each.end] == each.quote


def test_what_is_copied_is_the_articles_own_words(sample):
    text = sample.view.article.text
    start = text.index("routes—excluding")
    sample.view.select(start, start + 16)
    sample.view.copy()
    assert QGuiApplication.clipboard().text() == "routes—excluding"


def test_dropped_files_become_articles_and_the_faulty_one_is_named(window, qtbot, tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.png"
    good.write_text("One sentence. Two.", encoding="utf-8")
    bad.write_bytes(b"\x89PNG\r\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(good)), QUrl.fromLocalFile(str(bad))])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.desk.jobs.idle)
    assert [a.source for a in window.document.project.articles.values()] == ["good.txt"]
    assert window.imports.window.isVisible()
    assert "bad.png" in window.imports.window.detail.text()


def test_pasted_text_becomes_an_article(window, qtbot):
    QGuiApplication.clipboard().setText("Pasted words. More of them.")
    window.actions_by_id["paste"].trigger()
    qtbot.waitUntil(lambda: window.desk.jobs.idle)
    (article,) = window.document.project.articles.values()
    assert (article.text, article.source) == ("Pasted words. More of them.", "Pasted text")


@pytest.mark.parametrize("content", [b"", b"\x00\x01\xfe\xff" * 50])
def test_a_file_that_cannot_be_read_leaves_the_window_as_it_was(sample, qtbot, tmp_path, content):
    before = sample.document.project
    path = tmp_path / "odd.bin"
    path.write_bytes(content)
    load(sample, qtbot, path)
    load(sample, qtbot, tmp_path)
    assert sample.document.project is before
    assert sample.bar.isVisible()


def test_the_same_article_again_is_not_added_twice(sample, qtbot):
    from briefing.paths import standard_paths

    load(sample, qtbot, standard_paths().sample / "article.txt")
    assert len(sample.document.project.articles) == 1
    assert "already" in sample.bar.words.text()


def test_the_project_reopens_where_it_was_left(window, qtbot):
    window.actions_by_id["sample"].trigger()
    at(window, "Rising costs")
    keys(qtbot, window, "7")
    path, value = window.document.store.path, window.document.project
    window.document.store.close()
    window.document.open(window.desk.stores.open(path))
    assert window.document.project == value
    assert len(quotes(window)) == 15
    window.actions_by_id["undo"].trigger()
    assert len(quotes(window)) == 14


def test_every_key_does_one_thing():
    from briefing.widgets.actions import ACTIONS

    for scope in ("window", "article"):
        used = [key for spec in ACTIONS if spec.scope == scope for key in spec.keys]
        used += [tag.key for tag in DEFAULT_SCHEME.tags] if scope == "article" else []
        assert len(used) == len(set(used))


def test_every_control_has_a_name_for_screen_readers(window, qtbot):
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    window.actions_by_id["sample"].trigger()
    for kind in (QLineEdit, QComboBox, QPlainTextEdit, QAbstractButton):
        for each in window.findChildren(kind):
            if each.isVisible() and not each.objectName().startswith("qt_"):
                named = each.accessibleName() or (
                    each.text() if isinstance(each, QAbstractButton) else ""
                )
                assert named or each.toolTip(), f"{each} {each.objectName()}"


def test_both_themes_can_be_read():
    from PySide6.QtGui import QColor

    from briefing.widgets import theme

    for look in (theme.LIGHT, theme.DARK):
        for ground in (look.window, look.page, look.field, look.hover, look.focus_band):
            for text in (look.text, look.quiet):
                assert theme.contrast(QColor(text), QColor(ground)) >= 4.5, (text, ground)
            assert theme.contrast(QColor(look.edge), QColor(ground)) >= 2.6
        for text in (look.accent, look.warning, look.error, look.good):
            assert theme.contrast(QColor(text), QColor(look.page)) >= 4.5
        assert theme.contrast(QColor(look.on_accent), QColor(look.accent)) >= 4.5
        for tag in DEFAULT_SCHEME.tags:
            tint = theme.tint(tag.colour, look)
            assert theme.contrast(QColor(look.text), tint) >= 4.5, (tag.id, look)


def test_the_theme_changes_at_once(sample, qtbot):
    sample.actions_by_id["dark"].trigger()
    dark = sample.grab().toImage().pixelColor(700, 500).lightness()
    sample.actions_by_id["dark"].trigger()
    assert dark < 128 < sample.grab().toImage().pixelColor(700, 500).lightness()


def test_text_grows_and_shrinks_and_the_size_is_kept(sample):
    before = sample.view.font().pixelSize()
    sample.actions_by_id["larger"].trigger()
    assert sample.view.font().pixelSize() == before + 1
    assert sample.desk.settings.values.text_size == before + 1
    sample.actions_by_id["usual-size"].trigger()
    assert sample.view.font().pixelSize() == before


def test_ten_megabytes_open_and_can_be_tagged(window, qtbot, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("A sentence of some words. Another 😀 one.\n" * 230_000, encoding="utf-8")
    assert path.stat().st_size > 10_000_000
    load(window, qtbot, path)
    text = window.view.article.text
    middle = text.index("Another", len(text) // 2)
    window.view.select(middle, middle + 7)
    keys(qtbot, window, "1")
    assert quotes(window) == ["Another"]
    assert Path(window.document.store.path).stat().st_size > 10_000_000
