"""The menu on a misspelt word: what might have been meant, and letting the word be right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from briefing.language import tr
from briefing.services.spelling.checking import MOST_SUGGESTIONS
from briefing.widgets.writing.rich_text import RichText

_UNDOING = ("edit-undo", "edit-redo")


class SpellingMenu(QMenu):
    """Offers suggestions, which may come while it is open, then `ways`, then the field's own menu.

    `choose` is called with the suggestion that was taken.
    """

    def __init__(
        self,
        field: RichText,
        choose: Callable[[str], None] | None,
        ways: Mapping[str, Callable[[], None]],
    ) -> None:
        super().__init__(field)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("Spelling"))
        self.places: list[QAction] = []
        if choose is not None:
            self._make_places(choose)
        for name, act in ways.items():
            self.addAction(name, act)
        self.addSeparator()
        self._usual = field.createStandardContextMenu()
        # Undoing is the window's: the field's own actions for it are never to be had.
        own = [each for each in self._usual.actions() if each.objectName() not in _UNDOING]
        while own and own[0].isSeparator():
            own.pop(0)
        self.addActions(own)
        self.destroyed.connect(self._usual.deleteLater)

    def show_suggestions(self, words: Sequence[str] | None) -> None:
        """Show what might have been meant; None while it is not known."""
        if not self.places:
            return
        waiting = tr("Looking for suggestions…") if words is None else tr("No suggestions")
        for number, action in enumerate(self.places):
            word = words[number] if words and number < len(words) else ""
            action.setText(word.replace("&", "&&") or waiting)
            action.setData(word)
            action.setEnabled(bool(word))
            action.setVisible(bool(word) or (number == 0 and not words))
        if words and self.isVisible() and self.activeAction() is None:
            self.setActiveAction(self.places[0])

    def _make_places(self, choose: Callable[[str], None]) -> None:
        for _ in range(MOST_SUGGESTIONS):
            action = self.addAction("")
            action.triggered.connect(lambda _on=False, place=action: choose(str(place.data())))
            self.places.append(action)
        bold = self.places[0].font()
        bold.setBold(True)
        self.places[0].setFont(bold)
        self.addSeparator()
        self.show_suggestions(None)
