"""The box that finds anything by a few letters: actions, tags, articles, sections, templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.services import fuzzy
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.popups import open_at
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


class CommandPalette(QFrame):
    """Opens over the window; Enter runs the marked command and closes."""

    def __init__(self, parent: QWidget, commands: Callable[[], Iterable[Command]]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._window = parent
        self._commands = commands
        self._all: Sequence[Command] = ()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.search = QLineEdit()
        self.search.setPlaceholderText(
            tr("A few letters of an action, a tag, an article, a section or a template")
        )
        self.search.setAccessibleName(tr("Find a command"))
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Matching commands"))
        self.list.setItemDelegate(_CommandRow(self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self._run())
        self.hint = Label()
        theme.set_quiet(self.hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        for part in (self.search, self.list, self.hint):
            layout.addWidget(part)
        self.setFixedSize(*SIZE)

    def ask(self) -> None:
        """Open with what can be done now."""
        self._all = list(self._commands())
        self.search.clear()
        self._find("")
        window = self._window
        corner = window.mapToGlobal(window.rect().topLeft())
        left = corner.x() + max(0, (window.width() - self.width()) // 2)
        open_at(self, QPoint(left, corner.y() + BELOW_TOP))
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Move in the list and run by keys while typing goes on."""
        pressed = watched is self.search and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                rows = max(1, self.list.count())
                self.list.setCurrentRow((self.list.currentRow() + step) % rows)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return super().eventFilter(watched, event)

    def _find(self, typed: str) -> None:
        self.list.clear()
        for command in fuzzy.found(self._all, typed, lambda each: each.name):
            item = QListWidgetItem(f"{command.name} — {command.kind}")
            item.setData(COMMAND, command)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.hint.setText(
            tr("Enter runs it, Esc closes")
            if self.list.count()
            else tr("Nothing fits these letters.")
        )

    def _run(self) -> None:
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
