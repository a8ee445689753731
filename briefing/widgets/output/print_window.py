"""The window that shows the pages as they will be printed, and prints them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import BriefingError, ExportError
from briefing.language import tr, tr_many
from briefing.qt.page_printing import PagesToPrint, PrintOrder, page_layout
from briefing.qt.plain import plain_tip
from briefing.qt.printers import Printers, printer_named, set_up
from briefing.qt.saying import pages, percent
from briefing.services.pages.page_preview import Engine, RenderedPages
from briefing.services.pages.page_ranges import pages_meant
from briefing.services.writing import write_atomically
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.saving_as import ask_target
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.message_bar import MessageBar
from briefing.widgets.output.page_canvas import STEP, PageCanvas
from briefing.widgets.output.print_form import PrintForm

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SIZE = (1040, 780)
FORM_WIDTH = 300
SILENCE = 3_000
"""Milliseconds without an answer of the print service after which that is said."""
FRESH = 20.0
"""Seconds for which a print service that has answered is taken to answer again at once."""


class PrintWindow(QDialog):
    """Prints the pages that it shows; `printed` carries the words that say what was done."""

    printed = Signal(str)

    def __init__(self, pages: PagesToPrint, name: str, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Print “{name}”", name=name))
        self.setModal(True)
        self._pages = pages
        self._target = folder / f"{name}.pdf"
        self._printer: QPrinter | None = None
        self._printing = False
        self._order: tuple[int, ...] = ()
        self.canvas = PageCanvas(pages.want, leads=False)
        self.canvas.setAccessibleName(tr("Pages as they will be printed"))
        self.canvas.say(tr("The pages are being made…"))
        self.bar = MessageBar(self)
        self.number, self.state, self.engine = Label(), Label(), Label()
        self.form = PrintForm(self)
        self.print_button = act_button(tr("&Print"), self.print)
        self.pdf_button = act_button(tr("&Save as PDF…"), self.save)
        self.own_button = act_button(tr("Printer’s &own settings…"), self.ask_printer)
        self.close_button = act_button(tr("&Close"), self.close)
        self._lay_out()
        self._silence = QTimer(self, interval=SILENCE, singleShot=True)
        self._silence.timeout.connect(self._tell_silence)
        self._then: Callable[[], None] | None = None
        self._known = 0.0
        self._printers = Printers(self)
        self._printers.listed.connect(self._take_printers)
        self._ask_for_printers()
        self.form.changed.connect(self._show_state)
        self.canvas.page_changed.connect(self._show_number)
        pages.made.connect(self._show)
        pages.pictured.connect(self.canvas.take)
        pages.progressed.connect(self._show_progress)
        pages.printed.connect(self._end)
        pages.failed.connect(self._complain)
        self._show_state()
        open_at(self, *SIZE)
        self.canvas.setFocus()

    @property
    def rendered(self) -> RenderedPages | None:
        """The pages that are shown, None until they are made."""
        return self._pages.rendered

    def print(self) -> None:
        """Print the pages that the form names."""
        self._open_printer(self._send)

    def ask_printer(self) -> None:
        """Ask for the settings that only the system's own dialog has, then print."""
        self._open_printer(lambda printer, _times: self._ask_system(printer))

    def _ask_system(self, printer: QPrinter) -> None:
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        dialog = QPrintDialog(printer, self)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, on=False)
        if dialog.exec():
            self._send(printer, 1)
        else:
            self._printing = False
            self._show_state()
        dialog.deleteLater()

    def save(self) -> None:
        """Write the very pages that are shown as a PDF."""
        if self.rendered is None:
            return
        path = ask_target(self, tr("Save as PDF"), self._target, {tr("PDF (*.pdf)"): ".pdf"})
        if path is None:
            return
        self._target = path
        try:
            write_atomically(self._target, self.rendered.pdf)
        except ExportError as error:
            self.bar.complain(error)
        else:
            self.bar.say(tr("The pages are in {target}", target=self._target))

    def done(self, result: int) -> None:
        """Stop what is being made, however the window is left."""
        for signal, slot in (
            (self._pages.made, self._show), (self._pages.pictured, self.canvas.take),
            (self._pages.progressed, self._show_progress), (self._pages.printed, self._end),
            (self._pages.failed, self._complain),
        ):  # fmt: skip
            signal.disconnect(slot)
        self._silence.stop()
        self._printers.stop()
        self._pages.stop()
        super().done(result)

    def _ask_for_printers(self) -> None:
        self._silence.start()
        self._printers.ask()

    def _take_printers(self, names: list[str], usual: str) -> None:
        self._silence.stop()
        self._known = time.monotonic()
        if self.form.asked:
            self.form.show_printers(names, usual)
            self._show_state()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _tell_silence(self) -> None:
        if self.form.asked:
            self.form.show_silence()
        else:
            self.bar.say(tr("The printer does not answer yet. The pages can be saved as PDF."))

    def _open_printer(self, then: Callable[[QPrinter, int], None]) -> None:
        """Set the printer up as the form says; `then` takes it, and how often to send to it.

        Qt asks the print service about it, and waits: so that is first seen to answer.
        """
        wanted = self._wanted()
        if self.rendered is None or wanted is None or self._printing:
            return
        name, choice = self.form.printer.currentText(), self.form.choice()
        first = page_layout(self.rendered.pages[0])

        def opened() -> None:
            printer = printer_named(name)
            then(printer, set_up(printer, choice, first))

        self._printing, self._order = True, wanted
        self._show_state()
        if time.monotonic() - self._known < FRESH:
            opened()
            return
        self.state.setText(tr("Asking the printer…"))
        self._then = opened
        self._ask_for_printers()

    def _send(self, printer: QPrinter, times: int) -> None:
        printer.setDocName(self.windowTitle())
        printer.setCreator("Briefing")
        self._printer = printer
        self._show_progress(0.0)
        self._pages.print(PrintOrder(printer, self._order * times, printer.abort))

    def _wanted(self) -> tuple[int, ...] | None:
        if self.rendered is None:
            return None
        try:
            return pages_meant(self.form.pages.text(), len(self.rendered.pages))
        except ExportError as error:
            self.state.setText(f"{error.message} {error.hint}")
            return None

    def _show(self, rendered: RenderedPages) -> None:
        self.canvas.show_pages(rendered)
        layout = page_layout(rendered.pages[0])
        self.form.show_paper(
            tr("{name}, {pages}", name=layout.pageSize().name(), pages=pages(len(rendered.pages)))
        )
        own = tr("Pages without LibreOffice: fonts and breaks may differ from the document")
        office = tr("Pages by LibreOffice, as in the exported PDF")
        self.engine.setText(office if rendered.engine is Engine.OFFICE else own)
        if rendered.trouble:
            self.engine.setText(f"{self.engine.text()} ({rendered.trouble})")
        self._show_state()

    def _show_state(self) -> None:
        self.state.setText("")
        wanted = self._wanted()
        ready = self.rendered is not None and not self._printing
        there = self.form.asked or self.form.printer.count() > 0
        self.pdf_button.setEnabled(self.rendered is not None)
        for button in (self.print_button, self.own_button):
            button.setVisible(there)
            button.setEnabled(ready and wanted is not None and not self.form.asked)
        (self.print_button if there else self.pdf_button).setDefault(True)
        if self._printing:
            self._show_progress(0.0)

    def _show_number(self, page: int, count: int) -> None:
        self.number.setText(tr("{page} of {count}", page=page, count=count) if count else "")

    def _show_progress(self, done: float) -> None:
        self.state.setText(tr("Printing, {share}…", share=percent(done)))

    def _end(self, _sent: int) -> None:
        self._printing = False
        name = self.form.printer.currentText()
        self.printed.emit(
            tr_many(
                "{count} page went to the printer {name}",
                "{count} pages went to the printer {name}",
                len(self._order),
                name=name,
            )
        )
        self.close()

    def _complain(self, error: BriefingError) -> None:
        self._printing = False
        if self.rendered is None:
            self.canvas.say(tr("There are no pages to print."))
        self._show_state()
        self.bar.complain(error)

    # How it is laid out

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.bar)
        left.addWidget(self.canvas, 1)
        left.addLayout(self._foot())
        side = QWidget()
        side.setFixedWidth(FORM_WIDTH)
        right = QVBoxLayout(side)
        right.setContentsMargins(16, 16, 16, 16)
        right.setSpacing(theme.RHYTHM)
        for label in (self.engine, self.state):
            label.setWordWrap(True)
        theme.set_quiet(self.engine)
        right.addWidget(self.form)
        right.addWidget(self.engine)
        right.addWidget(self.state)
        right.addStretch(1)
        for button in (self.print_button, self.own_button, self.pdf_button, self.close_button):
            right.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(side)

    def _foot(self) -> QHBoxLayout:
        canvas = self.canvas
        row = QHBoxLayout()
        row.setContentsMargins(theme.RHYTHM, 4, theme.RHYTHM, 4)
        row.setSpacing(4)
        goes: Sequence[tuple[str, str, Callable[[], None]]] = (
            ("«", tr("First page"), lambda: canvas.go_to(0)),
            ("‹", tr("Previous page"), lambda: canvas.go_to(canvas.current_page - 1)),
            ("›", tr("Next page"), lambda: canvas.go_to(canvas.current_page + 1)),
            ("»", tr("Last page"), lambda: canvas.go_to(1 << 30)),
            ("−", tr("Smaller pages"), lambda: canvas.zoom(1 / STEP)),
            ("+", tr("Larger pages"), lambda: canvas.zoom(STEP)),
            (tr("Fit"), tr("Fit pages to the width"), lambda: canvas.zoom(0.0)),
        )
        for place, (sign, name, act) in enumerate(goes):
            button = QToolButton()
            button.setText(sign)
            button.setAccessibleName(name)
            button.setToolTip(plain_tip(name))
            button.clicked.connect(lambda _on=False, do=act: do())
            row.addWidget(button)
            if place == 1:
                row.addWidget(self.number)
            elif place == 3:
                row.addStretch(1)
        return row
