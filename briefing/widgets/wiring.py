"""What each action of the window does, and which part hears which."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefing.language import tr
from briefing.services.late import late_call
from briefing.widgets import theme
from briefing.widgets.undo_words import UndoWords

ASSESSED = {
    "note": "note", "attribution": "attribution", "source-kind": "source_kind",
    "status": "status", "confidence": "confidence", "stakeholder": "stakeholder",
    "impact": "impact",
}  # fmt: skip
"""The actions that ask for a part of an excerpt's assessment, and the part."""

PANE_MOVES = (
    "pane-wider", "pane-narrower", "pane-higher", "pane-lower", "move-pane", "usual-panes",
)  # fmt: skip

if TYPE_CHECKING:
    from briefing.services.brief.resting import Resting
    from briefing.widgets.actions import Handlers
    from briefing.widgets.main_window import MainWindow


def _ask_filling(window: MainWindow, key: str) -> None:
    """Ask what fills a section."""
    from briefing.widgets.brief.fill_dialog import ask_filling

    ask_filling(window, key)


def _show_in_brief(window: MainWindow) -> None:
    """Go to where the current excerpt stands in the brief, or say that it does not."""
    excerpt = window.view.current_excerpt()
    if excerpt is None:
        window.bar.say(tr("Choose the excerpt to find in the brief first."))
    elif window.outline.brief is None:
        window.bar.say(tr("There is no brief yet."), [(tr("New brief"), window.brief.new_brief)])
    elif not window.brief.places.show_excerpt(excerpt.id):
        window.bar.say(tr("These words stand in no section of the brief."))
    else:
        window.panes.bring(window.panes.brief)


def _show_resting(window: MainWindow, row: Resting) -> None:
    """Go to a sentence, in its brief."""
    window.outline.show(row.brief)
    window.panes.bring(window.panes.brief)
    if not window.brief.places.show_place(row.section, row.span, row.change.excerpt):
        window.brief.focus_section(row.section)


def _move_pane(window: MainWindow, key: str) -> None:
    """Resize a pane, or put panes where they are to be."""
    from briefing.widgets.pane_moves import handlers as moves

    moves(window)[key]()


def handlers(window: MainWindow) -> Handlers:
    """Return what each action does, by its id in the table of actions.

    A part that is made late is asked for when its action is.
    """
    view = window.view
    return {
        **window.moves.handlers(),
        **window.tagging.handlers(),
        **window.reading.handlers(),
        **window.hovering.handlers(),
        **window.windows.handlers(),
        **window.helping.handlers(),
        **{key: partial(_move_pane, window, key) for key in PANE_MOVES},
        "open": late_call(lambda: window.importer.ask),
        "paste": late_call(lambda: window.importer.paste),
        "open-address": late_call(lambda: window.addresses.ask),
        "import": late_call(lambda: window.imports.show),
        "watch-folder": late_call(lambda: window.imports.show_watching),
        "import-other": late_call(lambda: window.exchange.ask_import),
        "export-other": late_call(lambda: window.exchange.ask_export),
        "sample": window.open_sample, "new-project": window.files.ask_new,
        "open-project": window.files.ask_open, "save-copy": window.files.ask_copy,
        "print": late_call(lambda: window.printing.begin),
        "backups": window.rescue.show_backups,
        "export": window.export, "quit": lambda: (window.close(), None)[1],
        "undo": window.document.undo, "redo": window.document.redo,
        "remove-article": window.shown.remove,
        **{name: partial(window.assess, part) for name, part in ASSESSED.items()},
        **window.brief.handlers(),
        "snippet": late_call(lambda: window.snippets.ask),
        "read-back": late_call(lambda: window.back.ask),
        "templates": window.templates.show_current,
        "preview": partial(_move_pane, window, "preview"),
        "show-article": view.setFocus, "show-brief": window.show_brief,
        "dark": lambda: window.set_dark(window.actions_by_id["dark"].isChecked()),
        "focus": lambda: window.set_focus_mode(window.actions_by_id["focus"].isChecked()),
        "edit-text": lambda: window.typing.set_on(window.actions_by_id["edit-text"].isChecked()),
        "review": lambda: window.show_panel(window.panes.review, window.review_list),
        "resting": late_call(lambda: window.reviewing.show_resting),
        "suggestions": lambda: window.show_panel(
            window.panes.suggestions, window.suggesting.panel
        ),
        "next-suggestion": late_call(lambda: window.suggesting.go_on),
        "accept-suggestion": late_call(lambda: window.suggesting.accept_current),
        "reject-suggestion": late_call(lambda: window.suggesting.reject_current),
        "search": window.show_search, "find": late_call(lambda: window.replacing.find),
        "replace": late_call(lambda: window.replacing.open),
        "find-next": lambda: window.replacing.step(+1),
        "find-previous": lambda: window.replacing.step(-1),
        "checks": lambda: window.show_panel(window.panes.checks, window.checks),
        "fill-section": lambda: _ask_filling(window, window.brief.current_section),
        "next-finding": late_call(lambda: window.checks.go_on),
        "next-misspelt": late_call(lambda: window.spelling.next_misspelt),
        "copy-brief": window.copy_brief,
        "cite": window.cite, "show-in-brief": partial(_show_in_brief, window),
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
    if window.desk.settings.values.watch_folder:
        window.imports.watch()
    window.files.failed.connect(window.complain)
    window.files.said.connect(bar.say)
    window.files.damaged.connect(window.rescue.offer)
    window.windows.failed.connect(window.complain)
    window.windows.said.connect(bar.say)
    window.windows.section_wanted.connect(window.brief.focus_section)
    window.windows.resting_chosen.connect(partial(_show_resting, window))
    window.desk.jobs.running.connect(window.status.show_busy)


def _connect_reading(window: MainWindow) -> None:
    view, bar, shown = window.view, window.bar, window.shown
    shown.changed.connect(window.show_page)
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
    window.strip.confirmed.connect(late_call(lambda: window.reviewing.confirm))
    window.strip.choose_again.connect(late_call(lambda: window.reviewing.choose_again))
    window.tags.looked_at.connect(lambda tag: window.tagging.look_at_tag(tag.id))
    window.tags.listed.connect(lambda tag: window.excerpts.only(tag.id))
    window.tags.change_wanted.connect(lambda tag: window.windows.show_schemes(tag.id))
    window.outline.changed.connect(window.hovering.follow)


def _connect_brief(window: MainWindow) -> None:
    window.templates.wanted.connect(window.brief.start_brief)
    window.brief.excerpt_activated.connect(window.show_excerpt)
    window.brief.fill_wanted.connect(lambda key: _ask_filling(window, key))
    window.brief.profiles_wanted.connect(window.windows.show_profiles)
    window.brief.field_made.connect(lambda _field: window.spelling)
    window.brief.field_made.connect(window.counts.attach)
    window.brief.section_entered.connect(window.counts.show_section)
    window.brief.message.connect(window.bar.say)
    dock, action = window.panes.preview, window.actions_by_id["preview"]
    dock.visibilityChanged.connect(lambda on: action.setChecked(on or dock.isVisible()))
