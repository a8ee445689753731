"""The outline of the brief that is open, composed anew shortly after each change."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.qt.asking import Asking
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import JobRunner

if TYPE_CHECKING:
    from briefing.model.brief import Brief
    from briefing.model.outline import Outline
    from briefing.model.project import Project
    from briefing.model.template import Template
    from briefing.services.checks.matter import Check
    from briefing.services.ports import Clock, TemplateLibrary, TemplatePackage

    _Answer = tuple[Outline | None, float]

PAUSE = 30
"""Milliseconds after a change before the outline is composed; changes meanwhile share it."""


SLOW = 0.03
"""Seconds from which composing goes on in the background, so that no key waits for it."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What an outline is composed of, as it was when it was asked for.

    `pages` is how many pages the outline `counted` takes.
    """

    project: Project
    brief: Brief
    template: Template
    author: str
    date: str
    counted: Outline | None
    pages: int | None
    checks: Iterable[Check]


class LiveOutline(QObject):
    """Keeps the outline of one brief in step with the project.

    `changed` carries the outline, or None without a brief; `brief_changed` says that another
    brief or template is shown.
    """

    changed = Signal(object)
    brief_changed = Signal()

    def __init__(
        self, document: ProjectDocument, clock: Clock, jobs: JobRunner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ask = Asking(jobs, tr("Composing the brief"), _composed)
        self._took = 0.0
        self._asked = ""
        self._told = False
        self._document = document
        self._clock = clock
        self.make_checks: Callable[[], Iterable[Check]] = _shipped
        self._checks: Iterable[Check] | None = None
        self.brief_id: str | None = None
        self.outline: Outline | None = None
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(self._compose)
        self._shown: tuple[str | None, str] = (None, "")
        self._counted: tuple[Outline | None, int | None] = (None, None)
        document.changed.connect(self._follow)
        document.opened.connect(self._follow)

    def show(self, brief_id: str | None, *, at_once: bool = True) -> None:
        """Show another brief, or none; its outline is there at once, or else a moment later."""
        self.brief_id = brief_id
        self._follow(at_once=at_once)

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
        if self._timer.isActive() or self._took >= SLOW:
            self._timer.stop()
            self._compose(at_once=True)
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
        from briefing.services.ports import TemplatePackage

        return TemplatePackage(template, self._document.blob(template.document), "project")

    def _follow(self, _changes: object = None, *, at_once: bool = True) -> None:
        if self.brief is None:
            briefs = self._document.project.briefs_in_order()
            self.brief_id = briefs[0].id if briefs else None
        shown = (self.brief_id, self.brief.template if self.brief else "")
        if shown != self._shown:
            self._shown = shown
            self._timer.start()
            if at_once:
                self._timer.stop()
                self._compose()
            self.brief_changed.emit()
        else:
            self._timer.start()

    def _compose(self, *, at_once: bool = False) -> None:
        question = self._question()
        if question is None:
            self._put((None, 0.0))
        elif at_once or self._took < SLOW:
            self._put(_composed(question))
        else:
            self._ask(question, self._put, _raise)

    def _put(self, answer: _Answer) -> None:
        outline, self._took = answer
        if outline is not None and self.brief_id != self._asked:
            return
        if outline is None and self.outline is None and self._told:
            return
        self._told = True
        self.outline = outline
        self.changed.emit(outline)

    def _question(self) -> _Question | None:
        brief, template = self.brief, self.template
        if brief is None or template is None:
            return None
        self._asked = brief.id
        self._checks = self.make_checks() if self._checks is None else self._checks
        date = brief.fields.get("date") or self._clock.now()[:10]
        author = brief.fields.get("author") or self._document.author
        return _Question(
            self._document.project, brief, template, author, date, *self._counted, self._checks
        )


def _composed(asked: _Question) -> _Answer:
    """Return the outline, checked, and the seconds that took."""
    from briefing.services.brief.composing import compose
    from briefing.services.checks import checked

    begin = time.perf_counter()
    outline = compose(
        asked.project, asked.brief, asked.template, author=asked.author, date=asked.date
    )
    pages = asked.pages if outline == asked.counted else None
    outline = checked(
        outline, asked.brief, asked.template, asked.project, pages=pages, checks=asked.checks
    )
    return outline, time.perf_counter() - begin


def _shipped() -> Iterable[Check]:
    from briefing.services.checks import CHECKS

    return CHECKS


def _raise(error: BriefingError) -> None:
    raise error
