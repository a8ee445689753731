"""The tint of an excerpt stands behind its words, on each of their lines and nowhere else."""

from loaded import load
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from test_window import keys

from briefing.widgets import theme
from briefing.widgets.article.excerpt_paint import TINT


def tinted(window, excerpt, rows):
    """Return the columns of these rows of the viewport that have an excerpt's tint."""
    look = theme.current()
    tint = theme.tint(window.document.project.tag(excerpt.tags[0]).colour, look)
    wanted = theme.blend(tint, QColor(look.page), TINT)
    picture = window.view.viewport().grab().toImage()
    return {
        x
        for y in rows
        for x in range(picture.width())
        if near(picture.pixelColor(QPoint(x, y)), wanted)
    }


def near(one, other):
    return all(abs(a - b) <= 3 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


def places(window, start, end):
    """Return the x of each character of a range, and the rows of the first line in its middle."""
    view = window.view
    cursor = view.textCursor()
    columns = []
    for offset in range(start, end + 1):
        cursor.setPosition(view.map.to_qt(offset))
        columns.append(view.cursorRect(cursor).left())
    cursor.setPosition(view.map.to_qt(start))
    line = view.cursorRect(cursor)
    return columns, range(line.top() + 3, line.bottom() - 3, 4)


def tagged(window, qtbot, words):
    """Tag words by key, and let the caret leave them; returns the excerpt."""
    start = window.view.article.text.index(words)
    window.view.select(start, start + len(words))
    keys(qtbot, window, "1")
    (made,) = [e for e in window.view.placing.excerpts if e.start == start]
    window.view.put_caret(len(window.view.article.text) - 1)
    return made


def test_the_tint_is_behind_the_words_and_ends_with_them(window, qtbot, tmp_path):
    path = tmp_path / "short.txt"
    path.write_text("The ferry to Skerra sails again.\n\nNothing else is known.\n")
    load(window, qtbot, path)
    excerpt = tagged(window, qtbot, "to Skerra")
    columns, rows = places(window, excerpt.start, excerpt.end)
    found = tinted(window, excerpt, rows)
    assert abs(min(found) - min(columns)) <= 3
    assert abs(max(found) - max(columns)) <= 3
    assert len(found) > 0.5 * (max(columns) - min(columns))


def test_an_excerpt_of_several_lines_is_tinted_on_each(window, qtbot):
    window.actions_by_id["sample"].trigger()
    excerpt = next(e for e in window.view.placing.excerpts if len(e.tags) == 1)
    window.view.put_caret(len(window.view.article.text) - 1)
    window.view.verticalScrollBar().setValue(0)
    shown = next(b for b in window.view.in_view.all() if b.shares((excerpt.start, excerpt.end)))
    top, bottom = window.view.in_view.lines_of(shown, (excerpt.start, excerpt.end))
    height = shown.block.layout().lineAt(0).height()
    assert bottom - top > height, "it has one line"
    for line in range(int(top), int(bottom - height) + 1, int(height * 1.2)):
        assert tinted(window, excerpt, range(line + 4, line + int(height) - 4, 4))


def test_a_range_that_turns_round_is_tinted_where_its_words_stand(window, qtbot, tmp_path):
    words = "قالت Port Almary إن العبارة تبحر"
    path = tmp_path / "arabic.txt"
    path.write_text(f"{words}\n\nلا شيء آخر معروف.\n", encoding="utf-8")
    load(window, qtbot, path)
    excerpt = tagged(window, qtbot, "Almary إن")
    columns, rows = places(window, excerpt.start, excerpt.end)
    port, _ = places(window, words.index("ort"), words.index("ort") + 2)
    found = tinted(window, excerpt, rows)
    middle = sum(port) // len(port)
    assert middle not in found, "a word that is not in it is tinted"
    assert len(found) > 30
    assert min(columns) - 4 <= min(found)
