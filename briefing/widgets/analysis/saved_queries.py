"""The saved queries beside the line in which a query of tags is typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.model.edits import Edit
from briefing.model.query_edits import remove_query, rename_query, save_query
from briefing.model.saved_query import MOST_NAME, SavedQuery, named, usable_name
from briefing.qt.document import ProjectDocument
from briefing.services.analysis.tag_query import parse


class SavedQueries(QWidget):
    """Saves what stands in `line` under a name, and puts what is saved into it.

    `complain` is told of what cannot be done.
    """

    def __init__(
        self, document: ProjectDocument, line: QLineEdit, complain: Callable[[BriefingError], None]
    ) -> None:
        super().__init__()
        self._document = document
        self._line = line
        self._complain = complain
        self._at_hand = ""
        self.name = QLineEdit()
        self.name.setMaxLength(MOST_NAME)
        self.name.setPlaceholderText(tr("Name"))
        self.name.setAccessibleName(tr("Name of the query"))
        self.name.setMinimumWidth(140)
        self.save_button = QPushButton(tr("Sa&ve"))
        self.save_button.clicked.connect(self.save)
        self.name.returnPressed.connect(self.save_button.click)
        self.saved_button = QToolButton()
        self.saved_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.saved_button.setMenu(QMenu(self.saved_button))
        self.rename_action: QAction | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.name, self.save_button, self.saved_button):
            row.addWidget(part)
        for signal in (line.textChanged, self.name.textChanged):
            signal.connect(self._offer)
        self.show_saved()

    @property
    def at_hand(self) -> SavedQuery | None:
        """The query that was last saved or chosen, if it is still there."""
        return self._document.project.queries.get(self._at_hand)

    def show_saved(self) -> None:
        """List the saved queries, and what can be done with the one at hand."""
        queries = sorted(self._document.project.queries.values(), key=lambda q: q.name.casefold())
        menu = self.saved_button.menu()
        menu.clear()
        self.rename_action = None
        for query in queries:
            words = f"{query.name}:  {query.words}"[:90].replace("&", "&&")
            menu.addAction(words).triggered.connect(partial(self.recall, query.id))
        if chosen := self.at_hand:
            menu.addSeparator()
            shown = chosen.name.replace("&", "&&")
            self.rename_action = menu.addAction(tr("Rename “{shown}” as it is typed", shown=shown))
            self.rename_action.triggered.connect(self.rename)
            menu.addAction(tr("Remove “{shown}”", shown=shown)).triggered.connect(self.remove)
        self.saved_button.setText(tr("Saved ({count})", count=len(queries)))
        self.saved_button.setEnabled(bool(queries))
        self._offer()

    def recall(self, query_id: str) -> None:
        """Put a saved query into the line."""
        if query := self._document.project.queries.get(query_id):
            self._at_hand = query.id
            self.name.setText(query.name)
            self._line.setText(query.words)
            self._line.setFocus()
            self.show_saved()

    def save(self) -> None:
        """Keep the query under its name; one of that name gets these words."""
        words, project = self._line.text().strip(), self._document.project
        try:
            parse(words, project.tags(), project.queries.values())
        except BriefingError as error:
            self._complain(error)
            return
        if self._apply(save_query(self.name.text(), words, self._document.stamp())):
            known = self._document.project.queries.values()
            query = named(known, usable_name(self.name.text()))
            self._at_hand = query.id if query else ""
            self.show_saved()

    def rename(self) -> None:
        """Give the query at hand the name that is typed."""
        if query := self.at_hand:
            self._apply(rename_query(query, self.name.text()))

    def remove(self) -> None:
        """Remove the query at hand; undo brings it back."""
        if query := self.at_hand:
            self._apply(remove_query(query))

    def _apply(self, edit: Edit) -> bool:
        try:
            self._document.apply(edit)
        except BriefingError as error:
            self._complain(error)
            return False
        return True

    def _offer(self) -> None:
        name = usable_name(self.name.text())
        self.save_button.setEnabled(bool(name and self._line.text().strip()))
        if self.rename_action and (query := self.at_hand):
            self.rename_action.setEnabled(bool(name) and name != query.name)
