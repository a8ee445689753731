"""Runs the program, begins what the arguments name, and quits in the middle of it.

Arguments: how to quit (quit, session: as when it ends), then what is begun, in this order. What
was still going on at the end is printed.
"""

import socket
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from briefing import app
from briefing.loaders.fetching import HttpFetcher
from briefing.widgets.main_window import MainWindow

LEFT_GOING = 40
SERVER = socket.create_server(("127.0.0.1", 0))
"""It takes calls and never answers."""


def fetching(window):
    fetcher = window.desk.addresses._fetcher = HttpFetcher(window.desk.addresses._fetcher.network)
    fetcher.resolve = lambda _host, _port: ["127.0.0.1"]
    fetcher.public = lambda _ip: True
    window.addresses.open(f"http://pages.example:{SERVER.getsockname()[1]}/story")


def asking_the_library(window):
    window.actions_by_id["library"].trigger()


def making_pages(window):
    window.panes.bring(window.panes.preview)
    window.preview.choose("pages")


def searching(window):
    window.actions_by_id["search"].trigger()
    window.searching.panel.field.setText("ferry")


def importing(window):
    article = Path(sys.argv[0]).parents[2] / "resources" / "sample" / "article.txt"
    window.importer.read([article] * 3)


def choosing_a_template(window):
    window.actions_by_id["templates"].trigger()  # returns when the dialog is closed


def copied_brief(window):
    window.actions_by_id["copy-brief"].trigger()


def copied_words(window):
    window.view.select(0, 30)
    window.view.copy()


def end(window, how):
    print("idle" if window.desk.jobs.idle else "busy", flush=True)
    if how == "session":
        QApplication.quit()
    else:
        window.actions_by_id["quit"].trigger()


def begin(window, how, names):
    window.open_sample()
    QTimer.singleShot(LEFT_GOING, window, lambda: end(window, how))
    for name in names:
        globals()[name](window)


class Window(MainWindow):
    """The window, which begins its part once it is shown."""

    def open_files(self, paths):
        super().open_files(paths)
        how, *names = sys.argv[1:]
        QTimer.singleShot(0, self, lambda: begin(self, how, names))


app.MainWindow = Window
sys.exit(app.main([]))
