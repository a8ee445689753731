"""Opens the window: its frame at once, and then, loaded only after that, all that is in it."""

from __future__ import annotations

import gc
import logging
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QDir,
    QEventLoop,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from briefing.paths import standard_paths
from briefing.qt.speaking import speak_in_window
from briefing.settings import Settings, SettingsStore
from briefing.widgets import theme
from briefing.widgets.main_window import MainWindow

if TYPE_CHECKING:
    from briefing.model.outline import Outline
    from briefing.qt.receiving import PipeReceiver, Receiver
    from briefing.services.handing_over import Door

SWITCH = 0.0005
"""Seconds after which work in the background lets the window go on: a turn asks many times."""
AWAITED = 0.1
"""Seconds that the screen is given at most to make room for the frame of the window."""


def main(files: Sequence[Path], door: Door | None = None) -> int:
    """Open the window with these files; `door` is where later starts hand over theirs.

    Returns the exit code.
    """
    app = begin()
    window = show_frame(app)
    if not window.isVisible():
        return 0  # closed before anything was in it
    gc.disable()  # what a start makes stays; `work` looks for garbage again
    dress(app)
    return work(app, window, files, door)


def show_frame(app: QApplication) -> MainWindow:
    """Return the window, on the screen and painted, with nothing in it yet."""
    window = MainWindow()
    window.take_place(_bytes(_settings().window_place))
    window.show()
    until = time.monotonic() + AWAITED
    while not window.windowHandle().isExposed() and time.monotonic() < until:
        app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 10)
    app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    return window


def work(app: QApplication, window: MainWindow, files: Sequence[Path], door: Door | None) -> int:
    """Fill the window and let it be used until it is closed."""
    from briefing.assembly import make_desk
    from briefing.qt.document import ProjectDocument
    from briefing.widgets.help.crash import CrashReport
    from briefing.widgets.loading_ahead import load_ahead
    from briefing.widgets.projects.first_project import first_project

    paths = standard_paths()
    report = CrashReport(paths.log)
    report.starting = True
    report.install()
    desk = make_desk(paths)
    values = desk.settings.values
    store = first_project(window, desk)
    if store is None:
        desk.close()
        return 1
    document = ProjectDocument(store, desk.clock, values.author, behind=True)
    window.fill(document, desk)
    report.complain = window.complain
    report.follow(document, window.files)
    window.files.remember()
    app.styleHints().colorSchemeChanged.connect(lambda: window.follow_setting("theme"))
    window.panes.restore(_bytes(values.window_layout))
    receiver = listen(door, window)

    def open_all() -> None:
        last = values.last_project
        window.rescue.begin(Path(last) if last else None)  # before: it may open that one again
        window.open_files(files)

    load_ahead(window, first=open_all)
    gc.enable()
    report.starting = False
    code = app.exec()
    if receiver:
        receiver.close()
    at_rest = document.close()
    desk.close()
    if not at_rest:
        _leave(code)
    return code


def listen(door: Door | None, window: MainWindow) -> Receiver | PipeReceiver | None:
    """Let the window open what later starts hand over; None where they open windows themselves."""
    if door is None and sys.platform != "win32":
        return None
    from briefing.qt.receiving import PipeReceiver, Receiver
    from briefing.services.handing_over import address
    from briefing.widgets.projects.handed_over import HandedOver

    receiver: Receiver | PipeReceiver | None = Receiver(door, window) if door else None
    if sys.platform == "win32":
        receiver = PipeReceiver(address(standard_paths().config), window)
    if receiver:
        receiver.wished.connect(HandedOver(window).take)
    return receiver


def save_picture(path: Path) -> None:
    """Write a picture of the window with the sample open, without showing it."""
    from briefing.assembly import make_desk
    from briefing.widgets.picture import save_picture_of

    qInstallMessageHandler(_tell)
    app = make_application()
    save_picture_of(app, make_desk(standard_paths()), path)
    qInstallMessageHandler(None)


def make_pages(outline: Outline) -> bytes:
    """Return a brief as PDF in our own layout, without a window."""
    from briefing.qt.pages import QtPageRenderer

    make_application()
    return QtPageRenderer().render(outline)


def _leave(code: int) -> None:
    """End the program while a folder that does not answer still has a write of ours.

    Nothing more is asked of the project file: Python itself would wait for it in vain.
    """
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _tell(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Pass on what Qt says, but for what a screen that is none cannot do."""
    if not words.startswith("This plugin does not support"):
        sys.stderr.write(f"{words}\n")


def make_application() -> QApplication:
    """Return the application in our look."""
    app = begin()
    dress(app)
    return app


def begin() -> QApplication:
    """Return the application with its name, language, colours and mark: all that a frame shows."""
    sys.setswitchinterval(SWITCH)
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    paths, settings = standard_paths(), _settings()
    app.setApplicationName("Briefing")
    app.setApplicationDisplayName("Briefing")
    app.setDesktopFileName("briefing")
    speak_in_window(app, settings.window_language, paths.languages)
    theme.apply_colours(app, theme.wanted(settings.theme))
    app.setWindowIcon(QIcon(str(paths.icons / "briefing.svg")))
    return app


def dress(app: QApplication) -> None:
    """Give the application the fonts and the style sheet of its controls."""
    paths = standard_paths()
    theme.load_fonts(paths.fonts)
    QDir.setSearchPaths("icons", [str(paths.icons)])
    app.setFont(theme.interface_font())
    theme.apply_theme(app, theme.wanted(_settings().theme))


def _settings() -> Settings:
    return SettingsStore(standard_paths().config / "settings.json").values


def _bytes(words: str) -> bytes:
    return bytes(QByteArray.fromBase64(words.encode()).data())
