"""How a frozen program, which is its own Python, starts itself as one of its guarded processes."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

CHILD = "--child"
"""The first argument of such a start; nobody types it, and no help names it."""
SPOKEN, CATALOGUES = "BRIEFING_SPOKEN", "BRIEFING_CATALOGUES"
"""Environment variables: the code of the language that is spoken, and the folder of catalogues."""
CHILDREN = (
    "briefing.exporters.pdf_child",
    "briefing.interchange.child",
    "briefing.loaders.child",
    "briefing.storage.verifying_child",
    "briefing.templating.child",
)
"""The modules that can be started so; each has a `main` that takes arguments."""


def is_frozen() -> bool:
    """Return whether this program was frozen into one without a Python beside it."""
    return bool(getattr(sys, "frozen", False))


def frozen_command(module: str, arguments: Sequence[str]) -> list[str]:
    """Return the command that runs `main(arguments)` of a module in another frozen program.

    The other one has an empty environment: what stands on our path beside the program's own folder
    (plug-ins) is told by arguments.
    """
    paths = [each for each in dict.fromkeys(sys.path) if os.path.isdir(each)]  # noqa: PTH112 quick
    return [sys.executable, CHILD, module, str(len(arguments)), *arguments, *paths]


def run_child(arguments: Sequence[str]) -> int:
    """Be the guarded process that `frozen_command` asked for; returns the exit code.

    `arguments` are those after `--child`. Anything but one of our own modules is refused.
    """
    module, *rest = arguments or ("",)
    if module not in CHILDREN or not rest or not rest[0].isdigit():
        return 2
    count = int(rest[0])
    own, paths = rest[1 : 1 + count], rest[1 + count :]
    sys.path += [each for each in paths if each not in sys.path]
    importlib.import_module(module).main(own)
    return 0
