"""Where a thing of the library is read: its words with what was found marked, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr, tr_many
from briefing.qt.textmap import TextMap
from briefing.services.library.port import Edition, Kind, LibraryRecord, source_line
from briefing.services.library.templates import is_whole
from briefing.widgets import theme
from briefing.widgets.article.found_marks import found_mark
from briefing.widgets.controls.buttons import only_with_focus
from briefing.widgets.controls.labels import Label, right_to_left


class LibraryReading(QWidget):
    """Shows one thing; `use_button` and `versions_button` are for what may be done with it.

    `wants_edition` carries the edition that was chosen among those that `offer` was given.
    """

    wants_edition = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.heading, self.source = Label(tr("Nothing is chosen")), Label()
        self.heading.setProperty("heading", True)
        for label in (self.heading, self.source):
            label.setWordWrap(True)
        theme.set_quiet(self.source)
        self.text = QPlainTextEdit()
        self.text.setProperty("edge", True)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Its words"))
        self.text.setPlaceholderText(tr("Enter on something that was found shows it here."))
        self.versions_button = _button(tr("&Versions…"))
        self.versions_button.setAccessibleDescription(
            tr("Lists what an earlier version of this project had")
        )
        self.use_button = _button(tr("&Use in this brief"))
        self.use_button.setProperty("primary", True)
        foot = QHBoxLayout()
        foot.addWidget(self.versions_button)
        foot.addStretch(1)
        foot.addWidget(self.use_button)
        side = QVBoxLayout(self)
        beside = (0, theme.RHYTHM) if right_to_left() else (theme.RHYTHM, 0)
        side.setContentsMargins(beside[0], 0, beside[1], 0)
        for part in (self.heading, self.source):
            side.addWidget(part)
        side.addWidget(self.text, 1)
        side.addLayout(foot)

    def show_record(self, record: LibraryRecord) -> None:
        """Show a thing from the first word that was found on."""
        item = record.item
        self.heading.setText(item.title)
        lines = [source_line(record), item.said.url, ", ".join(item.said.tags), _more(record)]
        self.source.setText("\n".join(filter(None, lines)))
        places, page = TextMap(item.text), self.text.document()
        self.text.setPlainText(places.display)
        self.text.setExtraSelections(
            [found_mark(page, places.to_qt(low), places.to_qt(high)) for low, high in record.marks]
        )
        if record.marks:
            cursor = QTextCursor(page)
            cursor.setPosition(places.to_qt(record.marks[0][0]))
            self.text.setTextCursor(cursor)
            self.text.centerCursor()
        name, can = _use(record)
        self.use_button.setText(name)
        self.use_button.setEnabled(can)
        self.versions_button.setEnabled(True)

    def offer(self, editions: Sequence[Edition], shown: Edition) -> None:
        """Let one of the versions be chosen, the newest first; that which is shown is marked."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for edition in editions:
            words = tr(
                "Version {version}, {who}, {when}", version=edition.version,
                who=edition.who, when=edition.when[:10],
            )  # fmt: skip
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(edition.version == shown.version)
            action.triggered.connect(lambda _on=False, it=edition: self.wants_edition.emit(it))
        menu.popup(self.versions_button.mapToGlobal(self.versions_button.rect().topLeft()))


def _use(record: LibraryRecord) -> tuple[str, bool]:
    """Return what using a thing is called, and whether it can be."""
    kind = record.item.kind
    if kind is Kind.ARTICLE:
        return tr("&Take into this project"), True
    if kind is Kind.TEMPLATE:
        return tr("&Use this template"), is_whole(record.item)
    return tr("&Use in this brief"), kind is Kind.EXCERPT and record.article is not None


def _more(record: LibraryRecord) -> str:
    """Return what a thing brings along, or why it cannot be used."""
    if count := len(record.excerpts):
        return tr_many("with {count:,} excerpt", "with {count:,} excerpts", count)
    if record.item.kind is Kind.TEMPLATE and not is_whole(record.item):
        return tr("Published without its Word file: it ships with Briefing, or was not there.")
    if record.item.kind is Kind.BRIEF:
        return tr("A brief is read here; its article and excerpts can be taken into a project.")
    return ""


def _button(words: str) -> QPushButton:
    made = QPushButton(words)
    only_with_focus(made)
    made.setEnabled(False)
    return made
