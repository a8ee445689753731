"""Bringing an edited document back: read in the background, compared, taken over in steps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from briefing.errors import LoadError
from briefing.language import tr
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import Job, JobRunner
from briefing.qt.live_outline import LiveOutline
from briefing.services.ports import DocumentReader

if TYPE_CHECKING:
    from briefing.services.versions.reading_back import (
        FieldComparison,
        ReadBackComparison,
        SectionComparison,
    )
    from briefing.widgets.versions.read_back_dialog import ReadBackDialog

    Chosen = tuple[tuple[SectionComparison, ...], tuple[FieldComparison, ...]]
    """Sections and header fields to take over."""


class BackFromWord(QObject):
    """Opens documents that this program exported and somebody edited.

    `failed` carries a BriefingError, `unclear` a word for the analyst.
    """

    failed = Signal(object)
    unclear = Signal(str)

    def __init__(
        self,
        document: ProjectDocument,
        outline: LiveOutline,
        reader: DocumentReader,
        jobs: JobRunner,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._outline = outline
        self._reader = reader
        self._jobs = jobs
        self._window = window

    def ask(self) -> None:
        """Let the user choose the document."""
        if self._outline.brief is None:
            self.unclear.emit(tr("Open the project that the document was exported from."))
            return
        name, _kind = QFileDialog.getOpenFileName(
            self._window, tr("Open an edited document"), "",
            tr("Word documents (*.docx)"),
        )  # fmt: skip
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Read a document and show what it says otherwise than its brief."""
        from briefing.services.versions.reading_back import brief_of, compare, section_titles

        project, shown = self._document.project, self._outline.brief
        if shown is None:
            self.unclear.emit(tr("Open the project that the document was exported from."))
            return
        titles = section_titles(project, shown)

        def work(_job: Job) -> ReadBackComparison:
            read = self._reader.read(_bytes(path), path.name, titles)
            return compare(project, brief_of(project, read) or shown, read)

        self._jobs.start(
            tr("Reading {name}", name=path.name), work, then=self._show, otherwise=self.failed.emit
        )

    def is_ours(self, path: Path) -> bool:
        """Tell whether a file is a document that this program exported; for the background."""
        if path.suffix.lower() != ".docx" or not path.is_file():
            return False
        from briefing.services.articles.loading import LARGEST

        return path.stat().st_size <= LARGEST and self._reader.is_ours(path.read_bytes())

    def _show(self, comparison: ReadBackComparison) -> None:
        from briefing.widgets.versions.read_back_dialog import ReadBackDialog

        dialog = ReadBackDialog(comparison, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(lambda chosen: self._take(dialog, chosen))
        dialog.original_wanted.connect(lambda on: self._compare_again(dialog, original=on))
        self._outline.show(comparison.brief)
        dialog.show()

    def _take(self, dialog: ReadBackDialog, chosen: Chosen) -> None:
        from briefing.services.versions.reading_back import take_over

        brief = self._document.project.briefs.get(dialog.comparison.brief)
        if brief is not None:
            sections, fields = chosen
            self._document.apply(take_over(brief, sections, fields))
            self._compare_again(dialog, original=dialog.comparison.original)

    def _compare_again(self, dialog: ReadBackDialog, *, original: bool) -> None:
        from briefing.services.versions.reading_back import compare

        before: ReadBackComparison = dialog.comparison
        brief = self._document.project.briefs.get(before.brief)
        if brief is not None:
            found = compare(self._document.project, brief, before.read, original=original)
            dialog.show_comparison(found)


def _bytes(path: Path) -> bytes:
    from briefing.services.articles.loading import LARGEST

    try:
        if path.stat().st_size > LARGEST:
            raise LoadError(
                tr("{name} is too large to be a brief.", name=path.name),
                tr("Choose another document."),
            )
        return path.read_bytes()
    except OSError as error:
        raise LoadError(
            tr("{path} cannot be read ({error}).", path=path, error=error.strerror),
            tr("Check the name."),
        ) from error
