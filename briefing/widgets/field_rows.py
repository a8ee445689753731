"""Named fields in two lines, or in three where there is little room: names at their left."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from briefing.widgets import theme
from briefing.widgets.labels import Label

WIDE = 600
"""Pixels from which on three fields have room beside each other."""
Named = tuple[str, QWidget]


class FieldRows(QWidget):
    """Shows fields three on a line; in little room two, the third of each line going below.

    The first of each line is the one whose words are long, and takes the room that is left. The
    Tab key goes through them as they stand.
    """

    def __init__(self, rows: Sequence[Sequence[Named]]) -> None:
        super().__init__()
        self._fields = [[(self._label(words, field), field) for words, field in row]
                        for row in rows]  # fmt: skip
        self._across = 0
        self._order: list[QWidget] = []
        self._before: QWidget | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._lay_out(max(map(len, rows)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Take as many lines as the width asks for."""
        super().resizeEvent(event)
        self._lay_out(3 if self.width() >= WIDE else 2)

    def come_after(self, before: QWidget | None) -> None:
        """Let the Tab key come here from another widget of the same window."""
        self._before = before
        for one, other in pairwise([*([before] if before else []), *self._order]):
            QWidget.setTabOrder(one, other)

    def _lay_out(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        lines = [row[:across] for row in self._fields]
        if rest := [pair for row in self._fields for pair in row[across:]]:
            lines.append(rest)
        for number, line in enumerate(lines):
            for place, (label, field) in enumerate(line):
                self._grid.addWidget(label, number, 2 * place)
                self._grid.addWidget(field, number, 2 * place + 1)
        self._order = [field for line in lines for _, field in line]
        self.come_after(self._before)

    @staticmethod
    def _label(words: str, field: QWidget) -> Label:
        label = Label(words)
        label.setBuddy(field)
        theme.set_quiet(label)
        return label
