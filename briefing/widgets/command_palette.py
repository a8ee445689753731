"""The box that finds anything by a few letters: actions, tags, articles, sections, templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from briefing.language import tr
from briefing.services import fuzzy
from briefing.widgets import theme
from briefing.widgets.controls.find_box import FindBox
from briefing.widgets.excerpts.rows import PAD, Index, Row, elided

COMMAND = Qt.ItemDataRole.UserRole
SIZE = (560, 420)
BELOW_TOP = 84
"""Pixels of the window that stay in sight above the box."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done or gone to: its kind, its name, its keys, and how."""

    kind: str
    name: str
    run: Callable[[], object]
    keys: str = ""


class CommandPalette(FindBox):
    """Opens over the window; Enter runs the marked command and closes."""

    def __init__(self, parent: QWidget, commands: Callable[[], Iterable[Command]]) -> None:
        self._rows = QListWidget()
        super().__init__(parent, self._rows, (tr("Find a command"), tr("Matching commands")))
        self._window = parent
        self._commands = commands
        self._all: Sequence[Command] = ()
        self.search.setPlaceholderText(
            tr("A few letters of an action, a tag, an article, a section or a template")
        )
        self.list.setItemDelegate(_CommandRow(self))
        self.setFixedSize(*SIZE)

    def ask(self) -> None:
        """Open with what can be done now."""
        self._all = list(self._commands())
        corner = self._window.mapToGlobal(self._window.rect().topLeft())
        left = corner.x() + max(0, (self._window.width() - self.width()) // 2)
        self.open_with(QPoint(left, corner.y() + BELOW_TOP))

    def look_up(self, typed: str) -> None:
        """List the commands whose names these letters fit."""
        self._rows.clear()
        for command in fuzzy.found(self._all, typed, lambda each: each.name):
            item = QListWidgetItem(f"{command.name} — {command.kind}")
            item.setData(COMMAND, command)
            self._rows.addItem(item)
        self.mark(0)
        self.hint.setText(
            tr("Enter runs it, Esc closes")
            if self._rows.count()
            else tr("Nothing fits these letters.")
        )

    def take(self) -> None:
        """Run the marked command."""
        index = self.list.currentIndex()
        if index.isValid():
            command: Command = index.data(COMMAND)
            self.hide()
            command.run()


_KIND = 56
"""Pixels for what kind of thing a command is; keys end where these begin."""


class _CommandRow(Row):
    """A command: its name, its kind quietly, its keys at the right."""

    height = 32

    def draw(self, painter: QPainter, box: QRect, index: Index, look: theme.Colours) -> None:
        """Draw one row."""
        command: Command = index.data(COMMAND)
        painter.setFont(theme.small_font())
        painter.setPen(QColor(look.quiet))
        middle = Qt.AlignmentFlag.AlignVCenter
        left, right = Qt.AlignmentFlag.AlignLeft | middle, Qt.AlignmentFlag.AlignRight | middle
        metrics = painter.fontMetrics()
        side = max(_KIND, metrics.horizontalAdvance(command.kind))
        kind = self.placed(box, QRect(box.right() - side, box.top(), side, box.height()))
        painter.drawText(kind, left, command.kind)
        taken = side + 2 * PAD
        painter.drawText(self.placed(box, box.adjusted(0, 0, -taken, 0)), right, command.keys)
        taken += metrics.horizontalAdvance(command.keys) + PAD
        painter.setFont(theme.interface_font())
        painter.setPen(QColor(look.text))
        elided(painter, self.placed(box, box.adjusted(0, 0, -taken, 0)), command.name)
