"""Where errors end that nobody caught: the window says those we foresaw, a dialog the others."""

from __future__ import annotations

import faulthandler
import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
)

from briefing.errors import BriefingError
from briefing.language import tr, tr_many
from briefing.qt.document import ProjectDocument
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.projects.project_files import ProjectFiles

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

    `complain` is told of each BriefingError that a slot or an event handler raised. While the
    program is `starting` an error ends it, once the user has read of it.
    """

    def __init__(self, folder: Path) -> None:
        self.complain: Callable[[BriefingError], None] | None = None
        self.starting = False
        self._document: ProjectDocument | None = None
        self._save_copy: Callable[[], None] = lambda: None
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

    def follow(self, document: ProjectDocument, files: ProjectFiles) -> None:
        """Say how much of this document's work is on disk, and keep to what is so meanwhile."""
        self._document, self._save_copy = document, files.ask_copy
        for signal in (document.changed, document.saved, document.save_failed, document.opened,
                       files.copied):  # fmt: skip
            signal.connect(lambda *_: self._tell_of_work())

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
        box = self._open = CrashBox(self._errors[0], self._folder)
        box.copy_wanted.connect(self._save_copy)
        box.finished.connect(self._closed)
        if self.starting:
            box.tell_of_start()
            box.exec()  # nothing goes on that could show it meanwhile
        else:
            self._tell_of_work()
            box.open()

    def _tell_of_work(self) -> None:
        if self._open is not None and self._document is not None:
            words, at_risk = work_words(self._document)
            self._open.tell_of_work(words, offer_copy=at_risk)

    def _closed(self) -> None:
        self._open = None
        self._errors.clear()


class CrashBox(QDialog):
    """Says that something went wrong, with details to be copied; the error's words if ticked.

    `copy_wanted` asks for a copy of the work elsewhere.
    """

    copy_wanted = Signal()

    def __init__(self, error: BaseException, folder: Path) -> None:
        super().__init__()
        self._error, self._folder = error, folder
        self.setWindowTitle("Briefing")
        open_at(self, 620, 360)
        self.words = Label()
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
        self.save = buttons.addButton(tr("Save a copy…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save.clicked.connect(lambda _on=False: self.copy_wanted.emit())
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        for part in (self.words, self.details, self.tick, buttons):
            column.addWidget(part)
        self._describe()
        self.tell_of_work("", offer_copy=False)

    def tell_of_work(self, words: str, *, offer_copy: bool) -> None:
        """Say how the work stands ("": nothing of it), and offer a copy of it elsewhere or not."""
        said = tr("Something unexpected went wrong.")
        more = tr(
            "You can go on. The details help to mend it; the log is in {folder}.",
            folder=self._folder,
        )
        self.words.setText(" ".join(filter(None, (said, words, more))))
        self.save.setVisible(offer_copy)

    def tell_of_start(self) -> None:
        """Say that the program ends."""
        self.words.setText(
            tr(
                "Something unexpected went wrong, and Briefing cannot start. Your projects are as "
                "they were. The details help to mend it; the log is in {folder}.",
                folder=self._folder,
            )
        )

    def _describe(self) -> None:
        self.details.setPlainText(described(self._error, words=self.tick.isChecked()))


def work_words(document: ProjectDocument) -> tuple[str, bool]:
    """Return what of a document's work is on disk and what to do, and whether some is in no file.

    An edit is not on disk before its commit; see docs/decisions/016-written-behind.md.
    """
    if document.is_saved:
        return tr("Your work is saved."), False
    if document.is_copied:
        return tr(
            "All your work is in the copy that you saved; the project itself lacks some."
        ), False
    left = tr_many(
        "The last edit is not saved yet.", "The last {count} edits are not saved yet.",
        document.unwritten,
    )  # fmt: skip
    name = document.store.path or "?"
    if document.saving_for:
        way = tr(
            "That is on its way to {name}: let the program run until it says here that your work "
            "is saved, or save a copy elsewhere.",
            name=name,
        )
    else:
        way = tr(
            "{name} cannot be written, which is tried again every few seconds: save a copy "
            "elsewhere, or let the program run until it says here that your work is saved.",
            name=name,
        )
    return f"{left} {way}", True


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
