"""One section of the brief: the excerpts that fill it, and the analyst's words around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.model.brief import Piece, Placed, SectionText, Words
from briefing.model.edits import Edit, take_in, write_section
from briefing.model.excerpt import Excerpt
from briefing.model.template import Slot
from briefing.services.brief import arranging
from briefing.services.brief.filling import is_filled
from briefing.services.section_text.prose import is_judged
from briefing.widgets import theme
from briefing.widgets.brief.card_moves import CardMoves
from briefing.widgets.brief.cards import Cards, card_in
from briefing.widgets.brief.section_head import Filling, SectionHead
from briefing.widgets.controls.flow import Flow
from briefing.widgets.controls.labels import Label
from briefing.widgets.writing.citation_chip import Mark, mark_of
from briefing.widgets.writing.format_bar import FormatBar
from briefing.widgets.writing.rich_text import RichText
from briefing.widgets.writing.source_marks import SourceMarks


class SectionEditor(QWidget):
    """Shows one section; `edited` gives the Edit to make, `chosen` the excerpt to go to.

    `passed` asks for a card to be taken into the next (+1) or previous (-1) section, `moved` says
    where one is now (section, id), `hovered` gives the excerpt of a citation that the mouse is on,
    or None, and the place on the screen.
    """

    edited = Signal(object)
    chosen = Signal(object)
    entered = Signal(str)
    field_made = Signal(object)
    passed = Signal(str, str, int)
    moved = Signal(str, str)
    hovered = Signal(object, QPoint)
    fill_wanted = Signal(str)

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
        self._parts: list[RichText | Cards] = []
        self._shape: tuple[str, ...] = ()
        self._filling: Filling | None = None
        self._formats: FormatBar | None = None
        self._last: RichText | None = None
        self._marks: dict[RichText, SourceMarks] = {}
        self._moves = CardMoves(brief, key, self._groups_now, self.edited.emit)
        self.head = SectionHead(slot, self)
        self.head.taken_back.connect(
            lambda excerpt: self.edited.emit(take_in(self._brief, self.key, excerpt))
        )
        self.head.fill_wanted.connect(lambda: self.fill_wanted.emit(self.key))
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(6)
        layout.addWidget(self.head)
        layout.addLayout(self._column)
        self._bar = self._card_bar()
        layout.addWidget(self._bar)

    def show_filling(self, filling: Filling) -> None:
        """Show the section as the project has it."""
        self._filling = filling
        groups = self._groups(filling.written)
        shape = tuple("words" if isinstance(g, Words) else "cards" for g in groups)
        if shape != self._shape:
            self._build(shape)
        judged = is_judged(filling.written.body)
        for part, group in zip(self._parts, groups, strict=True):
            if isinstance(part, RichText) and isinstance(group, Words):
                part.show_text(group.markdown)
                self._marks[part].show_marks(on=filling.sources and not judged)
            elif isinstance(part, Cards) and not isinstance(group, Words):
                part.row.tag_of = filling.tag
                part.show_excerpts(self._excerpts(group, filling))
                part.setVisible(bool(part.excerpts.items))
        count = sum(len(p.excerpts.items) for p in self._parts if isinstance(p, Cards))
        self.head.show_state(filling, count)
        self._bar.setVisible(any(isinstance(p, Cards) and p.hasFocus() for p in self._parts))

    def focus_text(self) -> None:
        """Put the caret into the section."""
        if texts := self.fields():
            texts[0].setFocus()

    def fields(self) -> list[RichText]:
        """Return the fields of its words, in their order."""
        return [part for part in self._parts if isinstance(part, RichText)]

    def remember(self, field: RichText) -> None:
        """Take one of its fields for the one that was last written in."""
        self._last = field
        self.entered.emit(self.key)

    def with_words(self, written: Mapping[RichText, str]) -> tuple[Piece, ...]:
        """Return the pieces of the section with other words (CommonMark) in some of its fields."""
        groups = self._groups_now()
        for number, part in enumerate(self._parts):
            if isinstance(part, RichText) and part in written:
                groups[number] = Words(written[part])
        return arranging.with_group(groups, -1, ())

    def caret(self) -> tuple[int, int]:
        """Return the text that was last written in, by its number, and the caret's place in it."""
        texts = self.fields()
        text = self._last or (texts[0] if texts else None)
        return (texts.index(text), text.textCursor().position()) if text in texts else (0, 0)

    def put_caret(self, number: int, position: int) -> None:
        """Put the caret where `caret` said that it was, as far as there is such a place."""
        if number < len(texts := self.fields()):
            cursor = texts[number].textCursor()
            end = max(0, texts[number].document().characterCount() - 1)
            cursor.setPosition(max(0, min(position, end)))
            texts[number].setTextCursor(cursor)

    def select(self, excerpt_id: str) -> bool:
        """Mark a card, else a citation in the words; returns whether the section has either."""
        for part in self._parts:
            if isinstance(part, Cards) and (row := part.excerpts.row_of(excerpt_id)) >= 0:
                part.setCurrentIndex(part.excerpts.index(row))
                return True
        return any(text.show_citation(excerpt_id) for text in self.fields())

    def holds(self, excerpt_id: str) -> bool:
        """Tell whether a card or a citation of an excerpt stands here."""
        return self._part_with(excerpt_id) is not None

    def focus_excerpt(self, excerpt_id: str) -> QWidget | None:
        """Give the keyboard to the card or the citation of an excerpt; return what has it."""
        part = self._part_with(excerpt_id)
        if part is not None:
            self.select(excerpt_id)
            part.setFocus()
        return part

    @property
    def body(self) -> str:
        """The text of the section as the project has it."""
        return self._written().body

    def _part_with(self, excerpt_id: str) -> RichText | Cards | None:
        for part in self._parts:
            found = (
                part.excerpts.row_of(excerpt_id) >= 0
                if isinstance(part, Cards)
                else any(cited == excerpt_id for _place, cited in part.citations())
            )
            if found:
                return part
        return None

    def cite(self, excerpt_id: str) -> None:
        """Cite an excerpt at the caret of the text that was last written in."""
        if texts := self.fields():
            (self._last or texts[0]).cite(excerpt_id)

    def take_card(self, source: str, excerpt_id: str, *, first: bool) -> None:
        """Take in a card of another section, before (`first`) or after all that stands here."""
        self._moves.take(source, excerpt_id, first=first)
        self.moved.emit(self.key, excerpt_id)

    # The parts of it

    def _groups_now(self) -> list[arranging.Group]:
        return self._groups(self._written())

    def _groups(self, written: SectionText) -> list[arranging.Group]:
        takes = arranging.takes_excerpts(written, filled=is_filled(self._slot, written))
        return arranging.groups_of(written.pieces(), takes_excerpts=takes)

    def _build(self, shape: tuple[str, ...]) -> None:
        focused = next((n for n, part in enumerate(self._parts) if part.hasFocus()), -1)
        for part in self._parts:
            part.hide()
            part.deleteLater()
        if self._formats:
            self._formats.field = None
            self._formats.hide()
        self._shape, self._parts, self._last = shape, [], None
        self._marks = {}
        for number, kind in enumerate(shape):
            part = self._text(number) if kind == "words" else self._cards(number)
            self._parts.append(part)
            self._column.addWidget(part)
            part.setVisible(kind == "words")
        if 0 <= focused < len(self._parts):
            self._parts[focused].setFocus()

    def _text(self, number: int) -> RichText:
        prompt = self._slot.prompt if number == 0 else tr("Add words here")
        text = RichText(tr("{section}: text", section=self._slot.title), prompt, self)
        text.mark = self._mark
        text.typed.connect(lambda words: self._typed(number, words))
        text.arranged.connect(lambda words: self._typed(number, words, step=True))
        text.entered.connect(partial(self._enter, text))
        text.left.connect(self._leave)
        text.caret_moved.connect(self._show_format)
        text.link_wanted.connect(partial(self._ask_link, text))
        text.table_wanted.connect(partial(self._ask_table, text))
        text.chosen.connect(self._choose)
        text.hovered.connect(self._hover)
        text.card_dropped.connect(lambda card: self._drop_in_text(number, card_in(card)))
        text.quote_wanted.connect(lambda excerpt: self._quote(number, excerpt))
        text.quoted = self._quoted
        self._marks[text] = SourceMarks(text)
        self.field_made.emit(text)
        return text

    def _cards(self, number: int) -> Cards:
        cards = Cards(tr("{section}: excerpts", section=self._slot.title), self.key, self)
        cards.chosen.connect(self.chosen)
        moves = self._moves
        cards.moved.connect(lambda old, new: moves.move(number, cards.ids, old, new))
        cards.passed.connect(lambda excerpt, step: self._pass(number, excerpt, step))
        cards.left_out.connect(moves.leave_out)
        cards.reworded.connect(lambda excerpt: self._reword(number, cards, excerpt))
        cards.dropped.connect(lambda key, excerpt, row: self._drop(number, (key, excerpt), row))
        cards.selectionModel().currentChanged.connect(self._show_bar)
        return cards

    def _typed(self, number: int, words: str, *, step: bool = False) -> None:
        pieces = arranging.with_group(self._groups_now(), number, [Words(words)])
        edit: Edit = write_section(self._brief, self.key, pieces, typing=-1 if step else number)
        self.edited.emit(edit)

    # Cards that move

    def _pass(self, number: int, excerpt: str, step: int) -> None:
        if self._moves.over_words(number, excerpt, step):
            self.moved.emit(self.key, excerpt)
        else:
            self.passed.emit(self.key, excerpt, step)

    def _drop(self, number: int, card: tuple[str, str], row: int) -> None:
        part = self._parts[number]
        if isinstance(part, Cards) and self._known(card[1]):
            self._moves.put_among(number, part.ids, card, row)
            self.moved.emit(self.key, card[1])

    def _drop_in_text(self, number: int, card: tuple[str, str]) -> None:
        part = self._parts[number]
        if isinstance(part, RichText) and self._known(card[1]):
            self._moves.put_in_text(number, part.split(), card)
            self.moved.emit(self.key, card[1])

    def _reword(self, number: int, cards: Cards, excerpt_id: str) -> None:
        if excerpt := self._known(excerpt_id):
            self._moves.reword(number, cards.ids, excerpt)
            self.moved.emit(self.key, excerpt_id)

    def _quote(self, number: int, excerpt_id: str) -> None:
        part = self._parts[number]
        if isinstance(part, RichText) and self._known(excerpt_id):
            self._moves.quote(number, part.split(excerpt_id), excerpt_id)
            self.moved.emit(self.key, excerpt_id)

    def _known(self, excerpt_id: str) -> Excerpt | None:
        return self._filling.excerpt(excerpt_id) if self._filling else None

    # Citations

    def _mark(self, cited: str) -> Mark:
        filling = self._filling
        excerpt = self._known(cited)
        source = filling.source_of(excerpt) if filling and excerpt else ""
        reworded = bool(filling and cited in filling.written.left_out)
        return mark_of(cited, excerpt, source, reworded=reworded)

    def _choose(self, cited: str) -> None:
        if excerpt := self._known(cited):
            self.chosen.emit(excerpt)

    def _hover(self, cited: str, place: QPoint) -> None:
        self.hovered.emit(self._known(cited), place)

    def _quoted(self, words: str) -> str:
        return self._filling.quoted(words) if self._filling else ""

    # The bar of formats

    def _enter(self, text: RichText) -> None:
        self._last = text
        self.entered.emit(self.key)
        if self._formats is None:
            self._formats = FormatBar(self)
        bar = self._formats
        if bar.field is not text:
            self._column.removeWidget(bar)
            self._column.insertWidget(self._column.indexOf(text) + 1, bar)
        bar.follow(text)
        bar.show()

    def _leave(self) -> None:
        if self._formats and not self._formats.asking:
            self._formats.hide()

    def _show_format(self) -> None:
        if self._formats and self._formats.isVisible():
            self._formats.refresh()

    def _ask_link(self, text: RichText) -> None:
        self._enter(text)
        if self._formats:
            self._formats.ask_link()

    def _ask_table(self, text: RichText) -> None:
        self._enter(text)
        if self._formats:
            self._formats.ask_table()

    # What it says of itself

    def _excerpts(self, group: Sequence[Piece], filling: Filling) -> list[Excerpt]:
        shown: list[Excerpt] = []
        for piece in group:
            if isinstance(piece, Placed):
                excerpt = filling.excerpt(piece.excerpt)
                shown.extend([excerpt] if excerpt else [])
            else:
                shown.extend(filling.rest)
        return shown

    def _card_bar(self) -> QWidget:
        bar = QWidget()
        around = QVBoxLayout(bar)
        around.setContentsMargins(0, 0, 0, 0)
        row = Flow(6)  # the four do not fit beside each other in a narrow pane
        around.addLayout(row)
        for words, act in (
            (tr("Up"), lambda c: c.move_current(-1)),
            (tr("Down"), lambda c: c.move_current(+1)),
            (tr("In own words"), lambda c: c.reword_current()),
            (tr("Leave out"), lambda c: c.leave_current_out()),
        ):
            button = QPushButton(words)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _on=False, do=act: self._with_current(do))
            row.addWidget(button)
        bar.hide()
        return bar

    def _with_current(self, act: Callable[[Cards], None]) -> None:
        for part in self._parts:
            if isinstance(part, Cards) and part.hasFocus():
                act(part)

    def _show_bar(self, current: QModelIndex) -> None:
        self._bar.setVisible(current.isValid())


def article_heading(name: str) -> Label:
    """Return what stands above the sections of one article."""
    label = Label(name)
    label.setWordWrap(True)
    label.setContentsMargins(0, 12, 0, 0)
    theme.set_quiet(label)
    return label
