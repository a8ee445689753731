"""Leads to what stands in the brief: an excerpt, a sentence, what a finding is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QScrollArea

from briefing.model.finding import Finding
from briefing.qt.textmap import TextMap
from briefing.services.brief.shown_words import range_of, range_of_words
from briefing.services.reading.article_sentences import Span
from briefing.widgets import theme
from briefing.widgets.brief.section_editor import SectionEditor
from briefing.widgets.controls.text_marks import marks_of
from briefing.widgets.writing.rich_document import WHOLE
from briefing.widgets.writing.rich_text import RichText

LAYER = "pointed out"
AROUND = 48
"""Pixels above and below cards that come into view with them."""


class BriefPlaces:
    """Gives the keyboard to a place of the sections that a scrolled area shows.

    `sections` returns them by key as they are now, `settle` has them show the newest brief.
    """

    def __init__(
        self,
        sections: Callable[[], Mapping[str, SectionEditor]],
        area: QScrollArea,
        settle: Callable[[], None],
    ) -> None:
        self._sections = sections
        self._area = area
        self._settle = settle
        self._last = ("", "")

    def show_excerpt(self, excerpt_id: str) -> bool:
        """Go to the card or citation of an excerpt, and at the next call to where else it stands.

        Returns whether a section has it.
        """
        self._settle()
        keys = [key for key, each in self._sections().items() if each.holds(excerpt_id)]
        if not keys:
            return False
        excerpt, before = self._last
        again = excerpt == excerpt_id and before in keys
        key = keys[(keys.index(before) + 1) % len(keys)] if again else keys[0]
        self._last = (excerpt_id, key)
        self._go_to_excerpt(self._sections()[key], excerpt_id)
        return True

    def show_finding(self, finding: Finding) -> bool:
        """Go to the words or the card that a finding is about; returns whether they are shown."""
        if finding.field:
            return False
        cited = finding.excerpt or finding.words.removeprefix("[@").removesuffix("]")
        return self.show_place(finding.section, finding.span, cited)

    def show_place(self, key: str, span: Span | None, excerpt_id: str) -> bool:
        """Go to a range of a section's text, else to an excerpt; returns whether it is shown."""
        self._settle()
        editor = self._sections().get(key)
        if editor is None:
            return False
        if span and self._point_out(editor, lambda shown: range_of(shown, editor.body, span)):
            return True
        if editor.holds(excerpt_id):
            self._go_to_excerpt(editor, excerpt_id)
            return True
        return False

    def show_words(self, key: str, words: str) -> bool:
        """Go to words of a section; returns whether they stand there."""
        self._settle()
        editor = self._sections().get(key)
        return editor is not None and self._point_out(
            editor, lambda shown: range_of_words(shown, words)
        )

    def _go_to_excerpt(self, editor: SectionEditor, excerpt_id: str) -> None:
        if part := editor.focus_excerpt(excerpt_id):
            self._area.ensureWidgetVisible(part, 0, AROUND)
            self._area.horizontalScrollBar().setValue(0)

    def _point_out(self, editor: SectionEditor, find: Callable[[str], Span | None]) -> bool:
        """Put the caret behind what `find` gives of the texts of a section, and tint that.

        It is not selected: the next key would write over it.
        """
        fields = editor.fields()
        texts = [TextMap(field.document().toRawText(), WHOLE) for field in fields]
        found = find("\n".join(each.text for each in texts))
        if found is None:
            return False
        number, start, end = _in_one(texts, found)
        field, text = fields[number], texts[number]
        places = text.to_qt(start), text.to_qt(end)
        cursor = field.textCursor()
        cursor.setPosition(places[1])
        field.setFocus()
        field.setTextCursor(cursor)  # brings its place into view
        self._area.horizontalScrollBar().setValue(0)
        _tint(field, places)
        return True


def _tint(field: RichText, span: tuple[int, int]) -> None:
    """Tint words until somebody writes or goes elsewhere."""
    marks, form = marks_of(field), QTextCharFormat()
    form.setBackground(QColor(theme.current().selection))
    marks.show_layer(LAYER, [span], form)

    def fade() -> None:
        marks.show_layer(LAYER, (), form)
        field.textChanged.disconnect(fade)
        field.left.disconnect(fade)

    field.textChanged.connect(fade)
    field.left.connect(fade)


def _in_one(texts: Sequence[TextMap], span: Span) -> tuple[int, int, int]:
    """Return in which of the texts, joined by line ends, a range begins, and the range in it."""
    number, at = 0, 0
    while span[0] > at + len(texts[number].text):
        at += len(texts[number].text) + 1
        number += 1
    return number, span[0] - at, min(span[1] - at, len(texts[number].text))
