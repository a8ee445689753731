"""How an article that a search found is drawn: its headline and the words around what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle

from briefing.qt.models import ITEM
from briefing.qt.textmap import TextMap
from briefing.services.ports import Hit
from briefing.widgets import theme
from briefing.widgets.excerpts.rows import Index, Row

Span = tuple[int, int]
LINES = 2
"""Lines of the snippet that are shown."""


class HitRow(Row):
    """A headline and two lines of the article, with what was found in bold."""

    height = 72

    def draw(self, painter: QPainter, box: QRect, index: Index, look: theme.Colours) -> None:
        """Draw headline and snippet."""
        hit: Hit = index.data(ITEM)
        headline = theme.interface_font()
        painter.setPen(QColor(look.text))
        draw_words(
            painter, box.adjusted(0, 5, 0, 0), hit.headline, hit.headline_marks, (headline, 1)
        )
        words, marks = shown(hit)
        painter.setPen(QColor(look.quiet))
        below = box.adjusted(0, 27, 0, 0)
        draw_words(painter, below, words, marks, (snippet_font(), LINES), QColor(look.text))
        painter.setPen(QColor(look.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())


def shown(hit: Hit) -> tuple[str, list[Span]]:
    """Return the snippet as it is shown, with what was found in it; in code points."""
    before = "… " if hit.start else ""
    shift = len(before) - hit.start
    words = "".join(" " if character.isspace() else character for character in hit.snippet)
    return before + words, [(start + shift, end + shift) for start, end in hit.marks]


def draw_words(
    painter: QPainter,
    box: QRect,
    words: str,
    marks: Sequence[Span],
    kind: tuple[QFont, int],
    strong: QColor | None = None,
) -> None:
    """Draw words on so many lines, the marked ones in bold, an ellipsis where they do not fit."""
    font, lines = kind
    layout, end = _laid_out(words, marks, font, box.width(), lines, strong)
    if end < len(words):
        # The last word makes room for the ellipsis.
        kept = words[: end - 1]
        kept = kept[: max(kept.rfind(" "), len(kept) - 12)].rstrip(" ,;:.")
        layout, _ = _laid_out(f"{kept}…", marks, font, box.width(), lines, strong)
    layout.draw(painter, QPointF(box.topLeft()))


def _laid_out(
    words: str, marks: Sequence[Span], font: QFont, width: int, lines: int, strong: QColor | None
) -> tuple[QTextLayout, int]:
    """Return the words laid out, and how many of them fit."""
    places = TextMap(words)
    layout = QTextLayout(places.display, font)
    layout.setTextOption(_wrapping())
    layout.setFormats([_bold(places, span, strong) for span in marks if span[1] <= len(words)])
    layout.beginLayout()
    top, end = 0.0, 0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
        end = line.textStart() + line.textLength()
    layout.endLayout()
    return layout, places.from_qt(end)


def _bold(places: TextMap, span: Span, colour: QColor | None) -> QTextLayout.FormatRange:
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    if colour:
        bold.setForeground(colour)
    made = QTextLayout.FormatRange()
    made.start = places.to_qt(span[0])
    made.length = places.to_qt(span[1]) - places.to_qt(span[0])
    made.format = bold
    return made


def _wrapping() -> QTextOption:
    """Return how words stand: each read its own way, all at the side where the window begins."""
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    direction = QGuiApplication.layoutDirection()
    side = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft)
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def snippet_font() -> QFont:
    """Return the face of what stands below a headline."""
    font = theme.interface_font()
    font.setPixelSize(13)
    return font
