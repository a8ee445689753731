"""The menu of projects that were open lately."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from briefing.language import tr
from briefing.settings import SettingsStore

MOST = 9
"""Projects that are remembered: each has a digit as its letter in the menu."""
LONGEST = 48
"""Characters of a folder that are shown."""


class RecentProjects(QMenu):
    """Lists the projects that were open lately, the last one first; one that is gone is grey."""

    def __init__(self, settings: SettingsStore, opened: Callable[[Path], None],
                 parent: QWidget) -> None:  # fmt: skip
        super().__init__(parent)
        self.setTitle(tr("Open &recent"))
        self._settings = settings
        self._open = opened
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Offer what is remembered now."""
        self.clear()
        names = self._settings.values.recent_projects
        for number, name in enumerate(names, start=1):
            path = Path(name)
            words = f"{path.stem}\t{_shown(path.parent)}".replace("&", "&&")
            action = self.addAction(f"&{number}  {words}")
            action.setEnabled(path.is_file())
            action.triggered.connect(lambda _on=False, at=path: self._open(at))
        if names:
            self.addSeparator()
            self.addAction(tr("&Forget these"), self._forget)
        else:
            self.addAction(tr("No project was open before")).setEnabled(False)

    def _forget(self) -> None:
        self._settings.change(recent_projects=())


def _shown(folder: Path) -> str:
    """Return a folder as people write it, its beginning cut where it is long."""
    home = Path.home()
    name = str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)
    return name if len(name) <= LONGEST else f"…{name[-LONGEST:]}"


def with_recent(known: tuple[str, ...], path: Path) -> tuple[str, ...]:
    """Return the paths to remember once a project was opened."""
    name = str(path)
    return (name, *(other for other in known if other != name))[:MOST]
