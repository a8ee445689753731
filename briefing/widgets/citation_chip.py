"""How a citation stands in a text: a small chip that the caret takes as one character."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)

from briefing.language import tr
from briefing.model.brief import JUDGEMENT
from briefing.model.excerpt import Excerpt
from briefing.services.citing import FLAGGED
from briefing.services.hidden_signs import isolated
from briefing.widgets import theme
from briefing.widgets.rich_document import CITE
from briefing.widgets.rows import MARKS

LONGEST = 18
"""Characters of a source's name that a chip shows."""
_HEIGHT = 16.0
_PAD = 4.0


@dataclass(frozen=True, slots=True)
class Mark:
    """What a chip shows; `doubtful` words are not verified or gone, `own` is no source at all."""

    words: str
    doubtful: bool = False
    own: bool = False


def mark_of(cited: str, excerpt: Excerpt | None, source: str, *, reworded: bool = False) -> Mark:
    """Return what stands for a citation: who said it, else `source`, and its status in doubt.

    A `reworded` one stands for a card that the analyst put into words of their own.
    """
    if cited == JUDGEMENT:
        return Mark(tr("own view"), own=True)
    if excerpt is None:
        return Mark(tr("not there any more"), doubtful=True)
    name = " ".join((excerpt.assessment.attribution or source or excerpt.quote).split())
    if len(name) > LONGEST:
        name = f"{name[: LONGEST - 1].rstrip()}…"
    name = isolated(name)
    status = excerpt.assessment.status
    sign = MARKS[status] if status in FLAGGED else ""
    words = " ".join(filter(None, ("≈" if reworded else "", sign, name)))
    return Mark(words, doubtful=status in FLAGGED)


class CitationChip(QPyTextObject):
    """Draws the chips of one document; `mark` tells what each shows."""

    def __init__(self, parent: QObject, mark: Callable[[str], Mark]) -> None:
        super().__init__(parent)
        self._mark = mark

    def intrinsicSize(  # noqa: N802 Qt's name
        self,
        doc: QTextDocument,  # noqa: ARG002
        posInDocument: int,  # noqa: ARG002, N803
        format: QTextFormat,  # noqa: A002
    ) -> QSizeF:
        """Return the size of a chip."""
        words = self._mark(str(format.property(CITE))).words
        return QSizeF(QFontMetricsF(_font()).horizontalAdvance(words) + 2 * _PAD + 2, _HEIGHT)

    def drawObject(  # noqa: N802 Qt's name
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,  # noqa: ARG002
        posInDocument: int,  # noqa: ARG002, N803
        format: QTextFormat,  # noqa: A002
    ) -> None:
        """Draw a chip."""
        mark, look = self._mark(str(format.property(CITE))), theme.current()
        ink = QColor(look.warning if mark.doubtful else look.quiet if mark.own else look.accent)
        box = QRectF(rect).adjusted(1.5, 0.5, -1.5, -0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not mark.own:
            ground = QColor(look.warning_ground if mark.doubtful else look.focus_band)
            painter.setBrush(ground)
            painter.setPen(theme.blend(ink, QColor(look.field), 0.45))
            painter.drawRoundedRect(box, 4, 4)
        font = _font()
        font.setItalic(mark.own)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark.words)
        painter.restore()


def _font() -> QFont:
    return theme.small_font()
