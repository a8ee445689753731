"""Backups: verified before they count, few enough to bear, and always something to open."""

import errno
import os
import subprocess
from datetime import datetime, timedelta

import pytest
from builders import article
from fakes import FixedClock

from briefing.errors import StorageError
from briefing.model.edits import add_articles
from briefing.qt.document import ProjectDocument
from briefing.services.rescue_ports import Backup
from briefing.services.writing import part_of
from briefing.storage import backups
from briefing.storage.backups import Rescue, let_go
from briefing.storage.files import ProjectFiles

CLOCK = FixedClock(ticking=True)
FILES = ProjectFiles(CLOCK)


@pytest.fixture
def document(tmp_path, qapp):
    made = ProjectDocument(FILES.create(tmp_path / "p.briefing"), CLOCK, "me")
    made.apply(add_articles([article("\n".join(f"Line {n}." for n in range(90_000)))]))
    yield made
    made.store.close()


@pytest.fixture
def rescue(tmp_path):
    return Rescue(tmp_path / "backups", CLOCK, FILES)


def kept(rescue, document):
    copy = rescue.backup(document.store)
    for _ in copy.steps():
        pass
    return copy.finish()


def test_a_backup_is_the_project_and_says_what_is_in_it(document, rescue, tmp_path):
    made = kept(rescue, document)
    assert (made.articles, made.excerpts) == (1, 0)
    assert rescue.backups(document.store.path) == [made]
    rescue.restored(made, tmp_path / "again.briefing")
    again = FILES.open(tmp_path / "again.briefing")
    assert again.load() == document.project
    again.close()


def test_an_edit_while_a_backup_is_made_is_saved_and_in_it(document, rescue, tmp_path):
    copy = rescue.backup(document.store)
    steps = copy.steps()
    next(steps)
    document.apply(add_articles([article("Another article.")]))
    for _ in steps:
        pass
    assert copy.finish().articles == 2
    assert document.store.load() == document.project


def test_nothing_new_makes_no_backup(document, rescue):
    assert kept(rescue, document)
    assert kept(rescue, document) is None
    assert len(rescue.backups(document.store.path)) == 1


def test_a_backup_that_is_not_sound_takes_no_ones_place(document, rescue, monkeypatch):
    good = kept(rescue, document)
    document.apply(add_articles([article("Another article.")]))
    copy = rescue.backup(document.store)
    for _ in copy.steps():
        pass
    data = bytearray(copy._part.read_bytes())
    place = data.find(b"Another article")
    data[place] ^= 1
    copy._part.write_bytes(data)
    with pytest.raises(StorageError):
        copy.finish()
    assert rescue.backups(document.store.path) == [good]
    assert not list(good.path.parent.glob(".*"))


def test_a_backup_given_up_leaves_nothing_and_the_project_goes_on(document, rescue):
    copy = rescue.backup(document.store)
    steps = copy.steps()
    next(steps)
    steps.close()
    copy.drop()
    document.apply(add_articles([article("Another article.")]))
    assert rescue.backups(document.store.path) == []


def test_what_a_killed_program_left_of_a_backup_goes_with_the_next_one(document, rescue):
    home = kept(rescue, document).path.parent
    gone = subprocess.Popen(["true"])
    gone.wait()
    mine = part_of(home / "backup.briefing").name
    stray = home / mine.replace(f"-{os.getpid()}.", f"-{gone.pid}.")
    for path in (stray, stray.with_name(f"{stray.name}-journal"), home / mine):
        path.write_bytes(b"half a backup")
    assert kept(rescue, document) is None
    assert [path.name for path in home.glob(".*")] == [mine]


def test_a_project_closed_while_a_backup_is_made_is_closed(document, rescue, tmp_path):
    steps = rescue.backup(document.store).steps()
    next(steps)
    document.store.close()
    with pytest.raises(StorageError):
        list(steps)
    again = FILES.open(tmp_path / "p.briefing")
    assert again.load() == document.project
    again.close()


def test_a_copy_over_something_else_is_refused(document, rescue, tmp_path):
    made = kept(rescue, document)
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StorageError, match="there already"):
        rescue.restored(made, tmp_path / "mine.txt")
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_backup_that_cannot_be_copied_whole_leaves_nothing(
    document, rescue, tmp_path, monkeypatch
):
    made = kept(rescue, document)

    def full(_source, target):
        target.write_bytes(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as there:
        there.setattr(backups.shutil, "copyfile", full)
        with pytest.raises(StorageError, match="the disk is full"):
            rescue.restored(made, tmp_path / "again.briefing")
    rescue.restored(made, tmp_path / "again.briefing")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".p.briefing.open", "again.briefing", "backups", "p.briefing", "p.briefing-journal",
    ]  # fmt: skip


def test_a_backup_counts_though_an_older_one_cannot_go(document, rescue, monkeypatch):
    old = kept(rescue, document)
    monkeypatch.setattr(backups, "let_go", lambda _backups: [old])
    old.path.unlink()
    old.path.mkdir()
    (old.path.parent / "99999999-999999_a1_e1_0123456789abcdef.briefing").write_bytes(b"")
    document.apply(add_articles([article("Another article.")]))
    made = kept(rescue, document)
    assert made in rescue.backups(document.store.path)


def hourly(days, size=1):
    start = datetime(2026, 3, 31, 12, 0, 0)  # noqa: DTZ001 as backups have it
    return [
        Backup(f"b{n}", (start - timedelta(hours=6 * n)).isoformat(), 1, 1, size)
        for n in range(4 * days)
    ]


def test_the_last_five_seven_days_and_four_weeks_are_kept():
    every = hourly(60)
    gone = {each.path for each in let_go(every)}
    left = [each for each in every if each.path not in gone]
    assert left[:5] == every[:5]
    days = {each.made[:10] for each in left}
    assert len(days) >= 7
    assert len(left) <= 5 + 7 + 4
    assert {f"2026-03-{day}" for day in range(25, 32)} <= days
    assert any(each.made < "2026-03-16" for each in left)


def test_what_backups_take_of_the_disk_is_bounded(monkeypatch):
    monkeypatch.setattr(backups, "LARGEST", 100)
    every = hourly(30, size=40)
    gone = let_go(every)
    assert [each for each in every if each not in gone] == every[:2]
    assert hourly(1, size=400)[0] not in let_go(hourly(1, size=400))


def test_backups_of_other_projects_give_way_when_all_take_too_much(document, rescue, monkeypatch):
    kept(rescue, document)
    other = ProjectDocument(FILES.create(document.store.path.with_name("q.briefing")), CLOCK)
    monkeypatch.setattr(backups, "IN_ALL", 1)
    kept(rescue, other)
    assert rescue.backups(document.store.path) == []
    assert len(rescue.backups(other.store.path)) == 1
    other.store.close()
