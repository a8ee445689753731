"""A slim row of buttons below the text that is being written: what its formatting is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QWidget,
)

from briefing.language import tr
from briefing.qt.plain import plain_tip
from briefing.services.section_text.markdown_runs import SAFE_LINK
from briefing.services.section_text.rich_text import BlockKind
from briefing.widgets.writing.formatting import State
from briefing.widgets.writing.rich_keys import acts_of, name_of, shown_keys
from briefing.widgets.writing.rich_text import RichText
from briefing.widgets.writing.table_grid import TableGrid


class FormatBar(QWidget):
    """Shows and changes the formatting at the caret of the field it follows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field: RichText | None = None
        self.buttons: dict[str, QToolButton] = {}
        self.grid: TableGrid | None = None
        self._checks: list[tuple[QToolButton, Callable[[State], bool]]] = []
        buttons = QWidget()
        self._row = QHBoxLayout(buttons)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._add_buttons()
        self._row.addStretch(1)
        self.address = QLineEdit()
        self.address.setAccessibleName(tr("Address of the link"))
        self.address.setPlaceholderText(tr("https://…  Enter sets the link, Esc goes back"))
        self.address.returnPressed.connect(self._set_link)
        self.address.setProperty("compact", True)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(buttons)
        self._pages.addWidget(self.address)
        self.setFixedHeight(30)
        # A pane narrower than the buttons cuts the last one, never the whole brief.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def follow(self, field: RichText) -> None:
        """Show the formatting of a field."""
        if self.field is not field:
            self.field = field
            self._pages.setCurrentIndex(0)
        self.refresh()

    def refresh(self) -> None:
        """Show what holds at the caret."""
        if self.field is not None:
            state = self.field.formatting.state()
            for button, holds in self._checks:
                button.setChecked(holds(state))

    def ask_link(self) -> None:
        """Ask for the address of a link."""
        if self.field is not None:
            self.address.setText(self.field.formatting.state().link)
            self._pages.setCurrentIndex(1)
            self.address.setFocus()
            self.address.selectAll()

    def ask_table(self) -> None:
        """Ask how large a table is to be."""
        if self.field is not None:
            self.grid = TableGrid(self)
            self.grid.chosen.connect(self.field.cells.insert)
            self.grid.left.connect(self._end_grid)
            button = self.buttons["table"]
            self.grid.open_at(button.mapToGlobal(QPoint(0, 0)))

    @property
    def asking(self) -> bool:
        """Whether the address of a link, or the size of a table, is being asked for."""
        return self._pages.currentIndex() == 1 or self.grid is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Leave the question for an address with Esc."""
        if event.key() == Qt.Key.Key_Escape and self.field:
            self._pages.setCurrentIndex(0)
            self.field.setFocus()
        else:
            super().keyPressEvent(event)

    def _end_grid(self) -> None:
        self.grid = None
        if self.field is not None:
            self.field.setFocus()

    def _set_link(self) -> None:
        words = self.address.text().strip()
        if words and not SAFE_LINK.match(words):
            words = f"mailto:{words}" if "@" in words and "/" not in words else f"https://{words}"
        self._pages.setCurrentIndex(0)
        if self.field is not None:
            self.field.setFocus()
            self.field.formatting.set_link(words)

    def _add_buttons(self) -> None:
        def is_kind(which: BlockKind) -> Callable[[State], bool]:
            return lambda state: state.kind is which

        table: tuple[tuple[str, str, Callable[[State], bool]], ...] = (
            ("B", "bold", lambda s: s.bold),
            ("I", "italic", lambda s: s.italic),
            ("↗", "link", lambda s: bool(s.link)),
            ("•", "bullets", is_kind(BlockKind.BULLET)),
            ("1.", "numbers", is_kind(BlockKind.NUMBER)),
            ("H", "heading", is_kind(BlockKind.HEADING)),
            ("”", "quotation", is_kind(BlockKind.QUOTE)),
            (tr("table"), "table", lambda _s: False),
            (tr("own view"), "own-view", lambda _s: False),
        )
        for sign, key, holds in table:
            button = QToolButton()
            button.setText(sign)
            button.setAccessibleName(name_of(key))
            button.setToolTip(
                plain_tip(tr("{name} ({keys})", name=name_of(key), keys=shown_keys(key)))
            )
            button.setProperty("narrow", True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setCheckable(True)
            font = QFont(button.font())
            font.setBold(key == "bold")
            font.setItalic(key == "italic")
            button.setFont(font)
            button.clicked.connect(lambda _on=False, which=key: self._act(which))
            self._checks.append((button, holds))
            self.buttons[key] = button
            self._row.addWidget(button)

    def _act(self, key: str) -> None:
        if self.field is not None:
            acts_of(self.field)[key]()
            self.refresh()
