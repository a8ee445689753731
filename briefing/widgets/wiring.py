"""What each action of the window does, and which part hears which."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefing.widgets import theme
from briefing.widgets.undo_words import UndoWords

ASSESSED = {
    "note": "note", "attribution": "attribution", "source-kind": "source_kind",
    "status": "status", "confidence": "confidence", "stakeholder": "stakeholder",
    "impact": "impact",
}  # fmt: skip
"""The actions that ask for a part of an excerpt's assessment, and the part."""

PANE_MOVES = ("pane-wider", "pane-narrower", "pane-higher", "pane-lower", "usual-panes")

if TYPE_CHECKING:
    from briefing.widgets.actions import Handlers
    from briefing.widgets.main_window import MainWindow


def _ask_filling(window: MainWindow, key: str) -> None:
    """Ask what fills a section."""
    from briefing.widgets.fill_dialog import ask_filling

    ask_filling(window, key)


def _move_pane(window: MainWindow, key: str) -> None:
    """Resize a pane, or put panes where they are to be."""
    from briefing.widgets.pane_moves import handlers as moves

    moves(window)[key]()


def handlers(window: MainWindow) -> Handlers:
    """Return what each action does, by its id in the table of actions."""
    view = window.view
    return {
        **window.moves.handlers(),
        **window.tagging.handlers(),
        **window.reading.handlers(),
        **window.hovering.handlers(),
        **window.suggesting.handlers(),
        **window.windows.handlers(),
        **window.exchange.handlers(),
        **window.imports.handlers(),
        **window.helping.handlers(),
        **{key: partial(_move_pane, window, key) for key in PANE_MOVES},
        "open": window.importer.ask, "paste": window.importer.paste,
        "open-address": window.addresses.ask,
        "sample": window.open_sample, "new-project": window.files.ask_new,
        "open-project": window.files.ask_open, "save-copy": window.files.ask_copy,
        "print": window.printing.begin,
        "backups": window.rescue.show_backups,
        "export": window.export, "quit": lambda: (window.close(), None)[1],
        "undo": window.document.undo, "redo": window.document.redo,
        "remove-article": window.remove_article,
        **{name: partial(window.assess, part) for name, part in ASSESSED.items()},
        **window.brief.handlers(),
        **window.snippets.handlers(),
        "read-back": window.back.ask,
        "templates": window.templates.show_current,
        "preview": partial(_move_pane, window, "preview"),
        "show-article": view.setFocus, "show-brief": window.show_brief,
        "dark": lambda: window.set_dark(window.actions_by_id["dark"].isChecked()),
        "focus": lambda: window.set_focus_mode(window.actions_by_id["focus"].isChecked()),
        "edit-text": lambda: window.typing.set_on(window.actions_by_id["edit-text"].isChecked()),
        "review": lambda: window.show_panel(window.panes.review, window.review_list),
        "suggestions": lambda: window.show_panel(
            window.panes.suggestions, window.suggesting.panel
        ),
        "search": window.show_search, **window.replacing.handlers(),
        "checks": lambda: window.show_panel(window.panes.checks, window.checks),
        "fill-section": lambda: _ask_filling(window, window.brief.current_section),
        "next-finding": window.checks.go_on,
        "next-misspelt": window.spelling.next_misspelt,
        "copy-brief": window.copy_brief,
        "cite": window.cite,
        "tables": lambda: window.show_panel(window.panes.tables, window.tables),
        "history": lambda: window.show_panel(window.panes.history, window.history),
        "message": window.bar.enter,
    }  # fmt: skip


def connect(window: MainWindow) -> None:
    """Let the parts of the window hear each other."""
    _connect_project(window)
    _connect_reading(window)
    _connect_brief(window)


def _connect_project(window: MainWindow) -> None:
    document, act, bar = window.document, window.actions_by_id, window.bar
    document.opened.connect(window.reset)
    document.save_failed.connect(window.unsaved.tell)
    document.saved.connect(window.unsaved.settle)
    window.files.in_use.connect(window.unsaved.offer_reading)
    UndoWords(document.undo_stack, act, window)
    act["dark"].setChecked(theme.current() is theme.DARK)
    act["sans"].setChecked(window.reading.is_sans)
    window.importer.added.connect(window.show_article)
    window.importer.failed.connect(window.complain)
    window.importer.said.connect(bar.say)
    window.importer.came.connect(window.windows.offer_details)
    window.exchange.added.connect(window.show_article)
    window.exchange.failed.connect(window.complain)
    window.exchange.said.connect(bar.say)
    window.files.failed.connect(window.complain)
    window.files.said.connect(bar.say)
    window.files.damaged.connect(window.rescue.offer)
    window.windows.failed.connect(window.complain)
    window.windows.said.connect(bar.say)
    window.windows.section_wanted.connect(window.brief.focus_section)
    window.desk.jobs.running.connect(window.status.show_busy)


