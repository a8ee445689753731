"""Works in the real window for as long as it is told and counts what piles up.

Each round does everything once, in another order, and ends with the project as it was, so that
every round must leave as many widgets, timers, threads and open files as the one before.
"""

from __future__ import annotations

import gc
import random
import shutil
import statistics
import time
from collections import Counter
from dataclasses import dataclass

import psutil
from builders import article
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QTextObject
from PySide6.QtWidgets import QApplication
from random_edits import SENTENCE

from briefing.app import make_application
from briefing.assembly import make_desk
from briefing.model.article_edits import edit_text
from briefing.model.brief import Rest, Words
from briefing.model.edits import add_articles, set_note, write_section
from briefing.paths import standard_paths
from briefing.qt.document import ProjectDocument
from briefing.widgets.main_window import MainWindow

WARM_UP = 6
"""Rounds after which nothing may grow any more."""
CALM = 80
"""Milliseconds that the window is given after each thing that is done in it."""
SLACK = 3
"""Objects that may just be coming or going at the moment of a count."""


@dataclass(frozen=True)
class Count:
    """What there is at the end of a round; memory in MB."""

    memory: float
    widgets: int
    qobjects: int
    files: int
    threads: int
    children: int
    kinds: Counter


class Desk:
    """The window with the sample in it, in a folder of its own."""

    def __init__(self, folder, seed):
        self.others = {each.pid for each in psutil.Process().children(recursive=True)}
        self.app = make_application()
        self.desk = make_desk(standard_paths())
        self.folder = folder
        self.chance = random.Random(seed)
        store = self.desk.stores.create(folder / "Soak.briefing")
        self.document = ProjectDocument(store, self.desk.clock, "me")
        self.window = MainWindow.of(self.document, self.desk)
        self.window.resize(1500, 940)
        self.window.show()
        self.window.panes.restore()
        self.desk.add_sample(self.document)
        self.document.apply(add_articles([article(SENTENCE * 400, added="2026-01-03")]))
        self.window.reset()
        self.settle()
        self.base = self.document.done
        self.rounds = 0

    def settle(self):
        """Let everything that was asked for happen, and what is to be deleted go."""
        while True:
            loop = QEventLoop()
            QTimer.singleShot(CALM, loop.quit)
            loop.exec()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            if self.desk.jobs.idle:
                return

    def round(self, *, pages):
        """Do everything once; with `pages` show the brief as pages too."""
        acts = [
            self.tag, self.type, self.write, self.note, self.switch, self.side_windows,
            self.dialogs, self.preview, self.export, self.undo, self.search, self.find,
            self.snapshot, self.look, self.suggest, self.panels, self.copy, self.another_project,
        ]  # fmt: skip
        acts += [self.pages] if pages else []
        self.chance.shuffle(acts)
        for act in acts:
            act()
            self.settle()
        self.document.go_to(self.base)
        self.window.show_article(self.first.id)
        self.window.bar.hide()
        self.settle()
        self.rounds += 1

    @property
    def first(self):
        """The article of the sample."""
        return self.document.project.articles_in_order()[0]

    def do(self, *names):
        """Trigger actions."""
        for name in names:
            self.window.actions_by_id[name].trigger()
            self.app.processEvents()

    def tag(self):
        view = self.window.view
        for _ in range(6):
            start = self.chance.randrange(len(view.article.text) - 60)
            view.select(start, start + 40)
            self.window.tagging.toggle("outlook")
            self.app.processEvents()
        self.do("next-excerpt", "previous-excerpt", "grow", "shrink", "merge", "card")

    def type(self):
        of = self.window.view.article
        for letter in "words typed":
            self.document.apply(edit_text(of, 30, 30, letter, typing=30))
            self.app.processEvents()
        self.do("edit-text", "edit-text")

    def write(self):
        for number in range(8):
            pieces = (Words("Words of the desk. " * (number + 1)), Rest())
            key = self.chance.choice(("executive_summary", "recommendations"))
            self.document.apply(write_section("sample-brief", key, pieces, typing=0))
            self.app.processEvents()
        self.do("show-brief", "next-section", "previous-section", "show-article")

    def note(self):
        excerpts = self.document.project.excerpts_of(self.first.id)
        if excerpts:
            excerpt = self.chance.choice(excerpts)
            self.window.show_excerpt(excerpt.id)
            self.document.apply(set_note(excerpt, f"Note {self.rounds}"))

    def switch(self):
        for each in self.document.project.articles_in_order():
            self.window.show_article(each.id)
            self.app.processEvents()

    def side_windows(self):
        self.do("schemes", "snapshots", "batch")
        self.settle()
        self.close_others()

    def dialogs(self):
        self.do("profiles", "keys", "about")
        self.settle()
        self.close_others()

    def close_others(self):
        """Close every window but the main one, as the user does."""
        for each in QApplication.topLevelWidgets():
            if each is not self.window and each.isVisible():
                each.close()
        self.settle()

    def preview(self):
        self.do("preview")
        self.settle()
        self.do("preview")

    def pages(self):
        """Show the preview as pages, which keeps a LibreOffice warm where there is one."""
        self.window.preview.choose("pages")
        self.do("preview")
        self.settle()
        self.do("preview")
        self.window.preview.choose("outline")

    def export(self):
        window = self.window
        outline, package = window.outline.current(), window.outline.package(self.desk.library)
        for suffix in (".docx", ".html", ".odt", ".md", ".pdf"):
            window.exporter.write(outline, package, self.folder / f"brief{suffix}", True)
        self.settle()

    def undo(self):
        for name in ("undo", "undo", "redo", "undo", "redo"):
            self.do(name)

    def search(self):
        self.window.show_search()
        for words in ("harbour", "ferry OR fuel", "nothing-has-this-word"):
            self.window.searching.panel.ask_for(words)
            self.settle()

    def find(self):
        bar = self.window.searching.bar
        bar.open_bar()
        bar.field.setText("the")
        bar.find_now()
        bar.step(+1)
        bar.close_bar()

    def snapshot(self):
        self.window.windows.show_snapshots()
        made = self.window.windows._made["snapshots"]
        made.show_project()
        made.take()
        self.settle()
        made.close()

    def look(self):
        self.do("dark", "dark", "larger", "smaller", "focus", "focus", "sans", "sans")

    def suggest(self):
        self.do("suggestions")
        self.settle()
        self.do("next-suggestion", "accept-suggestion")
        self.window.panes.suggestions.hide()

    def panels(self):
        for name in ("tables", "checks", "history", "review", "show-article"):
            self.do(name)
            self.settle()

    def copy(self):
        self.window.files.copy_to(self.folder / "copy.briefing")
        self.window.copy_brief()

    def another_project(self):
        """Open the copy and come back."""
        first, other = self.document.store.path, self.folder / "other.briefing"
        if not other.exists():
            shutil.copy(first, other)
        self.window.files.open(other)
        self.settle()
        self.window.files.open(first)
        self.settle()
        assert self.document.store.path == first

    def count(self):
        """Return what there is now."""
        gc.collect()
        self.settle()
        process = psutil.Process()
        widgets = QApplication.allWidgets()
        # a text's tables and frames are its words: they come and go as it is written anew
        found = self.window.findChildren(QObject)
        objects = [each for each in found if not isinstance(each, QTextObject)]
        kinds = Counter(type(each).__name__ for each in (*widgets, *objects))
        return Count(
            process.memory_info().rss / 1e6, len(widgets), len(objects), process.num_fds(),
            process.num_threads(), len(self.children()), kinds,
        )  # fmt: skip

    def close(self):
        """Close the window and everything beside it; returns the processes that are left."""
        QGuiApplication.clipboard().clear()  # offscreen it outlives Python, and then crashes
        self.window.close()
        self.document.store.close()
        self.desk.close()
        self.window.deleteLater()
        self.settle()
        return self.children()

    def children(self):
        """Return the processes that the window's work has started."""
        found = psutil.Process().children(recursive=True)
        return [each for each in found if each.pid not in self.others]


