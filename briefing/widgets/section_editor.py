"""One section of the brief: the excerpts that fill it, and the analyst's words around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefing.model.brief import Piece, Placed, Rest, SectionText, Words
from briefing.model.edits import Edit, leave_out, take_in, write_section
from briefing.model.excerpt import Excerpt
from briefing.model.tags import Tag
from briefing.model.template import Slot
from briefing.qt.models import ITEM, ExcerptModel
from briefing.widgets import theme
from briefing.widgets.growing_text import GrowingText
from briefing.widgets.labels import Label
from briefing.widgets.lists import ItemList
from briefing.widgets.rows import ExcerptRow

MOST_ROWS = 6
"""Cards that are shown at once; more of them scroll."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What a section shows: its text, the excerpts at its `Rest`, and all of the project by id."""

    written: SectionText
    rest: Sequence[Excerpt]
    excerpt: Callable[[str], Excerpt | None]
    tag: Callable[[str], Tag | None]


class Cards(ItemList):
    """Excerpts that stand together; Alt+Up and Alt+Down move one, Delete leaves it out."""

    moved = Signal(int, int)
    left_out = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        self.excerpts = ExcerptModel()
        self.row = ExcerptRow(parent)
        super().__init__(self.excerpts, self.row, name)

    def show_excerpts(self, excerpts: Sequence[Excerpt]) -> None:
        """Show these cards, as high as they are up to a few; the current one stays current."""
        kept = self.current()
        self.excerpts.show(excerpts)
        row = self.excerpts.row_of(kept.id) if kept else -1
        if row >= 0 and row != self.currentIndex().row():
            self.setCurrentIndex(self.excerpts.index(row))
        rows = min(MOST_ROWS, len(self.excerpts.items))
        self.setFixedHeight(rows * ExcerptRow.height + 2)

    def current(self) -> Excerpt | None:
        """Return the card that the caret is on."""
        index = self.currentIndex()
        return index.data(ITEM) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move, leave out, or choose a card."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if alt and step:
            self.move_current(step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.leave_current_out()
        else:
            super().keyPressEvent(event)

    def move_current(self, step: int) -> None:
        """Move the current card up (-1) or down (+1)."""
        row = self.currentIndex().row()
        if row >= 0 and 0 <= row + step < len(self.excerpts.items):
            self.moved.emit(row, row + step)

    def leave_current_out(self) -> None:
        """Leave the current card out of this section."""
        if excerpt := self.current():
            self.left_out.emit(excerpt.id)


class SectionEditor(QWidget):
    """Shows one section; `edited` gives the Edit to make, `chosen` the excerpt to go to."""

    edited = Signal(object)
    chosen = Signal(object)
    entered = Signal(str)

    def __init__(
        self,
        brief: str,
        key: str,
        slot: Slot,
        written: Callable[[], SectionText],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._brief = brief
        self._written = written
        self.key = key
        self._slot = slot
        self._parts: list[GrowingText | Cards] = []
        self._shape: tuple[str, ...] = ()
        self.title = Label(slot.title)
        self.title.setProperty("heading", True)
        self.state = Label()
        theme.set_quiet(self.state)
        self._chips = Label()
        self._chips_shown: tuple[list[Tag | None], theme.Colours] | None = None
        self._out = QToolButton()
        self._out.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._out.setMenu(QMenu(self._out))
        top = QHBoxLayout()
        top.setSpacing(8)
        self._chips.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        top.addWidget(self.title)
        top.addWidget(self._chips, 1)
        top.addWidget(self._out)
        top.addWidget(self.state)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addLayout(self._column)
        self._bar = self._card_bar()
        layout.addWidget(self._bar)

    def show_filling(self, filling: Filling) -> None:
        """Show the section as the project has it."""
        pieces = filling.written.pieces()
        groups = _groups(pieces, takes_excerpts=self._takes_excerpts(pieces))
        shape = tuple("words" if isinstance(g, Words) else "cards" for g in groups)
        if shape != self._shape:
            self._build(shape)
        for part, group in zip(self._parts, groups, strict=True):
            if isinstance(part, GrowingText) and isinstance(group, Words):
                part.show_text(group.markdown)
            elif isinstance(part, Cards) and not isinstance(group, Words):
                part.row.tag_of = filling.tag
                part.show_excerpts(self._excerpts(group, filling))
                part.setVisible(bool(part.excerpts.items))
        self._show_state(filling)

    def focus_text(self) -> None:
        """Put the caret into the section."""
        texts = [part for part in self._parts if isinstance(part, GrowingText)]
        if texts:
            texts[0].setFocus()

    def select(self, excerpt_id: str) -> bool:
        """Mark a card; returns whether the section has it."""
        for part in self._parts:
            if isinstance(part, Cards) and (row := part.excerpts.row_of(excerpt_id)) >= 0:
                part.setCurrentIndex(part.excerpts.index(row))
                return True
        return False

    def _takes_excerpts(self, pieces: Sequence[Piece]) -> bool:
        placed = any(isinstance(piece, Placed) for piece in pieces)
        return bool(self._slot.tags or self._slot.statuses or placed)

    def _build(self, shape: tuple[str, ...]) -> None:
        focused = next((n for n, part in enumerate(self._parts) if part.hasFocus()), -1)
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._shape, self._parts = shape, []
        for number, kind in enumerate(shape):
            part = self._text(number) if kind == "words" else self._cards()
            self._parts.append(part)
            self._column.addWidget(part)
        if 0 <= focused < len(self._parts):
            self._parts[focused].setFocus()

    def _text(self, number: int) -> GrowingText:
        prompt = self._slot.prompt if number == 0 else self.tr("Add words here")
        text = GrowingText(f"{self._slot.title}: {self.tr('text')}", prompt, self)
        text.typed.connect(lambda words: self._typed(number, words))
        text.entered.connect(lambda: self.entered.emit(self.key))
        return text

    def _cards(self) -> Cards:
        cards = Cards(f"{self._slot.title}: {self.tr('excerpts')}", self)
        cards.chosen.connect(self.chosen)
        cards.moved.connect(lambda old, new: self._move(cards, old, new))
        cards.left_out.connect(
            lambda excerpt: self.edited.emit(leave_out(self._brief, self.key, excerpt))
        )
        cards.selectionModel().currentChanged.connect(self._show_bar)
        return cards

    def _typed(self, number: int, words: str) -> None:
        self._emit(self._with(number, [Words(words)]), typing=number)

    def _move(self, cards: Cards, old: int, new: int) -> None:
        ids = [excerpt.id for excerpt in cards.excerpts.items]
        ids.insert(new, ids.pop(old))
        placed: list[Piece] = [Placed(excerpt) for excerpt in ids]
        number = self._parts.index(cards)
        if self._has_rest(number):
            placed.append(Rest())
        self._emit(self._with(number, placed))

    def _has_rest(self, number: int) -> bool:
        groups = _groups(self._written().pieces(), takes_excerpts=True)
        group = groups[number] if number < len(groups) else Words("")
        return not isinstance(group, Words) and Rest() in group

    def _with(self, number: int, pieces: list[Piece]) -> list[Piece]:
        """Return the section's pieces with one part of it replaced."""
        written = self._written().pieces()
        groups = _groups(written, takes_excerpts=self._takes_excerpts(written))
        everything: list[Piece] = []
        for place, group in enumerate(groups):
            if place == number:
                everything.extend(pieces)
            elif isinstance(group, Words):
                everything.append(group)
            else:
                everything.extend(group)
        return [piece for piece in everything if piece != Words("")]

    def _emit(self, pieces: list[Piece], *, typing: int = -1) -> None:
        edit: Edit = write_section(self._brief, self.key, tuple(pieces), typing=typing)
        self.edited.emit(edit)

    def _excerpts(self, group: Sequence[Piece], filling: Filling) -> list[Excerpt]:
        shown: list[Excerpt] = []
        for piece in group:
            if isinstance(piece, Placed):
                excerpt = filling.excerpt(piece.excerpt)
                shown.extend([excerpt] if excerpt else [])
            else:
                shown.extend(filling.rest)
        return shown

    def _show_state(self, filling: Filling) -> None:
        count = sum(len(p.excerpts.items) for p in self._parts if isinstance(p, Cards))
        written = any(isinstance(p, Words) for p in filling.written.pieces())
        empty = not (count or written)
        words = self.tr("%d excerpts") % count if count != 1 else self.tr("1 excerpt")
        if empty:
            words = self.tr("Required, empty") if self._slot.required else self.tr("Empty")
        elif not count:
            words = ""
        look = theme.current()
        colour = look.warning if empty and self._slot.required else look.quiet
        if words != self.state.text():
            self.state.setStyleSheet(f"color: {colour};")
            self.state.setText(words)
        tags = [filling.tag(t) for t in self._slot.tags]
        if (tags, look) != self._chips_shown:
            self._chips_shown = (tags, look)
            self._chips.setPixmap(_chips(tags, look))
        self._show_left_out(filling)
        self._bar.setVisible(any(isinstance(p, Cards) and p.hasFocus() for p in self._parts))

    def _show_left_out(self, filling: Filling) -> None:
        found = [filling.excerpt(each) for each in filling.written.left_out]
        gone = [excerpt for excerpt in found if excerpt]
        self._out.setVisible(bool(gone))
        self._out.setText(self.tr("%d left out") % len(gone))
        menu = self._out.menu()
        menu.clear()
        for excerpt in gone:
            words = " ".join(excerpt.quote.split())[:60]
            edit = take_in(self._brief, self.key, excerpt.id)
            action = menu.addAction(self.tr("Take back: “%s”") % words)
            action.triggered.connect(self._giver(edit))

    def _giver(self, edit: Edit) -> Callable[[], None]:
        return lambda: self.edited.emit(edit)

    def _card_bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for words, act in (
            (self.tr("Up"), lambda c: c.move_current(-1)),
            (self.tr("Down"), lambda c: c.move_current(+1)),
            (self.tr("Leave out"), lambda c: c.leave_current_out()),
        ):
            button = QPushButton(words)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, do=act: self._with_current(do))
            row.addWidget(button)
        row.addStretch(1)
        bar.hide()
        return bar

    def _with_current(self, act: Callable[[Cards], None]) -> None:
        for part in self._parts:
            if isinstance(part, Cards) and part.hasFocus():
                act(part)

    def _show_bar(self, current: QModelIndex) -> None:
        self._bar.setVisible(current.isValid())


def _groups(
    pieces: Sequence[Piece], *, takes_excerpts: bool
) -> list[Words | tuple[Placed | Rest, ...]]:
    """Put excerpts that stand together into one group, with room for words before and after."""
    groups: list[Words | tuple[Placed | Rest, ...]] = []
    for piece in pieces:
        last = groups[-1] if groups else None
        if isinstance(piece, Words):
            groups.append(
                Words(f"{last.markdown}\n\n{piece.markdown}") if isinstance(last, Words) else piece
            )
            if isinstance(last, Words):
                del groups[-2]
        elif takes_excerpts:
            if isinstance(last, tuple):
                groups[-1] = (*last, piece)
            else:
                groups.append((piece,))
    if not groups or not isinstance(groups[0], Words):
        groups.insert(0, Words(""))
    if not isinstance(groups[-1], Words):
        groups.append(Words(""))
    return groups


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
