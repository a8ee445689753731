"""Snippets in the window: put in at the caret, kept from the selection."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextEdit, QWidget

from briefing.errors import SnippetError
from briefing.language import tr
from briefing.services.brief.snippets import Snippet, SnippetFolder, filled_in
from briefing.services.section_text import markdown_reading, markdown_writing
from briefing.widgets.message_bar import MessageBar
from briefing.widgets.writing.rich_document import selected
from briefing.widgets.writing.rich_text import RichText
from briefing.widgets.writing.snippet_palette import SnippetPalette

Field = QPlainTextEdit | QTextEdit


class Snippets(QObject):
    """Opens the palette at the text field that has the keyboard.

    `values` gives what placeholders stand for at that moment. `article` is a field that snippets
    are never put into.
    """

    def __init__(
        self,
        folder: SnippetFolder,
        values: Callable[[], Mapping[str, str]],
        bar: MessageBar,
        article: QWidget,
    ) -> None:
        super().__init__(article)
        self._folder = folder
        self._values = values
        self._bar = bar
        self._article = article
        self._field: Field | None = None
        self.palette = SnippetPalette(article)
        self.palette.chosen.connect(self._insert)
        self.palette.named.connect(self._keep)
        self.palette.removing.connect(self._remove)

    def ask(self) -> None:
        """Open the palette below the caret."""
        field = QApplication.focusWidget()
        if not isinstance(field, Field) or field.isReadOnly() or field is self._article:
            self._bar.say(tr("Put the caret into a section of the brief first."))
            return
        self._field = field
        field.destroyed.connect(self._forget)
        shelf = self._folder.shelf()
        corner = field.cursorRect().bottomLeft() + QPoint(0, 6)
        self.palette.ask(
            shelf.snippets, field.viewport().mapToGlobal(corner),
            selection=field.textCursor().hasSelection(), problem="\n".join(shelf.problems[:2]),
        )  # fmt: skip

    def _forget(self) -> None:
        self._field = None

    def _insert(self, markdown: str) -> None:
        words = filled_in(markdown, self._values())
        if self._field is not None:
            self._field.setFocus()
            if isinstance(self._field, RichText):
                self._field.put(markdown_reading.read(words))
            else:
                self._field.textCursor().insertText(words)
            self._field.ensureCursorVisible()

    def _keep(self, name: str) -> None:
        if self._field is None:
            return
        self._field.setFocus()
        cursor = self._field.textCursor()
        if isinstance(self._field, RichText):
            words = markdown_writing.write(selected(cursor))
        else:
            words = cursor.selectedText().replace("\u2029", "\n")
        try:
            kept = self._folder.save(name, words)
        except SnippetError as error:
            self._bar.complain(error)
            return
        self._bar.say(
            tr("The words are kept as the snippet “{name}”.", name=kept.name),
            [(tr("Undo"), lambda: (self._take_back(kept), None)[1])],
        )

    def _remove(self, snippet: Snippet) -> None:
        if self._take_back(snippet):
            self._bar.say(
                tr("The snippet “{name}” is removed.", name=snippet.name),
                [(tr("Undo"), lambda: self._put_back(snippet))],
            )

    def _take_back(self, snippet: Snippet) -> bool:
        try:
            self._folder.remove(snippet.name)
        except SnippetError as error:
            self._bar.complain(error)
            return False
        return True

    def _put_back(self, snippet: Snippet) -> None:
        try:
            self._folder.restore(snippet)
        except SnippetError as error:
            self._bar.complain(error)
