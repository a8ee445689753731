"""Seeing the article: minimap, one tag alone, focus, measure, face, and the history beside it."""

from loaded import load
from PySide6.QtCore import QPoint, Qt
from test_window import at, keys, quotes

from briefing.widgets import theme


def column_colours(window):
    marks = window.view.minimap.marks(600)
    return set(marks.values())


def test_the_minimap_shows_every_tag_and_a_click_goes_there(window, qtbot):
    window.actions_by_id["sample"].trigger()
    tags = {tag.colour for tag in window.document.project.tags()}
    assert column_colours(window) == tags
    window.resize(1100, 500)
    minimap = window.view.minimap
    qtbot.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=QPoint(8, minimap.height() - 4))
    assert window.view.minimap.part_in_view()[1] > 0.99
    qtbot.mouseClick(minimap, Qt.MouseButton.LeftButton, pos=QPoint(8, 2))
    assert window.view.minimap.part_in_view()[0] == 0.0


def test_the_scroll_bar_reaches_the_last_words_however_far_they_are(window, qtbot, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("\n".join(f"Paragraph {n}. {'Words of it. ' * 30}" for n in range(300)))
    load(window, qtbot, path)
    bar = window.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(
        lambda: bar.setValue(bar.maximum()) or window.view.minimap.part_in_view()[1] > 0.999
    )


def test_f_lets_one_tag_stand_out_then_the_next_then_all(window, qtbot):
    window.actions_by_id["sample"].trigger()
    excerpt = next(e for e in window.view.placing.excerpts if len(e.tags) == 2)
    window.view.select(excerpt.start, excerpt.end)
    for tag in excerpt.tags:
        keys(qtbot, window, "f")
        assert column_colours(window) == {window.document.project.tag(tag).colour}
        other = next(e for e in window.view.placing.excerpts if tag not in e.tags)
        assert window.view.painting.is_faded(other)
    keys(qtbot, window, "f")
    assert len(column_colours(window)) == 8


def test_focus_leaves_the_article_and_its_paragraph_and_brings_all_back(window, qtbot):
    window.actions_by_id["sample"].trigger()
    at(window, "People familiar")
    focus = window.actions_by_id["focus"]
    before = [dock.isVisible() for dock in (window.panes.brief, window.panes.history)]
    focus.trigger()
    assert not window.panes.brief.isVisible()
    page = window.view.grab().toImage()
    box = window.view.cursorRect()
    at(window, "For fish farms")
    assert window.view.grab().toImage() != page
    assert box.isValid()
    focus.trigger()
    assert [d.isVisible() for d in (window.panes.brief, window.panes.history)] == before


def test_lines_grow_wider_and_the_face_changes_and_both_are_kept(sample):
    view, settings = sample.view, sample.desk.settings
    before = view.viewportMargins().left()
    sample.actions_by_id["narrower"].trigger()
    sample.actions_by_id["narrower"].trigger()
    assert view.viewportMargins().left() >= before
    assert settings.values.measure == 60
    sample.actions_by_id["sans"].trigger()
    assert view.font().family() == theme.SANS
    assert settings.values.reading_face == "sans"
    sample.actions_by_id["sans"].trigger()
    assert view.font().family() == theme.SERIF


def test_the_history_names_each_step_and_goes_to_any(sample, qtbot):
    at(sample, "People familiar")
    keys(qtbot, sample, "2", "j", "4", "j", "7")
    assert len(quotes(sample)) == 3
    sample.actions_by_id["history"].trigger()
    panel = sample.history
    names = [panel.steps.index(row).data() for row in range(panel.steps.rowCount())]
    assert names[:2] == ["Tag “Outlook”", "Tag “Key figures”"]
    assert names[-1] == "The beginning"
    for row, left in ((1, 2), (2, 1), (0, 3)):
        place = panel.list.visualRect(panel.steps.index(row)).center()
        qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert len(quotes(sample)) == left
    qtbot.keyClick(panel.list, Qt.Key.Key_End)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert sample.document.project.articles == {}


def test_a_passing_word_floats_and_moves_nothing(sample, qtbot):
    before = sample.view.geometry()
    keys(qtbot, sample, ".")
    assert sample.bar.isVisible()
    assert sample.view.geometry() == before
    assert sample.panes.pages.rect().contains(sample.bar.geometry())
