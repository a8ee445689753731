"""Edits on a disk that fails at the k-th call, for every k: nothing is lost, nothing is harmed."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from pathlib import Path

from faulty_disk import BROKEN, FULL, faulty_disk
from killing import check_whole
from random_edits import SlowClock, beginning, digest, more, next_step, write

from briefing.errors import StorageError
from briefing.model.edits import Stamp, set_note
from briefing.qt.document import ProjectDocument
from briefing.storage.files import ProjectFiles

FILES = ProjectFiles(SlowClock())
WAYS = [
    (error, on, after)
    for error in (FULL, BROKEN)
    for on in (False, True)
    for after in (False, True)
]
"""Disk full or broken, once or from then on, before the call did its work or after."""


def acts(chance):
    """Return acts that write to the file, each by its name."""

    def typing(document):
        for words in ("a", "ab", "abc"):
            document.apply(set_note(document.project.excerpts["first"], words))

    def articles(document):
        for number in range(3):
            document.apply(more(random.Random(2), document.project, Stamp(f"m{number}", "me", "t")))

    def several(document):
        for number in range(4):
            _after, act = next_step(chance, document, f"s{number}")
            act()

    return {
        "brief": lambda document: document.apply(
            write(chance, document.project, Stamp("w", "", ""))
        ),
        "typing": typing,
        "articles": articles,
        "undo": lambda document: document.undo(),
        "redo": lambda document: (document.undo(), document.redo()),
        "far back": lambda document: document.go_to(1),
        "several": several,
    }


def faults_at_every_call(folder, seed, names=None, stride=1):
    """Let every act meet every fault; returns how many faults there were.

    After each the file is what it was or what it became, the work goes on in memory, and is
    written, once, when the disk is well again. With a `stride` each way begins with another call.
    """
    base = _base(folder, seed)
    tried = 0
    for name in names or acts(random.Random(seed)):
        for number, (error, on, after) in enumerate(WAYS):
            at = 1 + number * stride // len(WAYS)
            while _one_fault(folder, base, (name, seed), (at, error, on, after)):
                tried += 1
                at += stride
    return tried


def _base(folder, seed):
    path = folder / "base.briefing"
    chance = random.Random(seed)
    document = ProjectDocument(FILES.create(path), SlowClock(), "me")
    document.apply(beginning())
    for number in range(8):
        document.apply(write(chance, document.project, Stamp(f"b{number}", "me", "t")))
    document.store.close()
    return path


def _one_fault(folder, base, what, how):
    """Let one act meet one fault; returns whether the act came so far as to meet it."""
    (name, seed), (at, error, on, after) = what, how
    place = f"{name}, call {at}, {error.__name__}, on={on}, after={after}"
    path = Path(shutil.copy(base, folder / "p.briefing"))
    with faulty_disk() as disk:
        document = ProjectDocument(FILES.open(path), SlowClock(), "me")
        known, heard = {digest(document.project)}, []
        document.changed.connect(lambda _: known.add(digest(document.project)))
        document.save_failed.connect(heard.append)
        disk.arm(at, error, on=on, after=after)
        acts(random.Random(seed))[name](document)
        hit = disk.hit
        wanted, done = digest(document.project), document.done
        if not document.is_saved:
            assert heard, place
            assert "could not be saved" in heard[0].message, place
            assert heard[0].hint, place
        disk.disarm()
        assert _found_elsewhere(path, folder) in known, place
        document.retry()
        assert document.is_saved, place
        assert digest(document.project) == wanted, place
        steps = [step.label for step in document.steps]
        document.store.close()
    store = FILES.open(path)
    assert digest(store.load()) == wanted, place
    kept, kept_done = store.history()
    assert ([step.label for step in kept], kept_done) == (steps, done), place
    check_whole(store)
    store.close()
    return hit


def _found_elsewhere(path, folder):
    """Return what another program would find of the file as it lies there now, journal and all."""
    there = folder / "there"
    shutil.rmtree(there, ignore_errors=True)
    there.mkdir()
    for each in (path, path.with_name(f"{path.name}-journal")):
        if each.exists():
            shutil.copy(each, there)
    store = FILES.open(there / path.name)
    check_whole(store)
    found = digest(store.load())
    store.close()
    return found


def faults_of_files(folder, seed):
    """Let making, opening, copying and closing meet every fault; returns how many there were."""
    base = _base(folder, seed)
    known = digest(_loaded(base))
    tried = 0
    for act in (_making, _opening, _copying, _closing):
        for error, on, after in WAYS:
            at = 1
            while act(folder / "work", base, known, (at, error, on, after)):
                tried += 1
                at += 1
    return tried


def _refusal(act):
    """Return what was said when an act was refused, or "" when it was not."""
    try:
        act()
    except StorageError as refused:
        return refused.message
    return ""


def _loaded(path):
    store = FILES.open(path)
    try:
        return store.load()
    finally:
        store.close()


def _fresh(folder, base):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return Path(shutil.copy(base, folder / "p.briefing"))


def _making(folder, base, known, how):
    _fresh(folder, base)
    new = folder / "new.briefing"
    at, error, on, after = how
    with faulty_disk() as disk:
        disk.arm(at, error, on=on, after=after)
        with suppress(StorageError):
            FILES.create(new).close()
        hit = disk.hit
        disk.disarm()
    if new.exists():
        assert _loaded(new)
    else:
        assert sorted(p.name for p in folder.iterdir()) == ["p.briefing"], how
    return hit


def _opening(folder, base, known, how):
    path = _fresh(folder, base)
    at, error, on, after = how
    with faulty_disk() as disk:
        disk.arm(at, error, on=on, after=after)
        said = _refusal(lambda: FILES.open(path).close())
        assert "damaged" not in said, how
        hit = disk.hit
    assert digest(_loaded(path)) == known
    return hit


def _copying(folder, base, known, how):
    path = _fresh(folder, base)
    target = Path(shutil.copy(base, folder / "copy.briefing"))
    at, error, on, after = how
    with faulty_disk() as disk:
        store = FILES.open(path)
        disk.arm(at, error, on=on, after=after)
        said = _refusal(lambda: store.save_copy(target))
        assert "could not be written" in said or not said
        hit = disk.hit
        disk.disarm()
        store.close()
    assert digest(_loaded(target)) == digest(_loaded(path)) == known
    assert sorted(p.name for p in folder.iterdir()) == ["copy.briefing", "p.briefing"], how
    return hit


def _closing(folder, base, known, how):
    path = _fresh(folder, base)
    at, error, on, after = how
    with faulty_disk() as disk:
        store = FILES.open(path)
        disk.arm(at, error, on=on, after=after)
        store.close()
        hit = disk.hit
    assert digest(_loaded(path)) == known
    return hit
