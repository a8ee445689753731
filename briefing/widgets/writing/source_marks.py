"""Underlines sentences that have no source and are not marked as the writer's own view."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QTextCharFormat

from briefing.qt.textmap import TextMap
from briefing.services.section_text.rich_text import BlockKind
from briefing.widgets import theme
from briefing.widgets.controls.text_marks import marks_of
from briefing.widgets.writing.rich_document import WHOLE, kind_of, runs_of
from briefing.widgets.writing.rich_text import RichText

LAYER = "sources"
PAUSE = 250
"""Milliseconds after a change before the lines follow: nothing flickers while words are typed."""


class SourceMarks(QObject):
    """Draws a thin dotted line under the sentences of one field that lack a source."""

    def __init__(self, field: RichText) -> None:
        super().__init__(field)
        self._field = field
        self._marks = marks_of(field)
        self._on = False
        self._follow = QTimer(self, interval=PAUSE, singleShot=True)
        self._follow.timeout.connect(self._draw)
        field.typed.connect(self._start)
        field.shown.connect(self._start)

    def show_marks(self, *, on: bool) -> None:
        """Show the lines, or none."""
        if on:
            self._on = on
            self._follow.start()
        elif self._on:
            self._on = on
            self._follow.stop()
            self._marks.show_layer(LAYER, (), QTextCharFormat())

    def _start(self) -> None:
        if self._on:
            self._follow.start()

    def _draw(self) -> None:
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        form.setUnderlineColor(QColor(theme.current().warning))
        self._marks.show_layer(LAYER, self._spans(), form)

    def _spans(self) -> Iterator[tuple[int, int]]:
        from briefing.services.section_text.sourced import unsourced

        block = self._field.document().begin()
        while block.isValid():
            quoted = (BlockKind.HEADING, BlockKind.VERBATIM)
            if block.text() and kind_of(block) not in quoted:
                spans = unsourced(runs_of(block))
                if spans:
                    positions = TextMap(block.text(), WHOLE)
                    for start, end in spans:
                        yield (
                            block.position() + positions.to_qt(start),
                            block.position() + positions.to_qt(end),
                        )
            block = block.next()
