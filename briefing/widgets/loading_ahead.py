"""Loads, once the window is shown, what the first brief or export would otherwise wait for."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from briefing.qt.turns import Turns

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

AHEAD = (
    "briefing.services.anchoring.searching",
    "briefing.services.anchoring.anchors",
    "briefing.services.brief.composing",
    "briefing.services.section_text.prose",
    "briefing.services.brief.resting",
    "briefing.services.checks",
    "briefing.services.section_text.sourced",
    "briefing.services.excerpts.excerpt_tables",
    "briefing.services.analysis",
    "briefing.services.brief.profiles",
    "briefing.widgets.brief.header_form",
    "briefing.widgets.article.hover_card",
    "briefing.widgets.writing.formatting",
    "briefing.widgets.writing.rich_text",
    "briefing.widgets.brief.section_editor",
    "briefing.widgets.brief.brief_page",
    "briefing.widgets.writing.spelling",
    "briefing.templating.manifest",
    "briefing.services.plug_ins.shapes",
    "briefing.services.articles.loading",
    "briefing.services.anchoring.article_changes",
    "briefing.widgets.search.searching",
    "briefing.widgets.importing.importing",
)
"""Modules in an order in which none brings many others along."""


def load_ahead(window: MainWindow, first: Callable[[], object] = lambda: None) -> Turns:
    """Load them in turns, after what `first` does once the window is painted.

    What a library's server has kept waiting is published last. What is there before and after
    stays, so Python need not go through it in search of garbage: 70 ms at a time, and 0.1 without.
    """
    gc.freeze()
    turns = Turns(window)
    turns.later("first", first)
    for name in AHEAD:
        turns.later(name, partial(import_module, name))
    turns.later("waiting", window.windows.send_waiting)
    turns.later("staying", gc.freeze)
    return turns
