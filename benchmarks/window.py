"""The window, used with 1,000 excerpts in it."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path

import psutil
from PySide6.QtWidgets import QApplication

from briefing.app import make_application
from briefing.assembly import make_desk
from briefing.model.brief import Brief
from briefing.model.edits import add_articles, add_brief, add_excerpts, new_excerpt, toggle_tag
from briefing.paths import standard_paths
from briefing.qt.document import ProjectDocument
from briefing.widgets.main_window import MainWindow

EXCERPTS = 1_000
BETWEEN = 0.25
"""Seconds between two tags: four a second are many."""
SENTENCE = "The operators put off repairs in the third winter of high fuel prices. "


def main() -> None:
    """Print the figures as JSON."""
    app = make_application()
    desk = make_desk(standard_paths())
    with tempfile.TemporaryDirectory() as folder:
        store = desk.stores.create(Path(folder) / "Bench.briefing")
        document = ProjectDocument(store, desk.clock)
        window = MainWindow.of(document, desk)
        window.resize(1680, 1000)
        window.show()
        window.panes.restore()
        app.processEvents()
        window.grab()
        found = actions(window)
        found["memory"] = psutil.Process().memory_info().rss / 1e6
        window.close()
        store.close()
    print(json.dumps(found))


def actions(window: MainWindow) -> dict[str, float]:
    """Time tag actions with 1,000 excerpts present, to the end of the repaint.

    The preview is timed until what is in view of it is the newest and painted, and until all of it
    is there, of which the part below follows once nothing changes for a moment.
    """
    fill(window)
    app = make_application()
    document, view = window.document, window.view
    assert view.article is not None
    taking: list[float] = []
    previews: list[float] = []
    whole: list[float] = []
    heard: list[object] = []
    window.outline.changed.connect(heard.append)
    for number in range(100):
        start = number * 700 + 5
        stamp = document.stamp()
        edit = toggle_tag(view.article.id, start, start + 20, "policy-shift", "PS", stamp)
        heard.clear()
        begin = time.perf_counter()
        document.apply(edit)
        app.processEvents()
        taking.append((time.perf_counter() - begin) * 1000)
        while not heard or window.preview.is_behind:
            app.processEvents()
        window.preview.page.viewport().repaint()
        previews.append((time.perf_counter() - begin) * 1000)
        while window.preview.is_writing:
            app.processEvents()
        whole.append((time.perf_counter() - begin) * 1000)
        rest(app)
    return {
        "tag_median": statistics.median(taking),
        "tag_p95": sorted(taking)[94],
        "preview_median": statistics.median(previews),
        "preview_p95": sorted(previews)[94],
        "whole_median": statistics.median(whole),
        "compose": composing(window),
    }


def rest(app: QApplication) -> None:
    """Let what follows a tag come to its end before the next one, as it does for a person."""
    until = time.perf_counter() + BETWEEN
    while time.perf_counter() < until:
        app.processEvents()
        time.sleep(0.001)


def composing(window: MainWindow) -> float:
    """Return the median time in ms to compose the brief."""
    from briefing.services.brief.composing import compose

    brief, template = window.outline.brief, window.outline.template
    assert brief is not None
    assert template is not None
    times = []
    for _ in range(9):
        begin = time.perf_counter()
        compose(window.document.project, brief, template, author="", date="2026-01-01")
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def fill(window: MainWindow) -> None:
    """Open an article with 1,000 excerpts and a brief that they fill."""
    document, desk = window.document, window.desk
    loaded = desk.loading.load_text("\n".join([SENTENCE * 5] * 300), "Long article")
    document.apply(add_articles(each.article for each in loaded))
    article = loaded[0].article
    tags = ("economic-concerns", "key-figures", "outlook", "stakeholder-impacts")
    made = []
    for number in range(EXCERPTS):
        start = number * 100
        excerpt = new_excerpt(document.project, article.id, start, start + 60, document.stamp())
        made.append(excerpt.toggled(tags[number % len(tags)]))
    document.apply(add_excerpts(made))
    package = desk.library.get("policy-brief")
    blobs = {package.template.document: package.document}
    document.apply(add_brief(Brief("b", "Bench", "policy-brief"), package.template, blobs))
    window.reset()
    app = make_application()
    for _ in range(5):
        app.processEvents()
        window.outline.current()


if __name__ == "__main__":
    main()
