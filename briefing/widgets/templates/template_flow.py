"""The brief's template while it is written: chosen, checked, and taken anew when it was edited."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from briefing.errors import BriefingError, TemplateError
from briefing.language import tr
from briefing.model.edits import change_template
from briefing.model.template import Template
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import Job
from briefing.qt.live_outline import LiveOutline
from briefing.services.ports import TemplateFinding, TemplatePackage
from briefing.widgets.desk import Desk
from briefing.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from briefing.widgets.templates.template_dialog import TemplateDialog

PAUSE = 400
"""Milliseconds after the last change of a file: editors write in several steps."""


class TemplateFlow(QObject):
    """Opens the template library; `checked` carries what a check of the brief's template found.

    `found` is what the last one found. `wanted` carries the TemplatePackage that was taken while
    there is no brief yet.
    """

    checked = Signal(object)
    wanted = Signal(object)

    def __init__(
        self,
        document: ProjectDocument,
        outline: LiveOutline,
        desk: Desk,
        bar: MessageBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._outline = outline
        self._desk = desk
        self._bar = bar
        self._window = window
        self._dialog: TemplateDialog | None = None
        self._template: Template | None = None
        self.found: Sequence[object] = ()
        self._watcher = QFileSystemWatcher(self)
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self._reload)
        self._watcher.fileChanged.connect(self._pause.start)
        self._watcher.directoryChanged.connect(self._pause.start)
        outline.changed.connect(self._check_once)
        self.checked.connect(self._keep)

    def choose(self, current: str) -> TemplatePackage | None:
        """Let the user choose a template, with the one of this id marked."""
        from briefing.widgets.templates.template_dialog import TemplateDialog

        dialog = TemplateDialog(self._desk, current, self._document.project.tag, self._window)
        dialog.edited.connect(self.follow)
        self._dialog = dialog
        chosen = dialog.chosen() if dialog.exec() else None
        self._dialog = None
        dialog.stop_checking()
        dialog.deleteLater()
        return chosen

    def show_current(self) -> None:
        """Show the library with the brief's template marked; another may be chosen there."""
        brief = self._outline.brief
        package = self.choose(brief.template if brief else "")
        if package and brief is None:
            self.wanted.emit(package)
        elif package and package.template != self._outline.template:
            self._use(package)

    def follow(self, folder: Path) -> None:
        """Notice when a template's files change."""
        self._watcher.addPath(str(folder))
        for file in ("template.docx", "template.toml"):
            self._watcher.addPath(str(folder / file))

    def _reload(self) -> None:
        """Show what changed; files that were replaced are followed again."""
        for folder in self._watcher.directories():
            self.follow(Path(folder))
        if self._dialog:
            self._dialog.reload()
        brief = self._outline.brief
        if brief is None:
            return
        try:
            package = self._desk.library.get(brief.template)
        except TemplateError:
            return
        if package.template != self._outline.template:
            self._bar.say(
                tr("The template “{title}” has changed.", title=package.template.title),
                [(tr("Use it as it is now"), lambda: self._use(package))],
            )

    def _use(self, package: TemplatePackage) -> None:
        if brief := self._outline.brief:
            blobs = {package.template.document: package.document}
            self._document.apply(change_template(brief, package.template, blobs))

    def _check_once(self) -> None:
        template = self._outline.template
        if template is self._template:
            return
        self._template = template
        if template is None:
            self.checked.emit(())
            return

        def work(_job: Job) -> Sequence[TemplateFinding]:
            shelf = self._desk.library.shelf().packages.values()
            if any(p.built_in and p.template.document == template.document for p in shelf):
                return ()
            return self._desk.checker.lint(
                self._document.blob(template.document), template.id, template
            )

        self._desk.jobs.start(
            tr("Checking the template"), work, then=self.checked.emit,
            otherwise=self._unreadable,
        )  # fmt: skip

    def _keep(self, found: Sequence[object]) -> None:
        self.found = found

    def _unreadable(self, error: BriefingError) -> None:
        self.checked.emit((error,))
