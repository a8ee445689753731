"""The look of the program: two palettes of our own, fonts, icons and one style sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QWidget

from briefing.services.contrast import nearest_passing, ratio
from briefing.widgets.style_sheet import style_sheet

RHYTHM = 8
SANS = "Source Sans Pro"
SERIF = "Source Serif Pro"
UNTAGGED = "#808080"
READABLE = 4.5
"""Least contrast of text against its ground (WCAG 2.2, success criterion 1.4.3)."""
_FAINT = ("quiet", "warning", "error", "good")
_ARTICLE_BACKUP = ["Noto Naskh Arabic", "Noto Sans Arabic", "Noto Sans CJK SC", "DejaVu Sans"]


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme as "#RRGGBB"; text on its ground has a contrast of 4.5:1 or more."""

    name: str
    window: str
    page: str
    field: str
    text: str
    quiet: str
    line: str
    edge: str
    accent: str
    on_accent: str
    selection: str
    focus_band: str
    warning: str
    warning_ground: str
    error: str
    good: str
    hover: str
    tint: float


LIGHT = Colours(
    name="light",
    window="#F3F2EF", page="#FFFFFF", field="#FFFFFF", text="#1F2328", quiet="#5A6068",
    line="#DDDAD3", edge="#85898F", accent="#1D5C9E", on_accent="#FFFFFF", selection="#BBD6F2",
    focus_band="#F1EEE6", warning="#7A4B00", warning_ground="#FFF3D6", error="#A3261B",
    good="#1E6B3C", hover="#E7E5DF", tint=0.30,
)  # fmt: skip
DARK = Colours(
    name="dark",
    window="#1D1F22", page="#25282C", field="#2C3035", text="#E7E5E0", quiet="#A9AEB5",
    line="#3A3E44", edge="#7D838B", accent="#74AEEB", on_accent="#10181F", selection="#2F5478",
    focus_band="#2E3237", warning="#F2C46D", warning_ground="#3A3120", error="#F29B92",
    good="#7CCB98", hover="#32363B", tint=0.30,
)  # fmt: skip


def colours(palette: QPalette) -> Colours:
    """Return the theme that a palette belongs to."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def current() -> Colours:
    """Return the theme of the whole program."""
    return colours(QGuiApplication.palette())


@lru_cache(maxsize=4)
def on_selection(theme: Colours) -> Colours:
    """Return the colours of words on the ground of a chosen row: too faint ones are as text."""
    faint: dict[str, Any] = {
        name: theme.text
        for name in _FAINT
        if ratio(getattr(theme, name), theme.selection) < READABLE
    }
    return replace(theme, **faint)


def palette_of(theme: Colours) -> QPalette:
    """Return the Qt palette of a theme."""
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, colour in (
        ((role.Window,), theme.window),
        ((role.Base,), theme.field),
        ((role.AlternateBase, role.Button, role.Midlight), theme.window),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), theme.text),
        ((role.ToolTipBase,), theme.page),
        ((role.PlaceholderText,), theme.quiet),
        ((role.Highlight,), theme.selection),
        ((role.HighlightedText,), theme.text),
        ((role.Link, role.Accent), theme.accent),
        ((role.Mid, role.Light), theme.line),
        ((role.Dark,), theme.edge),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, each, QColor(theme.edge))
    return palette


def apply_colours(app: QApplication, theme: Colours) -> None:
    """Give the whole program the palette of a theme, which is all that an empty window shows."""
    if not app.styleSheet() and app.style().name() != "fusion":
        app.setStyle("Fusion")  # only once: a style that is set anew goes through every widget
    app.setPalette(palette_of(theme))


def apply_theme(app: QApplication, theme: Colours) -> None:
    """Give the whole program the palette and style sheet of a theme."""
    apply_colours(app, theme)
    end = "left" if QGuiApplication.isRightToLeft() else "right"
    app.setStyleSheet(style_sheet(theme, end))


def wanted(choice: str) -> Colours:
    """Return the theme that a choice of "light", "dark" or "system" stands for now."""
    if choice == "system":
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if choice == "dark" else LIGHT


def choose(choice: str) -> None:
    """Give the running program the theme that a choice stands for."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(app, wanted(choice))


