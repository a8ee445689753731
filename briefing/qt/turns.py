"""Work that follows what was just done, a piece at each turn of the event loop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

FRAME = 16
"""Milliseconds before the first piece: what was done is painted first."""
GAP = 8
"""Milliseconds between pieces, in which keys and paints come through."""


class Turns(QObject):
    """Does named pieces of work one after the other, so that none holds up a key for long.

    Of pieces of one name only the latest is done. `finish` does what is waiting at once.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[str, Callable[[], object]] = {}
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._next)

    def later(self, name: str, work: Callable[[], object]) -> None:
        """Do a piece of work soon, in the place in the row that its name has already."""
        self._waiting[name] = work
        if not self._timer.isActive():
            self._timer.start(FRAME)

    def finish(self, name: str = "") -> None:
        """Do now what waits under a name, or everything."""
        for each in [name] if name else list(self._waiting):
            if work := self._waiting.pop(each, None):
                work()

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting

    def _next(self) -> None:
        for name in list(self._waiting)[:1]:
            self.finish(name)
        if self._waiting:
            self._timer.start(GAP)
