"""What the tour shows: each step with its words, the part of the window, and when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from briefing.language import marked

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

SAMPLE = "sample-brief"
"""The id of the sample's brief."""


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step: `target` is the part it speaks of, `state` what it compares before and after.

    `is_done` is given that state as it was when the step began, and as it is; a step without one
    is only read. `begin` brings the window to where the step starts. `{id}` in `words` is the key
    of that action.
    """

    title: str
    words: str
    target: Callable[[MainWindow], QWidget]
    state: Callable[[MainWindow], object] = lambda _window: None
    is_done: Callable[[object, object], bool] | None = None
    begin: Callable[[MainWindow], None] = lambda _window: None


def _go_to_article(window: MainWindow) -> None:
    brief = window.document.project.briefs.get(SAMPLE)
    if brief and (window.view.article is None or window.view.article.id not in brief.articles):
        window.show_article(brief.articles[0])
    window.view.setFocus()


def _tagged(window: MainWindow) -> object:
    return frozenset((e.id, e.tags) for e in window.document.project.excerpts.values())


def _said(window: MainWindow) -> object:
    excerpts = window.document.project.excerpts.values()
    return frozenset((e.id, e.assessment.attribution) for e in excerpts if e.assessment.attribution)


def _in_brief(window: MainWindow) -> object:
    focused = window.focusWidget()
    return focused is not None and window.brief.isAncestorOf(focused)


def _more(before: object, now: object) -> bool:
    return isinstance(before, frozenset) and isinstance(now, frozenset) and bool(now - before)


def _now(_before: object, now: object) -> bool:
    return bool(now)


def _view(window: MainWindow) -> QWidget:
    return window.view


def _strip(window: MainWindow) -> QWidget:
    return window.strip


def _brief(window: MainWindow) -> QWidget:
    return window.panes.brief


def _checks(window: MainWindow) -> QWidget:
    return window.panes.checks if window.panes.checks.isVisible() else window.panes.brief


def _middle(window: MainWindow) -> QWidget:
    return window.panes.pages


def _menus(window: MainWindow) -> QWidget:
    return window.menuBar()


def _show_brief(window: MainWindow) -> None:
    window.panes.bring(window.panes.brief)


def _sees_checks(window: MainWindow) -> object:
    return window.panes.checks.isVisible()


def _written(window: MainWindow) -> object:
    return window.exporter.count


STEPS = (
    TourStep(
        marked("Tag a sentence"),
        marked(
            "J and K go from sentence to sentence, {next-untagged} to the next paragraph that "
            "has no tag. Stop at one that matters and press a digit, 1 to 8: that is its tag."
        ),
        _view, _tagged, _more, _go_to_article,
    ),
    TourStep(
        marked("Say who said it"),
        marked(
            "With the caret in your excerpt press {attribution}, type a name and press Enter. "
            "The line under the article keeps who said it, how sure it is and whom it affects."
        ),
        _strip, _said, _more, _go_to_article,
    ),
    TourStep(
        marked("See the brief fill"),
        marked(
            "Each section of the brief gathers the excerpts of its tags; yours stands there "
            "already. Press {show-brief} to go there; {next-section} goes on to the next "
            "section, and you can write between the excerpts."
        ),
        _brief, _in_brief, _now,
        _show_brief,
    ),
    TourStep(
        marked("Look at the checks"),
        marked(
            "What is missing, unsourced or too long is listed, each with the way there. Press "
            "{checks}."
        ),
        _checks, _sees_checks, _now,
    ),
    TourStep(
        marked("Export a draft"),
        marked(
            "Press {export}. While something required is missing the message offers a draft: "
            "{message} goes there, Enter takes it. Choose a file; Word, PDF and others are at "
            "hand."
        ),
        _middle, _written, lambda before, now: before != now,
    ),
    TourStep(
        marked("That is the whole way"),
        marked(
            "{undo} takes any step back, also tomorrow. {commands} finds everything by a few "
            "letters, {keys} lists all keys. The sample can be taken out with Edit, Remove this "
            "article."
        ),
        _menus,
    ),
)  # fmt: skip