def soak(folder, minutes, seed=1, *, rounds=0, pages=False, tell=lambda _line: None):
    """Work for `minutes`, or at least for so many rounds; returns the counts at their ends.

    `tell` hears of every tenth.
    """
    desk = Desk(folder, seed)
    counts, end = [], time.monotonic() + 60 * minutes
    while time.monotonic() < end or len(counts) < rounds:
        desk.round(pages=pages)
        counts.append(desk.count())
        if len(counts) % 10 == 0:
            tell(f"round {len(counts)}: {said(counts[-1])}")
    left = desk.close()
    assert not left, left
    return counts


def said(count):
    """Return a count in words."""
    return (
        f"{count.memory:.0f} MB, {count.widgets} widgets, {count.qobjects} objects, "
        f"{count.files} files, {count.threads} threads, {count.children} processes"
    )


def grown(counts):
    """Return what grew between the middle and the end, by its name, and by how much.

    Widgets and objects are compared as the least of the rounds around each: some are made when they
    are first wanted, and one may just be going.
    """
    steady = counts[min(WARM_UP, len(counts) // 2) :]
    part = max(1, len(steady) // 3)
    early, late = steady[:part], steady[-part:]
    found = {}
    for name in ("widgets", "qobjects", "files", "threads", "children"):
        by = min(getattr(c, name) for c in late) - max(getattr(c, name) for c in early)
        if by > SLACK:
            found[name] = by
    return found


def which_grew(counts):
    """Return the kinds of widgets and objects there are more of at the end than in the middle."""
    middle, end = counts[min(WARM_UP, len(counts) // 2)].kinds, counts[-1].kinds
    return {kind: end[kind] - middle[kind] for kind in end if end[kind] > middle[kind]}


def slope(counts):
    """Return how many kB of memory a round adds, by Theil and Sen, after the warm-up."""
    points = [(n, c.memory) for n, c in enumerate(counts)][WARM_UP:]
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for i, a in enumerate(points) for b in points[i + 1 :]]
    return statistics.median(slopes) * 1000 if slopes else 0.0
