"""How a grid of the analysis is drawn: on the screen cell by cell, and whole as a picture."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from briefing.errors import ExportError
from briefing.language import tr
from briefing.services.analysis.grid import Cell, Colour, Grid, Head, Tone, Width
from briefing.widgets import theme
from briefing.widgets.excerpts.rows import CHIP, elided, two_lines

ROW, LEFT = 38, 212
"""Pixels: a row's height, and the width of the heads before the rows."""
ROOMY, LINE = 190, 19
"""Pixels: a row's height where names stand below each other, and that of one of them."""
WIDTHS = {Width.NUMBER: 80, Width.NAME: 150, Width.WORDS: 280, Width.CODES: 36}
PAD = 6
MOST_PIXELS = 40_000_000
"""Of a picture; what is larger opens in few programs."""
_CENTRE = Qt.AlignmentFlag.AlignCenter
_TITLE = 76


def row_of(grid: Grid) -> int:
    """Return how high a row is, in pixels."""
    return ROOMY if grid.roomy else ROW


def width_of(head: Head) -> int:
    """Return how wide a column is, in pixels."""
    return WIDTHS[head.width]


def top_of(grid: Grid) -> int:
    """Return how high the heads above the columns are, in pixels."""
    return 64 if any(head.tag for head in grid.columns) else 42


def draw_cell(painter: QPainter, box: QRect, cell: Cell, look: theme.Colours) -> None:
    """Draw one cell: its words, a bar below them as long as its weight, and a ground as full."""
    hue = QColor(look.warning if cell.tone is Tone.DOUBTFUL else look.accent)
    page = QColor(look.page)
    if cell.weight > 0:
        painter.fillRect(box, theme.blend(hue, page, 0.06 + 0.30 * cell.weight))
        bar = QRectF(box.left() + PAD, box.bottom() - 5, (box.width() - 2 * PAD) * cell.weight, 3)
        painter.fillRect(bar, hue)
    elif cell.tone is Tone.TOTAL:
        painter.fillRect(box, QColor(look.window))
    if cell.tags:
        _draw_codes(painter, box, cell.tags, look)
    else:
        _draw_words(painter, box, cell, look)


def _draw_codes(
    painter: QPainter, box: QRect, tags: tuple[Colour, ...], look: theme.Colours
) -> None:
    """Draw two tags' codes, of more the first and how many others there are."""
    shown = tags if len(tags) <= 2 else tags[:1]
    half = (box.height() - 2) / 2 if len(tags) > 1 else box.height() - 2
    for place, tag in enumerate(shown):
        part = QRectF(box.left() + 1, box.top() + 1 + place * half, box.width() - 2, half)
        draw_code(painter, part, tag, look)
    if len(tags) > 2:
        part = QRectF(box.left() + 1, box.top() + 1 + half, box.width() - 2, half)
        painter.setPen(QColor(look.text))
        painter.drawText(part, _CENTRE, f"+{len(tags) - 1}")


def _draw_words(painter: QPainter, box: QRect, cell: Cell, look: theme.Colours) -> None:
    painter.setPen(QColor(look.quiet if cell.tone is Tone.TOTAL else look.text))
    painter.setFont(theme.interface_font())
    if cell.words.isdigit() or len(cell.words) == 1:
        painter.drawText(box.adjusted(0, 0, 0, -3), _CENTRE, cell.words)
        return
    painter.setFont(theme.small_font())
    if box.height() > 2 * ROW:
        _draw_names(painter, box.adjusted(PAD, PAD, -PAD, -PAD), cell.words.split("; "), look)
        return
    words, inside = " ".join(cell.words.split()), box.adjusted(PAD, 3, -PAD, -3)
    fits = painter.fontMetrics().horizontalAdvance(words[:400]) <= inside.width()
    (elided if fits else two_lines)(painter, inside, words)


def _draw_names(painter: QPainter, box: QRect, names: list[str], look: theme.Colours) -> None:
    """Draw names below each other, and how many more there are than have room."""
    room = box.height() // LINE
    shown = names if len(names) <= room else names[: room - 1]
    for place, name in enumerate(shown):
        elided(painter, QRect(box.left(), box.top() + place * LINE, box.width(), LINE), name)
    if len(names) > len(shown):
        painter.setPen(QColor(look.quiet))
        line = QRect(box.left(), box.top() + len(shown) * LINE, box.width(), LINE)
        elided(painter, line, tr("and {count} more", count=len(names) - len(shown)))


