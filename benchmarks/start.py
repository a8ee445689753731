"""A start of the program: to the frame of its window (`frame`), or to all that is in it (`whole`).

Both end as soon as that is painted. The way there is the program's own, from the question whether
another one runs already.
"""

from __future__ import annotations

import gc
import os
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from briefing.app import begin, dress, show_frame, work
from briefing.paths import standard_paths
from briefing.services.handing_over import address, open_door
from briefing.widgets.main_window import MainWindow


def main() -> None:
    """Start, up to what the first argument says."""
    door = open_door(address(standard_paths().config))
    app = begin()
    window = show_frame(app)
    if sys.argv[1:] == ["frame"]:
        end(window)
    gc.disable()  # from here on as `briefing.app.main` has it
    dress(app)
    QTimer.singleShot(0, app, lambda: whole(app, window))
    work(app, window, [], door)


def whole(app: QApplication, window: MainWindow) -> None:
    """End once what was asked for by then is painted."""
    app.processEvents()
    end(window)


def end(window: MainWindow) -> None:
    """End at once: closing is no part of a start."""
    window.grab()
    print("{}", flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
