"""Kills the program in its real window and looks at project, backups and exports after it."""

from __future__ import annotations

import random

import desk_victims
from killing import FILES, Killed, check_whole, no_orphans, words_of
from random_edits import SlowClock, digest

from briefing.services.writing import sweep
from briefing.storage.backups import Rescue

ROUNDS_A_PROJECT = 10
LINGER = 1.0
"""Seconds in which the kill comes: about as long as a backup or an export takes."""


def kills_in_the_window(folder, times, seed, wanted=desk_victims.ALL, *, most=12):
    """Kill a window at work; returns how many kills, edits and whole backups there were.

    What was acknowledged is in the project; a backup is a state that the project was in, an
    exported document the old or the new one, an article whole with its file, and no process stays.
    """
    chance = random.Random(seed)
    articles = _articles(folder)
    edits = backups = 0
    known = set()
    for number in range(times):
        place = folder / str(number // ROUNDS_A_PROJECT)
        path = place / "p.briefing"
        if not path.exists():
            place.mkdir()
            FILES.create(path).close()
            known.clear()
        given = (path, f"{seed}-{number}", articles, wanted)
        killed = Killed(chance, desk_victims.window, *given, most=most, linger=LINGER)
        edits += len(killed.about)
        known |= {*killed.done, *killed.about}
        failure = f"seed {seed}, kill {number}"
        assert _state(path) in killed.allowed, f"{failure}: an acknowledged edit is gone"
        backups += _check_backups(place, path, known)
        _check_exports(place)
        assert no_orphans(killed), failure
    return times, edits, backups


def _articles(folder):
    made = []
    for number in range(5):
        made.append(folder / f"{number}.md")
        made[-1].write_text(f"# Ferry {number}\n\n" + "The ferry waits at Vessby. 😀\n\n" * 300)
    return made


def _state(path, *, read_only=False):
    """Return the digest of a project, which is whole, with the files of its articles."""
    store = FILES.open(path, read_only=read_only)
    try:
        project = store.load()
        for each in project.articles.values():
            assert store.blob(each.original)
        check_whole(store)
        return digest(project)
    finally:
        store.close()


def _check_backups(place, path, known):
    """Fail unless each backup is a state that the project was in; returns how many there are.

    What a killed program left of another is no backup and goes with the next one.
    """
    found = Rescue(place / "home" / "data" / "backups", SlowClock(), FILES).backups(path)
    for each in found:
        assert _state(each.path, read_only=True) in known
    return len(found)


def _check_exports(place):
    for path in place.glob("brief.*"):
        if path.suffix != ".md":
            words_of(path)
    sweep(place)
    assert not list(place.glob(".*"))
