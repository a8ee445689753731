"""What other tools said stays with the project file: over restarts, pruning and recovery."""

from exchange_samples import qdpx, taken, written
from fakes import FixedClock

from briefing.model.edits import Edit, set_note
from briefing.qt.document import ProjectDocument
from briefing.storage.files import ProjectFiles
from briefing.storage.recovery import recover

FILES = ProjectFiles(FixedClock())


def imported(tmp_path):
    document = ProjectDocument(FILES.create(tmp_path / "p.briefing"), FixedClock(), "me")
    _, _, found = taken("refi", qdpx(), document.project)
    document.apply(found.edit)
    return document


def test_an_import_is_one_step_and_what_was_kept_outlives_restart_and_pruning(tmp_path, qapp):
    document = imported(tmp_path)
    value = document.project
    (excerpt,) = value.excerpts.values()
    for number in range(3):
        document.apply(set_note(excerpt, f"{number}"))
    document.go_to(1)
    document.store._prune(1)
    document.store.close()
    again = ProjectDocument(FILES.open(tmp_path / "p.briefing"), FixedClock(), "me")
    assert again.project == value
    origin = next(iter(value.origins.values()))
    blobs = {n: again.blob(n) for n in (origin.document, *origin.files.values())}
    assert not [e for e in written("refi", value, blobs).losses if "kept" in e.what]
    again.undo()
    assert not again.project.origins
    assert not again.project.articles
    again.store.close()


def test_what_was_kept_is_recovered_too(tmp_path, qapp):
    document = imported(tmp_path)
    value = document.project
    document.store.close()
    recover(tmp_path / "p.briefing", tmp_path / "q.briefing", FILES)
    store = FILES.open(tmp_path / "q.briefing")
    assert store.load().origins == value.origins
    origin = next(iter(value.origins.values()))
    assert b"picture" in {store.blob(n) for n in origin.files.values()}
    store.close()


def test_an_edit_that_changes_nothing_of_an_import_does_not_write_it_again(tmp_path, qapp):
    document = imported(tmp_path)
    before = document.project.origins
    document.apply(Edit("Nothing", lambda project: project))
    assert document.project.origins is before
    document.store.close()
