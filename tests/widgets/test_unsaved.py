"""Work that cannot be written is told of, kept, copied elsewhere, and never lost by closing."""

import shutil

from test_window import at, keys

from briefing.qt.document import ProjectDocument


def offers(window):
    return [button.text() for button in window.bar._offers]


def press(window, words):
    next(button for button in window.bar._offers if button.text() == words).click()


def test_a_file_that_was_moved_is_not_written_to_behind_the_users_back(taken_away):
    assert "it was moved or deleted" in taken_away.bar.words.text()
    assert taken_away.status.saved.text() == "Not saved"
    assert offers(taken_away) == ["Save a copy…"]


def test_what_could_not_be_written_is_written_when_the_file_is_back(taken_away):
    path = taken_away.document.store.path
    shutil.move(path.with_suffix(".moved"), path)
    assert taken_away.document.retry()
    assert taken_away.bar.words.text() == "Everything is saved again."
    assert taken_away.status.saved.text() == "Saved"
    assert taken_away.document.store.load() == taken_away.document.project


def test_another_file_in_its_place_is_left_as_it_is(taken_away):
    path = taken_away.document.store.path
    path.write_bytes(b"somebody else's")
    assert not taken_away.document.retry()
    assert "another file stands in its place" in taken_away.bar.words.text()
    assert path.read_bytes() == b"somebody else's"
    path.unlink()


def test_a_copy_has_what_the_file_itself_could_not_take(taken_away, tmp_path):
    taken_away.files.copy_to(tmp_path / "copy.briefing")
    store = taken_away.desk.stores.open(tmp_path / "copy.briefing")
    copy = ProjectDocument(store, taken_away.desk.clock)
    assert copy.project == taken_away.document.project
    copy.undo()
    assert len(copy.project.articles) == 1
    store.close()


def test_the_window_stays_open_until_the_work_is_in_some_file(taken_away, tmp_path):
    assert not taken_away.close()
    assert offers(taken_away) == ["Save a copy…", "Close and lose it"]
    taken_away.files.copy_to(tmp_path / "copy.briefing")
    assert taken_away.close()


def test_the_user_may_give_the_work_up(taken_away):
    assert not taken_away.close()
    press(taken_away, "Close and lose it")
    assert not taken_away.isVisible()


def test_another_project_is_not_opened_over_work_that_is_in_no_file(taken_away, tmp_path):
    other = tmp_path / "other.briefing"
    taken_away.desk.stores.create(other).close()
    before = taken_away.document.project
    taken_away.files.open(other)
    assert "could not be written yet" in taken_away.bar.words.text()
    assert taken_away.document.project == before
    taken_away.desk.stores.open(other).close()  # nobody has kept its lock


def test_a_project_that_is_open_elsewhere_can_be_read(window, tmp_path):
    other = tmp_path / "other.briefing"
    held = window.desk.stores.create(other)
    window.files.open(other)
    assert "other.briefing is open already" in window.bar.words.text()
    press(window, "Open for reading only")
    assert window.document.store.read_only
    assert "open for reading only" in window.bar.words.text()
    assert window.status.saved.text() == "Read only"
    held.close()


def test_work_goes_on_while_it_cannot_be_written(taken_away, qtbot):
    at(taken_away, "People familiar")
    before = len(taken_away.document.project.excerpts)
    keys(qtbot, taken_away, "1")
    assert len(taken_away.document.project.excerpts) == before + 1
