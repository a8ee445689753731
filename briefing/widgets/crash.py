"""Where errors end that nobody caught: the window says those we foresaw, a dialog the others."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox

from briefing.errors import BriefingError

log = logging.getLogger("briefing")


class CrashReport:
    """Takes over what nobody caught: the program goes on, and the edits made are on disk.

    `complain` is told of each BriefingError that a slot or an event handler raised.
    """

    def __init__(self, folder: Path) -> None:
        self.complain: Callable[[BriefingError], None] | None = None
        self._folder = folder
        self._open: QMessageBox | None = None
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
        """Be called for every exception that nobody caught."""
        sys.excepthook = self.take

    def take(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        """Pass on an error of ours; log any other and show it, once at a time, to be copied."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        if isinstance(error, BriefingError) and self.complain is not None:
            log.info("%s", error)
            self.complain(error)
            return
        words = "".join(traceback.format_exception(kind, error, where))
        log.error("unexpected error\n%s", words)
        if self._open is not None:
            return
        box = self._open = QMessageBox()
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Briefing")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_words("Something unexpected went wrong. Your work is saved."))
        box.setInformativeText(
            _words("You can go on. The details help to mend it; the log is in %s.") % self._folder
        )
        box.setDetailedText(words)
        box.finished.connect(self._closed)
        box.open()

    def _closed(self) -> None:
        self._open = None


def _words(text: str) -> str:
    return QCoreApplication.translate("CrashReport", text)
