"""What the command palette offers: the window's actions, and all that can be gone to or begun."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from briefing.language import tr
from briefing.widgets.actions import ACTIONS, menu_name
from briefing.widgets.command_palette import Command

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow


def commands(window: MainWindow) -> Iterator[Command]:
    """Yield what can be done in a window now, as the palette lists it when nothing is typed."""
    yield from _actions(window)
    yield from _tags(window)
    yield from _places(window)
    yield from _templates(window)


def _actions(window: MainWindow) -> Iterator[Command]:
    for spec in ACTIONS:
        action = window.actions_by_id[spec.id]
        if action.isEnabled() and spec.id != "commands":
            name = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
            kind = menu_name(spec.menu)
            keys = window.actions_by_id.key_of(spec.id)
            yield Command(kind, name.rstrip("…"), action.trigger, keys)


def _tags(window: MainWindow) -> Iterator[Command]:
    if window.view.article:
        for tag in window.document.project.tags_offered():
            yield Command(tr("Tag the words"), tag.name, partial(_tag, window, tag.id), tag.key)


def _places(window: MainWindow) -> Iterator[Command]:
    for article in window.document.project.articles_in_order():
        show = partial(window.show_article, article.id)
        yield Command(tr("Article"), article.name, show)
    template = window.outline.template
    for slot in template.slots if template else ():
        yield Command(tr("Section"), slot.title, partial(_section, window, slot.key))
    for brief in window.document.project.briefs_in_order():
        yield Command(tr("Brief"), brief.title, partial(_brief, window, brief.id))


def _templates(window: MainWindow) -> Iterator[Command]:
    for package in window.desk.library.shelf().packages.values():
        begin = partial(_begin, window, package)
        yield Command(tr("New brief"), package.template.title, begin)


def _tag(window: MainWindow, tag_id: str) -> None:
    window.view.setFocus()
    window.tagging.toggle(tag_id)


def _section(window: MainWindow, key: str) -> None:
    window.panes.bring(window.panes.brief)
    window.brief.focus_section(key)


def _brief(window: MainWindow, brief_id: str) -> None:
    window.panes.bring(window.panes.brief)
    window.outline.show(brief_id)


def _begin(window: MainWindow, package: object) -> None:
    window.panes.bring(window.panes.brief)
    window.brief.start_brief(package)  # type: ignore[arg-type]  # as the library gave it
    window.brief.enter()
