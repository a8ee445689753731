"""The import window: many files at once, what became of each, and what can be done about it."""

import threading
import zipfile

import pytest
from loaded import load
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from briefing.services.articles.importing import State
from briefing.widgets.importing.article_choice import ArticleChoice


def story(number):
    return f"Pier {number} opens\n\nThe harbour board of Port{number} opened pier {number} today.\n"


def written(folder, count):
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(story(number))
    return folder


def drop(window, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(event)


def done(window, qtbot):
    qtbot.waitUntil(
        lambda: window.desk.jobs.idle and not window.imports.session.running, timeout=60_000
    )


def states(window):
    return [row.state for row in window.imports.session.model.items]


def names(window):
    return [article.name for article in window.document.project.articles_in_order()]


class Gated:
    """The reader of the desk, which waits before the third file."""

    def __init__(self, reader):
        self._reader, self.gate, self.begun = reader, threading.Event(), []

    def load_file(self, path, *, whole=False, form=""):
        self.begun.append(path.name)
        if path.stem > "0002":
            self.gate.wait(20)
        return self._reader.load_file(path, whole=whole, form=form)

    def formats(self):
        return self._reader.formats()

    def expect(self, paths):
        self._reader.expect(paths)


@pytest.fixture
def gated(window):
    reader = window.imports.session.reader = Gated(window.desk.loading)
    yield reader
    reader.gate.set()


def test_a_dropped_folder_is_listed_file_by_file_and_added_in_its_order(window, qtbot, tmp_path):
    written(tmp_path / "news", 5)
    drop(window, tmp_path / "news")
    done(window, qtbot)
    assert window.imports.window.isVisible()
    assert states(window) == [State.READ] * 5
    assert names(window) == [f"{n:04}.txt" for n in range(5)]
    assert "5 articles added" in window.imports.window.said.text()


def test_one_undo_takes_the_whole_import_back_and_the_rows_say_so(window, qtbot, tmp_path):
    load(window, qtbot, written(tmp_path / "news", 4))
    done(window, qtbot)
    window.actions_by_id["undo"].trigger()
    assert window.document.project.articles == {}
    model = window.imports.session.model
    assert "not in the project any more" in model.index(0).data()
    window.actions_by_id["redo"].trigger()
    assert len(window.document.project.articles) == 4
    assert "any more" not in model.index(0).data()


def test_the_article_that_is_read_stays_where_it_is(sample, qtbot, tmp_path):
    shown = sample.view.article.id
    load(sample, qtbot, written(tmp_path / "news", 3))
    done(sample, qtbot)
    assert sample.view.article.id == shown
    assert sample.isActiveWindow()
    assert sample.view.hasFocus()
    assert len(sample.document.project.articles) == 4


def test_one_ordinary_file_opens_no_window(window, qtbot, tmp_path):
    (tmp_path / "one.txt").write_text(story(1))
    load(window, qtbot, tmp_path / "one.txt")
    assert window.imports.session.model.items == []
    assert window.view.article.name == "one.txt"


def test_the_import_is_stopped_in_the_middle_and_keeps_what_was_read(
    window, qtbot, tmp_path, gated
):
    window.importer.read([written(tmp_path / "news", 40)])
    qtbot.waitUntil(lambda: states(window)[:3] == [State.READ] * 3, timeout=20_000)
    shown = window.imports.window
    assert shown.progress.maximum() == 40
    qtbot.mouseClick(shown.stop_button, Qt.MouseButton.LeftButton)
    gated.gate.set()
    done(window, qtbot)
    read = states(window).count(State.READ)
    assert 3 <= read < 10
    assert states(window)[read:] == [State.UNREAD] * (40 - read)
    assert len(window.document.project.articles) == read
    assert f"{40 - read} not read" in shown.said.text()


def test_a_file_that_was_not_read_is_read_when_it_is_asked_for(window, qtbot, tmp_path, gated):
    window.importer.read([written(tmp_path / "news", 20)])
    qtbot.waitUntil(lambda: states(window)[:3] == [State.READ] * 3, timeout=20_000)
    window.imports.session.stop()
    gated.gate.set()
    done(window, qtbot)
    shown, last = window.imports.window, window.imports.session.model.index(19)
    shown.list.setCurrentIndex(last)
    menu = shown.format_menu(shown.current())
    menu.actions()[0].trigger()
    done(window, qtbot)
    assert states(window)[19] is State.READ
    assert "0019.txt" in names(window)


def test_a_failure_among_many_says_why_and_is_marked(window, qtbot, tmp_path):
    folder = written(tmp_path / "news", 3)
    (folder / "0001.txt").write_bytes(b"")
    (folder / "0002.docx").write_bytes(b"PK\x03\x04 this is no document")
    load(window, qtbot, folder)
    done(window, qtbot)
    assert states(window) == [State.READ, State.FAILED, State.FAILED, State.READ]
    shown = window.imports.window
    assert shown.current().name == "0001.txt"
    assert "is empty" in shown.detail.text()
    assert "Open a file with text in it" in shown.detail.text()
    assert len(window.document.project.articles) == 2


def test_a_failed_file_is_read_as_another_format(window, qtbot, tmp_path):
    folder = written(tmp_path / "news", 2)
    (folder / "0001.pdf").write_text(story(7))
    (folder / "0001.txt").unlink()
    load(window, qtbot, folder)
    done(window, qtbot)
    assert states(window) == [State.READ, State.FAILED]
    shown = window.imports.window
    qtbot.keyClick(shown.list, Qt.Key.Key_R)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    choose(menu, "Text")
    done(window, qtbot)
    assert states(window) == [State.READ, State.READ]
    assert "0001.pdf" in names(window)
    window.actions_by_id["undo"].trigger()
    assert "0001.pdf" not in names(window)


def choose(menu, start):
    action = next(each for each in menu.actions() if each.text().startswith(start))
    menu.close()
    action.trigger()


def test_a_single_file_that_fails_offers_another_format_in_the_message(window, qtbot, tmp_path):
    (tmp_path / "odd.pdf").write_text(story(3))
    load(window, qtbot, tmp_path / "odd.pdf")
    offer = window.bar._offers[0]
    assert offer.text() == "Try as another format…"
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    choose(QApplication.activePopupWidget(), "Text")
    done(window, qtbot)
    assert names(window) == ["odd.pdf"]


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Port Wire</title>
{items}</channel></rss>"""
ITEM = """<item><title>{0}</title><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>
<description>The council of {0} met on Monday and spoke of berths, tides and {0}.</description>
</item>"""


def test_articles_are_chosen_before_they_are_added(window, qtbot, tmp_path, gated):
    words = "".join(ITEM.format(name) for name in ("Ambry", "Bellow"))
    folder = written(tmp_path / "news", 5)
    (folder / "0000.rss").write_text(FEED.format(items=words))
    window.importer.read([folder])
    model = window.imports.session.model
    qtbot.waitUntil(lambda: states(window)[:1] == [State.READ], timeout=20_000)
    shown = window.imports.window
    shown.list.setCurrentIndex(model.index(0))
    qtbot.keyClick(shown.list, Qt.Key.Key_C)
    dialog = shown.findChild(ArticleChoice)
    qtbot.mouseClick(dialog.none_button, Qt.MouseButton.LeftButton)
    dialog.accept()
    gated.gate.set()
    done(window, qtbot)
    assert "Ambry" not in names(window)
    assert len(names(window)) == 5
    window.imports.session.choose(
        model.items[0].id, frozenset(article.id for article in model.items[0].articles)
    )
    assert {"Ambry", "Bellow"} < set(names(window))


def test_enter_and_a_double_click_open_the_article_of_a_row(window, qtbot, tmp_path):
    load(window, qtbot, written(tmp_path / "news", 3))
    done(window, qtbot)
    shown, model = window.imports.window, window.imports.session.model
    shown.list.setCurrentIndex(model.index(2))
    qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    assert window.view.article.name == "0002.txt"
    at = shown.list.visualRect(model.index(1)).center()
    qtbot.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.view.article.name == "0002.txt"
    qtbot.mouseDClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.view.article.name == "0001.txt"


def test_a_name_with_a_line_end_and_a_turned_direction_is_shown_as_what_it_is(
    window, qtbot, tmp_path
):
    folder = written(tmp_path / "news", 1)
    (folder / "a\nb\u202etxt.exe").write_text(story(9))
    load(window, qtbot, folder)
    done(window, qtbot)
    assert states(window) == [State.READ, State.READ]
    shown = window.imports.session.model.items[1].name
    assert shown == "a ⏎ b\ufffdtxt.exe"


def test_copies_are_named_and_added_once(window, qtbot, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    long = " ".join(f"Word{n} of the long story about harbour fee number {n}." for n in range(60))
    (folder / "a.txt").write_text(long)
    (folder / "b.txt").write_text(long)
    (folder / "c.txt").write_text(long.replace("Word7 ", "Other "))
    load(window, qtbot, folder)
    done(window, qtbot)
    _first, same, near = window.imports.session.model.items
    assert "is there already, as “a.txt”" in " ".join(same.warnings())
    assert "nearly the same as “a.txt”" in " ".join(near.warnings())
    assert names(window) == ["a.txt", "c.txt"]


def test_a_newer_version_waits_in_its_row_to_be_compared(window, qtbot, tmp_path):
    old = " ".join(f"Sentence {n} is about the ferry of Corran number {n}." for n in range(40))
    folder = written(tmp_path / "news", 1)
    (folder / "ferry.txt").write_text(old)
    load(window, qtbot, folder / "ferry.txt")
    (folder / "ferry.txt").write_text(old.replace("Sentence 5 ", "Paragraph 5 "))
    load(window, qtbot, folder)
    done(window, qtbot)
    row = window.imports.session.model.items[1]
    assert "older version" in " ".join(row.warnings())
    assert "Sentence 5" in window.document.project.articles_in_order()[0].text
    shown = window.imports.window
    shown.list.setCurrentIndex(window.imports.session.model.index(1))
    asked = []
    shown.compared.connect(lambda comparison, original: asked.append((comparison, original)))
    qtbot.mouseClick(shown.compare_button, Qt.MouseButton.LeftButton)
    assert asked[0][1] is not None
    window.importer._take_over(*asked[0])
    assert "Paragraph 5" in window.document.project.articles_in_order()[0].text
    assert window.imports.session.model.items[1].newer == ()


def test_the_files_of_an_archive_are_one_row_to_choose_from(window, qtbot, tmp_path):
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", story(number))
        archive.writestr("empty.txt", "")
    load(window, qtbot, tmp_path / "pack.zip")
    done(window, qtbot)
    (row,) = window.imports.session.model.items
    assert len(row.articles) == 3
    assert "empty.txt is empty" in " ".join(row.warnings())


def test_the_import_action_asks_for_files_and_for_a_folder(window, qtbot, tmp_path, monkeypatch):
    folder = written(tmp_path / "news", 2)
    window.actions_by_id["import"].trigger()
    shown = window.imports.window
    assert shown.isVisible()
    assert not shown.isModal()
    chosen = [str(folder / "0000.txt")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    qtbot.mouseClick(shown.files_button, Qt.MouseButton.LeftButton)
    done(window, qtbot)
    assert names(window) == ["0000.txt"]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    qtbot.mouseClick(shown.folder_button, Qt.MouseButton.LeftButton)
    done(window, qtbot)
    assert names(window) == ["0000.txt", "0001.txt"]
    qtbot.mouseClick(shown.clear_button, Qt.MouseButton.LeftButton)
    assert states(window) == []
    assert names(window) == ["0000.txt", "0001.txt"]


def test_what_is_being_read_does_not_come_into_another_project(window, qtbot, tmp_path, gated):
    window.importer.read([written(tmp_path / "news", 10)])
    qtbot.waitUntil(lambda: states(window)[:3] == [State.READ] * 3, timeout=20_000)
    before = window.document.store
    window.document.open(window.desk.stores.create(tmp_path / "Other.briefing"))
    before.close()
    gated.gate.set()
    done(window, qtbot)
    assert window.document.project.articles == {}
    assert states(window) == []


def test_a_project_for_reading_only_takes_no_import(window, qtbot, tmp_path):
    from briefing.errors import StorageError

    window.document.store.read_only = True
    with pytest.raises(StorageError, match="reading only"):
        window.imports.session.read([written(tmp_path / "news", 2)])
    window.document.store.read_only = False


def test_what_was_read_is_kept_when_the_window_closes(window, qtbot, tmp_path, gated):
    window.importer.read([written(tmp_path / "news", 10)])
    qtbot.waitUntil(lambda: states(window)[:3] == [State.READ] * 3, timeout=20_000)
    gated.gate.set()
    window.close()
    assert len(window.document.project.articles) >= 3
