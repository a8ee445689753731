"""The printers of this machine, asked for in another process: a print server may never answer.

Asked in this one, even on another thread, Qt would hold Python and with it the window for as long
as the server is silent: two minutes were measured.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QProcessEnvironment, Signal
from PySide6.QtGui import QPageLayout

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

ASKING = "--printers"
"""The only argument of a start that prints the printers and ends; nobody types it."""
PARTING = 1_000
"""Milliseconds that a process which was killed may take to be gone."""


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What a printer is set to: how many copies, and whether on both sides of the paper."""

    copies: int = 1
    both_sides: bool = False


class Printers(QObject):
    """Asks for the printers; `listed` carries their names and that of the usual one ("" for none).

    It may never come.
    """

    listed = Signal(list, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None

    def ask(self) -> None:
        """Ask anew; an answer to what was asked before does not come any more."""
        self.stop()
        process = self._process = QProcess(self)
        surroundings = QProcessEnvironment.systemEnvironment()
        if not getattr(sys, "frozen", False):
            surroundings.insert("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        process.setProcessEnvironment(surroundings)
        process.finished.connect(self._take)
        process.errorOccurred.connect(self._fail)
        program, *arguments = command()
        process.start(program, arguments)

    def stop(self) -> None:
        """Wait for no answer any more."""
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(PARTING)
            process.deleteLater()

    def _take(self) -> None:
        if self._process is None:
            return
        said = bytes(self._process.readAllStandardOutput().data())
        self.stop()
        try:
            found = json.loads(said)
            names, usual = [str(name) for name in found["names"]], str(found["usual"])
        except (ValueError, TypeError, LookupError):
            names, usual = [], ""
        self.listed.emit(names, usual)

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._take()


def command() -> Sequence[str]:
    """Return what starts the program to tell its printers."""
    python = [] if getattr(sys, "frozen", False) else ["-m", "briefing"]
    return [sys.executable, *python, ASKING]


def tell_printers() -> int:
    """Be the other process: print the printers of this machine as JSON, however long that takes."""
    from PySide6.QtPrintSupport import QPrinterInfo

    _app = QCoreApplication(sys.argv[:1])
    names = list(QPrinterInfo.availablePrinterNames())
    usual = QPrinterInfo.defaultPrinterName() if names else ""
    sys.stdout.write(json.dumps({"names": names, "usual": usual}))
    return 0


def printer_named(name: str) -> QPrinter:
    """Return a printer at its own resolution; asks the print server about it."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    return printer


def set_up(printer: QPrinter, choice: PrintChoice, first: QPageLayout) -> int:
    """Set a printer to a choice and its first page; returns how often it has to get the pages."""
    from PySide6.QtPrintSupport import QPrinter

    printer.setPageLayout(first)
    sides = QPrinter.DuplexMode
    printer.setDuplex(sides.DuplexAuto if choice.both_sides else sides.DuplexNone)
    if printer.supportsMultipleCopies():
        printer.setCopyCount(choice.copies)
        printer.setCollateCopies(True)
        return 1
    return choice.copies
