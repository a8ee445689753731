"""Choosing a tag's colour: tested ones, or one's own that stands out from both pages."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefing.language import marked, tr
from briefing.model.tags import PALETTE, Tag
from briefing.qt.plain import plain_tip
from briefing.qt.saying import decimal, listed
from briefing.services.contrast import STRIPE, is_colour, nearest_passing, passes, ratio
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label
from briefing.widgets.controls.line_field import LineField

PAGES = (theme.LIGHT.page, theme.DARK.page)
NAMES = (
    marked("Blue"), marked("Vermilion"), marked("Bluish green"), marked("Orange"),
    marked("Yellow"), marked("Black"), marked("Reddish purple"), marked("Sky blue"),
    marked("Indigo"), marked("Wine"), marked("Grey"), marked("Green"), marked("Olive"),
    marked("Dark blue"), marked("Purple"), marked("Rose"),
)  # fmt: skip
_ACROSS = 8
_SWATCH = 22


class ColourField(QWidget):
    """`chosen` carries a colour that can be used; what cannot is explained here."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._nearest = ""
        self._tag: Tag | None = None
        self._swatches = {
            colour: self._swatch(colour, tr(name))
            for colour, name in zip(PALETTE, NAMES, strict=True)
        }
        self.line = LineField(tr("Colour"), 7)
        self.line.setFixedWidth(96)
        self.line.typed.connect(lambda words: self._consider(words.upper()))
        self.sample = Sample(self)
        self.words = Label()
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(18)
        theme.set_quiet(self.words)
        self.offer = act_button("", lambda: self.chosen.emit(self._nearest))
        kept = self.offer.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.offer.setSizePolicy(kept)
        self.offer.hide()
        self._lay_out()
        self.setFocusProxy(self.line)

    def show_tag(self, tag: Tag) -> None:
        """Show a tag's colour and how it stands out."""
        self._tag = tag
        self.line.show_words(tag.colour)
        for colour, swatch in self._swatches.items():
            swatch.setChecked(colour == tag.colour)
        self.offer.hide()
        self._say(_contrast_words(tag.colour), error=False)
        self.sample.show_tag(tag)

    def complain(self, words: str) -> None:
        """Say why a colour was not taken."""
        self._say(words, error=True)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(2)
        for place, swatch in enumerate(self._swatches.values()):
            grid.addWidget(swatch, place // _ACROSS, place % _ACROSS)
        other = act_button(tr("Other…"), self._ask)
        other.setAccessibleName(tr("Choose another colour"))
        row = QHBoxLayout()
        row.setSpacing(theme.RHYTHM)
        row.addWidget(self.line)
        row.addWidget(other)
        row.addWidget(self.sample, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.RHYTHM)
        column.setSpacing(theme.RHYTHM)
        column.addLayout(grid)
        column.addLayout(row)
        column.addWidget(self.words)
        column.addWidget(self.offer, alignment=Qt.AlignmentFlag.AlignLeft)

    def _swatch(self, colour: str, name: str) -> QToolButton:
        button = QToolButton()
        pixmap = QPixmap(_SWATCH, _SWATCH)
        pixmap.fill(QColor(colour))
        button.setIcon(QIcon(pixmap))
        button.setIconSize(QSize(_SWATCH, _SWATCH))
        button.setCheckable(True)
        button.setAccessibleName(f"{name}, {colour}")
        button.setToolTip(plain_tip(f"{name}, {colour}"))
        button.clicked.connect(lambda _on=False: self._take(colour))
        return button

    def _consider(self, colour: str) -> None:
        """Take a colour, or say why not and what would do."""
        self.offer.hide()
        if not is_colour(colour):
            self.complain(tr("“{colour}” is no colour. Write it as #0072B2.", colour=colour))
        elif colour in PALETTE or passes(colour, PAGES):
            self._take(colour)
        else:
            self._nearest = nearest_passing(colour, PAGES) or ""
            self.complain(
                tr(
                    "{contrast}. A stripe needs {least}:1.",
                    contrast=_ratios(colour),
                    least=f"{STRIPE:.0f}",
                )
            )
            self.offer.setText(tr("Use {nearest}, the nearest that has it", nearest=self._nearest))
            self.offer.setVisible(bool(self._nearest))

    def _take(self, colour: str) -> None:
        if self._tag:
            for each, swatch in self._swatches.items():
                swatch.setChecked(each == self._tag.colour)
        self.chosen.emit(colour)

    def _ask(self) -> None:
        before = QColor(self._tag.colour if self._tag else PALETTE[0])
        colour = QColorDialog.getColor(before, self, tr("Colour of the tag"))
        if colour.isValid():
            self.line.setText(colour.name().upper())
            self._consider(colour.name().upper())

    def _say(self, words: str, *, error: bool) -> None:
        self.words.setText(words)
        self.words.setStyleSheet(f"color: {theme.current().error};" if error else "")


class Sample(QWidget):
    """Shows how a tag looks in the margin, on the light page and on the dark one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tag: Tag | None = None
        self.setFixedHeight(32)
        self.setMinimumWidth(120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("The tag in light and in dark"))

    def show_tag(self, tag: Tag) -> None:
        """Show another tag."""
        self._tag = tag
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 Qt's name
        """Paint both pages side by side."""
        if self._tag is None:
            return
        painter = QPainter(self)
        half = self.width() / 2
        for number, look in enumerate((theme.LIGHT, theme.DARK)):
            box = QRectF(number * half, 0, half, self.height())
            painter.fillRect(box, QColor(look.page))
            full = theme.stripe(self._tag.colour, look)
            chip = QRectF(box.left() + 6, box.top() + 8, 24, 16)
            theme.draw_chip(painter, chip, self._tag.code, full, look)
            stripe = QRectF(box.left() + 36, box.top() + 4, 4, box.height() - 8)
            theme.draw_stripe(painter, stripe, full, look)
            words = box.adjusted(46, 7, -6, -7)
            painter.fillRect(words, theme.tint(self._tag.colour, look))
            painter.setPen(QColor(look.text))
            painter.setFont(theme.small_font())
            painter.drawText(words.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "Aa")
        painter.setPen(QColor(theme.current().line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _ratios(colour: str, edge: str = "") -> str:
    """Return the contrast with both pages, rounded down so that 2.96 is not called 3."""
    parts = []
    for name, page in zip((tr("light"), tr("dark")), PAGES, strict=True):
        found = ratio(colour, page)
        mark = edge if found < STRIPE else ""
        parts.append(f"{name} {decimal(math.floor(found * 10) / 10)}:1{mark}")
    return tr("Contrast: {parts}", parts=listed(parts))


def _contrast_words(colour: str) -> str:
    return _ratios(colour, " " + tr("(drawn with an edge)"))
