"""What each key does in a section's text, in one table: the field, its bar and Help read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QShortcut

from briefing.language import marked, tr
from briefing.qt.saying import spelled
from briefing.services.checks.unsourced import MARK_AS_OWN_VIEW
from briefing.services.section_text.rich_text import BlockKind
from briefing.widgets.writing.formatting import in_table

if TYPE_CHECKING:
    from briefing.widgets.writing.rich_text import RichText


class Where(Enum):
    """Where in the text a key has its meaning."""

    ANYWHERE = auto()
    CITATION = auto()
    TABLE = auto()


@dataclass(frozen=True, slots=True)
class RichKey:
    """One key. `shifted`: its character is another on each keyboard, so Qt finds it."""

    id: str
    text: str
    keys: str
    where: Where = Where.ANYWHERE
    shifted: bool = False


RICH_KEYS = (
    RichKey("bold", marked("Bold"), "Ctrl+B"),
    RichKey("italic", marked("Italic"), "Ctrl+I"),
    RichKey("link", marked("Link"), "Ctrl+K"),
    RichKey("bullets", marked("Bulleted list"), "Ctrl+Shift+8", shifted=True),
    RichKey("numbers", marked("Numbered list"), "Ctrl+Shift+7", shifted=True),
    RichKey("heading", marked("Heading"), "Ctrl+Shift+1", shifted=True),
    RichKey("heading-2", marked("Heading below it"), "Ctrl+Shift+2", shifted=True),
    RichKey("heading-3", marked("Heading below that"), "Ctrl+Shift+3", shifted=True),
    RichKey("quotation", marked("Quotation"), "Ctrl+Shift+.", shifted=True),
    RichKey("own-view", MARK_AS_OWN_VIEW, "Ctrl+J"),
    RichKey("paste-plain", marked("Paste the words alone"), "Ctrl+Shift+V"),
    RichKey("quote", marked("Quote the cited words in full"), "Alt+Q"),
    RichKey("follow", marked("Go to the cited words"), "Ctrl+Return", Where.CITATION),
    RichKey("menu", marked("Open the menu at the caret"), "Shift+F10"),
    RichKey("table", marked("Table"), "Ctrl+Alt+T"),
    RichKey("row-below", marked("Row below"), "Alt+Shift+Down", Where.TABLE),
    RichKey("row-above", marked("Row above"), "Alt+Shift+Up", Where.TABLE),
    RichKey("column-right", marked("Column to the right"), "Alt+Shift+Right", Where.TABLE),
    RichKey("column-left", marked("Column to the left"), "Alt+Shift+Left", Where.TABLE),
    RichKey("remove-row", marked("Remove the row"), "Alt+Shift+Del", Where.TABLE),
    RichKey("remove-column", marked("Remove the column"), "Ctrl+Shift+Del", Where.TABLE),
)
OTHERS = (
    (marked("Next cell of a table; a new row after the last"), marked("Tab")),
    (marked("Move an item in or out"), marked("Tab, Shift+Tab")),
)
"""Keys that every text field has, and what they do in this one besides."""
_BY_ID = {key.id: key for key in RICH_KEYS}
_IGNORED = Qt.KeyboardModifier.KeypadModifier


def name_of(key_id: str) -> str:
    """Return the words for what a key does."""
    return tr(_BY_ID[key_id].text)


def shown_keys(key_id: str) -> str:
    """Return a key as this system spells it."""
    return spelled(_BY_ID[key_id].keys)


def rich_key_list() -> list[tuple[str, str]]:
    """Return what each key does in a section's text: words and keys."""
    made = [
        (tr(key.text), spelled(key.keys).replace("Return", "Enter"))
        for key in RICH_KEYS
        if key.where is not Where.TABLE
    ]
    tables = [
        (tr("In a table: {act}", act=_lowered(tr(key.text))), spelled(key.keys))
        for key in RICH_KEYS
        if key.where is Where.TABLE
    ]
    return made + tables + [(tr(words), tr(keys)) for words, keys in OTHERS]


def acts_of(field: RichText) -> dict[str, Callable[[], object]]:
    """Return what each key does in one field."""
    formatting, cells = field.formatting, field.cells

    def kind(which: BlockKind, level: int = 0) -> Callable[[], object]:
        return lambda: formatting.set_kind(which, level)

    return {
        "bold": lambda: formatting.toggle("bold"),
        "italic": lambda: formatting.toggle("italic"),
        "link": field.link_wanted.emit,
        "bullets": kind(BlockKind.BULLET),
        "numbers": kind(BlockKind.NUMBER),
        "heading": kind(BlockKind.HEADING, 1),
        "heading-2": kind(BlockKind.HEADING, 2),
        "heading-3": kind(BlockKind.HEADING, 3),
        "quotation": kind(BlockKind.QUOTE),
        "own-view": formatting.toggle_judgement,
        "paste-plain": field.paste_plain,
        "quote": lambda: field.quote_wanted.emit(field.citation_at_caret()),
        "follow": lambda: field.chosen.emit(field.citation_at_caret()),
        "menu": lambda: _ask_menu(field),
        "table": field.table_wanted.emit,
        "row-below": lambda: cells.add_row(below=True),
        "row-above": lambda: cells.add_row(below=False),
        "column-right": lambda: cells.add_column(right=True),
        "column-left": lambda: cells.add_column(right=False),
        "remove-row": cells.remove_row,
        "remove-column": cells.remove_column,
    }


def make_shortcuts(field: RichText, acts: Mapping[str, Callable[[], object]]) -> None:
    """Give a field the keys whose character is another on each keyboard: Qt knows which."""
    for key in RICH_KEYS:
        if key.shifted:
            shortcut = QShortcut(QKeySequence(key.keys), field)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(acts[key.id])


def key_pressed(field: RichText, event: QKeyEvent) -> str:
    """Return which of the other keys was pressed and means something here, or ""."""
    code = event.key()
    if code == Qt.Key.Key_Enter:
        code = Qt.Key.Key_Return
    pressed = QKeySequence((event.modifiers() & ~_IGNORED).value | code)
    for key in RICH_KEYS:
        if not key.shifted and QKeySequence(key.keys) == pressed:
            return key.id if _means_something(field, key) else ""
    return ""


def _ask_menu(field: RichText) -> None:
    """Ask for the menu at the caret, which on Linux Qt does by the Menu key alone."""
    place = field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).toRect().center()
    asking = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, field.mapToGlobal(place))
    QCoreApplication.sendEvent(field, asking)


def _means_something(field: RichText, key: RichKey) -> bool:
    if key.where is Where.CITATION:
        return bool(field.citation_at_caret())
    return key.where is Where.ANYWHERE or in_table(field.textCursor())


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
