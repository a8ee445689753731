"""Measures the memory of a window at rest and after a day's work of a few thousand actions.

    python3 dev.py bench day

The work is tags put on and taken off, keys, words in the brief, undo and redo, on the sample. What
the program keeps of them all is there to be undone; the rest should not grow.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from pathlib import Path

import psutil

ACTIONS = 3_000


def main() -> None:
    """Print the MB at rest, and after the actions, as JSON."""
    print(json.dumps(worked(int(sys.argv[1]) if sys.argv[1:] else ACTIONS)))


def worked(actions: int) -> dict[str, float]:
    """Return the memory in MB before and after so many actions."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from briefing.app import make_application
    from briefing.assembly import make_desk
    from briefing.model.brief import Words
    from briefing.model.edits import write_section
    from briefing.paths import standard_paths
    from briefing.qt.document import ProjectDocument
    from briefing.widgets.main_window import MainWindow

    app = make_application()
    desk = make_desk(standard_paths())
    generator = random.Random(7)  # noqa: S311 what is done next, no secret
    with tempfile.TemporaryDirectory() as folder:
        store = desk.stores.create(Path(folder) / "Day.briefing")
        document = ProjectDocument(store, desk.clock)
        window = MainWindow.of(document, desk)
        window.resize(1680, 1000)
        window.show()
        window.panes.restore()
        window.open_sample()
        app.processEvents()
        rest = psutil.Process().memory_info().rss / 1e6
        brief = document.project.briefs_in_order()[0].id
        for number in range(actions):
            key = generator.choice((*"12345678", "j", "k", "l", "h", "w", "z"))
            if key == "w":
                document.apply(write_section(brief, "outlook", (Words(f"Sentence {number}."),)))
            elif key == "z":
                document.undo()
            else:
                QTest.keyClick(window.view, Qt.Key(ord(key.upper())))
            app.processEvents()
        after = psutil.Process().memory_info().rss / 1e6
        window.close()
        store.close()
        desk.close()
    return {"rest": rest, "after": after, "actions": actions}


if __name__ == "__main__":
    main()
