"""Where errors end that nobody caught: the window says those we foresaw, a dialog the others."""

from __future__ import annotations

import faulthandler
import logging
import sys
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QMessageBox

from briefing.errors import BriefingError

log = logging.getLogger("briefing")

NATIVE = "native-crash.log"
"""Where Python says what it was doing when the program was ended from below it."""
LONGEST_NATIVE = 100_000
MOST_CHAINED = 10


class CrashReport:
    """Takes over what nobody caught: the program goes on, and the edits made are on disk.

    `complain` is told of each BriefingError that a slot or an event handler raised.
    """

    def __init__(self, folder: Path) -> None:
        self.complain: Callable[[BriefingError], None] | None = None
        self._folder = folder
        self._open: QMessageBox | None = None
        self._errors: list[BaseException] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(
                folder / "briefing.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
            )
        except OSError:
            return
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        log.addHandler(handler)

    def install(self) -> None:
        """Be called for every exception that nobody caught, and note what ends the program."""
        sys.excepthook = self.take
        try:
            path = self._folder / NATIVE
            if path.exists() and path.stat().st_size > LONGEST_NATIVE:
                path.unlink()
            # open for as long as the program runs: nothing can be opened when it is needed
            faulthandler.enable(path.open("a", encoding="utf-8"))
        except OSError:
            return

    def take(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        """Pass on an error of ours; log any other and show it, once at a time, to be copied."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        if isinstance(error, BriefingError) and self.complain is not None:
            log.info("%s", kind.__name__)
            self.complain(error)
            return
        log.error("unexpected error\n%s", described(error, words=False))
        self._errors.append(error)
        if self._open is None:
            self._show()
        else:
            self._open.setInformativeText(self._informed())

    def _show(self) -> None:
        box = self._open = QMessageBox()
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Briefing")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_words("Something unexpected went wrong. Your work is saved."))
        box.setInformativeText(self._informed())
        box.setDetailedText(described(self._errors[0], words=False))
        tick = QCheckBox(_words("Show the error's own words too: they may be an article's"))
        tick.toggled.connect(lambda on: box.setDetailedText(described(self._errors[0], words=on)))
        box.setCheckBox(tick)
        copy = box.addButton(_words("&Copy the details"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()  # else it would close the box
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(box.detailedText()))
        box.addButton(QMessageBox.StandardButton.Ok)
        box.finished.connect(self._closed)
        box.open()

    def _informed(self) -> str:
        words = _words("You can go on. The details help to mend it; the log is in %s.")
        more = len(self._errors) - 1
        return (words % self._folder) + (_words(" (%s more since.)") % more if more else "")

    def _closed(self) -> None:
        self._open = None
        self._errors.clear()


def described(error: BaseException, *, words: bool) -> str:
    """Return where an error arose, and what it says only with `words`: an article may be in it."""
    parts: list[str] = []
    each: BaseException | None = error
    while each is not None and len(parts) < MOST_CHAINED:
        said = f": {each}" if words else f" ({len(str(each))} characters)"
        stack = "".join(traceback.format_tb(each.__traceback__))
        parts.append(f"{stack}{type(each).__name__}{said}")
        each = each.__cause__ or each.__context__
    return "\n\n".join(reversed(parts))


def _words(text: str) -> str:
    return QCoreApplication.translate("CrashReport", text)
