"""A small picture of the page that a template makes: its header, its sections, its marking."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from briefing.model.template import Form, Marking, Slot, Template
from briefing.widgets import theme

PAGE = (210.0, 297.0)
"""An A4 page, in millimetres."""
MARGIN = 22.0
LINE = 7.0
_BOTTOM = PAGE[1] - 24.0


def template_picture(template: Template, height: int, scale: float = 1.0) -> QPixmap:
    """Return a picture of the template's first page, `height` pixels high."""
    pixmap = QPixmap(round(height * PAGE[0] / PAGE[1] * scale), round(height * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(height / PAGE[1], height / PAGE[1])
    _Page(painter, theme.current()).draw(template)
    painter.end()
    return pixmap


class _Page:
    """Draws from the top down, in millimetres."""

    def __init__(self, painter: QPainter, look: theme.Colours) -> None:
        self._painter = painter
        self._look = look
        self._top = MARGIN
        self._ink = theme.blend(QColor(look.quiet), QColor(look.page), 0.45)

    def draw(self, template: Template) -> None:
        self._painter.setPen(QColor(self._look.edge))
        self._painter.setBrush(QColor(self._look.page))
        self._painter.drawRoundedRect(QRectF(1, 1, PAGE[0] - 2, PAGE[1] - 2), 3, 3)
        self._painter.setPen(Qt.PenStyle.NoPen)
        if template.marking is not Marking.NONE:
            for top in (10.0, PAGE[1] - 14.0):
                self._bar(PAGE[0] / 2 - 22, top, 44, 4, QColor(self._look.quiet))
        self._bar(MARGIN, self._top, 110, 9, QColor(self._look.accent))
        self._top += 16
        for _ in range(min(5, 2 + len(template.fields))):
            self._bar(MARGIN, self._top, 24, 4, QColor(self._look.quiet))
            self._bar(MARGIN + 34, self._top, 70, 4, self._ink)
            self._top += LINE
        self._top += 4
        for slot in template.slots:
            self._section(slot)

    def _section(self, slot: Slot) -> None:
        if self._top > _BOTTOM - 2 * LINE:
            return
        self._bar(MARGIN, self._top, 14 + min(80, 3 * len(slot.title)), 5.5,
                  QColor(self._look.accent))  # fmt: skip
        self._top += LINE + 2
        if slot.form is Form.TABLE:
            self._table()
        else:
            marked = slot.form in (Form.BULLETS, Form.NUMBERED)
            for width in (150, 158, 96)[: 3 if slot.tags else 2]:
                self._words(width, marked=marked)
        self._top += 5

    def _words(self, width: float, *, marked: bool) -> None:
        if self._top > _BOTTOM:
            return
        if marked:
            self._bar(MARGIN + 2, self._top, 4, 4, self._ink)
        self._bar(MARGIN + (11 if marked else 0), self._top, width, 4, self._ink)
        self._top += LINE

    def _table(self) -> None:
        for row in range(3):
            if self._top > _BOTTOM:
                return
            ground = QColor(self._look.selection if row == 0 else self._look.line)
            for column in range(4):
                self._bar(MARGIN + column * 41, self._top, 39, 6, ground)
            self._top += 8

    def _bar(self, left: float, top: float, width: float, height: float, colour: QColor) -> None:
        self._painter.setBrush(colour)
        self._painter.drawRoundedRect(QRectF(left, top, width, height), 1.2, 1.2)
