"""Imports of many files in the main window: the session, its window, and what the bar says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.services.ports import LoadedArticles

if TYPE_CHECKING:
    from briefing.qt.import_session import ImportSession
    from briefing.services.anchoring.article_changes import Comparison
    from briefing.services.articles.importing import ImportRow
    from briefing.widgets.importing.import_window import ImportWindow
    from briefing.widgets.importing.watching import WatchFlow
    from briefing.widgets.main_window import MainWindow


class ImportFlow(QObject):
    """Opens the import window when there is something for it, and keeps out of the way else."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._main = window
        self._made: ImportWindow | None = None

    @cached_property
    def session(self) -> ImportSession:
        """The import of many files, made when there is something for it."""
        from briefing.qt.import_session import ImportSession
        from briefing.services.anchoring.article_changes import newer_versions

        window, desk = self._main, self._main.desk
        made = ImportSession(window.document, desk.loading, desk.jobs, desk.clock, self)
        made.newer = newer_versions
        made.is_ours = window.importer.is_ours
        made.began.connect(self._show_quietly)
        made.failed.connect(window.complain)
        made.ended.connect(self._end)
        window.importer.taken_over.connect(self._note_taken_over)
        window.closed.connect(made.finish)
        return made

    @cached_property
    def watching(self) -> WatchFlow:
        """What watches a folder, made when one is watched or may be chosen."""
        from briefing.widgets.importing.watching import WatchFlow

        return WatchFlow(self._main, self)

    @property
    def window(self) -> ImportWindow:
        """The import window, made when it is first wanted."""
        if self._made is None:
            from briefing.widgets.importing.import_window import ImportWindow

            made = ImportWindow(self.session, self._main.desk.loading.filters(), self._main)
            made.article_wanted.connect(self._main.show_article)
            made.compared.connect(self._main.importer.ask_about)
            made.taken_back.connect(self._main.importer.edited)
            self.watching.show_in(made.watch)
            self._made = made
        return self._made

    def show(self) -> None:
        """Open the import window and go there."""
        window = self.window
        window.show_asked()
        (window.list if self.session.model.items else window.files_button).setFocus()

    def show_watching(self) -> None:
        """Go to where the folder is chosen that is watched."""
        self.show()
        self.window.watch.choose_button.setFocus()

    def watch(self) -> None:
        """Watch the folder that the settings name from now on."""
        _ = self.watching  # it watches from when it is made

    def read(self, paths: Sequence[Path]) -> None:
        """Import many files, folders and archives."""
        self.session.read(paths)

    def read_loaded(self, path: Path, loaded: LoadedArticles) -> None:
        """Import the many articles that turned out to be in one file."""
        self.session.read([path], loaded=loaded)

    def offer_formats(self, path: Path, error: BriefingError) -> None:
        """Say why a file could not be read, and offer to read it as something else."""
        offers = [(tr("Try as another format…"), lambda: self.format_menu(path).popup(
            QCursor.pos()))] if path.is_file() else []  # fmt: skip
        self._main.bar.complain(error, offers)

    def format_menu(self, path: Path) -> QMenu:
        """Return the menu of the formats that a file can be read as."""
        menu = QMenu(self._main)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, label in self.session.reader.formats():
            action = menu.addAction(label.replace("&", "&&"))
            action.triggered.connect(
                lambda _on=False, form=name: self._main.importer.read([path], form=form)
            )
        return menu

    def _show_quietly(self) -> None:
        """Show the import window and leave the keyboard where it is."""
        if not self.window.isVisible():
            self.window.show_unasked()

    def _end(self, rows: Sequence[ImportRow], quiet: object) -> None:
        from briefing.services.articles.importing import State, summary

        first = next((a.id for row in rows for a in row.articles if a.id in row.added), "")
        if self._main.view.article is None and first:
            self._main.show_article(first)
        hidden = self._made is None or not self._made.isVisible()
        troubled = any(row.state is not State.READ or row.warnings() for row in rows)
        if hidden and not quiet:
            offers = [(tr("Show"), self.show)] if troubled else []
            self._main.bar.say(summary(rows), offers)

    def _note_taken_over(self, taken: Comparison, _before: object) -> None:
        self.session.settle_newer({taken.new.id})
