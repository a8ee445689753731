"""The preview: the outline, which follows at once, or the pages as they will be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

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
from briefing.widgets.output.preview import OutlinePreview

if TYPE_CHECKING:
    from briefing.widgets.output.page_preview import PagePreview


class PreviewSwitch(QWidget):
    """Holds both previews and the switch between them; the choice is kept in the settings.

    The pages are made when they are first chosen.
    """

    excerpt_activated = Signal(str)
    section_activated = Signal(str)
    words_activated = Signal(str, str)
    template_wanted = Signal()

    def __init__(self, outline: LiveOutline, pages: LivePages, settings: SettingsStore) -> None:
        super().__init__()
        self._pages = pages
        self._settings = settings
        self._section = ""
        pages.setParent(self)
        self.outline = OutlinePreview(outline)
        self.stack = QStackedWidget()
        self.buttons = {
            "outline": self._button(tr("Outline"), "left"),
            "pages": self._button(tr("Pages"), "right"),
        }
        self._take_in(self.outline)
        self.outline.words_activated.connect(self.words_activated)
        self._lay_out()
        self._show(settings.values.preview)

    @cached_property
    def paged(self) -> PagePreview:
        """The pages, the section in view that was gone to last."""
        from briefing.widgets.output.page_preview import PagePreview

        paged = PagePreview(self._pages)
        self._take_in(paged)
        if self._section:
            paged.show_section(self._section)
        return paged

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
        self._show(which)
        if self._settings.values.preview != which:
            self._settings.change(preview=which)

    def show_section(self, key: str) -> None:
        """Bring a section into view, in the outline and on the pages."""
        self.outline.show_section(key)
        self._section = key
        if "paged" in vars(self):
            self.paged.show_section(key)

    def show_findings(self, findings: Sequence[object]) -> None:
        """Say above the outline what is wrong with the brief's template."""
        self.outline.show_findings(findings)

    def end(self) -> None:
        """End what makes pages, as when the window closes."""
        self._pages.end()

    def _show(self, which: str) -> None:
        self.buttons[which].setChecked(True)
        self.stack.setCurrentWidget(self.paged if which == "pages" else self.outline)

    def _take_in(self, part: OutlinePreview | PagePreview) -> None:
        self.stack.addWidget(part)
        part.excerpt_activated.connect(self.excerpt_activated)
        part.section_activated.connect(self.section_activated)
        part.template_wanted.connect(self.template_wanted)

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
