"""The tour: a small panel that points at a part of the window and waits for the user's own keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefing.language import tr
from briefing.qt.plain import plain_tip
from briefing.qt.saying import spelled
from briefing.widgets import theme
from briefing.widgets.controls.labels import Label
from briefing.widgets.help.tour_steps import SAMPLE, STEPS

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

WIDTH = 380
GAP = 12
LOOK = 150
"""Milliseconds between two looks at whether a step is done."""
KEYS = {"next": "Ctrl+F9", "back": "Ctrl+Shift+F9", "leave": "Shift+F9"}
_ACTION = re.compile(r"\{([a-z-]+)\}")


class Pointer(QWidget):
    """A frame around the part that the tour speaks of; the mouse goes through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().accent), 3))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)
        painter.end()


class Tour(QFrame):
    """Shows the steps one at a time; nothing of it moves, so there is no motion to reduce.

    Next, back and leave have keys of their own that work from anywhere in the window. The settings
    keep the step, so that it can be taken up again.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._step = 0
        self._before: object = None
        self._done = False
        self._shortcuts: list[QShortcut] = []
        self.pointer = Pointer(window)
        self.count, self.title, self.words, self.state = Label(), Label(), Label(), Label()
        self.title.setProperty("heading", True)
        theme.set_quiet(self.count)
        for label in (self.words, self.state):
            label.setWordWrap(True)
        self.back = self._button(tr("Back"), "back", self.go_back)
        self.next = self._button(tr("Next"), "next", self.go_on)
        self.next.setProperty("primary", True)
        self.leave = self._button(tr("Leave"), "leave", self.end)
        row = QHBoxLayout()
        row.addWidget(self.leave)
        row.addStretch()
        row.addWidget(self.back)
        row.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for part in (self.count, self.title, self.words, self.state):
            column.addWidget(part)
        column.addLayout(row)
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self.look)
        window.installEventFilter(self)
        self.hide()

    def start(self) -> None:
        """Begin, or go on where it was left; the sample is opened if it is not there."""
        if SAMPLE not in self._window.document.project.briefs:
            self._window.open_sample()
        self._set_keys(on=True)
        self.show()
        kept = self._window.desk.settings.values.tour_step
        self._show(kept if kept < len(STEPS) else 0)
        self._look.start()

    def go_on(self) -> None:
        """Show the next step; behind the last one the tour is over."""
        if self._step + 1 < len(STEPS):
            self._show(self._step + 1)
        else:
            self._window.desk.settings.change(tour_step=0)
            self.end()

    def go_back(self) -> None:
        """Show the step before."""
        self._show(max(0, self._step - 1))

    def end(self) -> None:
        """Leave; it can be taken up again at this step."""
        self._look.stop()
        self._set_keys(on=False)
        focused: QWidget | None = self._window.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        self.hide()
        self.pointer.hide()
        if inside:
            self._window.view.setFocus()

    def look(self) -> None:
        """See whether the step is done, and follow the part it speaks of."""
        step = STEPS[self._step]
        if not self._done and step.is_done is not None:
            self._done = step.is_done(self._before, step.state(self._window))
            if self._done:
                self._say_state()
        self._take_place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Keep the place when the window changes its size."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._take_place()
        return super().eventFilter(watched, event)

    # The parts of it

    def _button(self, words: str, name: str, act: Callable[[], None]) -> QPushButton:
        keys = QKeySequence(KEYS[name])
        button = QPushButton(words)
        button.setToolTip(plain_tip(f"{words} ({spelled(KEYS[name])})"))
        button.setAccessibleDescription(spelled(KEYS[name]))
        button.clicked.connect(act)
        shortcut = QShortcut(keys, self._window)
        shortcut.setEnabled(False)
        shortcut.activated.connect(act)
        self._shortcuts = [*self._shortcuts, shortcut]
        return button

    def _set_keys(self, *, on: bool) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(on)

    def _show(self, number: int) -> None:
        self._step = number
        step = STEPS[number]
        self._window.desk.settings.change(tour_step=number)
        step.begin(self._window)
        self._before, self._done = step.state(self._window), False
        self.count.setText(
            tr("Tour, step {number} of {count}", number=number + 1, count=len(STEPS))
        )
        self.title.setText(tr(step.title))
        self.words.setText(_ACTION.sub(self._key_of, tr(step.words)))
        self.back.setEnabled(number > 0)
        last = number + 1 == len(STEPS)
        self.next.setText(tr("Finish") if last else tr("Next"))
        self.setAccessibleName(f"{self.count.text()}: {self.title.text()}. {self.words.text()}")
        self._style()
        self._say_state()
        self._take_place()

    def _say_state(self) -> None:
        step = STEPS[self._step]
        key = spelled(KEYS["next"])
        if self._done:
            self.state.setText(tr("✓ Done. {key} goes on.", key=key))
        elif step.is_done is not None:
            self.state.setText(tr("Try it now; {key} passes it over.", key=key))
        else:
            self.state.setText("")
        self.state.setVisible(bool(self.state.text()))
        theme.set_quiet(self.state)

    def _key_of(self, action: object) -> str:
        assert isinstance(action, re.Match)
        name = self._window.actions_by_id[action.group(1)].text().replace("&", "")
        return self._window.actions_by_id.key_of(action.group(1)) or f"“{name}”"

    def _style(self) -> None:
        look = theme.current()
        self.setStyleSheet(
            f"Tour {{ background: {look.page}; border: 2px solid {look.accent};"
            " border-radius: 8px; }"
        )

    def _take_place(self) -> None:
        window, target = self._window, STEPS[self._step].target(self._window)
        corner = target.mapTo(window, QPoint(0, 0))
        around = QRect(corner, target.size()).intersected(window.rect())
        self.pointer.setVisible(target.isVisible())
        self.pointer.setGeometry(around)
        self.setFixedWidth(WIDTH)
        self.adjustSize()
        self.move(self._beside(around))
        self.pointer.raise_()
        self.raise_()

    def _beside(self, around: QRect) -> QPoint:
        """Return where the panel covers least of what it speaks of."""
        room, size = self._window.rect().adjusted(GAP, GAP, -GAP, -GAP), self.size()
        places = (
            QPoint(around.right() + GAP, around.top() + GAP),
            QPoint(around.left() - size.width() - GAP, around.top() + GAP),
            QPoint(around.left() + GAP, around.top() - size.height() - GAP),
            QPoint(around.left() + GAP, around.bottom() + GAP),
        )
        inside = [
            QRect(
                max(room.left(), min(place.x(), room.right() + 1 - size.width())),
                max(room.top(), min(place.y(), room.bottom() + 1 - size.height())),
                size.width(), size.height(),
            )
            for place in places
        ]  # fmt: skip
        return min(inside, key=lambda box: _area(box.intersected(around))).topLeft()


def _area(box: QRect) -> int:
    return max(0, box.width()) * max(0, box.height())
