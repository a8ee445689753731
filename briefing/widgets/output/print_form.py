"""What to print and on what, as a form: printer, pages, copies, sides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from briefing.language import tr
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

MOST_COPIES = 999


class PrintForm(QWidget):
    """Gives a printer that is set as it says; `changed` when the pages are others."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.printer = QComboBox()
        self.printer.setAccessibleName(tr("Printer"))
        self.pages = QLineEdit()
        self.pages.setAccessibleName(tr("Pages"))
        self.pages.setPlaceholderText(tr("All, or such as 1-3, 5"))
        self.pages.setClearButtonEnabled(True)
        self.pages.textChanged.connect(lambda _words: self.changed.emit())
        self.copies = QSpinBox()
        self.copies.setAccessibleName(tr("Copies"))
        self.copies.setRange(1, MOST_COPIES)
        self.both_sides = QCheckBox(tr("On both sides"))
        self.paper = Label()
        self.nowhere = Label(
            tr(
                "This machine has no printer. Save the pages as PDF: they are the same, and any "
                "printer prints them."
            )
        )
        self.nowhere.setWordWrap(True)
        theme.set_quiet(self.paper)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(theme.RHYTHM)
        self._form.addRow(self.nowhere)
        for words, field in (
            (tr("P&rinter"), self.printer), (tr("Pa&ges"), self.pages),
            (tr("C&opies"), self.copies), ("", self.both_sides),
            (tr("Paper"), self.paper),
        ):  # fmt: skip
            self._form.addRow(words, field)
        self._form.setRowVisible(self.paper, False)

    def show_printers(self, names: Sequence[str], usual: str) -> None:
        """Offer printers; without one, say so and what to do instead."""
        self.printer.clear()
        self.printer.addItems(list(names))
        self.printer.setCurrentText(usual)
        self.nowhere.setVisible(not names)
        for field in (self.printer, self.pages, self.copies, self.both_sides):
            self._form.setRowVisible(field, bool(names))

    def show_paper(self, words: str) -> None:
        """Say what the pages are printed on."""
        self.paper.setText(words)
        self._form.setRowVisible(self.paper, True)

    def set_up(self, printer: QPrinter) -> int:
        """Set a printer as the form says; returns how often the pages have to be sent to it."""
        from PySide6.QtPrintSupport import QPrinter

        sides = QPrinter.DuplexMode
        printer.setDuplex(sides.DuplexAuto if self.both_sides.isChecked() else sides.DuplexNone)
        copies = self.copies.value()
        if printer.supportsMultipleCopies():
            printer.setCopyCount(copies)
            printer.setCollateCopies(True)
            return 1
        return copies
