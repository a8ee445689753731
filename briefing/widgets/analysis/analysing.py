"""How the window of the analysis hangs together with the main one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.model.table_edits import add_words
from briefing.services.analysis.grid import Spot
from briefing.widgets.analysis.analysis_window import AnalysisWindow

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow


def make_analysis(window: MainWindow) -> AnalysisWindow:
    """Return the analysis of a window's project; what it leads to is shown in the window."""
    made = AnalysisWindow(window.document, window.desk.jobs, window)
    made.excerpt_chosen.connect(window.show_excerpt)
    made.excerpt_chosen.connect(lambda _excerpt: window.activateWindow())
    made.spot_chosen.connect(lambda spot: _go(window, spot))
    made.table_wanted.connect(lambda title, table: _put(window, made, title, table))
    return made


def _go(window: MainWindow, spot: Spot) -> None:
    if spot.article in window.document.project.articles:
        window.show_article(spot.article)
        if spot.end > spot.start:
            window.view.select(spot.start, spot.end)
        window.activateWindow()


def _put(window: MainWindow, analysis: AnalysisWindow, title: str, table: str) -> None:
    """Put a table into the section of the brief that was last written in."""
    brief, key = window.outline.brief, window.brief.current_section
    if brief is None or not key:
        analysis.bar.say(tr("There is no brief to put it in yet: start one (Ctrl+Shift+N)."))
        return
    try:
        window.document.apply(add_words(brief.id, key, table, tr("Put in “{title}”", title=title)))
    except BriefingError as error:
        analysis.bar.complain(error)
        return
    analysis.bar.say(
        tr("The table stands in the brief now."), [(tr("Show"), lambda: _show(window, key))]
    )


def _show(window: MainWindow, key: str) -> None:
    window.show_brief()
    window.brief.focus_section(key)
    window.activateWindow()
