"""The line at the foot of the window: which article, what is running, whether all is saved."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStatusBar

from briefing.language import tr
from briefing.model.article import Article
from briefing.qt.document import ProjectDocument
from briefing.qt.saying import dotted, percent, words
from briefing.services.reading.hidden_signs import hidden_signs
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label


def show_words(label: Label, words: str) -> None:
    """Show words at the end of the line, given the room they need before they are drawn.

    Qt gives it at its next turn, and draws a word cut to the label's last width until then.
    """
    label.setText(words)
    label.setVisible(bool(words))
    line = label.parentWidget()
    if line is not None and (layout := line.layout()) is not None:
        layout.activate()


class StatusLine(QObject):
    """Fills the status bar; the word on saving follows the document."""

    def __init__(self, line: QStatusBar, document: ProjectDocument) -> None:
        super().__init__(line)
        self._document = document
        self.place, self.busy, self.saved = Label(), Label(), Label()
        for label in (self.place, self.busy, self.saved):
            theme.set_quiet(label)
            label.setContentsMargins(8, 0, 8, 0)
        line.addWidget(self.place, 1)
        line.addPermanentWidget(self.busy)
        line.addPermanentWidget(self.saved)
        self.busy.hide()
        self.saved.hide()
        line.setSizeGripEnabled(False)
        document.saved.connect(self.show_saved)
        document.save_failed.connect(self._show_unsaved)

    def show_article(self, article: Article | None) -> None:
        """Name the article that is shown and how long it is."""
        parts: tuple[str, ...] = ()
        if article:
            parts = (article.name, words(article.words))
        hidden = hidden_signs(article.text) if article else ""
        if hidden:
            parts += (tr("hidden in the text: {hidden}", hidden=hidden),)
        self.place.setText(dotted(parts))

    def show_saved(self) -> None:
        """Say that everything is on disk, or that nothing can be changed."""
        read_only = self._document.store.read_only
        show_words(self.saved, tr("Read only") if read_only else tr("Saved"))

    def _show_unsaved(self, _error: object) -> None:
        show_words(self.saved, tr("Not saved"))

    def show_saving(self) -> None:
        """Say that an edit is on its way to disk for longer than usual."""
        show_words(self.saved, tr("Saving…"))

    def show_busy(self, title: str, done: float) -> None:
        """Say what is running and how far it is; "" when nothing is."""
        show_words(self.busy, f"{title} {percent(done)}" if title and done else title)
