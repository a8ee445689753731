"""Loads, once the window is shown, what the first brief or export would otherwise wait for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from briefing.qt.turns import Turns

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

AHEAD = (
    "briefing.services.searching",
    "briefing.services.anchoring",
    "briefing.services.composing",
    "briefing.services.prose",
    "briefing.services.checks",
    "briefing.services.sourced",
    "briefing.services.excerpt_tables",
    "briefing.services.analysis",
    "briefing.services.profiles",
    "briefing.widgets.header_form",
    "briefing.widgets.hover_card",
    "briefing.widgets.formatting",
    "briefing.widgets.rich_text",
    "briefing.widgets.section_editor",
    "briefing.widgets.brief_page",
    "briefing.widgets.spelling",
    "briefing.templating.manifest",
    "briefing.services.plug_in_shapes",
    "briefing.services.loading",
    "briefing.services.article_changes",
    "briefing.widgets.searching",
    "briefing.widgets.importing",
)
"""Modules in an order in which none brings many others along."""


def load_ahead(window: MainWindow, first: Callable[[], object] = lambda: None) -> Turns:
    """Load them in turns, after what `first` does once the window is painted.

    What a library's server has kept waiting is published last.
    """
    turns = Turns(window)
    turns.later("first", first)
    for name in AHEAD:
        turns.later(name, partial(import_module, name))
    turns.later("waiting", window.windows.send_waiting)
    return turns