def _connect_reading(window: MainWindow) -> None:
    view, bar, shown = window.view, window.bar, window.shown
    shown.changed.connect(window.show_page)
    shown.changed.connect(
        lambda: window.tables.show_article(view.article.id if view.article else "")
    )
    shown.changed.connect(lambda: window.status.show_article(view.article))
    shown.tags_changed.connect(window.set_tags)
    view.menu_wanted.connect(window.open_menu)
    view.zoomed.connect(window.reading.zoom)
    window.tagging.unclear.connect(bar.say)
    window.tagging.tagged.connect(window.moves.remember)
    window.moves.unclear.connect(bar.say)
    window.articles.chosen.connect(lambda article: window.show_article(article.id))
    window.tags.chosen.connect(lambda tag: window.tagging.toggle(tag.id))
    window.excerpts.chosen.connect(lambda excerpt: window.show_excerpt(excerpt.id))
    window.strip.edited.connect(window.document.apply)
    window.strip.done.connect(view.setFocus)
    window.strip.confirmed.connect(window.reviewing.confirm)
    window.strip.choose_again.connect(window.reviewing.choose_again)
    window.review_list.chosen.connect(lambda excerpt: window.show_excerpt(excerpt.id))
    window.reviewing.unclear.connect(bar.say)
    window.reviewing.wanted.connect(window.show_review)
    window.importer.taken_over.connect(window.reviewing.tell)
    window.reviewing.resting.connect(window.windows.show_resting)
    window.importer.edited.connect(window.back.open)
    window.importer.refused.connect(window.offer_beside)
    shown.changed.connect(window.searching.bar.refresh)
    window.searching.opened.connect(window.show_hit)
    window.replacing.said.connect(bar.say)
    window.searching.failed.connect(window.complain)
    shown.changed.connect(window.suggesting.article_changed)
    window.suggesting.unclear.connect(bar.say)
    window.panes.suggestions.visibilityChanged.connect(window.suggesting.set_on)
    window.typing.changed.connect(window.show_typing)
    window.typing.refused.connect(window.complain)
    window.tags.looked_at.connect(lambda tag: window.tagging.look_at_tag(tag.id))
    window.tags.listed.connect(lambda tag: window.excerpts.only(tag.id))
    window.tags.change_wanted.connect(lambda tag: window.windows.show_schemes(tag.id))
    window.tables.excerpt_chosen.connect(window.show_excerpt)
    window.tables.failed.connect(window.complain)
    window.outline.changed.connect(window.hovering.follow)


def _connect_brief(window: MainWindow) -> None:
    window.exporter.finding_wanted.connect(window.show_finding)
    window.outline.changed.connect(window.checks.show_outline)
    window.checks.finding_chosen.connect(window.show_finding)
    window.checks.edited.connect(window.document.apply)
    window.exporter.template_wanted.connect(window.templates.show_current)
    window.preview.template_wanted.connect(window.templates.show_current)
    window.templates.checked.connect(window.preview.show_findings)
    window.templates.wanted.connect(window.brief.start_brief)
    window.brief.excerpt_activated.connect(window.show_excerpt)
    window.brief.fill_wanted.connect(lambda key: _ask_filling(window, key))
    window.brief.header.profiles_wanted.connect(window.windows.show_profiles)
    window.back.failed.connect(window.complain)
    window.back.unclear.connect(window.bar.say)
    window.brief.field_made.connect(window.spelling.attach)
    window.brief.field_made.connect(window.counts.attach)
    window.brief.section_entered.connect(window.counts.show_section)
    window.spelling.said.connect(window.bar.say)
    window.spelling.failed.connect(window.complain)
    window.brief.message.connect(window.bar.say)
    window.brief.section_entered.connect(window.preview.show_section)
    window.preview.excerpt_activated.connect(window.show_excerpt)
    window.preview.section_activated.connect(window.brief.focus_section)
    dock, action = window.panes.preview, window.actions_by_id["preview"]
    dock.visibilityChanged.connect(lambda on: action.setChecked(on or dock.isVisible()))
