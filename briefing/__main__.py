"""Starts the program: a command on the command line, or the window."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Run the command that the arguments name, or open the window with these files."""
    from briefing import cli

    arguments = sys.argv[1:]
    if arguments and (arguments[0] in cli.COMMANDS or arguments[0].startswith("-")):
        return cli.main(arguments, _take_picture)
    from briefing.app import main as open_window

    return open_window([Path(argument) for argument in arguments])


def _take_picture(path: Path) -> None:
    from briefing.app import save_picture

    save_picture(path)


if __name__ == "__main__":
    sys.exit(main())
