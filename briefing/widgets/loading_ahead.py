"""Loads, once the window is shown, what the first brief or export would otherwise wait for."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from briefing.qt.turns import Turns

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

AHEAD = (
    "briefing.services.anchoring.anchors",
    "briefing.services.section_text.markdown_writing",
    "briefing.services.analysis",
    "briefing.services.brief.composing",
    "briefing.services.brief.resting",
    "briefing.services.checks.matter",
    "briefing.services.checks",
    "briefing.services.section_text.sourced",
    "briefing.templating.manifest",
    "briefing.services.plug_ins.shapes",
    "briefing.services.articles.loading",
)
"""Modules in an order in which none brings many others along."""


def load_ahead(window: MainWindow) -> Turns:
    """Load them in turns, and publish last what a library's server has kept waiting."""
    turns = Turns(window)
    for name in AHEAD:
        turns.later(name, partial(import_module, name))
    turns.later("waiting", window.windows.send_waiting)
    return turns
