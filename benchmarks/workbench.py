"""Measures tagging at length: one article of 600,000 characters or 10 MB, thousands of excerpts.

    python3 dev.py bench workbench

The peer is what QualCoder does (version 3.5): the whole text in a QTextEdit, and one
`mergeCharFormat` for each excerpt, all of them again after each change. Each action is timed to the
end of its repaint: the tint stands in the article then. What stands beside it follows in turns of
the event loop of their own; the longest of them is a row of its own, and so is when the last of
them was over that took a tenth of a millisecond. On a machine that others use too `CPU=1` in the
environment gives the processor's time of the window's thread in place of what the clock says.
Figures are in ms unless they say otherwise.
"""

from __future__ import annotations

import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from briefing.widgets.main_window import MainWindow

SENTENCE = "The operators put off repairs in the third winter of high fuel prices. "
TAGS = ("economic-concerns", "key-figures", "outlook", "stakeholder-impacts", "policy-shift")
SIZES = {"600 kB, 2,000 excerpts": (600_000, 2_000), "10 MB, 10,000 excerpts": (10_000_000, 10_000)}
ACTIONS = int(os.environ.get("ACTIONS", "120"))
FOLLOWED = 0.25
"""Seconds in which everything that follows an action is over."""
RESTED = 3.0
"""Seconds after the last edit until memory is measured: what it left free is given back by then."""
CLOCK = time.thread_time if os.environ.get("CPU") else time.perf_counter
LETTERS = 30
"""Letters typed in each of three places."""
LIMIT = 300
"""Seconds that one process gets; a peer that is not done by then is said to take longer."""
PEER = ("open", "add a tag, p50", "add a tag, p95", "add a tag, p99")
"""What is measured of the peer."""


def main() -> None:
    """Measure each size in a process of its own and print one table."""
    if sys.argv[1:]:
        which, characters, excerpts = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        for found in (ours if which == "ours" else peer)(characters, excerpts):
            print(json.dumps(found), flush=True)
        return
    print(f"{platform.platform()}, Python {platform.python_version()}")
    for name, (characters, excerpts) in SIZES.items():
        mine, _ = measured("ours", characters, excerpts)
        theirs, spent = measured("peer", characters, excerpts)
        print(f"\n{name}")
        print(f"| {'measured':<44} | {'peer':>10} | {'ours':>10} | peer/ours |")
        print(f"|{'-' * 46}|{'-' * 12}|{'-' * 12}|{'-' * 11}|")
        for what, value in mine.items():
            shown, ratio = beside(theirs.get(what), value, spent if what in PEER else None)
            print(f"| {what:<44} | {shown:>10} | {value:10.1f} | {ratio:>9} |")


def beside(other: float | None, value: float, spent: float | None) -> tuple[str, str]:
    """Return the peer's ms and how many times ours that is; more than `spent` where not done."""
    if other is not None:
        return f"{other:.1f}", f"{other / value:.0f}x" if value else ""
    return (f"> {spent:.0f}", f"> {spent / value:.0f}x") if spent else ("-", "")


