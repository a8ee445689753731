"""What a brief holds that its template has no place for, with the ways to give it one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.model.brief import Brief
from briefing.model.brief_edits import drop_section, move_field, move_section
from briefing.model.edits import Edit, set_field
from briefing.model.project import Project
from briefing.model.template import Template
from briefing.services.brief.waiting import Target, Waiting, field_targets, section_targets, waiting
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label

MOST = 40
"""Texts that are shown; the others follow as these find a place."""
LONGEST = 320
"""Code points of a text that are shown."""


class WaitingList(QFrame):
    """Is seen only when something waits; `edited` gives the Edit that moves or removes it."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brief = ""
        self._shown: tuple[object, ...] = ()
        self._movers: dict[str, QPushButton] = {}
        self.setAccessibleName(tr("Does not fit this template"))
        heading = Label(tr("Does not fit this template"))
        heading.setProperty("heading", True)
        self.hint = Label(tr("It is kept but not printed. Give it a place, or remove it."))
        self.hint.setWordWrap(True)
        theme.set_quiet(self.hint)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.RHYTHM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(4)
        for widget in (heading, self.hint):
            column.addWidget(widget)
        column.addLayout(self._rows)
        self.hide()

    def show_brief(self, project: Project, brief: Brief, template: Template) -> None:
        """Show what waits in a brief."""
        found = waiting(project, brief, template)
        sections, fields = section_targets(project, brief, template), field_targets(template)
        shown = (brief.id, tuple(found), tuple(sections), tuple(fields))
        if shown == self._shown:
            return
        self._shown, self._brief = shown, brief.id
        had_focus = any(button.hasFocus() for button in self.findChildren(QPushButton))
        self._clear()
        for item in found[:MOST]:
            self._rows.addWidget(self._row(item, fields if item.is_field else sections))
        if len(found) > MOST:
            self._rows.addWidget(Label(tr("… and {count} more", count=len(found) - MOST)))
        self.setVisible(bool(found))
        if had_focus and self._movers:
            next(iter(self._movers.values())).setFocus()

    def focus_item(self, key: str) -> bool:
        """Go to the button that moves a text; returns whether it waits here."""
        button = self._movers.get(key)
        if button is None:
            return False
        button.setFocus()
        return True

    def _clear(self) -> None:
        self._movers = {}
        while self._rows.count():
            item = self._rows.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()

    def _row(self, item: Waiting, targets: Sequence[Target]) -> QWidget:
        box = QFrame()
        box.setProperty("notice", True)
        title = Label(item.title)
        words = " ".join(item.words.split())
        placed = (
            tr("Excerpts placed by hand: {excerpts}", excerpts=item.excerpts)
            if item.excerpts
            else ""
        )
        shown = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
        text = Label("\n".join(filter(None, (shown, placed))))
        text.setWordWrap(True)
        move = QPushButton(tr("Move to"))
        move.setAccessibleName(tr("Move “{title}” to another place", title=item.title))
        menu = QMenu(move)
        move.setMenu(menu)
        for target in targets:
            menu.addAction(target.title.replace("&", "&&"), self._giver(self._moving(item, target)))
        move.setEnabled(bool(targets))
        drop = QPushButton(tr("Remove"))
        drop.setAccessibleName(tr("Remove “{title}”", title=item.title))
        edit = self._dropping(item)
        drop.clicked.connect(lambda: self.edited.emit(edit))
        self._movers[f"field:{item.key}" if item.is_field else item.key] = move
        buttons = QHBoxLayout()
        buttons.addWidget(title, 1)
        buttons.addWidget(move)
        buttons.addWidget(drop)
        column = QVBoxLayout(box)
        column.setContentsMargins(10, 6, 8, 8)
        column.setSpacing(4)
        column.addLayout(buttons)
        column.addWidget(text)
        return box

    def _moving(self, item: Waiting, target: Target) -> Edit:
        move = move_field if item.is_field else move_section
        return move(self._brief, item.key, target.key, target.title)

    def _dropping(self, item: Waiting) -> Edit:
        if item.is_field:
            return set_field(self._brief, item.key, "", f"“{item.title}”")
        return drop_section(self._brief, item.key, item.title)

    def _giver(self, edit: Edit) -> Callable[[], None]:
        return lambda: self.edited.emit(edit)
