"""How the article is set: face, size and measure, kept in the settings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from briefing.widgets.article.article_view import ArticleView
from briefing.widgets.desk import Desk

SMALLEST, USUAL, LARGEST = 12, 19, 40
NARROWEST, WIDEST = 40, 120


class ReadingLook(QObject):
    """Sets the article view's type, and keeps what the reader chose."""

    def __init__(self, view: ArticleView, desk: Desk) -> None:
        super().__init__(view)
        self._view = view
        self._desk = desk
        self._pixels = desk.settings.values.text_size
        self._apply()

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what the actions on the type do, by their ids."""
        return {
            "larger": lambda: self.zoom(+1), "smaller": lambda: self.zoom(-1),
            "usual-size": self.usual,
            "wider": lambda: self.widen(+5), "narrower": lambda: self.widen(-5),
            "sans": self.change_face,
        }  # fmt: skip

    def zoom(self, steps: int) -> None:
        """Make the text larger (+1) or smaller (-1)."""
        self._set(self._pixels + steps)

    def usual(self) -> None:
        """Go back to the usual size."""
        self._set(USUAL)

    def widen(self, characters: int) -> None:
        """Let lines be longer, or shorter, by some characters."""
        measure = self._desk.settings.values.measure + characters
        self._desk.settings.change(measure=max(NARROWEST, min(WIDEST, measure)))
        self._apply()

    def change_face(self) -> None:
        """Change between the serif face and the one without."""
        face = "serif" if self.is_sans else "sans"
        self._desk.settings.change(reading_face=face)
        self._apply()

    def follow_settings(self) -> None:
        """Set the type as the settings have it now."""
        self._pixels = self._desk.settings.values.text_size
        self._apply()

    @property
    def is_sans(self) -> bool:
        """Whether the article is set in the face without serifs."""
        return self._desk.settings.values.reading_face == "sans"

    def _set(self, pixels: int) -> None:
        self._pixels = max(SMALLEST, min(LARGEST, pixels))
        self._desk.settings.change(text_size=self._pixels)
        self._apply()

    def _apply(self) -> None:
        values = self._desk.settings.values
        self._view.set_type(
            serif=values.reading_face == "serif", pixels=self._pixels, measure=values.measure
        )
