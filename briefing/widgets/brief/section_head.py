"""The first line of a section: its title, the tags that fill it, what is missing or left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from briefing.language import tr, tr_many
from briefing.model.brief import SectionText, Words
from briefing.model.excerpt import Excerpt
from briefing.model.tags import Tag
from briefing.model.template import Slot
from briefing.qt.plain import plain_tip
from briefing.qt.saying import excerpts
from briefing.services.brief.filling import analysis_of, query_of
from briefing.services.reading.hidden_signs import isolated
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label

LONGEST = 28
"""Signs of a query that a section's first line has room for."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What a section shows: its text, the excerpts at its `Rest`, and all of the project by id.

    `source_of` names where an excerpt comes from, `quoted` gives the id of the excerpt in which
    words stand that were dragged here, "" for none, and `sources` says whether sentences without
    a source are to be shown.
    """

    written: SectionText
    rest: Sequence[Excerpt]
    excerpt: Callable[[str], Excerpt | None]
    tag: Callable[[str], Tag | None]
    source_of: Callable[[Excerpt], str] = lambda _excerpt: ""
    quoted: Callable[[str], str] = lambda _words: ""
    sources: bool = False


class SectionHead(QWidget):
    """Shows what a section is and has; `taken_back` gives an excerpt to be taken in again.

    `fill_wanted` asks what fills it.
    """

    taken_back = Signal(str)
    fill_wanted = Signal()

    def __init__(self, slot: Slot, parent: QWidget) -> None:
        super().__init__(parent)
        self._slot = slot
        self.title = Label(slot.title)
        self.title.setProperty("heading", True)
        self.state = Label()
        theme.set_quiet(self.state)
        self._chips = Label()
        self._chips_shown: tuple[list[Tag | None], theme.Colours] | None = None
        self._state_shown: tuple[str, theme.Colours] | None = None
        self.fill = _QuietButton(self)
        self.fill.clicked.connect(self.fill_wanted)
        self.fill.setText(tr("Filled by…"))
        self.fill.setAccessibleName(tr("What fills “{title}”", title=slot.title))
        self.fill.setAutoRaise(True)
        self.out = QToolButton()
        self.out.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.out.setMenu(QMenu(self.out))
        self._chips.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self._chips, 1)
        row.addWidget(self.fill)
        row.addWidget(self.out)
        row.addWidget(self.state)

    def show_state(self, filling: Filling, count: int) -> None:
        """Say how many excerpts stand in the section, or that it is empty."""
        written = any(isinstance(p, Words) for p in filling.written.pieces())
        empty = not (count or written)
        page = _page_title(analysis_of(self._slot, filling.written))
        empty = empty and not page
        words = excerpts(count)
        if empty:
            words = tr("Required, empty") if self._slot.required else tr("Empty")
        elif page:
            words = tr("Table: {page}", page=tr(page))
        elif not count:
            words = ""
        query = query_of(self._slot, filling.written)
        self.fill.always = bool(query)
        self.fill.setText(_cut(query) if query else tr("Filled by…"))
        self.fill.setToolTip(plain_tip(query or tr("Choose what fills the section")))
        look = theme.current()
        warned = empty and self._slot.required
        if (words, look) != self._state_shown:
            self._state_shown = (words, look)
            self.state.setStyleSheet(f"color: {look.warning};" if warned else "")
            self.state.setText(words)
        tags = [] if query else [filling.tag(t) for t in self._slot.tags]
        if (tags, look) != self._chips_shown:
            self._chips_shown = (tags, look)
            self._chips.setPixmap(_chips(tags, look))
        self._show_left_out(filling)

    def _show_left_out(self, filling: Filling) -> None:
        found = [filling.excerpt(each) for each in filling.written.left_out]
        gone = [excerpt for excerpt in found if excerpt]
        self.out.setVisible(bool(gone))
        self.out.setText(tr_many("{count} left out", "{count} left out", len(gone)))
        menu = self.out.menu()
        menu.clear()
        for excerpt in gone:
            words = " ".join(excerpt.quote.split())[:60]
            said = tr("Take back: “{words}”", words=isolated(words))
            action = menu.addAction(said.replace("&", "&&"))
            action.triggered.connect(partial(self.taken_back.emit, excerpt.id))


class _QuietButton(QToolButton):
    """A button that is in sight with the mouse on its line, the keyboard on it, or `always`.

    It is there all the same: for a click, the Tab key and who has the window read aloud.
    """

    always = False

    def __init__(self, line: QWidget) -> None:
        super().__init__(line)
        self._line = line
        line.setAttribute(Qt.WidgetAttribute.WA_Hover)  # draws the line anew as the mouse comes

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Draw it when it is wanted."""
        if self.always or self.hasFocus() or self._line.underMouse():
            super().paintEvent(event)


def _page_title(key: str) -> str:
    """Return what a page of the analysis is called, "" where there is none."""
    if not key:
        return ""
    from briefing.services.analysis import page_title

    return page_title(key)


def _cut(query: str) -> str:
    """Return a query as a button has room for it; no sign in it is a shortcut."""
    words = query if len(query) <= LONGEST else f"{query[: LONGEST - 1]}…"
    return words.replace("&", "&&")


def _chips(tags: Sequence[Tag | None], look: theme.Colours) -> QPixmap:
    """Return a picture of the codes that fill a section."""
    known = [tag for tag in tags if tag]
    size, ratio = QSize(max(1, 28 * len(known)), 16), 2
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    for number, tag in enumerate(known):
        theme.draw_chip(
            painter, QRectF(28 * number, 0, 24, 16), tag.code, theme.stripe(tag.colour, look)
        )
    painter.end()
    return picture
