"""Lets a find bar work on all words of a brief's sections, and puts others in their place."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument

from briefing.model.article import clean_text
from briefing.model.brief import Piece
from briefing.qt.textmap import TextMap
from briefing.services.section_text.markdown_writing import write
from briefing.widgets import theme
from briefing.widgets.brief.brief_panel import BriefPanel
from briefing.widgets.controls.text_marks import marks_of
from briefing.widgets.writing.rich_document import ATOM, WHOLE, read
from briefing.widgets.writing.rich_text import RichText

Span = tuple[int, int]
Section = tuple[str, tuple[Piece, ...]]
"""A section's key, and what stands in it."""
LAYER = "found"
_BETWEEN = "\n\n"
_LINE_ENDS = dict.fromkeys(map(ord, "\ufdd0\ufdd1\u2028\u2029"), "\n")


class BriefWords:
    """The sections of a brief as `find_bar.Findable`: their fields one after the other.

    Places are code points into all of it. A citation is one character there; no place that has
    one in it is ever replaced.
    """

    def __init__(self, brief: BriefPanel) -> None:
        self._brief = brief
        self._fields: list[RichText] = []
        self._maps: list[TextMap] = []
        self._starts: list[int] = []

    def article_text(self) -> str:
        """Return the words of all sections as they are now."""
        self._fields = [each for part in self._brief.sections() for each in part.fields()]
        self._maps, self._starts, start = [], [], 0
        for field in self._fields:
            words = field.document().toRawText().translate(_LINE_ENDS)
            self._maps.append(TextMap(words, WHOLE))
            self._starts.append(start)
            start += len(words) + len(_BETWEEN)
        return _BETWEEN.join(each.text for each in self._maps)

    def chosen_words(self) -> str:
        """Return the words selected in the field that was last written in, "" for none."""
        field = self._at_hand()
        words = field.textCursor().selectedText() if field else ""
        return "" if ATOM in words else words.translate(_LINE_ENDS)

    def caret_place(self) -> int:
        """Return where the caret is."""
        field = self._at_hand()
        if field is None or field not in self._fields:
            return 0
        number = self._fields.index(field)
        inside = self._maps[number].from_qt(field.textCursor().position())
        return self._starts[number] + inside

    def go_to(self, start: int, end: int) -> None:
        """Select words and bring them into view, without taking the focus."""
        if not (found := self._located(start, end)):
            return
        field, first, last = found
        for other in self._fields:
            if other is not field and (cursor := other.textCursor()).hasSelection():
                cursor.clearSelection()
                other.setTextCursor(cursor)
        cursor = field.textCursor()
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
        for section in self._brief.sections():
            if field in section.fields():
                section.remember(field)
        self._brief.page.show_caret(field)

    def mark_all(self, spans: Sequence[Span]) -> None:
        """Mark these places in the text, and no others."""
        look, form = theme.current(), QTextCharFormat()
        form.setBackground(QColor(look.warning_ground))
        form.setForeground(QColor(look.text))
        placed = self._by_field(spans)
        for field in self._fields:
            marks_of(field).show_layer(LAYER, placed.get(field, ()), form)

    def take_focus(self) -> None:
        """Put the keyboard back into the text."""
        if field := self._at_hand():
            field.setFocus()
        else:
            self._brief.enter()

    def replaced(self, spans: Sequence[Span], words: str) -> Iterator[Section]:
        """Yield the key and the new pieces of each section that has other words at these places."""
        placed = self._by_field(spans)
        for section in self._brief.sections():
            written = {
                field: _with(field.document().clone(), placed[field], words)
                for field in section.fields()
                if field in placed
            }
            if written:
                yield section.key, section.with_words(written)

    def replaceable(self, spans: Sequence[Span]) -> list[Span]:
        """Return the places that have no citation in them."""
        text = _BETWEEN.join(each.text for each in self._maps)
        return [span for span in spans if ATOM not in text[slice(*span)]]

    def _at_hand(self) -> RichText | None:
        here = self._brief.current_section
        for section in self._brief.sections():
            if section.key == here and (fields := section.fields()):
                return fields[section.caret()[0]]
        return None

    def _by_field(self, spans: Sequence[Span]) -> dict[RichText, list[Span]]:
        placed: defaultdict[RichText, list[Span]] = defaultdict(list)
        for span in spans:
            if found := self._located(*span):
                placed[found[0]].append(found[1:])
        return dict(placed)

    def _located(self, start: int, end: int) -> tuple[RichText, int, int] | None:
        """Return the field of a place and where in its document that is; None between fields."""
        number = bisect_right(self._starts, start) - 1
        if number < 0:
            return None
        places, shift = self._maps[number], self._starts[number]
        if end - shift > len(places.text):
            return None
        return self._fields[number], places.to_qt(start - shift), places.to_qt(end - shift)


def _with(document: QTextDocument, spans: Sequence[Span], words: str) -> str:
    """Return what a document shows with other words at these positions, as CommonMark."""
    cursor = QTextCursor(document)
    for start, end in sorted(spans, reverse=True):
        cursor.setPosition(start + 1)
        form = cursor.charFormat()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words, form)
    return clean_text(write(read(document)))