def draw_column_head(painter: QPainter, box: QRect, head: Head, look: theme.Colours) -> None:
    """Draw what stands above a column: a tag's code over its name, or the name alone."""
    painter.fillRect(box, QColor(look.window))
    words = box.adjusted(PAD, 6, -PAD, -4)
    if head.tag:
        chip = QRectF(QPointF(words.topLeft()), QSizeF(CHIP))
        draw_code(painter, chip, head.tag, look)
        words.setTop(words.top() + CHIP.height() + 4)
    painter.setFont(theme.small_font())
    painter.setPen(QColor(look.quiet))
    two_lines(painter, words, " ".join(head.words.split()))
    painter.setPen(QColor(look.line))
    painter.drawLine(box.bottomLeft(), box.bottomRight())


def draw_row_head(painter: QPainter, box: QRect, head: Head, look: theme.Colours) -> None:
    """Draw what stands before a row."""
    painter.fillRect(box, QColor(look.window))
    words = box.adjusted(PAD, 0, -PAD, 0)
    if head.tag:
        middle = box.center().y() - CHIP.height() / 2
        chip = QRectF(QPointF(words.left(), middle), QSizeF(CHIP))
        draw_code(painter, chip, head.tag, look)
        words.setLeft(words.left() + CHIP.width() + PAD)
    font = theme.interface_font()
    font.setPixelSize(14)
    painter.setFont(font)
    painter.setPen(QColor(look.text))
    elided(painter, words, " ".join(head.words.split()))
    painter.setPen(QColor(look.line))
    painter.drawLine(box.bottomLeft(), box.bottomRight())


def draw_code(painter: QPainter, box: QRectF, tag: Colour, look: theme.Colours) -> None:
    """Draw a tag's two letters on its colour; as shapes, for a picture keeps them sharp."""
    colour = theme.stripe(tag.colour, look)
    painter.setPen(theme.stripe_edge(colour.name(), look))
    painter.setBrush(colour)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(_code_font())
    painter.setPen(theme.text_on(colour))
    painter.drawText(box, _CENTRE, tag.code)


def size_of(grid: Grid) -> QSize:
    """Return how large the picture of a whole grid is, in pixels."""
    across = LEFT + sum(map(width_of, grid.columns))
    return QSize(
        max(across, 480) + 2 * PAD, _TITLE + top_of(grid) + row_of(grid) * len(grid.rows) + 2 * PAD
    )


def draw_grid(painter: QPainter, grid: Grid, look: theme.Colours) -> None:
    """Draw a whole grid with its title and how to read it, from the corner of the page."""
    size = size_of(grid)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(look.page))
    painter.setPen(QColor(look.text))
    title = theme.interface_font()
    title.setPixelSize(18)
    title.setWeight(QFont.Weight.DemiBold)
    painter.setFont(title)
    elided(painter, QRect(2 * PAD, PAD, size.width() - 4 * PAD, 24), grid.title)
    painter.setFont(theme.small_font())
    painter.setPen(QColor(look.quiet))
    two_lines(painter, QRect(2 * PAD, PAD + 26, size.width() - 4 * PAD, 36), grid.note)
    top, left = _TITLE + PAD, PAD
    first, high = top + top_of(grid), row_of(grid)
    draw_column_head(painter, QRect(left, top, LEFT, first - top), Head(grid.corner), look)
    for row, head in enumerate(grid.rows):
        draw_row_head(painter, QRect(left, first + row * high, LEFT, high), head, look)
    at = left + LEFT
    for column, head in enumerate(grid.columns):
        across = width_of(head)
        draw_column_head(painter, QRect(at, top, across, first - top), head, look)
        for row in range(len(grid.rows)):
            box = QRect(at, first + row * high, across, high)
            draw_cell(painter, box.adjusted(0, 0, -1, -1), grid.cell(row, column), look)
            painter.setPen(QColor(look.line))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
            painter.drawLine(box.topRight(), box.bottomRight())
        at += across


def as_png(grid: Grid, look: theme.Colours) -> bytes:
    """Return the picture of a grid as PNG, two dots a pixel; raises ExportError if too large."""
    size = _checked(grid) * 2
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_grid(painter, grid, look)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a str
    return bytes(buffer.data().data())


def as_svg(grid: Grid, look: theme.Colours) -> bytes:
    """Return the picture of a grid as SVG; raises ExportError if it is too large."""
    size = _checked(grid)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(grid.title)
    painter = QPainter(generator)
    draw_grid(painter, grid, look)
    painter.end()
    return bytes(buffer.data().data())


def _checked(grid: Grid) -> QSize:
    size = size_of(grid)
    if 4 * size.width() * size.height() > MOST_PIXELS:
        raise ExportError(
            tr(
                "“{title}” is too large for a picture: {count} rows.",
                title=grid.title,
                count=len(grid.rows),
            ),
            tr("Save it as a table (CSV); that holds all of it."),
        )
    return size


def _code_font() -> QFont:
    font = theme.small_font(bold=True)
    font.setPixelSize(11)
    return font
