"""Opening an address: asks for it, has the page fetched, and says what went on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.qt.jobs import Job
from briefing.services.articles.copied import page_address
from briefing.services.articles.link_files import address_in
from briefing.services.articles.web_addresses import shown, web_address
from briefing.services.ports import LoadedArticles, Progress
from briefing.settings import SettingsStore
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label, name_choice
from briefing.widgets.controls.window_size import open_at
from briefing.widgets.importing.importing import Importer
from briefing.widgets.message_bar import MessageBar

LONGEST = 4_000
WIDTH = 620


class Addresses(Protocol):
    """Fetches and reads pages; see services/articles/opening.py."""

    def open(
        self, address: str, progress: Progress, cancelled: Callable[[], bool]
    ) -> LoadedArticles:
        """Return the articles of the page at an address; raises LoadError."""


class OpenAddress(QObject):
    """Opens one address at a time, in the background; it can be stopped from the message."""

    def __init__(
        self,
        addresses: Addresses,
        settings: SettingsStore,
        importer: Importer,
        bar: MessageBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._addresses = addresses
        self._settings = settings
        self._importer = importer
        self._bar = bar
        self._window = window

    def ask(self) -> None:
        """Ask for an address; one on the clipboard is offered."""
        offered = page_address(QGuiApplication.clipboard().text()[:LONGEST])
        dialog = AddressDialog(self._settings, offered, self._window)
        dialog.chosen.connect(self.open)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, links: Sequence[str | Path]) -> None:
        """Open a link that was dropped: one, for each is a page to fetch."""
        if len(links) > 1:
            self._bar.say(tr("Drop one link at a time: each is a page to fetch."))
        elif isinstance(links[0], Path):
            path = links[0]
            self._start(path.name, lambda: address_in(path))
        else:
            self.open(links[0])

    def open(self, address: str) -> None:
        """Fetch the page at an address and take it in as a file would be."""
        self._start(shown(address), lambda: address)

    def _start(self, name: str, address: Callable[[], str]) -> None:
        def load(job: Job) -> LoadedArticles:
            return self._addresses.open(address(), job.report, job.cancelled.is_set)

        job = self._importer.take_in(tr("Fetching {name}", name=name), load, self._bar.hide)

        def stop() -> None:
            job.cancelled.set()
            self._bar.say(tr("{name} was not fetched: it was stopped.", name=name))

        self._bar.say(tr("Fetching {name}…", name=name), [(tr("Stop"), stop)])


class AddressDialog(QDialog):
    """Asks for the address of a page; `chosen` carries it once it can be one.

    What may be fetched is a setting, which is changed here.
    """

    chosen = Signal(str)

    def __init__(self, settings: SettingsStore, offered: str, parent: QWidget | None) -> None:
        from briefing.widgets.controls.line_field import LineField

        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle(tr("Open address"))
        self.field = LineField(tr("Address of the page"), LONGEST)
        self.field.setPlaceholderText("https://")
        self.field.setText(offered)
        self.field.selectAll()
        self.field.typed.connect(lambda _words: self._say(""))
        self.network = QComboBox()
        name_choice(self.network, tr("What may be fetched"))
        for value, words in (
            ("public", tr("Public pages only")),
            ("any", tr("Also pages of your own network")),
            ("never", tr("Never use the network")),
        ):
            self.network.addItem(words, value)
        self.network.setCurrentIndex(self.network.findData(settings.values.network))
        self.network.activated.connect(lambda _row: self._set_network())
        self.problem = Label()
        self.problem.setWordWrap(True)
        self.problem.setStyleSheet(f"color: {theme.current().error};")
        box = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(box.Open | box.Cancel)
        self.open_button = self.buttons.button(box.Open)
        self.open_button.setProperty("primary", True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self._show_network()

    def accept(self) -> None:
        """Hand on the address, or say what is wrong with it."""
        words = self.field.text().strip()
        try:
            web_address(words)
        except BriefingError as error:
            self._say(str(error))
            self.field.setFocus()
            return
        super().accept()
        self.chosen.emit(words)

    def _set_network(self) -> None:
        try:
            self._settings.change(network=self.network.currentData())
        except BriefingError as error:
            self._say(str(error))
        self._show_network()

    def _show_network(self) -> None:
        never = self._settings.values.network == "never"
        self.field.setEnabled(not never)
        self.open_button.setEnabled(not never)
        self._say(tr("Nothing is fetched until you allow it below.") if never else "")
        (self.network if never else self.field).setFocus()

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.problem.setAccessibleName(words)
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        if needed > self.height():
            self.resize(self.width(), needed)

    def _lay_out(self) -> None:
        hint = Label(
            tr(
                "One page is fetched, once, and read like a file. Nothing that it points to is "
                "loaded, and nothing is sent but the address."
            )
        )
        hint.setWordWrap(True)
        theme.set_quiet(hint)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(tr("&Address"), self.field)
        form.addRow("", self.problem)
        form.addRow(tr("&Network"), self.network)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(hint)
        column.addWidget(self.buttons)
        open_at(self, WIDTH, self.sizeHint().height())
