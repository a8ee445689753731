"""Where the parts of the window stand: docks, menus, tool bar and status line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QStackedWidget, QTabBar, QToolBar, QVBoxLayout, QWidget

from briefing.language import marked, tr
from briefing.widgets.controls.labels import right_to_left
from briefing.widgets.late_dock import LateDock
from briefing.widgets.projects.recent_projects import RecentProjects

if TYPE_CHECKING:
    from briefing.widgets.main_window import MainWindow

WIDE = 1500
"""From this width in pixels on there is room for the preview beside the brief."""

MOST_FOR_TABS = 380
"""Pixels that panes are widened to at most for the names on their tabs."""
BESIDE_TAB = 12
"""Pixels added for each of them: Qt measures tabs that are new too small."""
_DIRECTLY = Qt.FindChildOption.FindDirectChildrenOnly
_TOOLS = (("open", "paste"), ("undo", "redo"), ("tag",), ("preview", "export"))
_NARROWEST = {"brief": 340, "preview": 300}
_USUAL = {"tables": 490}
"""Pixels that a pane is widened to when it is first shown: its columns are many."""
_SHORT = {
    "open": marked("Open"), "paste": marked("Paste"), "undo": marked("Undo"),
    "redo": marked("Redo"), "tag": marked("Tag"), "preview": marked("Preview"),
    "export": marked("Export"),
}  # fmt: skip


class WindowLayout:
    """Lays out one window: left articles, tags and excerpts; right brief and preview."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._hidden: list[QWidget] = []
        self.pages = QStackedWidget()
        self._lay_out_middle()
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        if right_to_left():  # Qt turns all but docks
            left, right = right, left
        self._left = [
            self._dock(tr("Articles"), "articles", lambda: window.articles, left),
            self._dock(tr("Tags"), "tags", lambda: window.tags, left),
            self._dock(tr("Excerpts"), "excerpts", lambda: window.excerpts, left),
        ]
        self.brief = self._dock(tr("Brief"), "brief", lambda: window.brief, right)
        self.preview = self._dock(tr("Preview"), "preview", lambda: window.preview, right)
        for dock in (*self._left, self.brief):
            dock.fill()  # what is in them is there from the start
        self._usual = [
            *((dock, left) for dock in self._left),
            *((dock, right) for dock in (self.brief, self.preview)),
        ]
        self._set_beside()
        self.search = self._later(tr("Search"), "search", lambda: window.searching.panel)
        self.suggestions = self._later(
            tr("Suggestions"), "suggestions", lambda: window.suggesting.panel
        )
        self.review = self._later(tr("To look at"), "review", lambda: window.reviewing.panel)
        self.checks = self._later(tr("Checks"), "checks", lambda: window.checks)
        self.tables = self._later(tr("Tables"), "tables", lambda: window.tables)
        self.history = self._later(tr("History"), "history", lambda: window.history)
        self._fill_menus()
        self._fill_tool_bar()

    def restore(self, state: bytes = b"") -> None:
        """Bring back the layout of the last time; without one, suit it to the window's width."""
        docks = self._window.findChildren(LateDock)
        for dock in docks:
            dock.wait(on=True)
        if not (state and self._window.restoreState(QByteArray(state))):
            self.preview.setVisible(self._window.width() >= WIDE)
            self.deal_out()
        for dock in docks:
            dock.wait(on=False)

    def as_usual(self) -> None:
        """Put every pane where it stands at the first start, whatever was moved or closed."""
        window = self._window
        for dock in window.findChildren(QDockWidget):
            window.removeDockWidget(dock)
        for dock, area in self._usual:
            window.addDockWidget(area, dock)
            dock.show()
        self._set_beside()
        self.restore()

    def deal_out(self) -> None:
        """Give each pane its usual share of the room."""
        window, across, down = self._window, Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        window.resizeDocks(self._left, [130, 345, 425], down)
        wide = window.width() >= WIDE
        docks = [self._left[0], self.brief, *([self.preview] if wide else [])]
        window.resizeDocks(docks, [250, 375, 385][: len(docks)], across)

    def bring(self, dock: LateDock) -> None:
        """Show a pane in front, beside its like if it was never shown before."""
        is_new = self._place(dock)
        dock.fill()
        dock.show()
        dock.raise_()
        if is_new:  # Qt measures a new tab at its next turn
            QTimer.singleShot(0, dock, lambda: self._make_room(dock))

    def put_below(self, bar: QWidget) -> None:
        """Put a bar below the article, above what is said of the excerpt."""
        self._middle.insertWidget(1, bar)

    def focus(self, *, on: bool) -> None:
        """Leave only the article and its strip, or bring back what was there before."""
        if on:
            everything = [*self._window.findChildren(QDockWidget), self._tools]
            self._hidden = [part for part in everything if part.isVisible()]
        for part in self._hidden:
            part.setVisible(not on)

    def _set_beside(self) -> None:
        """Put the preview on the far side of the brief."""
        beside = (self.brief, self.preview)
        one, other = reversed(beside) if right_to_left() else beside
        self._window.splitDockWidget(one, other, Qt.Orientation.Horizontal)

    def _lay_out_middle(self) -> None:
        window = self._window
        self.pages.addWidget(window.view)
        self.pages.addWidget(window.welcome)
        self.pages.setMinimumWidth(380)
        middle = QWidget()
        column = self._middle = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        window.bar.float_over(self.pages)
        column.addWidget(window.strip)
        window.setCentralWidget(middle)

    def _fill_menus(self) -> None:
        window = self._window
        menus = window.actions_by_id.fill(window.menuBar())
        recent = RecentProjects(window.desk.settings, window.files.open, window)
        menus["File"].insertMenu(window.actions_by_id["save-copy"], recent)
        menus["View"].addSeparator()
        for dock in (
            *self._left,
            self.suggestions,
            self.review,
            self.brief,
            self.checks,
            self.tables,
            self.history,
        ):
            menus["View"].addAction(dock.toggleViewAction())

    def _fill_tool_bar(self) -> None:
        window = self._window
        bar = QToolBar(tr("Tools"))
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for group in _TOOLS:
            if bar.actions():
                bar.addSeparator()
            for action_id in group:
                action = window.actions_by_id[action_id]
                action.setIconText(tr(_SHORT[action_id]))
                bar.addAction(action)
        window.addToolBar(bar)
        self._tools = bar

    def _later(self, name: str, key: str, make: Callable[[], QWidget]) -> LateDock:
        """Return a pane that gets its place when it is first shown, and is filled then.

        Panes that are put behind another and hidden before the window is shown leave their tabs
        standing in it.
        """
        dock = self._made(name, key, make)
        dock.hide()
        dock.toggleViewAction().triggered.connect(lambda on: self.bring(dock) if on else None)
        return dock

    def _make_room(self, dock: LateDock) -> None:
        """Widen panes that share a place until the new one, and their names, can be read."""
        wanted = max(_USUAL.get(dock.objectName(), 0), self._room_for_tabs(dock))
        if wanted > dock.width():
            self._window.resizeDocks([dock], [wanted], Qt.Orientation.Horizontal)

    def _room_for_tabs(self, dock: LateDock) -> int:
        """Return the pixels that the tabs of a pane and of those it shares its place with need."""
        for bar in self._window.findChildren(QTabBar, options=_DIRECTLY):
            if dock.windowTitle() in (bar.tabText(place) for place in range(bar.count())):
                bar.setElideMode(Qt.TextElideMode.ElideNone)
                bar.setUsesScrollButtons(True)
                return min(bar.sizeHint().width() + BESIDE_TAB * bar.count(), MOST_FOR_TABS)
        return 0

    def _place(self, dock: QDockWidget) -> bool:
        """Give a pane its place if it has none yet; returns whether it had none."""
        window = self._window
        if window.dockWidgetArea(dock) != Qt.DockWidgetArea.NoDockWidgetArea:
            return False
        beside = (
            self._left[2] if dock in (self.search, self.suggestions, self.review) else self.brief
        )
        window.addDockWidget(window.dockWidgetArea(beside), dock)
        window.tabifyDockWidget(beside, dock)
        return True

    def _dock(
        self, name: str, key: str, make: Callable[[], QWidget], area: Qt.DockWidgetArea
    ) -> LateDock:
        dock = self._made(name, key, make)
        self._window.addDockWidget(area, dock)
        return dock

    def _made(self, name: str, key: str, make: Callable[[], QWidget]) -> LateDock:
        dock = LateDock(name, make, _NARROWEST.get(key, 250), self._window)
        dock.setObjectName(key)
        feature = QDockWidget.DockWidgetFeature
        dock.setFeatures(feature.DockWidgetMovable | feature.DockWidgetClosable)
        return dock
