"""Kills the program at random moments and looks at what it left."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import psutil
import victims
from random_edits import SlowClock, digest

from briefing.model.project import new_project
from briefing.qt.document import ProjectDocument
from briefing.services.writing import sweep
from briefing.storage import schema
from briefing.storage.files import ProjectFiles

ROUNDS_A_FILE = 25
PATIENCE = 120
"""Seconds in which a victim must have done something."""
DATA = Path(__file__).resolve().parent.parent / "data"
FILES = ProjectFiles(SlowClock())
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["victims", "desk_victims"])


class Killed:
    """A victim that was killed: what it said last, and whether it was in the middle of something.

    `chance` says after how many things done, and how far into the next one or `linger` seconds.
    """

    def __init__(self, chance, act, *given, most=40, linger=0.0):
        mine, its = _context.Pipe(duplex=False)
        process = _context.Process(target=act, args=(its, *given))
        process.start()
        its.close()
        self.about, self.done, self.under_way = [], [], []
        self._heard = mine
        took = self._hear_until(chance.randint(1, most))
        time.sleep(chance.uniform(0, linger or 1.5 * took))
        try:
            self.children = psutil.Process(process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            process.join()
            raise AssertionError(f"a victim ended by itself: {process.exitcode}") from None
        process.kill()
        process.join()
        with suppress(EOFError):
            while True:
                self._take(mine.recv())
        mine.close()
        process.close()

    def _hear_until(self, wanted):
        begun = took = 0.0
        while len(self.done) < wanted:
            assert self._heard.poll(PATIENCE), "a victim does nothing any more"
            what, said = self._heard.recv()  # a victim that broke off ends the pipe: EOFError
            self._take((what, said))
            if what == "about":
                begun = time.monotonic()
            else:
                took = time.monotonic() - begun if begun else 0.0
        return took

    def _take(self, words):
        what, said = words
        if what == "about":
            self.about.append(said)
            self.under_way.append(said)
        else:
            self.done.append(said)
            self.under_way.clear()

    @property
    def allowed(self):
        """What may be found: the last thing done, or what was under way after it."""
        return {*self.done[-1:], *self.under_way}


def kills_while_editing(folder, times, seed):
    """Kill an editing program; returns how many kills and how many edits there were."""
    chance = random.Random(seed)
    edits = 0
    for number in range(times):
        path = folder / f"{number // ROUNDS_A_FILE}.briefing"
        if not path.exists():
            FILES.create(path).close()
        killed = Killed(chance, victims.edits, path, f"{seed}-{number}")
        edits += len(killed.done)
        store = FILES.open(path)
        found = digest(store.load())
        assert found in killed.allowed, f"seed {seed}, kill {number}: an acknowledged edit is gone"
        check_whole(store)
        store.close()
        if number % 10 == 9 or number + 1 == times:
            check_undo_by_hand(path)
    return times, edits


def check_whole(store):
    """Fail unless SQLite finds no damage and the history leads to the beginning and back."""
    assert store._connection.pragma("integrity_check") == "ok"
    project = value = store.load()
    steps, done = store.history()
    for step in reversed(steps[:done]):
        value = step.changes().reversed().applied_to(value)
    if done == len(steps) < 1_000:
        assert value == new_project()
    for step in steps[:done]:
        value = step.changes().applied_to(value)
    assert value == project
    for step in steps[done:]:
        value = step.changes().applied_to(value)


def check_undo_by_hand(path):
    """Fail unless everything can be undone and done again as the user does it, in a copy."""
    copy = Path(shutil.copy(path, path.with_name("undone.briefing")))
    document = ProjectDocument(FILES.open(copy), SlowClock())
    before, done = document.project, document.done
    while document.undo_stack.canUndo():
        document.undo()
    assert document.project == new_project()
    while document.done < done:
        document.redo()
    assert document.project == before == document.store.load()
    document.store.close()
    copy.unlink()


def kills_while_migrating(folder, times, seed):
    """Kill a program that brings an old file up to date; the file is whole and opens after it."""
    chance = random.Random(seed)
    old = DATA / "project-version-1.briefing"
    shutil.copy(old, folder / "known.briefing")
    store = FILES.open(folder / "known.briefing")
    known = digest(store.load())
    store.close()
    for _ in range(times):
        killed = Killed(chance, victims.migration, folder / "x.briefing", old, most=6)
        store = FILES.open(folder / killed.about[-1])
        assert digest(store.load()) == known
        assert store._connection.pragma("user_version") == schema.VERSION
        check_whole(store)
        store.close()
        _emptied(folder, "known.briefing")
    return times, times


def kills_while_creating(folder, times, seed):
    """Kill a program that makes a project; there is a whole one, or none under its name."""
    chance = random.Random(seed)
    for _ in range(times):
        killed = Killed(chance, victims.creation, folder / "x.briefing", most=6)
        path = folder / killed.about[-1]
        if killed.about[-1] in killed.done or path.exists():
            store = FILES.open(path)
            assert store.load() == new_project()
            store.close()
        else:
            FILES.create(path).close()
        assert no_litter(folder)
        _emptied(folder)
    return times, times


def kills_while_copying(folder, times, seed):
    """Kill a program that saves a copy over an older one; the copy is the old or the new one."""
    chance = random.Random(seed)
    path, target = folder / "p.briefing", folder / "copies" / "copy.briefing"
    target.parent.mkdir()
    made = FILES.create(path)
    made.save_copy(target)
    made.close()
    known = {digest(new_project())}
    for number in range(times):
        Killed(chance, victims.edits, path, f"{seed}-{number}", most=20)
        store = FILES.open(path)
        known.add(digest(store.load()))
        store.close()
        Killed(chance, victims.copies, path, target, most=4)
        copy = FILES.open(target)
        assert digest(copy.load()) in known
        check_whole(copy)
        copy.close()
        FILES.open(path).close()
        sweep(target.parent)
        assert no_litter(target.parent)
    return times, times


def kills_while_exporting(folder, times, seed, suffix):
    """Kill a program that exports over an older document; it is the old or the new one, whole."""
    from export_samples import package, two_outlines

    chance = random.Random(seed)
    target = folder / f"note{suffix}"
    outlines = two_outlines()
    for number in range(times):
        killed = Killed(
            chance, victims.exports, str(target), outlines, package(), most=3 if number else 2
        )
        words = words_of(target)
        assert sum(f"Version {name}" in words for name in "AB") == 1
        sweep(folder)
        assert no_litter(folder)
        assert no_orphans(killed)
    return times, times


def kills_while_importing(folder, times, seed):
    """Kill a program that reads articles; each that was acknowledged is there, with its file."""
    chance = random.Random(seed)
    articles = []
    for number in range(8):
        articles.append(folder / f"{number}.md")
        articles[-1].write_text(f"# Harbour {number}\n\n" + "The harbour stays open. 😀\n\n" * 400)
    path = folder / "p.briefing"
    for number in range(times):
        if number % 8 == 0:
            path.unlink(missing_ok=True)
            FILES.create(path).close()
        killed = Killed(chance, victims.imports, path, articles, most=6)
        store = FILES.open(path)
        project = store.load()
        assert digest(project) in killed.allowed
        for each in project.articles.values():
            assert store.blob(each.original).startswith(b"# Harbour")
        check_whole(store)
        store.close()
        assert no_orphans(killed)
    return times, times


def no_orphans(killed):
    """Return whether the processes that a victim had started have ended with it."""
    _, alive = psutil.wait_procs(killed.children, timeout=10)
    return not [each for each in alive if each.status() != psutil.STATUS_ZOMBIE]


def no_litter(folder):
    """Return whether nothing lies in a folder but what the user put there."""
    return not [p.name for p in folder.iterdir() if p.name.startswith(".") or "-journal" in p.name]


def words_of(document):
    if document.suffix == ".docx":
        with zipfile.ZipFile(document) as parts:
            assert parts.testzip() is None
            return parts.read("word/document.xml").decode()
    words = document.read_text(encoding="utf-8")
    assert words.rstrip().endswith("</html>")
    return words


def _emptied(folder, *kept):
    for each in folder.iterdir():
        if each.name not in kept:
            each.unlink()
