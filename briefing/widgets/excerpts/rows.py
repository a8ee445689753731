"""How articles, tags and excerpts are drawn in lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefing.language import tr
from briefing.model.article import Article
from briefing.model.excerpt import Excerpt, Status
from briefing.model.tags import Tag
from briefing.qt.models import COUNT, ITEM, PROGRESS, said_by
from briefing.qt.saying import excerpts, number, words
from briefing.services.reading.hidden_signs import from_the_right, seen
from briefing.widgets import theme

Index = QModelIndex | QPersistentModelIndex
PAD = theme.RHYTHM
CHIP = QSize(24, 16)
_BESIDE = 24
"""Pixels at the end of a tag's row for its key."""
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_WRAPPED = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MARKS = {
    Status.UNASSESSED: "",
    Status.REPORTED: "○",
    Status.CORROBORATED: "●",
    Status.UNVERIFIED: "?",
    Status.DISPUTED: "✕",
}


class Row(QStyledItemDelegate):
    """Draws the ground of a row; subclasses draw what stands on it."""

    height = 32

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tag_of: Callable[[str], Tag | None] = lambda _tag: None
        self._direction = Qt.LayoutDirection.LeftToRight

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """Return one height for all rows, so that long lists stay fast."""
        return QSize(120, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        palette: QPalette = option.palette
        box: QRect = option.rect
        painter.save()
        look = draw_ground(painter, box, option.state, theme.colours(palette))
        self._direction = painter.layoutDirection()
        self.draw(painter, box.adjusted(PAD, 0, -PAD, 0), index, look)
        painter.restore()

    def placed(self, box: QRect, part: QRect) -> QRect:
        """Return where a part of a row stands, the other way round where people read so."""
        return QStyle.visualRect(self._direction, box, part)

    def draw_codes(
        self, painter: QPainter, box: QRect, tags: Sequence[str], look: theme.Colours
    ) -> None:
        """Draw the codes of the first three tags, one below another, where a row begins."""
        for row, tag_id in enumerate(tags[:3]):
            tag = self.tag_of(tag_id)
            chip = QRect(box.left(), box.top() + PAD + row * 20, CHIP.width(), CHIP.height())
            colour = theme.stripe(tag.colour if tag else theme.UNTAGGED, look)
            place = QRectF(self.placed(box, chip))
            theme.draw_chip(painter, place, tag.code if tag else "·", colour)

    def draw(self, painter: QPainter, box: QRect, index: Index, look: theme.Colours) -> None:
        """Draw what the row shows inside `box`."""
        raise NotImplementedError


def draw_ground(
    painter: QPainter, box: QRect, state: QStyle.StateFlag, look: theme.Colours
) -> theme.Colours:
    """Draw what a row stands on, framed where the keyboard is; returns the colours of its words."""
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen:
        painter.fillRect(box, QColor(look.selection))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, QColor(look.hover))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    return theme.on_selection(look) if chosen else look


