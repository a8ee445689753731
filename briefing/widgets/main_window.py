"""The window: puts the panes together and lets each action reach the part that does it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QIcon,
    QPalette,
)
from PySide6.QtWidgets import QApplication, QMainWindow

from briefing.errors import BriefingError
from briefing.model.changes import Changes
from briefing.model.edits import remove_article
from briefing.model.excerpt import Excerpt
from briefing.model.tags import Tag
from briefing.qt.document import ProjectDocument
from briefing.qt.live_outline import LiveOutline
from briefing.qt.models import tag_counts
from briefing.widgets import theme
from briefing.widgets.actions import Actions
from briefing.widgets.article_view import ArticleView
from briefing.widgets.assessment_strip import AssessmentStrip
from briefing.widgets.brief_panel import BriefPanel
from briefing.widgets.desk import Desk
from briefing.widgets.excerpt_moves import ExcerptMoves
from briefing.widgets.export_flow import ExportFlow
from briefing.widgets.help_sheets import KeySheet, about_words
from briefing.widgets.importing import Importer
from briefing.widgets.lists import ArticleList, ExcerptPanel, TagList
from briefing.widgets.message_bar import MessageBar
from briefing.widgets.preview import OutlinePreview
from briefing.widgets.project_files import ProjectFiles
from briefing.widgets.reading_look import ReadingLook
from briefing.widgets.tagging import Tagging
from briefing.widgets.template_flow import TemplateFlow
from briefing.widgets.welcome import Welcome
from briefing.widgets.window_layout import WindowLayout


class MainWindow(QMainWindow):
    """Shows one project."""

    closed = Signal()

    def __init__(self, document: ProjectDocument, desk: Desk) -> None:
        super().__init__()
        self.document = document
        self.desk = desk
        self.setObjectName("main")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self._make_parts()
        self._make_actions()
        self.panes = WindowLayout(self)
        self._connect()
        self._redraw = QTimer(self, interval=0, singleShot=True)
        self._redraw.timeout.connect(self.show_project)
        self.reset()

    def open_files(self, paths: Sequence[Path]) -> None:
        """Open a project file, or read articles into the project that is open."""
        projects = [path for path in paths if path.suffix == ".briefing"]
        if projects:
            self.files.open(projects[0])
        if articles := [path for path in paths if path not in projects]:
            self.importer.read(articles)

    def reset(self) -> None:
        """Show a project that has just been opened."""
        articles = self.document.project.articles_in_order()
        self.view.show_article(articles[0] if articles else None)
        briefs = self.document.project.briefs_in_order()
        self.outline.show(briefs[0].id if briefs else None)
        self.show_project()
        (self.view if self.view.article else self.welcome).setFocus()

    def show_project(self) -> None:
        """Show the project as it is now."""
        project, article = self.document.project, self.view.article
        articles = project.articles_in_order()
        shown = project.articles.get(article.id) if article else None
        if shown is not article or (shown is None and articles):
            self.view.show_article(shown or (articles[0] if articles else None))
        shown = self.view.article
        tags, counts = list(project.tags()), tag_counts(project, shown.id if shown else None)
        per_article: dict[str, int] = {}
        for excerpt in project.excerpts.values():
            per_article[excerpt.article] = per_article.get(excerpt.article, 0) + 1
        self.articles.articles.show(articles, per_article)
        self.articles.mark(shown)
        self.tags.tags.show(tags, counts)
        self._show_tag_actions(tags)
        excerpts = project.excerpts_of(shown.id) if shown else []
        self.view.show_excerpts(excerpts)
        self.excerpts.set_tags(tags, project.tag)
        self.excerpts.show_excerpts(excerpts)
        self.panes.pages.setCurrentWidget(self.view if shown else self.welcome)
        self.strip.setVisible(shown is not None)
        self._show_title()

    def show_article(self, article_id: str) -> None:
        """Show one of the project's articles."""
        self.view.show_article(self.document.project.articles.get(article_id))
        self.show_project()
        self.view.setFocus()

    def show_excerpt(self, excerpt_id: str) -> None:
        """Go to the words of an excerpt."""
        excerpt = self.document.project.excerpts.get(excerpt_id)
        if excerpt:
            if self.view.article is None or self.view.article.id != excerpt.article:
                self.show_article(excerpt.article)
            self.view.select(excerpt.start, excerpt.end)
            self.view.setFocus()

    def complain(self, error: BriefingError) -> None:
        """Say what went wrong; what is shown stays as it was."""
        self.bar.complain(error)

    # Qt's events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files and text."""
        if Importer.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Read what was dropped."""
        event.acceptProposedAction()
        self.importer.drop(event.mimeData())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Finish what is running and keep the layout."""
        self.desk.jobs.wait()
        self.desk.settings.change(
            window_layout=self.saveState().toBase64().toStdString(),
            window_place=self.saveGeometry().toBase64().toStdString(),
        )
        self.closed.emit()
        super().closeEvent(event)

    # The parts of it

    def _make_parts(self) -> None:
        desk, document = self.desk, self.document
        self.view = ArticleView(desk.sentence_at)
        self.view.tag_of = document.project.tag
        self.tagging = Tagging(document, self.view)
        self.moves = ExcerptMoves(document, self.view)
        self.reading = ReadingLook(self.view, desk)
        self.bar = MessageBar(self)
        self.strip = AssessmentStrip(self)
        self.articles = ArticleList(self)
        self.tags = TagList(self)
        self.excerpts = ExcerptPanel(self)
        self.outline = LiveOutline(document, desk.clock, self)
        self.templates = TemplateFlow(document, self.outline, desk, self.bar, self)
        self.brief = BriefPanel(document, self.outline, self.templates.choose)
        self.preview = OutlinePreview(self.outline)
        self.importer = Importer(document, desk.loading, desk.jobs, desk.clock, self)
        self.exporter = ExportFlow(desk.exporting, desk.jobs, self.bar, self)
        self.files = ProjectFiles(document, desk, self)
        self._tags_shown: list[Tag] = []
        self._tag_actions: list[QAction] = []

    def _make_actions(self) -> None:
        view, step, moves = self.view, self.tagging.go, self.moves
        self.actions_by_id = Actions(
            self,
            self.view,
            {
                "open": self.importer.ask, "paste": self.importer.paste,
                "sample": self._open_sample, "new-project": self.files.ask_new,
                "open-project": self.files.ask_open, "save-copy": self.files.ask_copy,
                "export": self._export, "quit": self._quit,
                "undo": self.document.undo, "redo": self.document.redo,
                "remove-article": self._remove_article, "tag": self.tagging.ask,
                "note": self.strip.note.setFocus, "attribution": self.strip.said_by.setFocus,
                "status": self.strip.status.setFocus, "next-excerpt": lambda: step(+1),
                "previous-excerpt": lambda: step(-1),
                "next-same": lambda: moves.go_to_same(+1),
                "previous-same": lambda: moves.go_to_same(-1),
                "next-untagged": lambda: moves.go_to_untagged(+1),
                "previous-untagged": lambda: moves.go_to_untagged(-1),
                "repeat-tag": moves.repeat_tag, "grow": moves.grow, "shrink": moves.shrink,
                "end-later": lambda: moves.move_edge(end=True, step=+1),
                "end-earlier": lambda: moves.move_edge(end=True, step=-1),
                "start-earlier": lambda: moves.move_edge(end=False, step=-1),
                "start-later": lambda: moves.move_edge(end=False, step=+1),
                "split": moves.split_here, "merge": moves.merge_here,
                "outer-excerpt": self.tagging.go_around, "remove-excerpt": self.tagging.remove,
                "new-brief": self.brief.new_brief, "template": self.brief.choose_template,
                "templates": self.templates.show_current,
                "preview": self._toggle_preview, "show-article": view.setFocus,
                "show-brief": self._show_brief, "larger": lambda: self.reading.zoom(+1),
                "smaller": lambda: self.reading.zoom(-1), "usual-size": self.reading.usual,
                "dark": self._toggle_dark, "keys": self._show_keys, "about": self._show_about,
            },
            self._icon,
        )  # fmt: skip
        act = self.actions_by_id
        ways = ((act["open"], self.tr("Open an article…")), (act["paste"], self.tr("Paste text")),
                (act["sample"], self.tr("Try the sample")))  # fmt: skip
        self.welcome = Welcome(QIcon(str(self.desk.icons / "briefing.svg")), ways, self)
        stack = self.document.undo_stack
        stack.canUndoChanged.connect(act["undo"].setEnabled)
        stack.canRedoChanged.connect(act["redo"].setEnabled)
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_redo)
        act["undo"].setEnabled(stack.canUndo())
        act["redo"].setEnabled(stack.canRedo())

    def _connect(self) -> None:
        self.document.changed.connect(self._changed)
        self.document.opened.connect(self.reset)
        self.document.save_failed.connect(self._unsaved)
        self.document.saved.connect(self._show_saved)
        self.view.target_changed.connect(self._show_target)
        self.view.menu_wanted.connect(self._menu)
        self.view.zoomed.connect(self.reading.zoom)
        self.tagging.unclear.connect(self.bar.say)
        self.tagging.tagged.connect(self.moves.remember)
        self.moves.unclear.connect(self.bar.say)
        self.articles.chosen.connect(lambda article: self.show_article(article.id))
        self.tags.chosen.connect(lambda tag: self.tagging.toggle(tag.id))
        self.excerpts.chosen.connect(lambda excerpt: self.show_excerpt(excerpt.id))
        self.strip.edited.connect(self.document.apply)
        self.importer.added.connect(self.show_article)
        self.importer.failed.connect(self.complain)
        self.importer.said.connect(self.bar.say)
        self.files.failed.connect(self.complain)
        self.files.said.connect(self.bar.say)
        self.exporter.gaps_wanted.connect(self._show_gaps)
        self.exporter.template_wanted.connect(self.templates.show_current)
        self.preview.template_wanted.connect(self.templates.show_current)
        self.templates.checked.connect(self.preview.show_findings)
        self.brief.excerpt_activated.connect(self.show_excerpt)
        self.brief.message.connect(self.bar.say)
        self.preview.excerpt_activated.connect(self.show_excerpt)
        self.preview.section_activated.connect(self.brief.focus_section)
        self.desk.jobs.running.connect(self._show_busy)
        shown = self.actions_by_id["preview"]
        self.panes.preview.visibilityChanged.connect(
            lambda on: shown.setChecked(on or self.panes.preview.isVisible())
        )

    def _changed(self, changes: Changes) -> None:
        if changes.of("excerpts") or changes.of("articles") or changes.of("schemes"):
            self.view.tag_of = self.document.project.tag
            self.show_project()

    def _show_tag_actions(self, tags: Sequence[Tag]) -> None:
        if tags != self._tags_shown:
            self._tags_shown = list(tags)
            self._tag_actions = self.actions_by_id.set_tags(tags, self.tagging.toggle)

    def _show_target(self) -> None:
        excerpt: Excerpt | None = self.view.current_excerpt()
        self.strip.tag_of = self.document.project.tag
        hint = self.tr(
            "Press 1 to 8 to tag the marked sentence, or T to find a tag. "
            "Arrow keys or J, K move by sentence; Shift takes more."
        )
        self.strip.show_excerpt(excerpt, hint)
        self.excerpts.mark(excerpt)
        article = self.view.article
        words = f"{article.words:,} words" if article else ""
        self.panes.place.setText(" · ".join(filter(None, (article.name if article else "", words))))

    def _show_title(self) -> None:
        path = self.document.store.path
        self.setWindowTitle(f"{path.stem if path else self.tr('Untitled')} — Briefing")
        self._show_saved()

    def _show_saved(self) -> None:
        read_only = self.document.store.read_only
        self.panes.saved.setText(self.tr("Read only") if read_only else self.tr("Saved"))

    def _unsaved(self, error: BriefingError) -> None:
        self.panes.saved.setText(self.tr("Not saved"))
        self.bar.complain(error)

    def _name_undo(self, step: str) -> None:
        self.actions_by_id["undo"].setText(self.tr("&Undo %s") % step.replace("&", "&&"))

    def _name_redo(self, step: str) -> None:
        self.actions_by_id["redo"].setText(self.tr("&Redo %s") % step.replace("&", "&&"))

    def _show_busy(self, title: str, done: float) -> None:
        self.panes.busy.setText(f"{title} {done:.0%}" if title and done else title)

    def _menu(self, at: QPoint) -> None:
        more = [self.actions_by_id[name] for name in ("tag", "note", "attribution", "outer-excerpt",
                                                      "remove-excerpt")]  # fmt: skip
        self.tagging.menu(self._tag_actions, more, at)

    def _toggle_preview(self) -> None:
        self.panes.preview.setVisible(not self.panes.preview.isVisible())

    def _show_brief(self) -> None:
        self.panes.brief.show()
        self.brief.setFocus()

    def _show_gaps(self) -> None:
        outline = self.outline.outline
        missing = [gap for gap in outline.gaps if gap.required] if outline else []
        if missing:
            self.panes.brief.show()
            self.brief.focus_section(missing[0].place)

    def _export(self) -> None:
        outline, package = self.outline.current(), self.outline.package(self.desk.library)
        if outline is None or package is None:
            self.bar.say(
                self.tr("There is no brief to export yet."),
                [(self.tr("New brief"), self.brief.new_brief)],
            )
        else:
            self.exporter.begin(outline, package)

    def _open_sample(self) -> None:
        self.desk.add_sample(self.document)
        self.reset()

    def _remove_article(self) -> None:
        if self.view.article:
            self.document.apply(remove_article(self.view.article))

    def _toggle_dark(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            dark = self.actions_by_id["dark"].isChecked()
            theme.apply_theme(app, theme.DARK if dark else theme.LIGHT)
            self.actions_by_id.refresh_icons(self._icon)
            self.show_project()

    def _icon(self, name: str) -> QIcon:
        palette: QPalette = QGuiApplication.palette()
        return theme.icon(self.desk.icons, name, theme.colours(palette).text)

    def _show_keys(self) -> None:
        KeySheet(self).show()

    def _show_about(self) -> None:
        self.bar.say(about_words())

    def _quit(self) -> None:
        self.close()
