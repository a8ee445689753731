"""Exporting the brief: where to, what is still missing, and what became of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from briefing.errors import BriefingError, SlowOfficeError, TemplateError
from briefing.language import tr
from briefing.model.outline import Outline
from briefing.qt.clipping import clip
from briefing.qt.jobs import Job, JobRunner
from briefing.services.file_names import file_name
from briefing.services.pages.page_ports import OWN_LAYOUT
from briefing.services.ports import Copied, TemplatePackage
from briefing.services.writing import TargetHeldError
from briefing.widgets.controls.saving_as import ask_target
from briefing.widgets.message_bar import MessageBar, Offer


class Exporting(Protocol):
    """Writes outlines; see services/brief/exporting.py."""

    def export(
        self,
        outline: Outline,
        package: TemplatePackage,
        path: Path,
        *,
        draft: bool,
        form: str,
        stop: threading.Event,
    ) -> Path:
        """Write the document and return where it is; raises BriefingError."""

    @property
    def formats(self) -> list[tuple[str, str]]:
        """The formats as label and ending."""

    def copied(self, outline: Outline) -> Copied:
        """Return the brief for the clipboard; raises BriefingError."""


class ExportFlow(QObject):
    """Asks for a file, writes the document off the UI thread, says what happened.

    `finding_wanted` asks to show the Finding that blocks, `template_wanted` the template that is at
    fault.
    """

    finding_wanted = Signal(object)
    template_wanted = Signal()

    def __init__(
        self, exporting: Exporting, jobs: JobRunner, bar: MessageBar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._exporting = exporting
        self._jobs = jobs
        self._bar = bar
        self._window = window
        self._folder = Path.home()
        self.count = 0  # documents written so far

    def begin(self, outline: Outline, package: TemplatePackage) -> None:
        """Export the brief; while a finding blocks that, say which and offer a draft instead."""
        self.unless_blocked(
            outline,
            tr("Export a draft"),
            lambda draft: self.ask(outline, package, draft=draft),
        )

    def unless_blocked(self, outline: Outline, offer: str, go_on: Callable[[bool], None]) -> None:
        """Go on with the final brief, or say which finding blocks that and offer a draft.

        `go_on` is told whether it is a draft.
        """
        from briefing.services.brief.exporting import refusal
        from briefing.services.checks import blocking

        found = blocking(outline)
        if not found:
            go_on(False)
            return
        self._bar.say(
            refusal(outline, found),
            [
                (tr("Show"), lambda: self.finding_wanted.emit(found[0])),
                (offer, lambda: go_on(True)),
            ],
        )

    def copy(self, outline: Outline) -> None:
        """Put the whole brief on the clipboard, as text and as formatted words."""
        from briefing.services.checks import blocking

        try:
            copied = self._exporting.copied(outline)
        except BriefingError as error:
            self._bar.complain(error)
            return
        QGuiApplication.clipboard().setMimeData(clip(copied.text, copied.html))
        self._bar.say(
            tr("The brief is on the clipboard, marked as a draft.")
            if blocking(outline)
            else tr("The brief is on the clipboard.")
        )

    def ask(self, outline: Outline, package: TemplatePackage, *, draft: bool) -> None:
        """Let the user choose the file, then write it."""
        name = file_name(outline.title, tr("Brief"))
        kinds = {f"{label} (*{ending})": ending for label, ending in self._exporting.formats}
        suggested = self._folder / f"{name}{next(iter(kinds.values()))}"
        if path := ask_target(self._window, tr("Export brief"), suggested, kinds):
            self._folder = path.parent
            self.write(outline, package, path, draft)

    def write(
        self,
        outline: Outline,
        package: TemplatePackage,
        path: Path,
        draft: bool,  # noqa: FBT001 told apart by the one caller above
        form: str = "",
    ) -> None:
        """Write the document off the UI thread, in the format of its ending unless told."""

        def work(job: Job) -> Path:
            return self._exporting.export(
                outline, package, path, draft=draft, form=form, stop=job.cancelled
            )

        def again(other: Path, other_form: str) -> None:
            self.write(outline, package, other, draft, other_form)

        self._jobs.start(
            tr("Writing {name}", name=path.name), work, then=self._done,
            otherwise=lambda error: self._failed(error, path, form, again),
        )  # fmt: skip

    def _done(self, path: Path) -> None:
        self.count += 1
        url = QUrl.fromLocalFile(str(path))
        folder = QUrl.fromLocalFile(str(path.parent))
        self._bar.say(
            tr("Exported to {path}", path=path),
            [
                (tr("Open it"), lambda: _open(url)),
                (tr("Show folder"), lambda: _open(folder)),
            ],
        )

    def _failed(
        self, error: BriefingError, path: Path, form: str, again: Callable[[Path, str], None]
    ) -> None:
        """Say what went wrong, and offer what can be done about it."""
        offers: list[Offer] = []
        if isinstance(error, TemplateError):
            offers.append((tr("Show the template"), self.template_wanted.emit))
        if isinstance(error, TargetHeldError):
            other = error.other
            offers.append((tr("Export as {name}", name=other.name), lambda: again(other, form)))
        if isinstance(error, SlowOfficeError):
            offers.append((tr("Export in our own layout"), lambda: again(path, OWN_LAYOUT)))
        self._bar.complain(error, offers)


def _open(url: QUrl) -> None:
    QDesktopServices.openUrl(url)
