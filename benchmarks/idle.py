"""Measures what the window costs while nobody touches it: it should be nothing.

    python3 dev.py bench idle

The window stands with the sample, the keyboard in the article; once without and once with a caret
that blinks. What it still does after opening (a backup, dictionaries) is over before the 20 s.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil

SETTLE, REST = 40_000, 20_000
"""Milliseconds before and while it is measured."""


def main() -> None:
    """Measure a still and a blinking caret, each in a process of its own."""
    if sys.argv[1:]:
        print(json.dumps(rested(int(sys.argv[1]))))
        return
    print(f"{platform.platform()}, Python {platform.python_version()}")
    print("| caret | CPU of the process in 20 s, ms | timers that run |")
    print("|---|---|---|")
    for name, flash in (("still", 0), ("blinks", 1000)):
        command = [sys.executable, __file__, str(flash)]
        said = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
        found = json.loads(said.splitlines()[-1])
        print(f"| {name} | {found['cpu']:.0f} | {found['timers']} |")


def rested(flash: int) -> dict[str, float]:
    """Return the CPU ms of the process while the window rests, and how many timers run in it."""
    from PySide6.QtCore import QEventLoop, QTimer

    from briefing.app import make_application
    from briefing.assembly import make_desk
    from briefing.paths import standard_paths
    from briefing.qt.document import ProjectDocument
    from briefing.widgets.main_window import MainWindow

    def rest(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    app = make_application()
    app.setCursorFlashTime(flash)
    desk = make_desk(standard_paths())
    folder = tempfile.TemporaryDirectory()  # which goes with the process
    store = desk.stores.create(Path(folder.name) / "Idle.briefing")
    document = ProjectDocument(store, desk.clock)
    window = MainWindow.of(document, desk)
    window.resize(1680, 1000)
    window.show()
    window.panes.restore()
    window.open_sample()
    window.activateWindow()
    window.view.setFocus()
    rest(SETTLE)
    before = psutil.Process().cpu_times()
    rest(REST)
    after = psutil.Process().cpu_times()
    timers = sum(timer.isActive() for timer in window.findChildren(QTimer))
    window.close()
    store.close()
    desk.close()
    return {"cpu": (after.user + after.system - before.user - before.system) * 1000,
            "timers": timers}  # fmt: skip


if __name__ == "__main__":
    main()
