"""Starts the program: a command on the command line, or the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model.outline import Outline


def main() -> int:
    """Run the command that the arguments name, or open the window with these files."""
    from briefing import cli

    arguments = sys.argv[1:]
    if arguments and (arguments[0] in cli.COMMANDS or arguments[0].startswith("-")):
        return cli.main(arguments, _take_picture, _make_pages)
    if not _has_display():
        sys.stderr.write("briefing: There is no display for a window. See “briefing --help”.\n")
        return 1
    from briefing.app import main as open_window

    return open_window([Path(argument) for argument in arguments])


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