def measured(which: str, characters: int, excerpts: int) -> tuple[dict[str, float], float | None]:
    """Return the figures of one process, and the ms after which it was stopped, if it was."""
    begin = time.perf_counter()
    found: dict[str, float] = {}
    command = [sys.executable, __file__, which, str(characters), str(excerpts)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        stop = threading.Timer(LIMIT, process.kill)
        stop.start()
        for line in process.stdout or ():
            found |= json.loads(line)
        stop.cancel()
    if process.returncode == 0:
        return found, None
    spent = (time.perf_counter() - begin) * 1000
    assert spent >= LIMIT * 1000, f"{which} failed"
    return found, spent


def article_text(characters: int) -> str:
    """Return paragraphs of five sentences, this long in all."""
    paragraph = SENTENCE * 5
    return "\n".join([paragraph] * (characters // (len(paragraph) + 1)))


def percentiles(name: str, times: list[float]) -> dict[str, float]:
    """Return p50, p95, p99 of times."""
    ordered = sorted(times)
    return {
        f"{name}, p{part}": ordered[min(len(ordered) - 1, len(ordered) * part // 100)]
        for part in (50, 95, 99)
    }


def timed(act: Callable[[], object], settle: Callable[[], object]) -> float:
    """Return the ms that `act` and the repaint after it take."""
    begin = CLOCK()
    act()
    settle()
    return (CLOCK() - begin) * 1000


def ours(characters: int, excerpts: int) -> Iterator[dict[str, float]]:
    """Measure the program's own window."""
    from briefing.app import make_application
    from briefing.assembly import make_desk
    from briefing.paths import standard_paths
    from briefing.qt.document import ProjectDocument
    from briefing.widgets.main_window import MainWindow

    app = make_application()
    desk = make_desk(standard_paths())
    folder = tempfile.TemporaryDirectory()  # which goes with the process
    store = desk.stores.create(Path(folder.name) / "Bench.briefing")
    document = ProjectDocument(store, desk.clock, behind=True)
    window = MainWindow.of(document, desk)
    window.resize(1680, 1000)
    window.show()
    window.panes.restore()
    app.processEvents()
    empty = psutil.Process().memory_info().rss
    article = fill(window, characters, excerpts)
    app.processEvents()
    window.view.show_article(None)
    app.processEvents()
    yield {"open": timed(lambda: window.show_article(article), app.processEvents)}
    _settled(app, RESTED)
    yield {"memory over the empty window, opened, MB": _held(empty)}
    for name, times in acted(window, app, characters).items():
        yield percentiles(name, times)
    yield percentiles("type a letter in the article, CPU", typed(window, app, characters))
    _settled(app, RESTED)
    yield {"memory over the empty window, worked in, MB": _held(empty)}
    window.close()
    assert document.close()
    desk.close()


def _held(empty: int) -> float:
    return (psutil.Process().memory_info().rss - empty) / 1e6


def fill(window: MainWindow, characters: int, excerpts: int) -> str:
    """Put one long article with its excerpts into the project; returns its id."""
    from briefing.model.edits import add_articles, add_excerpts, new_excerpt

    document = window.document
    loaded = window.desk.loading.load_text(article_text(characters), "Long article")
    article = loaded[0].article.id
    document.apply(add_articles(each.article for each in loaded))
    every = characters // excerpts
    made = []
    for number in range(excerpts):
        start, stamp = number * every, document.stamp()
        bare = new_excerpt(document.project, article, start, start + 60, stamp)
        made.append(bare.toggled(TAGS[number % len(TAGS)]))
    document.apply(add_excerpts(made))
    return article


def acted(window: MainWindow, app: QApplication, characters: int) -> dict[str, list[float]]:
    """Tag, take the tag off, go on and scroll in many places; returns the ms of each by name."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    view, bar = window.view, window.view.verticalScrollBar()
    generator = random.Random(7)  # noqa: S311 places to try, no secret
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(ACTIONS):
        view.put_caret(generator.randrange(characters - 1000))
        view.centerCursor()
        _settled(app)
        key = generator.choice("12347")
        for name, press in (
            ("add a tag", partial(QTest.keyClicks, view, key)),
            ("take it off", partial(QTest.keyClicks, view, key)),
            ("a key", partial(QTest.keyClick, view, Qt.Key.Key_J)),
            ("scroll a page", lambda: bar.setValue(bar.value() + bar.pageStep())),
        ):
            times[name].append(timed(press, app.processEvents))
            longest, over = _settled(app)
            times[f"{name}: longest turn after"].append(longest)
            times[f"{name}: all have followed after"].append(times[name][-1] + over)
    return times


def _settled(app: QApplication, seconds: float = FOLLOWED) -> tuple[float, float]:
    """Let what follows a little later run, as it does for a person.

    Returns the ms of the longest turn of the event loop, and when the last one was over.
    """
    begin = time.perf_counter()
    longest = over = 0.0
    while (now := time.perf_counter()) < begin + seconds:
        took = timed(app.processEvents, lambda: None)
        longest = max(longest, took)
        if took > 0.1:
            over = (now - begin) * 1000 + took
        time.sleep(0.0005)
    return longest, over


def typed(window: MainWindow, app: QApplication, characters: int) -> list[float]:
    """Type in the text itself at its beginning, middle and end; returns the CPU ms of each key.

    It is the time of the process, to the end of the repaint, so that a busy machine counts little.
    """
    from PySide6.QtTest import QTest

    window.actions_by_id["edit-text"].trigger()
    _settled(app)
    times = []
    for place in (100, characters // 2, characters - 2_000):
        window.view.put_caret(place)
        window.view.centerCursor()
        _settled(app)
        for _ in range(LETTERS):
            begin = time.process_time()
            QTest.keyClicks(window.view, "x")
            app.processEvents()
            times.append((time.process_time() - begin) * 1000)
            _settled(app)
    return times


def peer(characters: int, excerpts: int) -> Iterator[dict[str, float]]:
    """Measure a QTextEdit that formats every excerpt by `mergeCharFormat`."""
    from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
    from PySide6.QtWidgets import QApplication, QTextEdit

    app = QApplication(["peer"])
    edit = QTextEdit()
    edit.resize(800, 900)
    edit.show()
    app.processEvents()
    empty = psutil.Process().memory_info().rss
    text = article_text(characters)
    every = characters // excerpts
    ground = QTextCharFormat()
    ground.setBackground(QColor("#ffcc66"))

    def unmark() -> None:
        cursor = edit.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setCharFormat(QTextCharFormat())

    def mark() -> None:
        for number in range(excerpts):
            cursor = edit.textCursor()
            cursor.setPosition(number * every)
            cursor.setPosition(number * every + 60, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(ground)

    def open_it() -> None:
        edit.setPlainText(text)
        mark()

    def tag() -> None:
        unmark()
        mark()

    yield {"open": timed(open_it, app.processEvents)}
    yield {"memory over the empty window, opened, MB": _held(empty)}
    rounds = 1 if characters > 1_000_000 else 8
    yield percentiles("add a tag", [timed(tag, app.processEvents) for _ in range(rounds)])


if __name__ == "__main__":
    main()
