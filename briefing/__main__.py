"""Starts the program: a command on the command line, or the window."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.language import tr
from briefing.paths import LANGUAGE

if TYPE_CHECKING:
    from briefing.model.outline import Outline


NEW_WINDOW = "--new-window"
"""The first argument of a start that wants a window of its own, whatever runs already."""


SPEAK = "--language"
"""The first argument of a start in another language, the second is its code."""
GARBAGE = 50_000
"""New objects from which on a command looks for garbage: modules leave none, and take many."""


def main() -> int:
    """Run the command that the arguments name, or open the window with these files."""
    arguments = sys.argv[1:]
    if getattr(sys, "frozen", False) and (code := _as_part(arguments)) is not None:
        return code
    if arguments == ["--printers"]:
        from briefing.qt.printers import tell_printers

        return tell_printers()
    if arguments[:1] == [SPEAK] and len(arguments) > 1:
        os.environ[LANGUAGE] = arguments[1]
        arguments = arguments[2:]
    alone = arguments[:1] == [NEW_WINDOW]
    files = arguments[1:] if alone else arguments
    if not alone and not _are_files(arguments):
        from briefing import cli

        if arguments[0] in cli.COMMANDS or arguments[0].startswith("-"):
            gc.set_threshold(GARBAGE)
            return cli.main(arguments, _take_picture, _make_pages)
    if not _has_display():
        words = tr("There is no display for a window. See “briefing --help”.")
        sys.stderr.write(f"briefing: {words}\n")
        return 1
    return _window([Path(file).absolute() for file in files], alone=alone)


def _window(files: list[Path], *, alone: bool) -> int:
    """Open the window, or let the program that runs already open the files in its own."""
    from briefing.paths import standard_paths
    from briefing.services.handing_over import Wish, address, hand_over, open_door, token_of_start

    door, where = None, ""
    try:
        where = address(standard_paths().config)
    except OSError:
        alone = True  # no place for a door that is safe from others
    if where:
        wish = Wish(tuple(files), "" if alone else token_of_start())
        if not alone and hand_over(where, wish):
            return 0
        door = open_door(where)
        if door is None and not alone and hand_over(where, wish):
            return 0  # another start was quicker by a moment
    from briefing.app import main as open_window

    return open_window(files, door)


def _are_files(arguments: list[str]) -> bool:
    """Return whether arguments are no command for sure: then its table need not be loaded."""
    first = arguments[0] if arguments else "."
    return not first.startswith("-") and any(sign in first for sign in (".", "/", os.sep))


def _as_part(arguments: list[str]) -> int | None:
    """Be a process of a frozen program that started itself, or return None if this is none."""
    if any("multiprocessing" in each for each in arguments):
        from multiprocessing import freeze_support

        freeze_support()  # ends the process if it is one of a batch
    from briefing.guarding.children import CHILD, run_child

    return run_child(arguments[1:]) if arguments[:1] == [CHILD] else None


def _take_picture(path: Path) -> None:
    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from briefing.app import save_picture

    save_picture(path)


def _make_pages(outline: Outline) -> bytes:
    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from briefing.app import make_pages

    return make_pages(outline)


def _has_display() -> bool:
    """Return whether Qt can show a window; without one it would end the program."""
    if not sys.platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


if __name__ == "__main__":
    sys.exit(main())
