"""Where errors end that nobody caught: the window says those we foresaw, a dialog the others."""

from __future__ import annotations

import faulthandler
import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
)

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.widgets.controls.labels import Label

log = logging.getLogger("briefing")

NATIVE = "native-crash.log"
"""Where Python says what it was doing when the program was ended from below it."""
LONGEST_NATIVE = 100_000
MOST_CHAINED = 10


class LogFile(logging.Handler):
    """Writes what is logged into a file and its three predecessors, opened when there is a word.

    A start that has nothing to log does without the file, and without the library for it.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record; what cannot be written is let go."""
        from logging.handlers import RotatingFileHandler

        if self._file is None:
            try:
                self._file = RotatingFileHandler(
                    self._path, maxBytes=1_000_000, backupCount=3, encoding="utf-8"
                )
            except OSError:
                return
            layout = "%(asctime)s %(levelname)s %(name)s %(message)s"
            self._file.setFormatter(logging.Formatter(layout))
        self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()


class CrashReport:
    """Takes over what nobody caught: the program goes on with every edit that was made.

    `complain` is told of each BriefingError that a slot or an event handler raised; `saved` says
    whether all edits are on disk.
    """

    def __init__(self, folder: Path) -> None:
        self.complain: Callable[[BriefingError], None] | None = None
        self.saved: Callable[[], bool] = lambda: True
        self._folder = folder
        self._open: CrashBox | None = None
        self._errors: list[BaseException] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return
        log.addHandler(LogFile(folder / "briefing.log"))

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
            self._open.setWindowTitle(f"Briefing ({len(self._errors)})")

    def _show(self) -> None:
        box = self._open = CrashBox(self._errors[0], self._folder, saved=self.saved())
        box.finished.connect(self._closed)
        box.open()

    def _closed(self) -> None:
        self._open = None
        self._errors.clear()


class CrashBox(QDialog):
    """Says that something went wrong, with details to be copied; the error's words if ticked."""

    def __init__(self, error: BaseException, folder: Path, *, saved: bool) -> None:
        super().__init__()
        self._error = error
        self.setWindowTitle("Briefing")
        self.resize(620, 360)
        said = (
            tr("Something unexpected went wrong. Your work is saved.")
            if saved
            else tr("Something unexpected went wrong. Your last edits are not saved yet.")
        )
        more = tr(
            "You can go on. The details help to mend it; the log is in {folder}.", folder=folder
        )
        self.words = Label(f"{said} {more}")
        self.words.setWordWrap(True)
        self.details = QPlainTextEdit()
        self.details.setProperty("edge", True)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(tr("Details"))
        self.tick = QCheckBox(tr("Show the error's own words too: they may be an article's"))
        self.tick.toggled.connect(self._describe)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(
            tr("&Copy the details"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(self.details.toPlainText())
        )
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        for part in (self.words, self.details, self.tick, buttons):
            column.addWidget(part)
        self._describe()

    def _describe(self) -> None:
        self.details.setPlainText(described(self._error, words=self.tick.isChecked()))


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
