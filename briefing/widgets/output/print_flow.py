"""Printing the brief: refused while something blocks it, then the window with its pages."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from briefing.language import tr
from briefing.model.outline import Outline
from briefing.services.file_names import file_name
from briefing.services.ports import TemplatePackage

if TYPE_CHECKING:
    from briefing.qt.page_printing import PagesToPrint
    from briefing.widgets.main_window import MainWindow
    from briefing.widgets.output.print_window import PrintWindow


class PrintFlow(QObject):
    """Opens the window with the pages of the brief that is shown."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: PrintWindow | None = None

    @cached_property
    def pages(self) -> PagesToPrint:
        """The pages that are printed."""
        from briefing.qt.page_printing import PagesToPrint

        pages = PagesToPrint(self._window.desk.previewer, self)
        self._window.closed.connect(pages.end)
        return pages

    def begin(self) -> None:
        """Print the brief; while a finding blocks that, say which and offer a draft instead."""
        window = self._window
        outline, package = window.outline.current(), window.outline.package(window.desk.library)
        if outline is None or package is None:
            window.bar.say(
                tr("There is no brief to print yet."),
                [(tr("New brief"), window.brief.new_brief)],
            )
            return
        window.exporter.unless_blocked(
            outline,
            tr("Print a draft"),
            lambda draft: self.show(replace(outline, draft=draft), package),
        )

    def show(self, outline: Outline, package: TemplatePackage) -> None:
        """Open the window with the pages of an outline."""
        from briefing.widgets.output.print_window import PrintWindow

        name = file_name(outline.title, tr("Brief"))
        dialog = PrintWindow(self.pages, name, Path.home(), self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.printed.connect(self._window.bar.say)
        dialog.destroyed.connect(self._forget)
        self.dialog = dialog
        self.pages.make(outline, package)
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None
