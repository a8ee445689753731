"""Loads, once the window is shown, what the first brief or export would otherwise wait for."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from briefing.qt.turns import Turns

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

AHEAD = (
    "briefing.services.anchoring",
    "briefing.services.markdown_writing",
    "briefing.services.analysis",
    "briefing.services.composing",
    "briefing.services.resting",
    "briefing.services.checks.matter",
    "briefing.services.checks",
    "briefing.services.sourced",
    "briefing.templating.manifest",
    "briefing.services.plug_in_shapes",
    "briefing.services.loading",
)
"""Modules in an order in which none brings many others along."""


def load_ahead(window: MainWindow) -> Turns:
    """Load them in turns, and publish last what a library's server has kept waiting."""
    turns = Turns(window)
    for name in AHEAD:
        turns.later(name, partial(import_module, name))
    turns.later("waiting", window.windows.send_waiting)
    return turns
