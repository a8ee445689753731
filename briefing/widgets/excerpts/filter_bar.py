"""The filter of the excerpt list: words to find, a menu of everything else, a chip for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.model.excerpt import Confidence, Excerpt, Impact, SourceKind, Status
from briefing.model.tags import Tag
from briefing.qt.plain import plain_tip
from briefing.qt.saying import number
from briefing.services.excerpts.excerpt_filter import EMPTY, EVERYTHING, ExcerptFilter, in_words
from briefing.services.excerpts.naming import PARTS as NAME_PARTS
from briefing.services.excerpts.naming import folded, name_in
from briefing.widgets.controls.flow import Flow

TYPING = 120
"""Milliseconds of rest after which typed words are looked for."""
MOST_NAMES = 25
"""Names that a menu offers, the ones used most; the others are found by typing."""
_KINDS: Mapping[str, type[StrEnum]] = {
    "statuses": Status, "source_kinds": SourceKind, "confidences": Confidence, "impacts": Impact,
}  # fmt: skip


class StayingMenu(QMenu):
    """A menu that stays open while things in it are ticked, by click or by the space bar."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tick what is under the mouse."""
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Tick what is marked with the space bar; Enter ticks it and closes."""
        if event.key() != Qt.Key.Key_Space or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not (action.isCheckable() and action.isEnabled()):
            return False
        action.trigger()
        return True


class FilterBar(QWidget):
    """Shows and changes an ExcerptFilter; `changed` gives the new one.

    `excerpts_of` gives the excerpts whose names the menu offers; it is asked when it opens.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.filter = EVERYTHING
        self.excerpts_of: Callable[[], Iterable[Excerpt]] = tuple
        self._tags: Sequence[Tag] = ()
        self._rest = QTimer(self, interval=TYPING, singleShot=True)
        self._rest.timeout.connect(self._find)
        self.words = QLineEdit()
        self.words.setAccessibleName(tr("Find in excerpts and notes"))
        self.words.setPlaceholderText(tr("Find in excerpts"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._rest.start)
        self.button = QToolButton()
        self.button.setText(tr("Filter"))
        self.button.setAccessibleName(tr("Filter"))
        self.button.setToolTip(tr("Show only excerpts of some tags, sources, status…"))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.menu = StayingMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.button.setMenu(self.menu)
        self.chips = QWidget()
        self._flow = Flow()
        self.chips.setLayout(self._flow)
        self.chips.hide()
        self._lay_out()

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Offer these tags; a tag that is gone is asked for no longer."""
        if list(tags) == list(self._tags):
            return
        self._tags = list(tags)
        known = {tag.id for tag in tags} | {""}
        kept = self.filter.asking("tags", self.filter.tags & known)
        if kept == self.filter:
            self._show_chips()
        else:
            self.show_filter(kept)

    def show_filter(self, wanted: ExcerptFilter) -> None:
        """Take over another filter; `changed` tells it if it is another."""
        self._rest.stop()
        before, self.filter = self.filter, wanted
        if " ".join(self.words.text().split()) != wanted.text:
            self.words.blockSignals(True)
            self.words.setText(wanted.text)
            self.words.blockSignals(False)
        self._show_chips()
        if wanted != before:
            self.changed.emit(wanted)

    def clear(self) -> None:
        """Let everything through again."""
        self.show_filter(EVERYTHING)

    def names(self) -> dict[str, str]:
        """Return the names of the tags by id, for `ExcerptFilter.describe`."""
        return {tag.id: tag.name for tag in self._tags}

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.words, 1)
        top.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.chips)

    def _find(self) -> None:
        typed = " ".join(self.words.text().split())
        self.show_filter(self.filter.asking("text", typed))

    def _show_chips(self) -> None:
        self._flow.clear()
        codes = {tag.id: tag.code for tag in self._tags}
        for part, value in self.filter.values():
            if part == "text":
                continue
            whole = in_words(part, value, self.names())
            short = codes.get(str(value), whole) if part == "tags" and value else whole
            chip = self._chip(part, value, short, whole)
            self._flow.addWidget(chip)
            chip.show()
        self.chips.setVisible(self._flow.count() > 0)
        self.updateGeometry()

    def _chip(self, part: str, value: object, short: str, whole: str) -> QToolButton:
        chip = QToolButton()
        words = short if len(short) <= 28 else short[:27] + "…"
        words = words[:1].upper() + words[1:]
        chip.setText(f"{words}  ×".replace("&", "&&"))
        chip.setProperty("chip", True)
        chip.setToolTip(plain_tip(tr("No longer ask for: {whole}", whole=whole)))
        chip.setAccessibleName(tr("No longer ask for: {whole}", whole=whole))
        chip.clicked.connect(lambda: self._take_off(chip, part, value))
        return chip

    def _take_off(self, chip: QToolButton, part: str, value: object) -> None:
        by_key = chip.hasFocus()
        self.show_filter(self.filter.toggled(part, value))
        if by_key:
            first = self._flow.itemAt(0)
            left: QWidget | None = first.widget() if first else None
            (left or self.button).setFocus()

    # The menu

    def _fill_menu(self) -> None:
        self.menu.clear()
        excerpts = list(self.excerpts_of())
        tags = self._submenu(tr("Tag"))
        for tag in self._tags:
            if not tag.retired or tag.id in self.filter.tags:
                self._offer(tags, "tags", tag.id, f"{tag.code}  {tag.name}")
        self._offer(tags, "tags", "", tr("No tag"))
        for part, title in (
            ("statuses", tr("Status")),
            ("confidences", tr("Confidence")),
        ):
            self._offer_kinds(title, part)
        said = self._submenu(tr("Said by"))
        self._offer_typed(said)
        self._offer_names(said, "said_by", excerpts)
        self._offer_kinds(tr("Kind of source"), "source_kinds")
        self._offer_names(self._submenu(tr("Affects")), "stakeholders", excerpts)
        self._offer_kinds(tr("Impact"), "impacts")
        self.menu.addSeparator()
        self._offer(self.menu, "has_note", True, tr("With a note"))
        self._offer(self.menu, "needs_review", True, tr("To be looked at again"))
        self.menu.addSeparator()
        clear = self.menu.addAction(tr("Clear the filter"), self.clear)
        clear.setEnabled(bool(self.filter))

    def _offer_kinds(self, title: str, part: str) -> None:
        menu = self._submenu(title)
        for kind in _KINDS[part]:
            words = in_words(part, kind)
            self._offer(menu, part, kind, words[:1].upper() + words[1:])
        if part != "statuses":
            self._offer(menu, part, None, tr("Not given"))

    def _offer_names(self, menu: QMenu, part: str, excerpts: Sequence[Excerpt]) -> None:
        of = NAME_PARTS[0] if part == "said_by" else NAME_PARTS[1]
        spelled: dict[str, str] = {}
        times: Counter[str] = Counter()
        for excerpt in excerpts:
            if name := name_in(excerpt, of):
                times[folded(name)] += 1
                spelled.setdefault(folded(name), name)
        asked = getattr(self.filter, part)
        for name in [name for name in asked if name and folded(name) not in times]:
            self._offer(menu, part, name, name)
        for key, count in times.most_common(MOST_NAMES):
            value = next((name for name in asked if folded(name) == key), spelled[key])
            self._offer(menu, part, value, f"{spelled[key]}  ({number(count)})")
        self._offer(menu, part, "", tr("Nobody named"))

    def _offer_typed(self, menu: QMenu) -> None:
        """Offer to look for what is typed in the name of who said it, instead of in the words."""
        typed = " ".join(self.words.text().split())
        if typed:
            wanted = self.filter.asking("text", EMPTY["text"]).toggled("said_by", typed)
            words = tr("Name contains “{typed}”", typed=typed)
            menu.addAction(words.replace("&", "&&"), lambda: self.show_filter(wanted))
            menu.addSeparator()

    def _offer(self, menu: QMenu, part: str, value: Any, words: str) -> None:
        asked = getattr(self.filter, part)
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(value in asked if isinstance(asked, frozenset) else asked == value)
        action.triggered.connect(lambda: self.show_filter(self.filter.toggled(part, value)))

    def _submenu(self, title: str) -> QMenu:
        menu = StayingMenu(title, self.menu)
        self.menu.addMenu(menu)
        return menu
