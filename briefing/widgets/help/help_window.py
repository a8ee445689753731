"""The help window: the guide's pages at the left, one at the right, a field to find words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefing.language import tr, tr_many
from briefing.qt.plain import plain_tip
from briefing.qt.saying import spelled
from briefing.services.guide import FIRST, Guide
from briefing.widgets import theme
from briefing.widgets.controls.buttons import act_button
from briefing.widgets.controls.labels import Label, prompt, right_to_left
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.help.help_page import HelpPage

SIZE = (1080, 780)
ADDRESS = Qt.ItemDataRole.UserRole
_ROWS = "QListWidget { padding: 0 8px; } QListWidget::item { padding: 6px 2px; }"
"""Qt takes the room at both sides of an item for room that its words have, and cuts them."""


class HelpWindow(QDialog):
    """Shows the guide beside all other windows; Esc closes it.

    `keys_wanted` asks for the sheet of keys.
    """

    keys_wanted = Signal()

    def __init__(self, guide: Guide, icon: Callable[[str], QIcon]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.guide, self._icon = guide, icon
        self.page = HelpPage(guide)
        self.page.sourceChanged.connect(self._follow)
        self.page.left_guide.connect(self._tell_address)
        self.list = self._made_list()
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(tr("Find in the guide"))
        self.field.setPlaceholderText(prompt(tr("Find in the guide; Enter goes on")))
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self.go_on)
        self.told = Label()
        theme.set_quiet(self.told)
        self.back = self._button(tr("Back"), "Alt+Left", self.page.backward)
        self.page.backwardAvailable.connect(self.back.setEnabled)
        self.forward = self._button(tr("Forward"), "Alt+Right", self.page.forward)
        self.page.forwardAvailable.connect(self.forward.setEnabled)
        self.keys = act_button(tr("All &keys"), self.keys_wanted.emit)
        self.keys.setProperty("link", True)
        self.notice = self._made_notice()
        self._lay_out()
        self._colour()
        open_at(self, *SIZE)

    def show_topic(self, topic: str) -> None:
        """Show a page of the guide's own folder, such as "tagging.md#next"; its start for none."""
        name, _, place = topic.partition("#")
        address = f"guide/{name}"
        self.page.show_page(address if address in self.guide.pages else FIRST, place)

    def come_forward(self, modal: QWidget | None) -> None:
        """Show the window in front, usable too while another one waits for an answer."""
        self.show()
        ahead = modal.windowHandle() if modal is not None and modal is not self else None
        self.windowHandle().setTransientParent(ahead)  # type: ignore[arg-type]  # None is none
        self.raise_()
        self.activateWindow()
        self.page.setFocus()

    def go_on(self) -> None:
        """Go to the next place of the words to find: in this page, else in the first with them."""
        if not self.page.go_to_next() and (fitting := self._fitting()):
            self.list.setCurrentItem(fitting[0])
            self.page.go_to_next()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Take other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.layout() is not None:
            self._colour()

    def _colour(self) -> None:
        back, forward = ("forward", "back") if right_to_left() else ("back", "forward")
        self.back.setIcon(self._icon(back))
        self.forward.setIcon(self._icon(forward))
        for item in map(self.list.item, range(self.list.count())):
            if not item.data(ADDRESS):
                item.setForeground(QColor(theme.current().quiet))

    def _fitting(self) -> list[QListWidgetItem]:
        items = map(self.list.item, range(self.list.count()))
        return [each for each in items if each.data(ADDRESS) and not each.isHidden()]

    def _find(self, words: str) -> None:
        found = self.guide.with_words(words)
        for row in range(self.list.count()):
            item = self.list.item(row)
            address = item.data(ADDRESS)
            item.setHidden(address not in found if address else bool(words.strip()))
        here, pages = self.page.mark(words), len(self._fitting())
        if not words.strip():
            self.told.setText("")
        elif pages:
            places = tr_many("{count} place here", "{count} places here", here)
            on = tr_many("{count} page", "{count} pages", pages)
            self.told.setText(f"{places} · {on}")
        else:
            self.told.setText(tr("Nothing found; try another word"))

    def _follow(self, url: QUrl) -> None:
        """Let list and title be of the page that is shown now."""
        address = url.path().lstrip("/")  # the page takes it over after this
        page = self.guide.pages.get(address)
        title = page.title if page else tr("Guide")
        self.setWindowTitle(tr("{name} — Help", name=title))
        self.notice.hide()
        blocked = QSignalBlocker(self.list)
        self.list.setCurrentRow(-1)
        for row in range(self.list.count()):
            if self.list.item(row).data(ADDRESS) == address:
                self.list.setCurrentRow(row)
        blocked.unblock()
        if self.field.text():
            self._find(self.field.text())

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.page.show_page(item.data(ADDRESS))

    def _tell_address(self, address: str) -> None:
        """Name what a link leads to that is no page of the guide; nothing is opened."""
        self._address = address
        is_web = "://" in address
        self.out.setText(
            tr("Not opened, it is on the web: {address}", address=address)
            if is_web
            else tr("Not part of the guide: {address}", address=address)
        )
        self.copy.setVisible(is_web)
        self.notice.show()

    def _made_list(self) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(tr("Pages of the guide"))
        made.setWordWrap(True)
        made.setStyleSheet(_ROWS)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bold = theme.small_font(bold=True)
        for group in self.guide.groups:
            if group.title:
                head = QListWidgetItem(group.title, made)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setFont(bold)
            for page in group.pages:
                QListWidgetItem(page.title, made).setData(ADDRESS, page.address)
        made.currentItemChanged.connect(lambda now, _before: self._choose(now))
        return made

    def _button(self, name: str, key: str, do: Callable[[], None]) -> QToolButton:
        made = QToolButton()
        made.setAccessibleName(name)
        made.setToolTip(plain_tip(f"{name} ({spelled(key)})"))
        made.clicked.connect(do)
        QShortcut(QKeySequence(key), self, do)  # the button's own would wait to look pressed
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setEnabled(False)
        return made

    def _made_notice(self) -> QFrame:
        made = QFrame()
        made.setProperty("notice", True)
        made.hide()
        self._address = ""
        self.out = Label()
        self.out.setWordWrap(True)
        self.copy = act_button(
            tr("&Copy the address"), lambda: QGuiApplication.clipboard().setText(self._address)
        )
        row = QHBoxLayout(made)
        row.addWidget(self.out, 1)
        row.addWidget(self.copy)
        return made

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 8)
        top.setSpacing(8)
        for part in (self.back, self.forward):
            top.addWidget(part)
        top.addWidget(self.field, 1)
        top.addWidget(self.told)
        top.addWidget(self.keys)
        middle = QSplitter()
        middle.setChildrenCollapsible(False)
        middle.addWidget(self.list)
        middle.addWidget(self.page)
        middle.setStretchFactor(1, 1)
        middle.setSizes([280, SIZE[0] - 280])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(middle, 1)
        column.addWidget(self.notice)