def load_fonts(folder: Path) -> None:
    """Add the bundled fonts, so that text shows on a machine that has none."""
    for file in sorted(folder.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    QFont.insertSubstitutions(SERIF, _ARTICLE_BACKUP)
    QFont.insertSubstitutions(SANS, _ARTICLE_BACKUP)


def interface_font() -> QFont:
    """Return the font of all controls."""
    font = QFont(SANS)
    font.setPixelSize(15)
    return font


def small_font(*, bold: bool = False) -> QFont:
    """Return the font of codes, counts and captions."""
    font = QFont(SANS)
    font.setPixelSize(12)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def article_font(*, serif: bool = True, pixels: int = 19) -> QFont:
    """Return the font in which articles are read; `pixels` is its size."""
    font = QFont(SERIF if serif else SANS)
    font.setPixelSize(pixels)
    return font


@lru_cache(maxsize=256)
def tint(colour: str, theme: Colours) -> QColor:
    """Return a tag's colour as a ground that text of the theme can be read on."""
    return blend(QColor(colour), QColor(theme.page), theme.tint)


def blend(colour: QColor, ground: QColor, share: float) -> QColor:
    """Return `share` (0 to 1) of `colour` over `ground`."""
    return QColor(
        round(colour.red() * share + ground.red() * (1 - share)),
        round(colour.green() * share + ground.green() * (1 - share)),
        round(colour.blue() * share + ground.blue() * (1 - share)),
    )


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    return ratio(one.name(), other.name())


def text_on(ground: QColor) -> QColor:
    """Return black or white, whichever reads better on `ground`."""
    return _text_on(ground.rgb())


@lru_cache(maxsize=256)
def stripe(colour: str, theme: Colours) -> QColor:
    """Return a tag's full colour, lightened where it would sink into a dark page."""
    full, page = QColor(colour), QColor(theme.page)
    share = 1.0
    while contrast(blend(full, QColor(theme.text), share), page) < 1.5 and share > 0.2:
        share -= 0.1
    return blend(full, QColor(theme.text), share)


@lru_cache(maxsize=256)
def stripe_edge(drawn: str, theme: Colours) -> QColor:
    """Return the edge of what is drawn in a tag's colour: one that stands out from the page.

    It is the colour itself where that has the contrast that a stripe needs.
    """
    return QColor(nearest_passing(drawn, (theme.page,)) or drawn)


def icon(folder: Path, name: str, colour: str) -> QIcon:
    """Return one of the bundled icons in a colour; the drawings use `currentColor`."""
    drawing = (folder / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    made = QIcon()
    for size in (20, 40, 60):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        made.addPixmap(pixmap)
    return made


def draw_chip(
    painter: QPainter, box: QRectF, code: str, colour: QColor, look: Colours | None = None
) -> None:
    """Draw a tag's two-letter code on its full colour; `look` is that of the page."""
    edge = stripe_edge(colour.name(), look or current())
    ratio = painter.device().devicePixelRatio()
    known = f"chip {code} {colour.rgba()} {edge.rgba()} {box.width()} {box.height()} {ratio}"
    pixmap = QPixmap()
    if not QPixmapCache.find(known, pixmap):
        pixmap = _chip(box.size(), code, colour, edge, ratio)
        QPixmapCache.insert(known, pixmap)
    painter.drawPixmap(box.topLeft(), pixmap)


def _chip(size: QSizeF, code: str, colour: QColor, edge: QColor, ratio: float) -> QPixmap:
    pixmap = QPixmap((size * ratio).toSize())
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    box = QRectF(QPointF(), size)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(edge)
    painter.setBrush(colour)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    font = small_font(bold=True)
    font.setPixelSize(max(9, int(size.height()) - 5))
    painter.setFont(font)
    painter.setPen(text_on(colour))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, code)
    painter.end()
    return pixmap


def draw_stripe(
    painter: QPainter, box: QRectF, colour: QColor, look: Colours | None = None
) -> None:
    """Draw a stripe in the margin, with an edge where its colour would sink into the page."""
    painter.fillRect(box, stripe_edge(colour.name(), look or current()))
    painter.fillRect(box.adjusted(1, 1, -1, -1), colour)


def set_quiet(widget: QWidget) -> None:
    """Let a label speak quietly: small, in the second text colour."""
    widget.setProperty("quiet", True)


def set_in(box: QAbstractSpinBox) -> None:
    """Let a number stand as far in as words in other fields: a style sheet cannot do that."""
    box.lineEdit().setTextMargins(6, 0, 0, 0)


@lru_cache(maxsize=256)
def _text_on(rgb: int) -> QColor:
    ground, black, white = QColor.fromRgb(rgb), QColor("#000000"), QColor("#FFFFFF")
    return black if contrast(black, ground) >= contrast(white, ground) else white
