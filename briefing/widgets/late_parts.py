"""The parts of the window that are made when they are first wanted, and how each joins the others.

The list of them is in `main_window.py`. Here each loads what it is made of, is made, is connected
and brought up to date. All of it is on the window's thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.services.late import late_call

if TYPE_CHECKING:
    from briefing.widgets.analysis.tables_panel import TablesPanel
    from briefing.widgets.article.article_typing import ArticleTyping
    from briefing.widgets.brief.checks_panel import ChecksPanel
    from briefing.widgets.excerpts.review_list import ReviewList
    from briefing.widgets.excerpts.reviewing import Reviewing
    from briefing.widgets.excerpts.suggesting import Suggesting
    from briefing.widgets.importing.import_flow import ImportFlow
    from briefing.widgets.importing.importing import Importer
    from briefing.widgets.importing.open_address import OpenAddress
    from briefing.widgets.main_window import MainWindow
    from briefing.widgets.output.export_flow import ExportFlow
    from briefing.widgets.output.preview_switch import PreviewSwitch
    from briefing.widgets.output.print_flow import PrintFlow
    from briefing.widgets.projects.exchanging import Exchanging
    from briefing.widgets.projects.history_panel import HistoryPanel
    from briefing.widgets.search.replacing import Replacing
    from briefing.widgets.search.searching import Searching
    from briefing.widgets.versions.back_from_word import BackFromWord
    from briefing.widgets.writing.snippets import Snippets
    from briefing.widgets.writing.spelling import Spelling


def made(window: MainWindow, part: str) -> Any:
    """Return a part of the window if it was made, else None."""
    return vars(window).get(part)


def back(window: MainWindow) -> BackFromWord:
    """Make what reads an edited document back."""
    from briefing.widgets.versions.back_from_word import BackFromWord

    desk = window.desk
    part = BackFromWord(window.document, window.outline, desk.reader, desk.jobs, window)
    part.failed.connect(window.complain)
    part.unclear.connect(window.bar.say)
    return part


def checks(window: MainWindow) -> ChecksPanel:
    """Make the list of what there is to mend."""
    from briefing.widgets.brief.checks_panel import ChecksPanel

    part = ChecksPanel(window)
    part.key_of = window.actions_by_id.key_of
    window.outline.changed.connect(part.show_outline)
    part.finding_chosen.connect(window.show_finding)
    part.edited.connect(window.document.apply)
    part.show_outline(window.outline.outline)
    return part


def exchange(window: MainWindow) -> Exchanging:
    """Make what imports from other tools and exports for them."""
    from briefing.widgets.projects.exchanging import Exchanging

    desk = window.desk
    part = Exchanging(window.document, desk.interchange, desk.jobs, desk.clock, window)
    part.added.connect(window.show_article)
    part.failed.connect(window.complain)
    part.said.connect(window.bar.say)
    return part


def exporter(window: MainWindow) -> ExportFlow:
    """Make what writes the brief as a document."""
    from briefing.widgets.output.export_flow import ExportFlow

    part = ExportFlow(window.desk.exporting, window.desk.jobs, window.bar, window)
    part.finding_wanted.connect(window.show_finding)
    part.template_wanted.connect(window.templates.show_current)
    return part


def history(window: MainWindow) -> HistoryPanel:
    """Make the list of all steps."""
    from briefing.widgets.projects.history_panel import HistoryPanel

    return HistoryPanel(window.document)


def importer(window: MainWindow) -> Importer:
    """Make what brings articles in."""
    from briefing.widgets.importing.importing import Importer

    desk = window.desk
    part = Importer(window.document, desk.loading, desk.jobs, desk.clock, window)
    part.near = window.searching.near
    part.is_ours = window.back.is_ours
    part.added.connect(window.show_article)
    part.failed.connect(window.complain)
    part.said.connect(window.bar.say)
    part.came.connect(window.windows.offer_details)
    part.taken_over.connect(late_call(lambda: window.reviewing.tell))
    part.edited.connect(window.back.open)
    part.refused.connect(window.offer_beside)
    part.linked.connect(late_call(lambda: window.addresses.take))
    part.many.connect(late_call(lambda: window.imports.read))
    part.several.connect(late_call(lambda: window.imports.read_loaded))
    part.unread.connect(late_call(lambda: window.imports.offer_formats))
    return part


def imports(window: MainWindow) -> ImportFlow:
    """Make what imports many files."""
    from briefing.widgets.importing.import_flow import ImportFlow

    return ImportFlow(window)


def addresses(window: MainWindow) -> OpenAddress:
    """Make what fetches a page from its address."""
    from briefing.widgets.importing.open_address import OpenAddress

    desk = window.desk
    return OpenAddress(desk.addresses, desk.settings, window.importer, window.bar, window)


def preview(window: MainWindow) -> PreviewSwitch:
    """Make what shows the brief as it will be."""
    from briefing.qt.live_pages import LivePages
    from briefing.widgets.output.preview_switch import PreviewSwitch

    desk = window.desk
    pages = LivePages(window.outline, desk.previewer, desk.library)
    part = PreviewSwitch(window.outline, pages, desk.settings)
    window.closed.connect(part.end)
    window.templates.checked.connect(part.show_findings)
    part.show_findings(window.templates.found)
    part.template_wanted.connect(window.templates.show_current)
    window.brief.section_entered.connect(part.show_section)
    part.excerpt_activated.connect(window.show_excerpt)
    part.section_activated.connect(window.brief.focus_section)
    part.words_activated.connect(window.brief.show_words)
    return part


def printing(window: MainWindow) -> PrintFlow:
    """Make what prints the brief."""
    from briefing.widgets.output.print_flow import PrintFlow

    return PrintFlow(window)


def replacing(window: MainWindow) -> Replacing:
    """Make what finds words in the brief or the article, and replaces them in the brief."""
    from briefing.widgets.search.replacing import Replacing

    bar = window.searching.bar
    part = Replacing(window.document, window.outline, window.brief, window.desk.jobs, bar)
    part.said.connect(window.bar.say)
    return part


def review_list(window: MainWindow) -> ReviewList:
    """Make the list of excerpts to look at."""
    from briefing.widgets.excerpts.review_list import ReviewList

    part = ReviewList(window)
    part.chosen.connect(lambda excerpt: window.show_excerpt(excerpt.id))
    return part


def reviewing(window: MainWindow) -> Reviewing:
    """Make what keeps that list and does what is decided in it."""
    from briefing.widgets.excerpts.reviewing import Reviewing

    part = Reviewing(window.document, window.view, window.review_list)
    part.unclear.connect(window.bar.say)
    part.wanted.connect(window.show_review)
    part.resting.connect(window.windows.show_resting)
    part.show_list()
    return part


def searching(window: MainWindow) -> Searching:
    """Make the search of all articles and, below the one that is shown, that in it."""
    from briefing.widgets.search.searching import Searching

    desk = window.desk
    part = Searching(window.document, window.view, desk.indexes, desk.jobs)
    part.opened.connect(window.show_hit)
    part.failed.connect(window.complain)
    window.closed.connect(part.end)
    part.bar.set_tags(list(window.document.project.tags_offered()))
    window.shown.tags_changed.connect(part.bar.set_tags)
    window.shown.changed.connect(part.bar.refresh)
    window.panes.put_below(part.bar)
    return part


def snippets(window: MainWindow) -> Snippets:
    """Make what puts in words that are used again and again."""
    from briefing.widgets.writing.snippets import Snippets

    return Snippets(window.desk.snippets, window.snippet_values, window.bar, window.view)


def spelling(window: MainWindow) -> Spelling:
    """Make what marks misspelt words, in the fields that are there and in those to come."""
    from briefing.widgets.writing.spelling import Spelling

    desk = window.desk
    part = Spelling(window.document, desk.settings, *desk.words, window.brief)
    window.brief.field_made.connect(part.attach)
    part.said.connect(window.bar.say)
    part.failed.connect(window.complain)
    window.closed.connect(part.end)
    return part


def suggesting(window: MainWindow) -> Suggesting:
    """Make what suggests excerpts, and its list."""
    from briefing.widgets.excerpts.suggesting import Suggesting
    from briefing.widgets.excerpts.suggestion_panel import SuggestionPanel

    desk = window.desk
    panel = SuggestionPanel(window)
    part = Suggesting(window.document, window.view, panel, desk.suggests, desk.jobs)
    part.unclear.connect(window.bar.say)
    window.shown.changed.connect(part.article_changed)
    window.panes.suggestions.visibilityChanged.connect(part.set_on)
    part.set_on(window.panes.suggestions.is_seen)
    return part


def tables(window: MainWindow) -> TablesPanel:
    """Make the tables of stakeholders, sources and figures."""
    from briefing.widgets.analysis.tables_panel import TablesPanel

    def follow() -> None:
        part.show_article(window.view.article.id if window.view.article else "")

    part = TablesPanel(window.document, window.desk.jobs, window)
    part.excerpt_chosen.connect(window.show_excerpt)
    part.failed.connect(window.complain)
    window.shown.changed.connect(follow)
    follow()
    return part


def typing(window: MainWindow) -> ArticleTyping:
    """Make what lets keys write in the article."""
    from briefing.widgets.article.article_typing import ArticleTyping

    part = ArticleTyping(window.document, window.view)
    part.changed.connect(window.show_typing)
    part.refused.connect(window.complain)
    return part
