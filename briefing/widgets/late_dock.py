"""A pane that is there from the start, for menus and layouts, but empty until it is first seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDockWidget, QWidget


class LateDock(QDockWidget):
    """Holds what `make` makes, from when the pane first comes into sight or is asked to be filled.

    `narrowest` is the least width of that in pixels. A pane behind the tab of another is not in
    sight; `is_seen` tells. While a layout is brought back panes come and go: `wait` until it is.
    """

    def __init__(
        self, name: str, make: Callable[[], QWidget], narrowest: int, parent: QWidget
    ) -> None:
        super().__init__(name, parent)
        self._make: Callable[[], QWidget] | None = make
        self._narrowest = narrowest
        self.is_seen = self._waits = self._was_seen = False
        self.visibilityChanged.connect(self._follow)
        self.toggleViewAction().toggled.connect(self._note)
        self.toggleViewAction().triggered.connect(self._bring)

    def fill(self) -> None:
        """Make what is in it, if that was not done yet."""
        make, self._make = self._make, None
        if make is not None:
            inside = make()
            inside.setMinimumWidth(self._narrowest)
            self.setWidget(inside)
            inside.show()

    def wait(self, *, on: bool) -> None:
        """Stay as it is from now on, or be filled if it is in sight then."""
        self._waits = on
        self._follow(self.is_seen)

    def _follow(self, seen: bool) -> None:  # noqa: FBT001 as the signal has it
        self.is_seen = seen
        if seen and not self._waits:
            self.fill()

    def _note(self) -> None:
        """Note what was in sight: the action tells this before Qt shows or closes the pane."""
        self._was_seen = self.is_seen

    def _bring(self, on: bool) -> None:  # noqa: FBT001 as the signal has it
        """Come to the front, also from behind another's tab, where Qt would close it."""
        if on or not self._was_seen:
            self.show()
            self.raise_()
