"""Measures writing a brief: a key in a section of 1,500 words, and 300 cards in a section.

    python3 dev.py bench editor

A key is timed from its press until the field is painted again, with the project file written in
between. Figures are in ms.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from briefing.widgets.brief.section_editor import SectionEditor
    from briefing.widgets.main_window import MainWindow

WORDS = 1_500
CARDS = 300
KEYS = 200
PARAGRAPH = (
    "The operators **put off repairs** in the third winter of high fuel prices [@{id}]. We expect "
    "fewer sailings to the outer islands by spring. [@judgement] The council _has not said_ which "
    "routes it would keep, and no date is set for a hearing."
)


def main() -> None:
    """Print one table of figures."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from briefing.app import make_application

    app = make_application()
    with tempfile.TemporaryDirectory() as folder:
        window = opened(app, Path(folder))
        print(f"{platform.platform()}, Python {platform.python_version()}")
        for name, times in {**typing(app, window), **moving(app, window)}.items():
            ordered = sorted(times)
            shown = [ordered[min(len(ordered) - 1, len(ordered) * p // 100)] for p in (50, 95, 99)]
            print(f"{name:<58} p50 {shown[0]:6.1f}  p95 {shown[1]:6.1f}  p99 {shown[2]:6.1f}")
        window.close()


def opened(app: QApplication, folder: Path) -> MainWindow:
    """Return the window with the sample, in a project file of its own."""
    from briefing.assembly import make_desk
    from briefing.paths import standard_paths
    from briefing.qt.document import ProjectDocument
    from briefing.services.clock import SystemClock
    from briefing.widgets.main_window import MainWindow

    desk = make_desk(standard_paths())
    document = ProjectDocument(desk.stores.create(folder / "b.briefing"), SystemClock(), "me")
    window = MainWindow.of(document, desk)
    window.resize(1680, 1000)
    window.show()
    window.actions_by_id["sample"].trigger()
    wait(app, 4)  # for what is loaded once the window is shown, the dictionary last
    return window


def typing(app: QApplication, window: MainWindow) -> dict[str, list[float]]:
    """Return the times of keys, and of showing what undo brings back."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from briefing.model.brief import Words
    from briefing.model.edits import write_section
    from briefing.widgets.writing.rich_text import RichText

    document = window.document
    brief = next(iter(document.project.briefs))
    excerpt = next(iter(document.project.excerpts))
    paragraph = PARAGRAPH.format(id=excerpt)
    text = "\n\n".join([paragraph] * (WORDS // len(paragraph.split()) + 1))
    document.apply(write_section(brief, "outlook", (Words(text),)))
    wait(app, 0.6)
    field = section(window, "outlook").findChildren(RichText)[0]
    field.setFocus()
    field.setTextCursor(field.document().find("fewer"))
    keys = [timed(lambda: (QTest.keyClick(field, Qt.Key.Key_A), field.repaint()))
            for _ in range(KEYS)]  # fmt: skip
    document.undo()
    undone = [timed(window.brief.show_brief)]

    def there_and_back(excerpt_id: str) -> None:
        window.show_excerpt(excerpt_id)
        window.view.repaint()
        window.brief.places.show_excerpt(excerpt_id)
        window.brief.repaint()

    jumps = [timed(partial(there_and_back, one)) for one in list(document.project.excerpts)[:20]]
    return {
        f"a key in a section of {len(text.split()):,} words": keys,
        "the brief after an undo in it": undone,
        "from the brief to the words in the article, and back": jumps,
    }


def moving(app: QApplication, window: MainWindow) -> dict[str, list[float]]:
    """Return the times of moves of cards."""
    from briefing.model.edits import add_excerpts, new_excerpt
    from briefing.widgets.brief.cards import Cards

    document = window.document
    article = next(iter(document.project.articles))
    made = [
        new_excerpt(document.project, article, n, n + 40, document.stamp()).toggled("outlook")
        for n in range(CARDS)
    ]
    document.apply(add_excerpts(made))
    wait(app, 0.6)
    box = section(window, "outlook").findChildren(Cards)[0]
    count = len(box.ids)

    def move() -> None:
        box.move_current(+1)
        window.brief.show_brief()
        window.brief.repaint()

    box.setCurrentIndex(box.excerpts.index(0))
    moves = [timed(move) for _ in range(20)]
    return {f"moving one of {count} cards down": moves}


def section(window: MainWindow, key: str) -> SectionEditor:
    """Return a section's editor."""
    from briefing.widgets.brief.section_editor import SectionEditor

    return next(e for e in window.brief.findChildren(SectionEditor) if e.key == key)


def timed(act: Callable[[], object]) -> float:
    """Return how many ms something takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1_000


def wait(app: QApplication, seconds: float) -> None:
    """Let the window do what it has to."""
    until = time.perf_counter() + seconds
    while True:
        app.processEvents()
        if time.perf_counter() >= until:
            return


if __name__ == "__main__":
    main()
