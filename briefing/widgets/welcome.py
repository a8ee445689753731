"""What an empty project shows: the ways to begin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.widgets.controls.labels import Label


class Welcome(QWidget):
    """Offers to open an article, paste one, or try the sample."""

    def __init__(self, mark: QIcon, ways: Sequence[tuple[QAction, str]], parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(12)
        picture = Label()
        picture.setPixmap(mark.pixmap(QSize(64, 64)))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(picture)
        heading = Label(tr("Bring in an article to begin"))
        heading.setProperty("heading", True)
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(heading)
        words = Label(tr("Drop files or a link here: web pages, Word, PDF, mail and more."))
        words.setProperty("quiet", True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(words)
        column.addSpacing(12)
        for number, (action, name) in enumerate(ways):
            button = QPushButton(name)
            button.setProperty("primary", number == 0)
            button.setMinimumSize(280, 40)
            button.clicked.connect(action.trigger)
            button.setToolTip(action.toolTip())
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignCenter)
            if number == 0:
                self.setFocusProxy(button)