class ArticleRow(Row):
    """An article: its name, how many excerpts it has, which part of its paragraphs has any."""

    height = 46

    def draw(self, painter: QPainter, box: QRect, index: Index, look: theme.Colours) -> None:
        """Draw name above, source and length below."""
        article: Article = index.data(ITEM)
        painter.setFont(theme.interface_font())
        painter.setPen(QColor(look.text))
        upper = box.adjusted(0, 5, 0, -box.height() // 2)
        elided(painter, upper, article.name)
        painter.setFont(theme.small_font())
        painter.setPen(QColor(look.quiet))
        count = index.data(COUNT)
        said = f"{words(article.words)} · {excerpts(count)}"
        elided(painter, box.adjusted(0, box.height() // 2, 0, -4), said)
        line = QRect(box.left(), box.bottom() - 2, box.width(), 2)
        done = line.adjusted(0, 0, round(line.width() * (index.data(PROGRESS) - 1)), 0)
        painter.fillRect(line, QColor(look.line))
        painter.fillRect(self.placed(line, done), QColor(look.accent))


class TagRow(Row):
    """A tag: its code on its colour, its name, how often it is used, its key."""

    height = 32

    def draw(self, painter: QPainter, box: QRect, index: Index, look: theme.Colours) -> None:
        """Draw the tag on one line."""
        tag: Tag = index.data(ITEM)
        top = box.center().y() - CHIP.height() // 2 + 1
        chip = self.placed(box, QRect(box.left(), top, CHIP.width(), CHIP.height()))
        theme.draw_chip(painter, QRectF(chip), tag.code, theme.stripe(tag.colour, look))
        painter.setFont(theme.small_font())
        painter.setPen(QColor(look.quiet))
        painter.drawText(box, _RIGHT, "" if tag.retired else tag.key)
        taken = _BESIDE
        if count := index.data(COUNT):
            painter.setPen(QColor(look.text))
            painter.drawText(self.placed(box, box.adjusted(0, 0, -taken, 0)), _RIGHT, number(count))
            taken += painter.fontMetrics().horizontalAdvance(number(count)) + PAD
        painter.setFont(theme.interface_font())
        painter.setPen(QColor(look.quiet if tag.retired else look.text))
        name = tr("{name} (retired)", name=tag.name) if tag.retired else tag.name
        elided(painter, self.placed(box, box.adjusted(CHIP.width() + PAD, 0, -taken, 0)), name)


class ExcerptRow(Row):
    """An excerpt: its codes, two lines of its words, who said it and how sure that is."""

    height = 76

    def draw(self, painter: QPainter, box: QRect, index: Index, look: theme.Colours) -> None:
        """Draw codes at the left, words and source beside them."""
        excerpt: Excerpt = index.data(ITEM)
        self.draw_codes(painter, box, excerpt.tags, look)
        room = self.placed(box, box.adjusted(CHIP.width() + PAD, 6, 0, -24))
        painter.setFont(theme.interface_font())
        painter.setPen(QColor(look.text))
        below = two_lines(painter, room, " ".join(excerpt.quote.split()))
        painter.setFont(theme.small_font())
        painter.setPen(_sure(excerpt, look))
        mark = MARKS[excerpt.assessment.status]
        line = " ".join(filter(None, (mark, said_by(excerpt), "✎" if excerpt.note else "")))
        elided(painter, QRect(room.left(), below + 4, room.width(), 18), line)
        painter.setPen(QColor(look.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())


def _sure(excerpt: Excerpt, look: theme.Colours) -> QColor:
    doubtful = excerpt.assessment.status in (Status.UNVERIFIED, Status.DISPUTED)
    return QColor(look.warning if doubtful else look.quiet)


def elided(painter: QPainter, box: QRect, said: str) -> None:
    """Draw words on one line, cut with an ellipsis where the box ends."""
    draw_as_read(painter, box, _cut(said, painter.font().toString(), box.width()))


def two_lines(painter: QPainter, box: QRect, words: str) -> int:
    """Draw words on two lines, the second cut where the box ends; returns where they end."""
    first, rest, height = _halves(words[:400], painter.font().toString(), box.width())
    draw_as_read(painter, QRect(box.left(), box.top(), box.width(), height), first)
    draw_as_read(painter, QRect(box.left(), box.top() + height, box.width(), height), rest)
    return box.top() + (2 if rest else 1) * height


def draw_as_read(painter: QPainter, box: QRect, words: str, *, wrapped: bool = False) -> None:
    """Draw words the way they are read, on the side where the window begins.

    English in an Arabic window stands at the right, and its full stop at the end all the same;
    an Arabic sentence that begins with the name of a key is Arabic.
    """
    direction = painter.layoutDirection()
    placed = QStyle.visualAlignment(direction, _WRAPPED if wrapped else _LEFT).value
    placed |= Qt.TextFlag.TextWordWrap.value if wrapped else 0
    ours = direction is Qt.LayoutDirection.RightToLeft and from_the_right(words)
    painter.setLayoutDirection(direction if ours else Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(box, placed | Qt.AlignmentFlag.AlignAbsolute.value, words)
    painter.setLayoutDirection(direction)


@lru_cache(maxsize=512)
def _cut(words: str, font: str, width: int) -> str:
    """Return words as they are cut to this many pixels in a font, as Qt spells fonts."""
    return _metrics(font).elidedText(seen(words), Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=512)
def _halves(words: str, font: str, width: int) -> tuple[str, str, int]:
    """Return the two lines of words, and how many pixels the second stands below the first."""
    metrics = _metrics(font)
    first, rest = _first_line(metrics, seen(words), width)
    rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return first, rest, metrics.lineSpacing()


def _metrics(spelled: str) -> QFontMetrics:
    font = QFont()
    font.fromString(spelled)
    return QFontMetrics(font)


def _first_line(metrics: QFontMetrics, words: str, width: int) -> tuple[str, str]:
    if metrics.horizontalAdvance(words) <= width:
        return words, ""
    low, high = 1, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        fits = metrics.horizontalAdvance(words[:middle]) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    space = words.rfind(" ", 0, low + 1)
    end = space if space > 0 else low
    return words[:end], words[end:].lstrip()
