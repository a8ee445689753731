"""Damaged project files: opening says so or all is as it was, and what is sound is saved by name.

`BRIEFING_DAMAGED=500` makes as many files; the default is 45.
"""

import os
from collections import Counter

import pytest
from damaging import KINDS_OF_DAMAGE, damaged, filled
from fakes import FixedClock

from briefing.errors import StorageError
from briefing.model.origin import Origin
from briefing.model.project import KINDS
from briefing.storage.files import ProjectFiles
from briefing.storage.recovery import recover

FILES = ProjectFiles(FixedClock())
HOW_MANY = int(os.environ.get("BRIEFING_DAMAGED", "45"))
SIZES = ({}, {"articles": 4, "lines": 30, "excerpts": 8}, {"articles": 2, "lines": 1500})


@pytest.fixture(scope="module")
def projects(tmp_path_factory, qapp):
    made = []
    for number, size in enumerate(SIZES):
        path = tmp_path_factory.mktemp("sound") / f"p{number}.briefing"
        made.append((filled(FILES, FixedClock(), path, **size), path.read_bytes()))
    return made


def opened(path):
    store = FILES.open(path)
    try:
        value, (steps, _done) = store.load(), store.history()
        for step in steps:
            step.changes()
        return value
    finally:
        store.close()


def kept_and_lost(value, saved, report):
    """Check that nothing wrong was saved; returns how much of the project was."""
    older = any("made anew from the history" in each for each in report.lost)
    kept = sum(len(saved.items(kind)) for kind in KINDS)
    for kind in KINDS:
        for key, item in saved.items(kind).items():
            same = item == value.items(kind).get(key)
            assert same or older or (kind == "schemes" and report.lost)
    missing = sum(key not in saved.items(kind) for kind in KINDS for key in value.items(kind))
    assert report.lost or saved == value
    assert not missing or report.lost
    return kept


def test_damage_is_seen_or_harmless_and_what_is_sound_is_saved_by_name(projects, tmp_path):
    seen, share = Counter(), []
    for seed in range(HOW_MANY):
        value, whole = projects[seed % len(projects)]
        kind, data = damaged(whole, seed)
        path = tmp_path / f"broken{seed}.briefing"
        path.write_bytes(data)
        try:
            assert opened(path) == value, (seed, kind)
            seen["harmless"] += 1
        except StorageError as error:
            seen["said"] += 1
            assert path.name in error.message or "entry" in error.message, (seed, kind)  # noqa: PT017
            target = tmp_path / f"saved{seed}.briefing"
            try:
                report = recover(path, target, FILES)
            except StorageError as nothing:
                assert "Nothing of a project" in nothing.message, (seed, kind)  # noqa: PT017
                assert kind == "cut", seed
                seen["nothing left"] += 1
                continue
            assert path.read_bytes() == data
            whole_of_it = sum(len(value.items(each)) for each in KINDS)
            share.append(kept_and_lost(value, opened(target), report) / whole_of_it)
    print(dict(seen), f"saved on average {sum(share) / len(share):.0%} of {len(share)} files")
    assert seen["said"] >= HOW_MANY // 3


def test_a_project_without_its_first_page_is_saved_whole(projects, tmp_path):
    value, whole = projects[1]
    path = tmp_path / "headless.briefing"
    path.write_bytes(bytes(4096) + whole[4096:])
    with pytest.raises(StorageError, match=r"headless\.briefing"):
        FILES.open(path)
    assert recover(path, tmp_path / "saved.briefing", FILES).lost == ()
    assert opened(tmp_path / "saved.briefing") == value


def test_a_lost_list_of_entries_is_made_anew_from_the_history(projects, tmp_path):
    import apsw

    value, whole = projects[0]
    path = tmp_path / "listless.briefing"
    path.write_bytes(whole)
    with apsw.Connection(str(path)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("DELETE FROM item WHERE kind = 'excerpts'")
    assert recover(path, tmp_path / "saved.briefing", FILES).lost == ()
    assert opened(tmp_path / "saved.briefing") == value


def test_what_is_lost_is_named(projects, tmp_path):
    import apsw

    value, whole = projects[1]
    path = tmp_path / "holed.briefing"
    path.write_bytes(whole)
    gone = next(iter(value.articles.values()))
    with apsw.Connection(str(path)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        for name, data in connection.execute("SELECT sha256, data FROM content").fetchall():
            if gone.text[:200].encode() in data.replace(b"\\n", b"\n"):
                connection.execute("DELETE FROM content WHERE sha256 = ?", (name,))
    report = recover(path, tmp_path / "saved.briefing", FILES)
    assert f"article “{gone.name}”" in report.lost
    assert sum("whose article is lost" in each for each in report.lost) == 8
    assert len(opened(tmp_path / "saved.briefing").articles) == 3


def test_what_another_program_said_is_named_when_it_is_lost(tmp_path):
    import apsw

    path = tmp_path / "holed.briefing"
    store = FILES.create(path)
    store.begin_with(store.load().having("origins", Origin("o1", "refi-qda", "codes.qdpx")))
    store.close()
    with apsw.Connection(str(path)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute(
            "DELETE FROM content WHERE sha256 = (SELECT sha256 FROM item WHERE kind = 'origins')"
        )
    assert len(recover(path, tmp_path / "saved.briefing", FILES).lost) == 1


def test_every_kind_of_damage_is_in_the_default_run():
    assert 3 * len(KINDS_OF_DAMAGE) <= HOW_MANY
