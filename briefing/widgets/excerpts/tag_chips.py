"""The tags of an excerpt as small buttons, each of which takes its tag off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from briefing.language import tr
from briefing.model.tags import Tag
from briefing.qt.plain import plain_tip
from briefing.widgets import theme

MOST_NAMES = 2
"""Tags whose names are written out; more of them show their codes."""
MOST_NAMED = 26
"""Code points of a tag's name; a longer one would widen the whole window."""
_PAD, _HEIGHT = 8, 26


class TagChip(QToolButton):
    """One tag on its tint; draws itself, so that showing another one costs no style."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tag_id = ""
        self.name = ""
        self._ground = QColor()

    def show_tag(self, tag_id: str, tag: Tag | None, *, short: bool) -> None:
        """Stand for this tag, by its code if `short`."""
        self.tag_id, self.name = tag_id, tag.name if tag else tag_id
        words = tag.code if tag and short else self.name
        words = words if len(words) <= MOST_NAMED else words[: MOST_NAMED - 1] + "…"
        self._ground = theme.tint(tag.colour if tag else theme.UNTAGGED, theme.current())
        self.setText(f"{words}  ×".replace("&", "&&"))
        told = tr("Take “{name}” off", name=self.name)
        self.setToolTip(plain_tip(told))
        self.setAccessibleName(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Return the room its words want."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words()) + 2 * _PAD, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw the words on the tag's tint, with an edge under the mouse and with the keyboard."""
        painter, look = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = look.accent if self.hasFocus() else look.edge if self.underMouse() else ""
        painter.setPen(QColor(edge) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(QColor(look.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words())

    def _words(self) -> str:
        return self.text().replace("&&", "&")


class TagChips(QWidget):
    """The tags of one excerpt; `taken_off` gives the id and the name of one to take off."""

    taken_off = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[TagChip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)

    def show_tags(
        self, tags: Sequence[str], tag_of: Callable[[str], Tag | None], *, narrow: bool = False
    ) -> None:
        """Show these tags, by their ids; chips that are there already are used again.

        Many of them, and all in `narrow` room, stand by their codes.
        """
        while len(self._chips) < len(tags):
            self._chips.append(self._made())
        for chip, tag_id in zip(self._chips, tags, strict=False):
            chip.show_tag(tag_id, tag_of(tag_id), short=narrow or len(tags) > MOST_NAMES)
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < len(tags))

    def shown(self) -> list[TagChip]:
        """Return the chips that stand for a tag now."""
        return [chip for chip in self._chips if not chip.isHidden()]

    def _made(self) -> TagChip:
        chip = TagChip(self)
        chip.clicked.connect(lambda _on=False: self.taken_off.emit(chip.tag_id, chip.name))
        self._row.addWidget(chip)
        return chip
