"""Gives memory that is free back to the machine while nobody edits."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer

from briefing.qt.document import ProjectDocument

REST = 2_000
"""Milliseconds without an edit after which memory is given back; that takes about 7."""


class SpareMemory(QObject):
    """Has the C library give back what edits of a document have left free, once they rest.

    Each letter typed makes another text of its article, and the library keeps the room of the old
    ones for the next: at 10 MB some 40 MB. Given back at once, each letter would wait for the
    machine to clear it again, which doubled the time of one (malloc_trim(3), mallopt(3)).
    """

    def __init__(self, document: ProjectDocument, parent: QObject) -> None:
        super().__init__(parent)
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(give_back)
        document.changed.connect(lambda _changes: self._rest.start())


def give_back() -> None:
    """Give free memory back now, where the C library is one that keeps it."""
    import ctypes

    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "malloc_trim"):
        library.malloc_trim(0)
