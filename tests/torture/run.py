"""Tortures the program for a while and prints what was tried and what failed.

    python3 dev.py torture            what the tests do, in a few minutes
    python3 dev.py torture --long     a thousand kills, every fault of the disk, an hour of work
    python3 dev.py torture soak --minutes 10    one of them, for as long as that
    python3 dev.py torture kill kill-window --times 300    as many kills as that

Each line is one torture; a failure names the seed that brings it back. NAMEs: see TORTURES.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "qt"), str(HERE.parent.parent)]

import desk_killing  # noqa: E402
import desk_victims  # noqa: E402
import disk  # noqa: E402
import hostile  # noqa: E402
import killing  # noqa: E402
import memory  # noqa: E402
import soak  # noqa: E402
import together  # noqa: E402
from PySide6.QtCore import QtMsgType, qInstallMessageHandler  # noqa: E402


def main(arguments):
    """Run the tortures that are asked for; returns 1 if one of them found a fault."""
    parser = argparse.ArgumentParser(prog="dev.py torture", description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(TORTURES))
    parser.add_argument("--long", action="store_true", help="as much as one would leave overnight")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, help="how long the soak takes; 60 with --long")
    parser.add_argument("--times", type=int, help="how many kills")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in TORTURES]
    if unknown:
        parser.error(f"there is no “{unknown[0]}”; known: {', '.join(TORTURES)}")
    if options.minutes is None:
        options.minutes = 60 if options.long else 0
    qInstallMessageHandler(_tell)
    failed = 0
    for name in options.names or TORTURES:
        failed += not _tortured(name, options)
    return 1 if failed else 0


def _tortured(name, options):
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="briefing-torture-") as folder:
        os.environ["BRIEFING_HOME"] = f"{folder}/home"
        work = Path(folder) / "work"
        work.mkdir()
        try:
            words = TORTURES[name](work, options)
        except Exception:  # noqa: BLE001 one torture that fails does not keep the others from running
            print(traceback.format_exc(), flush=True)
            words = f"FAILED (seed {options.seed})"
    print(f"{name:<16} {time.monotonic() - begun:6.0f} s   {words}", flush=True)
    return not words.startswith("FAILED")


def _times(options, few, many):
    return options.times or (many if options.long else few)


def _kills(act, few, many, *more):
    def torture(folder, options):
        times, done = act(folder, _times(options, few, many), options.seed, *more)
        after = f" after {done:,} acknowledged edits" if done != times else ""
        return f"{times:,} kills{after}; nothing acknowledged was lost, nothing was left half made"

    return torture


def _window(acts, few, many):
    def torture(folder, options):
        times, edits, backups = desk_killing.kills_in_the_window(
            folder, _times(options, few, many), options.seed, acts
        )
        return (
            f"{times:,} kills of the window after {edits:,} edits; nothing acknowledged was lost, "
            f"no document half written, {backups:,} backups looked at, all whole"
        )

    return torture


def _disk(folder, options):
    _application()
    stride = 1 if options.long else 7
    tried = disk.faults_at_every_call(folder, options.seed, stride=stride)
    return f"{tried:,} refused calls while editing; no edit was lost, no file was harmed"


def _files(folder, options):
    _application()
    tried = disk.faults_of_files(folder, options.seed)
    return f"{tried:,} refused calls while projects were made, opened, copied and closed"


def _copies(folder, options, parts):
    times = 1_000 if options.long else 40
    whole, refused = together.copies_of_an_open_file(folder, times, options.seed, parts)
    return f"{whole:,} of {times:,} copies whole, {refused:,} refused as torn, none half right"


def _reading(folder, options):
    times = 500 if options.long else 25
    worked = together.readings_of_an_open_file(folder, times, options.seed)
    return f"{worked:,} of {times:,} readings of a file that was being written"


def _soak(folder, options):
    counts = soak.soak(
        folder, options.minutes, options.seed, rounds=3, pages=options.long, tell=print
    )
    words = f"{len(counts)} rounds; at the end {soak.said(counts[-1])}"
    if grown := soak.grown(counts):
        return f"FAILED: {grown} more, {soak.which_grew(counts)}; {words}"
    return f"{words}; {soak.slope(counts):+.0f} kB a round"


def _hostile(folder, _options):
    words, faults = hostile.run(folder)
    print(words, flush=True)
    return "FAILED: " + "; ".join(faults) if faults else "all attacks were withstood"


def _memory(folder, options):
    _application()
    edits = 2_000 if options.long else 200
    grown = memory.after_a_day(folder, edits, 600_000)
    return f"{edits:,} edits of 600,000 characters: {grown[1]:.0f} MB after half, {grown[2]:.0f} MB"


def _application():
    from briefing.app import make_application

    return make_application()


def _tell(_kind: QtMsgType, _where, words):
    if not words.startswith("This plugin does not support"):
        print(words, file=sys.stderr)


TORTURES = {
    "kill": _kills(killing.kills_while_editing, 25, 1_000),
    "kill-migrating": _kills(killing.kills_while_migrating, 10, 200),
    "kill-creating": _kills(killing.kills_while_creating, 20, 200),
    "kill-copying": _kills(killing.kills_while_copying, 6, 100),
    "kill-word": _kills(killing.kills_while_exporting, 3, 50, ".docx"),
    "kill-html": _kills(killing.kills_while_exporting, 3, 50, ".html"),
    "kill-importing": _kills(killing.kills_while_importing, 3, 50),
    "kill-window": _window(desk_victims.ALL, 6, 200),
    "kill-backup": _window(("back_up",), 4, 100),
    "disk": _disk,
    "files": _files,
    "copy-file": partial(_copies, parts=("",)),
    "copy-both": partial(_copies, parts=("", "-journal")),
    "reading": _reading,
    "memory": _memory,
    "soak": _soak,
    "hostile": _hostile,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
