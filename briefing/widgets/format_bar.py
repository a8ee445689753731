"""A slim row of buttons below the text that is being written: what its formatting is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedLayout, QToolButton, QWidget

from briefing.services.markdown_runs import SAFE_LINK
from briefing.services.rich_text import BlockKind
from briefing.widgets.formatting import State
from briefing.widgets.rich_text import RichText


class FormatBar(QWidget):
    """Shows and changes the formatting at the caret of the field it follows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field: RichText | None = None
        self._checks: list[tuple[QToolButton, Callable[[State], bool]]] = []
        buttons = QWidget()
        self._row = QHBoxLayout(buttons)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._add_buttons()
        self._row.addStretch(1)
        self.address = QLineEdit()
        self.address.setAccessibleName(self.tr("Address of the link"))
        self.address.setPlaceholderText(self.tr("https://…  Enter sets the link, Esc goes back"))
        self.address.returnPressed.connect(self._set_link)
        self.address.setProperty("compact", True)
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(buttons)
        self._pages.addWidget(self.address)
        self.setFixedHeight(30)

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

    @property
    def asking(self) -> bool:
        """Whether the address of a link is being asked for."""
        return self._pages.currentIndex() == 1

    def keyPressEvent(self, event: object) -> None:  # noqa: N802
        """Leave the question for an address with Esc."""
        from PySide6.QtGui import QKeyEvent

        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.field:
            self._pages.setCurrentIndex(0)
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
        def kind(which: BlockKind, level: int = 0) -> Callable[[RichText], None]:
            return lambda field: field.formatting.set_kind(which, level)

        def is_kind(which: BlockKind) -> Callable[[State], bool]:
            return lambda state: state.kind is which

        table: tuple[tuple[str, str, str, Callable[[RichText], None],
                           Callable[[State], bool]], ...] = (
            ("B", self.tr("Bold"), "Ctrl+B", lambda f: f.formatting.toggle("bold"),
             lambda s: s.bold),
            ("I", self.tr("Italic"), "Ctrl+I", lambda f: f.formatting.toggle("italic"),
             lambda s: s.italic),
            ("↗", self.tr("Link"), "Ctrl+K", lambda _f: self.ask_link(), lambda s: bool(s.link)),
            ("•", self.tr("Bulleted list"), "Ctrl+Shift+8", kind(BlockKind.BULLET),
             is_kind(BlockKind.BULLET)),
            ("1.", self.tr("Numbered list"), "Ctrl+Shift+7", kind(BlockKind.NUMBER),
             is_kind(BlockKind.NUMBER)),
            ("H", self.tr("Heading"), "Ctrl+Shift+1", kind(BlockKind.HEADING, 1),
             is_kind(BlockKind.HEADING)),
            ("”", self.tr("Quotation"), "Ctrl+Shift+.", kind(BlockKind.QUOTE),
             is_kind(BlockKind.QUOTE)),
            ("own view", self.tr("Mark the sentence as your own view"), "Ctrl+J",
             lambda f: f.formatting.toggle_judgement(), lambda _s: False),
        )  # fmt: skip
        for sign, name, keys, act, holds in table:
            button = QToolButton()
            button.setText(sign)
            button.setAccessibleName(name)
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(self.tr("%s (%s)") % (name, shown))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setCheckable(True)
            font = QFont(button.font())
            font.setBold(sign == "B")
            font.setItalic(sign == "I")
            button.setFont(font)
            button.clicked.connect(lambda _on=False, do=act: self._act(do))
            self._checks.append((button, holds))
            self._row.addWidget(button)

    def _act(self, act: Callable[[RichText], None]) -> None:
        if self.field is not None:
            act(self.field)
            self.refresh()
