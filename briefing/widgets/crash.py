"""What happens when something unexpected goes wrong: it is logged, and said once."""

from __future__ import annotations

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox

log = logging.getLogger("briefing")


class CrashReport:
    """Takes over what nobody caught: the program goes on, and the edits made are on disk."""

    def __init__(self, folder: Path) -> None:
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
        """Log an exception and show it, once at a time; its words can be copied."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        words = "".join(traceback.format_exception(kind, error, where))
        log.error("unexpected error\n%s", words)
        if self._open is not None:
            return
        box = self._open = QMessageBox()
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Briefing")
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
