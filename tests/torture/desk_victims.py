"""What the program does in its real window until it is killed, told over a pipe as it is done."""

from __future__ import annotations

import os
import random
import sys

from PySide6.QtCore import QEvent, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from random_edits import SlowClock, digest

from briefing.app import make_application
from briefing.assembly import make_desk
from briefing.paths import standard_paths
from briefing.qt.document import ProjectDocument
from briefing.widgets.main_window import MainWindow

PAUSE = 15
"""Milliseconds that the window is given after each thing that is done in it."""


class _Told(ProjectDocument):
    """A document that says what it is about to write, and that it has written it."""

    def __init__(self, pipe, *given):
        super().__init__(*given, behind=True)
        self.saved.connect(lambda: pipe.send(("done", digest(self.project))))

        unwritten, write = self._unwritten, self._unwritten._write

        def told():
            pipe.send(("about", digest(self.project)))
            write()

        unwritten._write = told


def _last_words(kind, _where, said):
    """Tell what Qt ends the program for, and nothing of what it only mentions."""
    if kind == QtMsgType.QtFatalMsg:
        sys.stderr.write(f"{said}\n")


ALL = ("tag", "type", "write", "actions", "back_up", "export", "read")
"""What is done in the window; a victim may be told to do some of it only."""


def window(pipe, path, seed, articles, wanted=ALL):
    """Work in the window by its actions and keys until killed.

    Project, exports and the program's own folder are beside `path`; `articles` are files to read.
    """
    os.environ["BRIEFING_HOME"] = str(path.parent / "home")
    qInstallMessageHandler(_last_words)
    app = make_application()
    desk = make_desk(standard_paths())
    document = _Told(pipe, desk.stores.open(path), SlowClock(), "me")
    made = MainWindow.of(document, desk)
    made.show()
    pipe.send(("done", digest(document.project)))
    if not document.project.articles:
        desk.add_sample(document)
        made.reset()
    hands = _Hands(made, path.parent, articles, random.Random(seed))
    while True:
        getattr(hands, hands.chance.choice(wanted))()
        QTest.qWait(PAUSE)
        hands._wait_for(lambda: document.is_saved)
    app.quit()


class _Hands:
    """What a user does at the desk."""

    def __init__(self, made, folder, articles, chance):
        self.window, self.folder, self.articles, self.chance = made, folder, articles, chance
        first = made.document.project.articles_in_order()[0]
        made.show_article(first.id)

    def tag(self):
        view = self.window.view
        start = self.chance.randrange(len(view.article.text) - 40)
        view.select(start, start + self.chance.randint(4, 39))
        self.window.tagging.toggle(self.chance.choice(("outlook", "background")))

    def type(self):
        act = self.window.actions_by_id["edit-text"]
        act.trigger()
        for letter in self.chance.choice(("x", "new words ", "é")):  # QTest.keyClicks takes ASCII
            pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(self.window.view, pressed)
        QTest.keyClick(self.window.view, Qt.Key.Key_Backspace)
        act.trigger()

    def write(self):
        self.window.show_brief()
        if (field := self.window.focusWidget()) is not None:
            QTest.keyClicks(field, "Words of the desk. ")
        self.window.show_article(self.window.view.article.id)

    def actions(self):
        for name in self.chance.sample(("undo", "undo", "redo", "grow", "shrink", "merge"), 4):
            self.window.actions_by_id[name].trigger()
        while not self.window.document.project.articles:
            self.window.actions_by_id["redo"].trigger()

    def back_up(self):
        self.tag()
        self.window.rescue.keeping.make()
        self._wait_for(lambda: not self.window.rescue.keeping.busy)

    def export(self):
        outline = self.window.outline
        suffix = self.chance.choice((".docx", ".html", ".md"))
        self.window.exporter.write(
            outline.current(), outline.package(self.window.desk.library),
            self.folder / f"brief{suffix}", True,
        )  # fmt: skip
        self._wait_for(lambda: self.window.desk.jobs.idle)
        self.window.bar.hide()

    def read(self):
        self.window.importer.read(self.chance.sample(self.articles, self.chance.randint(1, 3)))
        self._wait_for(lambda: self.window.desk.jobs.idle)
        self.tag()

    def _wait_for(self, done):
        while not done():
            QTest.qWait(PAUSE)
