"""The preview: the outline, which follows at once, or the pages as they will be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr
from briefing.qt.live_outline import LiveOutline
from briefing.qt.live_pages import LivePages
from briefing.settings import SettingsStore
from briefing.widgets import theme
from briefing.widgets.message_bar import MessageBar
from briefing.widgets.page_preview import PagePreview
from briefing.widgets.preview import OutlinePreview


class PreviewSwitch(QWidget):
    """Holds both previews and the switch between them; the choice is kept in the settings."""

    excerpt_activated = Signal(str)
    section_activated = Signal(str)
    words_activated = Signal(str, str)
    template_wanted = Signal()
    pages_counted = Signal(int)

    def __init__(self, outline: LiveOutline, pages: LivePages, settings: SettingsStore) -> None:
        super().__init__()
        self._pages = pages
        self._settings = settings
        pages.setParent(self)
        pages.pages_counted.connect(self.pages_counted)
        self.outline = OutlinePreview(outline)
        self.paged = PagePreview(pages)
        self.stack = QStackedWidget()
        self._parts = {"outline": self.outline, "pages": self.paged}
        self.buttons = {
            "outline": self._button(tr("Outline"), "left"),
            "pages": self._button(tr("Pages"), "right"),
        }
        for part in (self.outline, self.paged):
            self.stack.addWidget(part)
            part.excerpt_activated.connect(self.excerpt_activated)
            part.section_activated.connect(self.section_activated)
            part.template_wanted.connect(self.template_wanted)
        self.outline.words_activated.connect(self.words_activated)
        self._lay_out()
        chosen = settings.values.preview
        self.buttons[chosen].setChecked(True)
        self.stack.setCurrentWidget(self._parts[chosen])

    @property
    def page(self) -> QTextBrowser:
        """The page that the outline is on."""
        return self.outline.page

    @property
    def bar(self) -> MessageBar:
        """What is said above the outline."""
        return self.outline.bar

    @property
    def is_writing(self) -> bool:
        """Whether not all of the newest outline is shown yet."""
        return self.outline.is_writing

    @property
    def is_behind(self) -> bool:
        """Whether what is in view is not that of the newest outline yet."""
        return self.outline.is_behind

    def choose(self, which: str) -> None:
        """Show "outline" or "pages" from now on."""
        self.buttons[which].setChecked(True)
        self.stack.setCurrentWidget(self._parts[which])
        if self._settings.values.preview != which:
            self._settings.change(preview=which)

    def show_section(self, key: str) -> None:
        """Bring a section into view, in the outline and on the pages."""
        self.outline.show_section(key)
        self.paged.show_section(key)

    def show_findings(self, findings: Sequence[object]) -> None:
        """Say above the outline what is wrong with the brief's template."""
        self.outline.show_findings(findings)

    def end(self) -> None:
        """End what makes pages, as when the window closes."""
        self._pages.end()

    def _button(self, words: str, side: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setAccessibleName(tr("Preview as {words}", words=words))
        button.setCheckable(True)
        button.setProperty("segment", side)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(theme.RHYTHM, 6, theme.RHYTHM, 6)
        row.setSpacing(0)
        group = QButtonGroup(self)
        for which, button in self.buttons.items():
            group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _on=False, name=which: self.choose(name))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
