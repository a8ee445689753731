"""What to print and on what, as a form: printer, pages, copies, sides."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from briefing.language import tr
from briefing.qt.printers import PrintChoice
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label

MOST_COPIES = 999


class PrintForm(QWidget):
    """What a printer is to be set to; `changed` when the pages are others.

    `asked` says that the printers of this machine are not known yet.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.asked = True
        self.printer = QComboBox()
        self.printer.setPlaceholderText(tr("Looking for printers…"))
        self.printer.setEnabled(False)
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
        self.nowhere = Label()
        self.nowhere.setWordWrap(True)
        self.nowhere.hide()
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
        self.asked = False
        self.printer.clear()
        self.printer.addItems(list(names))
        self.printer.setCurrentText(usual)
        self.printer.setEnabled(True)
        self.nowhere.setText(
            tr(
                "This machine has no printer. Save the pages as PDF: they are the same, and any "
                "printer prints them."
            )
        )
        self.nowhere.setVisible(not names)
        for field in (self.printer, self.pages, self.copies, self.both_sides):
            self._form.setRowVisible(field, bool(names))

    def show_silence(self) -> None:
        """Say that the print service has not answered yet, and what to do instead."""
        self.nowhere.setText(
            tr(
                "The print service of this machine does not answer yet. Save the pages as PDF: "
                "they are the same, and any printer prints them."
            )
        )
        self.nowhere.show()

    def show_paper(self, words: str) -> None:
        """Say what the pages are printed on."""
        self.paper.setText(words)
        self._form.setRowVisible(self.paper, True)

    def choice(self) -> PrintChoice:
        """Return what a printer is to be set to."""
        return PrintChoice(self.copies.value(), self.both_sides.isChecked())
