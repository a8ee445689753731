"""The outline of the brief that is open, composed anew shortly after each change."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from briefing.errors import TemplateError
from briefing.model.brief import Brief
from briefing.model.outline import Outline
from briefing.model.template import Template
from briefing.qt.document import ProjectDocument
from briefing.services.checks import checked
from briefing.services.composing import compose
from briefing.services.ports import Clock, TemplateLibrary, TemplatePackage

PAUSE = 60
"""Milliseconds after a change before the outline is composed; changes meanwhile share it."""


class LiveOutline(QObject):
    """Keeps the outline of one brief in step with the project.

    `changed` carries the outline, or None without a brief; `brief_changed` says that another
    brief or template is shown.
    """

    changed = Signal(object)
    brief_changed = Signal()

    def __init__(self, document: ProjectDocument, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self._clock = clock
        self.brief_id: str | None = None
        self.outline: Outline | None = None
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(self._compose)
        self._shown: tuple[str | None, str] = (None, "")
        self._counted: tuple[Outline | None, int | None] = (None, None)
        document.changed.connect(self._follow)
        document.opened.connect(self._follow)

    def show(self, brief_id: str | None) -> None:
        """Show another brief, or none."""
        self.brief_id = brief_id
        self._follow()

    @property
    def brief(self) -> Brief | None:
        """The brief that is shown."""
        return self._document.project.briefs.get(self.brief_id or "")

    @property
    def template(self) -> Template | None:
        """The template of the brief that is shown, as the project keeps it."""
        return self._document.project.templates.get(self.brief.template) if self.brief else None

    def current(self) -> Outline | None:
        """Return the outline of the project as it is at this moment."""
        if self._timer.isActive():
            self._timer.stop()
            self._compose()
        return self.outline

    def set_pages(self, count: int, of: Outline) -> None:
        """Let the checks know how many pages an outline takes once it is laid out.

        The count holds only while the brief says the same as `of`; then it is an estimate again.
        """
        self._counted = (replace(of, report=None), count)
        if self.outline is not None and not self._timer.isActive():
            self._compose()

    def package(self, library: TemplateLibrary) -> TemplatePackage | None:
        """Return the template with its Word file: the copy in the project, else the library's."""
        template = self.template
        if template is None:
            return None
        shelf = library.shelf().packages
        package = shelf.get(template.id)
        if package and package.template.document == template.document:
            return package
        return TemplatePackage(template, self._document.blob(template.document), "project")

    def _follow(self, _changes: object = None) -> None:
        if self.brief is None:
            briefs = self._document.project.briefs_in_order()
            self.brief_id = briefs[0].id if briefs else None
        shown = (self.brief_id, self.brief.template if self.brief else "")
        if shown != self._shown:
            self._shown = shown
            self._timer.stop()
            self._compose()
            self.brief_changed.emit()
        else:
            self._timer.start()

    def _compose(self) -> None:
        brief, template = self.brief, self.template
        if brief is None or template is None:
            self.outline = None
        else:
            date = brief.fields.get("date") or self._clock.now()[:10]
            author = brief.fields.get("author") or self._document.author
            project = self._document.project
            composed = compose(project, brief, template, author=author, date=date)
            of, count = self._counted
            pages = count if composed == of else None
            self.outline = checked(composed, brief, template, project, pages=pages)
        self.changed.emit(self.outline)


def template_of(library: TemplateLibrary, template_id: str) -> TemplatePackage | None:
    """Return a template of the library, or None if it is gone."""
    try:
        return library.get(template_id)
    except TemplateError:
        return None
