"""The window: what it is made of and what it can show."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QPalette,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.widgets import late_parts, theme
from briefing.widgets.late_parts import made
from briefing.widgets.opening import Opening

if TYPE_CHECKING:
    from briefing.model.finding import Finding
    from briefing.model.tags import Tag
    from briefing.qt.document import ProjectDocument
    from briefing.qt.live_outline import LiveOutline
    from briefing.qt.spare_memory import SpareMemory
    from briefing.services.ports import Hit, LoadedArticle
    from briefing.widgets.actions import Actions
    from briefing.widgets.article.article_view import ArticleView
    from briefing.widgets.article.excerpt_moves import ExcerptMoves
    from briefing.widgets.article.hovering import Hovering
    from briefing.widgets.article.reading_look import ReadingLook
    from briefing.widgets.article.shown_article import ShownArticle
    from briefing.widgets.brief.brief_panel import BriefPanel
    from briefing.widgets.brief.word_counts import WordCounts
    from briefing.widgets.desk import Desk
    from briefing.widgets.excerpts.assessment_strip import AssessmentStrip
    from briefing.widgets.excerpts.lists import ArticleList, ExcerptPanel, TagList
    from briefing.widgets.excerpts.tagging import Tagging
    from briefing.widgets.help.helping import Helping
    from briefing.widgets.late_dock import LateDock
    from briefing.widgets.message_bar import MessageBar
    from briefing.widgets.projects.project_files import ProjectFiles
    from briefing.widgets.projects.rescue import Rescue
    from briefing.widgets.projects.slow_saving import SlowSaving
    from briefing.widgets.projects.unsaved import Unsaved
    from briefing.widgets.side_windows import SideWindows
    from briefing.widgets.status_line import StatusLine
    from briefing.widgets.templates.template_flow import TemplateFlow
    from briefing.widgets.welcome import Welcome
    from briefing.widgets.window_layout import WindowLayout

USUAL = QSize(1500, 940)
"""Pixels of a window that never stood anywhere; a smaller screen is filled."""
_DIRECTLY = Qt.FindChildOption.FindDirectChildrenOnly
_SHOWN_OR_HIDDEN = Qt.WidgetAttribute.WA_WState_ExplicitShowHide


class MainWindow(QMainWindow):
    """Shows one project."""

    closed = Signal()

    addresses = cached_property(late_parts.addresses)
    back = cached_property(late_parts.back)
    checks = cached_property(late_parts.checks)
    exchange = cached_property(late_parts.exchange)
    exporter = cached_property(late_parts.exporter)
    history = cached_property(late_parts.history)
    importer = cached_property(late_parts.importer)
    imports = cached_property(late_parts.imports)
    preview = cached_property(late_parts.preview)
    printing = cached_property(late_parts.printing)
    replacing = cached_property(late_parts.replacing)
    review_list = cached_property(late_parts.review_list)
    reviewing = cached_property(late_parts.reviewing)
    searching = cached_property(late_parts.searching)
    snippets = cached_property(late_parts.snippets)
    spelling = cached_property(late_parts.spelling)
    suggesting = cached_property(late_parts.suggesting)
    tables = cached_property(late_parts.tables)
    typing = cached_property(late_parts.typing)

    document: ProjectDocument
    desk: Desk
    view: ArticleView
    tagging: Tagging
    moves: ExcerptMoves
    reading: ReadingLook
    bar: MessageBar
    strip: AssessmentStrip
    articles: ArticleList
    tags: TagList
    excerpts: ExcerptPanel
    shown: ShownArticle
    outline: LiveOutline
    hovering: Hovering
    templates: TemplateFlow
    brief: BriefPanel
    files: ProjectFiles
    unsaved: Unsaved
    saving: SlowSaving
    windows: SideWindows
    rescue: Rescue
    helping: Helping
    spare: SpareMemory
    actions_by_id: Actions
    tag_actions: list[QAction]
    welcome: Welcome
    panes: WindowLayout
    counts: WordCounts
    status: StatusLine

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("main")
        self.setCentralWidget(Opening(self))

    @classmethod
    def of(cls, document: ProjectDocument, desk: Desk) -> MainWindow:
        """Return a window with all that is in it, not shown yet."""
        window = cls()
        window.fill(document, desk)
        return window

    def fill(self, document: ProjectDocument, desk: Desk) -> None:
        """Load and make all that is in the window from the start, which may be shown already."""
        from briefing.widgets import first_parts

        self.document, self.desk = document, desk
        first_parts.make(self)
        if self.isVisible():
            for part in self.findChildren(QWidget, options=_DIRECTLY):
                if not (part.isWindow() or part.testAttribute(_SHOWN_OR_HIDDEN)):
                    part.show()  # as Qt does itself where the window is shown later
        self._show_project(at_once=False)

    def take_place(self, place: bytes) -> None:
        """Stand where the window stood the last time, else in the usual size."""
        if not (place and self.restoreGeometry(QByteArray(place))):
            self.resize(USUAL.boundedTo(self.screen().availableSize()))

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open a project file, or read articles into the project that is open."""
        projects = [path for path in paths if path.suffix == ".briefing"]
        if projects:
            self.files.open(projects[0])
        if articles := [path for path in paths if path not in projects]:
            self.importer.read(articles)

    def reset(self) -> None:
        """Show a project that has just been opened."""
        self._show_project(at_once=self.isVisible())

    def _show_project(self, *, at_once: bool) -> None:
        self.shown.open()
        briefs = self.document.project.briefs_in_order()
        self.outline.show(briefs[0].id if briefs else None, at_once=at_once)
        path = self.document.store.path
        self.setWindowTitle(tr("{name} — Briefing", name=path.stem if path else tr("Untitled")))
        self.status.show_saved()
        self.unsaved.greet()
        (self.view if self.view.article else self.welcome).setFocus()

    def show_article(self, article_id: str) -> None:
        """Show one of the project's articles."""
        self.shown.show(article_id)
        self.view.setFocus()

    def show_excerpt(self, excerpt_id: str) -> None:
        """Go to the words of an excerpt."""
        excerpt = self.document.project.excerpts.get(excerpt_id)
        if excerpt:
            if self.view.article is None or self.view.article.id != excerpt.article:
                self.show_article(excerpt.article)
            self.view.select(excerpt.start, excerpt.end)
            self.view.setFocus()

    def show_page(self) -> None:
        """Show the article, or without one the ways to begin."""
        self.panes.pages.setCurrentWidget(self.view if self.view.article else self.welcome)
        self.strip.setVisible(self.view.article is not None)

    def show_brief(self) -> None:
        """Go to the brief."""
        self.panes.bring(self.panes.brief)
        self.brief.enter()

    def show_panel(self, dock: LateDock, inside: QWidget) -> None:
        """Bring a pane to the front and go into it."""
        self.panes.bring(dock)
        inside.setFocus()

    def set_focus_mode(self, on: bool) -> None:  # noqa: FBT001 as its action has it
        """Leave only the article, and in it the paragraph at the caret."""
        self.panes.focus(on=on)
        self.view.focus_on_paragraph(on=on)
        self.view.setFocus()

    def assess(self, part: str) -> None:
        """Give the keyboard to a part of the current excerpt's assessment."""
        if not self.strip.ask(part):
            self.bar.say(tr("Tag the words first; then say who said them."))

    def cite(self) -> None:
        """Cite the current excerpt where the caret was last in the brief."""
        excerpt = self.view.current_excerpt()
        if excerpt is None:
            self.bar.say(tr("Choose an excerpt to cite first."))
        elif not self.brief.cite(excerpt.id):
            self.bar.say(tr("There is no brief to cite it in yet."))

    def show_review(self) -> None:
        """Show the excerpts that have to be looked at, without taking the keyboard."""
        self.panes.bring(self.panes.review)

    def show_typing(self, on: bool) -> None:  # noqa: FBT001 as the signal has it
        """Say whether keys write in the article or tag it."""
        self.actions_by_id["edit-text"].setChecked(on)
        if on:
            self.bar.say(tr("Keys now write in the article. Esc goes back to tagging."))
        else:
            self.bar.hide()

    def offer_beside(self, loaded: LoadedArticle) -> None:
        """Offer to add an article that was not taken over as a newer version."""
        self.bar.say(
            tr("“{name}” stays as it was.", name=loaded.article.name),
            [(tr("Add the other version as an article"), lambda: self.importer.add(loaded))],
        )

    def show_hit(self, hit: Hit) -> None:
        """Go to the words that a search found."""
        self.show_article(hit.article)
        self.searching.show_hit(hit)

    def show_search(self) -> None:
        """Go to the search over all articles."""
        self.searching.prepare()
        self.show_panel(self.panes.search, self.searching.panel.field)

    def show_finding(self, finding: Finding) -> None:
        """Go to the words, the section or the field that a finding is about."""
        self.panes.bring(self.panes.brief)
        self.brief.show_finding(finding)

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Offer these tags by their keys and in the menu."""
        self.tag_actions = self.actions_by_id.set_tags(tags, self.tagging.toggle)

    def open_menu(self, at: QPoint) -> None:
        """Open the context menu of the article."""
        more = ("tag", "note", "attribution", "show-in-brief", "outer-excerpt", "remove-excerpt")
        self.tagging.menu(self.tag_actions, [self.actions_by_id[name] for name in more], at)

    def export(self) -> None:
        """Export the brief."""
        outline, package = self.outline.current(), self.outline.package(self.desk.library)
        if outline is None or package is None:
            self.bar.say(
                tr("There is no brief to export yet."),
                [(tr("New brief"), self.brief.new_brief)],
            )
        else:
            self.exporter.begin(outline, package)

    def copy_brief(self) -> None:
        """Put the whole brief on the clipboard."""
        if outline := self.outline.current():
            self.exporter.copy(outline)
        else:
            self.bar.say(tr("There is no brief to copy yet."))

    def open_sample(self) -> None:
        """Put the sample into the project and show it."""
        self.desk.add_sample(self.document)
        self.reset()

    def set_dark(self, dark: bool) -> None:  # noqa: FBT001 as its action has it
        """Choose light or dark colours from now on."""
        self.desk.settings.change(theme="dark" if dark else "light")
        self.follow_setting("theme")

    def follow_setting(self, key: str) -> None:
        """Let the window be as a setting that was just changed has it."""
        values = self.desk.settings.values
        if key == "theme":
            theme.choose(values.theme)
            self.follow_colours()
        elif key == "author":
            self.document.author = values.author
        elif key == "keys":
            from briefing.widgets.settings.own_keys import read_keys

            self.actions_by_id.set_keys(read_keys(values.keys))
        elif key in ("reading_face", "text_size", "measure"):
            self.reading.follow_settings()
            self.actions_by_id["sans"].setChecked(self.reading.is_sans)
        elif key == "preview" and made(self, "preview"):
            self.preview.choose(values.preview)
        elif key == "window_language":
            self.bar.say(tr("The program speaks this language from its next start on."))
        elif key in ("spelling", "language") and made(self, "spelling"):
            self.spelling.follow_setting()

    def follow_colours(self) -> None:
        """Draw anew what the window draws itself, in the colours that the program has now."""
        self.actions_by_id["dark"].setChecked(theme.current() is theme.DARK)
        self.actions_by_id.refresh_icons(self.icon)
        self.shown.redraw()

    def icon(self, name: str) -> QIcon:
        """Return a drawing in the colour of text."""
        palette: QPalette = QGuiApplication.palette()
        return theme.icon(self.desk.icons, name, theme.colours(palette).text)

    def complain(self, error: BriefingError) -> None:
        """Say what went wrong; what is shown stays as it was."""
        self.bar.complain(error)

    # Qt's events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files and text."""
        from briefing.widgets.importing.importing import Importer

        if Importer.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Read what was dropped."""
        event.acceptProposedAction()
        self.importer.drop(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Finish what is running and keep the layout; work that is in no file keeps it open."""
        if made(self, "status") is None:  # closed before anything was in it
            super().closeEvent(event)
            return
        if not self.unsaved.may_close():
            event.ignore()
            return
        self.rescue.end()
        self.desk.jobs.end()
        self.desk.settings.change(
            window_layout=self.saveState().toBase64().toStdString(),
            window_place=self.saveGeometry().toBase64().toStdString(),
        )
        self.closed.emit()
        super().closeEvent(event)

    def snippet_values(self) -> dict[str, str]:
        """Return what the placeholders of snippets stand for now."""
        outline = self.outline.current()
        if outline is None:
            return {}
        return {"date": outline.date, "author": outline.author, "title": outline.title}
