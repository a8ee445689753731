"""The parts of the window that are there from the start, made in this order and joined.

Those that are made when they are first wanted are in `late_parts.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon

from briefing.language import tr
from briefing.qt.live_outline import LiveOutline
from briefing.qt.spare_memory import SpareMemory
from briefing.services.excerpts.naming import names_used
from briefing.widgets.actions import Actions
from briefing.widgets.article.article_view import ArticleView
from briefing.widgets.article.excerpt_moves import ExcerptMoves
from briefing.widgets.article.hovering import Hovering
from briefing.widgets.article.reading_look import ReadingLook
from briefing.widgets.article.shown_article import Panes, ShownArticle
from briefing.widgets.brief.brief_panel import BriefPanel
from briefing.widgets.brief.word_counts import WordCounts
from briefing.widgets.excerpts.assessment_strip import AssessmentStrip
from briefing.widgets.excerpts.lists import ArticleList, ExcerptPanel, TagList
from briefing.widgets.excerpts.tagging import Tagging
from briefing.widgets.help.helping import Helping
from briefing.widgets.message_bar import MessageBar
from briefing.widgets.projects.project_files import ProjectFiles
from briefing.widgets.projects.rescue import Rescue
from briefing.widgets.projects.slow_saving import SlowSaving
from briefing.widgets.projects.unsaved import Unsaved
from briefing.widgets.settings.own_keys import read_keys
from briefing.widgets.side_windows import SideWindows
from briefing.widgets.status_line import StatusLine
from briefing.widgets.templates.template_flow import TemplateFlow
from briefing.widgets.welcome import Welcome
from briefing.widgets.window_layout import WindowLayout
from briefing.widgets.wiring import connect, handlers

if TYPE_CHECKING:
    from briefing.services.checks.matter import Check
    from briefing.services.plug_ins.added import PlugIns
    from briefing.widgets.main_window import MainWindow


def make(window: MainWindow) -> None:
    """Make all of them; the window has been given its document and its desk."""
    _make_panes(window)
    _make_flows(window)
    _make_actions(window)
    window.panes = WindowLayout(window)
    window.counts = WordCounts(window.statusBar(), window.view, window.outline)
    window.status = StatusLine(window.statusBar(), window.document)
    connect(window)
    window.setDockNestingEnabled(True)
    window.setAcceptDrops(True)


def _make_panes(window: MainWindow) -> None:
    """Make what is read and written in."""
    desk, document = window.desk, window.document
    window.view = ArticleView(desk.sentence_at)
    window.tagging = Tagging(document, window.view)
    window.moves = ExcerptMoves(document, window.view)
    window.reading = ReadingLook(window.view, desk)
    window.bar = MessageBar(window)
    window.strip = AssessmentStrip(window)
    window.strip.names_of = lambda part: names_used(document.project, part)
    window.articles = ArticleList(window)
    window.tags = TagList(window)
    window.excerpts = ExcerptPanel(window)
    panes = Panes(window.view, window.articles, window.tags, window.excerpts, window.strip)
    window.shown = ShownArticle(document, panes, window)
    window.outline = LiveOutline(document, desk.clock, desk.jobs, window)
    window.outline.make_checks = partial(_live_checks, desk.plug_ins)
    window.hovering = Hovering(window.view)
    window.templates = TemplateFlow(document, window.outline, desk, window.bar, window)
    window.brief = BriefPanel(document, window.outline, window.templates.choose, desk.profiles)


def _make_flows(window: MainWindow) -> None:
    """Make what carries things into the project and out of it."""
    desk, document = window.desk, window.document
    window.files = ProjectFiles(document, desk, window)
    window.unsaved = Unsaved(document, window.files, window.bar, window)
    window.saving = SlowSaving(document, window.files, window)
    window.unsaved.hold_while(window.saving.hold)
    window.windows = SideWindows(window)
    window.rescue = Rescue(window)
    window.helping = Helping(window)
    window.spare = SpareMemory(document, window)


def _make_actions(window: MainWindow) -> None:
    act = window.actions_by_id = Actions(window, window.view, handlers(window), window.icon)
    if own := read_keys(window.desk.settings.values.keys):
        act.set_keys(own)
    window.tag_actions = []
    ways = ((act["open"], tr("Open an article…")), (act["paste"], tr("Paste text")),
            (act["sample"], tr("Try the sample")))  # fmt: skip
    window.welcome = Welcome(QIcon(str(window.desk.icons / "briefing.svg")), ways, window)


def _live_checks(plug_ins: PlugIns) -> Iterable[Check]:
    from briefing.services.checks import CHECKS
    from briefing.services.plug_ins.shapes import LiveChecks

    return LiveChecks(CHECKS, plug_ins)
