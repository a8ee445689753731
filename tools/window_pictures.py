"""Makes the set of pictures of the window, each in a process of its own, without a display.

    python tools/window_pictures.py FOLDER [NAME...]

`PICTURES` says what each shows. They are for looking at: what is clipped, cramped or unclear in one
of them is a fault.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from briefing.widgets.main_window import MainWindow

SETTLING = 1.2
"""Seconds in which what follows a little later is drawn."""
PATIENCE = 60
"""Seconds after which work in the background is no longer waited for: a busy machine is slow."""
SCREEN = {"name": "one", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1}
"""What the windows are shown on: the usual one of the platform has 800 by 800 pixels."""
Show = Callable[["MainWindow"], "QWidget | None"]
"""Brings the window into a state; returns the widget to take a picture of, None for the window."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: how the window is brought there, its size in pixels, scale, theme, direction."""

    show: Show
    size: tuple[int, int] = (1440, 900)
    scale: str = "1"
    theme: str = "light"
    mirrored: bool = False
    sample: bool = True
    language: str = "en"


def nothing(_window: MainWindow) -> None:
    """Leave the window as it is."""


def long_article(window: MainWindow) -> None:
    """Show an article of 600,000 characters with 2,000 excerpts, in its middle."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from workbench import fill

    window.show_article(fill(window, 600_000, 2_000))
    window.view.put_caret(300_000)
    window.view.centerCursor()


def six_overlaps(window: MainWindow) -> None:
    """Put six tags on words that overlap."""
    from briefing.model.edits import add_excerpts, new_excerpt

    document, article = window.document, window.view.article
    if article is None:
        return
    start = article.text.index("Rising costs") + 60
    tags = [tag.id for tag in document.project.tags_offered()][:6]
    made = [
        new_excerpt(
            document.project, article.id, start + 12 * n, start + 190 + 25 * n, document.stamp()
        ).toggled(tag)
        for n, tag in enumerate(tags)
    ]
    document.apply(add_excerpts(made))
    window.view.select(start + 60, start + 200)


def pane(action: str) -> Show:
    """Return what triggers an action of the window."""

    def show(window: MainWindow) -> None:
        window.actions_by_id[action].trigger()

    return show


def dialog(action: str) -> Show:
    """Return what triggers an action and takes the window that it opens."""

    def show(window: MainWindow) -> QWidget | None:
        from PySide6.QtWidgets import QApplication

        before = {w for w in QApplication.topLevelWidgets() if w.isVisible()}
        window.actions_by_id[action].trigger()
        settle(window)
        new = [w for w in QApplication.topLevelWidgets() if w not in before and w.isVisible()]
        return new[0] if new else None

    return show


def palette(window: MainWindow) -> QWidget | None:
    """Open the box that does anything, with a few letters typed."""
    window.windows.show_commands()
    box = window.windows.palette
    if box is not None:
        box.search.setText("ex")
    return box


def importing(window: MainWindow) -> QWidget:
    """Import the bundled articles, a file without words among them."""
    from briefing.widgets.importing.import_window import ImportWindow

    folder = Path(tempfile.mkdtemp(dir=Path.cwd()))  # in the home that goes with the picture
    for path in sorted((ROOT / "tests" / "data" / "suggestions").glob("*.txt"))[:4]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "empty note.txt").write_bytes(b"")
    window.actions_by_id["import"].trigger()
    made = next(w for w in window.findChildren(ImportWindow) if w.isVisible())
    window.imports.session.read(sorted(folder.iterdir()))
    settle(window)
    return made


def searching(window: MainWindow) -> None:
    """Search all articles for a word."""
    window.actions_by_id["search"].trigger()
    if window.focusWidget() is not None:
        from PySide6.QtTest import QTest

        QTest.keyClicks(window.focusWidget(), "costs")


def table(number: int) -> Show:
    """Return what opens one of the tables: 0 stakeholders, 1 sources, 2 figures."""

    def show(window: MainWindow) -> None:
        window.actions_by_id["tables"].trigger()
        window.tables.show_table(number)
        window.tables.view.setFocus()

    return show


def replacing(window: MainWindow) -> None:
    """Look for a word in the brief, with another to put there."""
    window.show_brief()
    window.actions_by_id["replace"].trigger()
    bar = window.replacing.bar
    if bar is not None:
        bar.field.setText("subsidies")
        bar.by.setText("support")


def batch(window: MainWindow) -> QWidget | None:
    """Open the window for a whole folder, with both folders given."""
    from briefing.widgets.output.batch_form import BatchForm

    shown = dialog("batch")(window)
    form = shown.findChild(BatchForm) if shown else None
    if form is not None:
        form.folder.line.setText("~/Articles")
        form.out.line.setText("~/Briefs")
    return shown


def published(window: MainWindow) -> QWidget | None:
    """Publish the project and search the library for a word of it."""
    from briefing.widgets.library.library_window import LibraryWindow

    shown = dialog("library")(window)
    if isinstance(shown, LibraryWindow):
        shown.publish()
        settle(window)
        shown.bar.hide()
        shown.field.setText("ferry")
        wait_for(window, lambda: bool(shown.hits.hits))
        shown.open_current()
        wait_for(window, lambda: shown.record is not None)
    return shown


def template_library(window: MainWindow) -> QWidget:
    """Open the template library without waiting for an answer."""
    from briefing.widgets.templates.template_dialog import TemplateDialog

    made = TemplateDialog(window.desk, "policy-brief", window.document.project.tag, window)
    made.show()
    return made


PICTURES = {
    "empty": Picture(nothing, sample=False),
    "sample": Picture(nothing),
    "long-article": Picture(long_article, sample=False),
    "six-overlaps": Picture(six_overlaps),
    "brief": Picture(pane("show-brief"), (1280, 1000)),
    "preview": Picture(pane("preview")),
    "template-manager": Picture(template_library),
    "settings": Picture(dialog("settings")),
    "keys": Picture(dialog("change-keys")),
    "key-sheet": Picture(dialog("keys")),
    "help": Picture(dialog("help")),
    "anything": Picture(palette),
    "checks": Picture(pane("checks")),
    "suggestions": Picture(pane("suggestions")),
    "tables": Picture(pane("tables")),
    "sources": Picture(table(1)),
    "figures": Picture(table(2)),
    "replace": Picture(replacing),
    "dark": Picture(nothing, theme="dark"),
    "200-percent": Picture(nothing, scale="2", size=(1280, 800)),
    "small-screen": Picture(nothing, (1280, 720)),
    "right-to-left": Picture(nothing, mirrored=True, language="ar"),
    "french": Picture(pane("checks"), (1366, 768), language="fr"),
    "arabic-keys": Picture(dialog("keys"), mirrored=True, language="ar"),
    "analysis": Picture(dialog("analysis")),
    "import": Picture(importing, sample=False),
    "batch": Picture(batch),
    "library": Picture(published),
    "schemes": Picture(dialog("schemes")),
    "history": Picture(pane("history")),
    "print": Picture(dialog("print")),
    "tour": Picture(dialog("tour")),
    "search": Picture(searching),
}


def main() -> int:
    """Make all pictures, or those that are named; returns how many failed."""
    folder, *names = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    failed = 0
    for name in names or PICTURES:
        with tempfile.TemporaryDirectory() as home:
            screen = Path(home) / "screen.json"
            screen.write_text(json.dumps({"screens": [SCREEN]}))
            environment = {
                **os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
                "BRIEFING_HOME": "Briefing", "LOGNAME": "analyst",
                "QT_SCALE_FACTOR": PICTURES[name].scale, "SOURCE_DATE_EPOCH": "1772020800",
            }  # fmt: skip
            command = [sys.executable, __file__, "--one", str(Path(folder).resolve()), name]
            done = subprocess.run(command, env=environment, cwd=home, check=False)
        failed += done.returncode != 0
    return failed


def take(folder: Path, name: str) -> None:
    """Make one picture in this process."""
    from PySide6.QtCore import Qt, qInstallMessageHandler

    from briefing.app import make_application
    from briefing.assembly import make_desk
    from briefing.paths import standard_paths
    from briefing.qt.document import ProjectDocument
    from briefing.settings import SettingsStore
    from briefing.widgets import theme
    from briefing.widgets.main_window import MainWindow

    qInstallMessageHandler(lambda *_told: None)
    picture = PICTURES[name]
    SettingsStore(standard_paths().config / "settings.json").change(
        window_language=picture.language, author="A. Analyst"
    )
    app, desk = make_application(), make_desk(standard_paths())
    theme.choose(picture.theme)
    if picture.mirrored:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    store = desk.stores.create(standard_paths().projects / "Ferries.briefing")
    document = ProjectDocument(store, desk.clock)
    window = MainWindow.of(document, desk)
    window.resize(*picture.size)
    window.show()
    window.panes.restore()
    if picture.sample:
        desk.add_sample(document)
        window.reset()
        excerpts = document.project.excerpts_of(document.project.articles_in_order()[0].id)
        window.view.select(excerpts[2].start, excerpts[2].end)
    settle(window)
    shown = picture.show(window) or window
    settle(window)
    shown.grab().save(str(folder / f"{name}.png"), "PNG", 0)
    sys.stdout.write(f"{name}\n")
    sys.stdout.flush()
    document.store.close()
    os._exit(0)  # what is open asks nothing on the way out


def wait_for(window: MainWindow, arrived: Callable[[], bool]) -> None:
    """Let everything settle until something is there; raises TimeoutError where it never comes."""
    start = time.monotonic()
    settle(window)
    while not arrived():
        if time.monotonic() > start + PATIENCE:
            raise TimeoutError("What the picture is to show did not come.")
        settle(window)


def settle(window: MainWindow) -> None:
    """Let what follows a little later be drawn, and all work in the background come to its end."""
    from PySide6.QtWidgets import QApplication

    from briefing.qt.jobs import JobRunner

    start = time.monotonic()
    calm = start
    while time.monotonic() < min(calm + SETTLING, start + PATIENCE):
        QApplication.processEvents()
        runners = (window.desk.jobs, *window.findChildren(JobRunner))
        if not all(runner.idle for runner in runners):
            calm = time.monotonic()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        take(Path(sys.argv[2]), sys.argv[3])
    sys.exit(main())
