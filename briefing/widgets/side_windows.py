"""The windows beside the main one: each is made when it is first wanted and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from briefing.errors import BriefingError
from briefing.language import tr
from briefing.model.article import Article
from briefing.widgets.settings.own_keys import read_keys

if TYPE_CHECKING:
    from briefing.services.brief.resting import Resting
    from briefing.widgets.command_palette import CommandPalette
    from briefing.widgets.help.tour import Tour
    from briefing.widgets.library.library_window import LibraryWindow
    from briefing.widgets.main_window import MainWindow
    from briefing.widgets.output.batch_window import BatchWindow
    from briefing.widgets.tags.scheme_editor import SchemeEditor
    from briefing.widgets.versions.snapshots_window import SnapshotsWindow

AnyWindow = TypeVar("AnyWindow", bound=QWidget)


class SideWindows(QObject):
    """Opens the windows beside the main one, and brings forward what is open already."""

    failed = Signal(object)
    said = Signal(str, list)  # words, [(words of a way on, what it does)]
    section_wanted = Signal(str)
    resting_chosen = Signal(object)
    plug_in_failed = Signal(object)  # on whichever thread it failed

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._made: dict[str, QWidget] = {}
        self.palette: CommandPalette | None = None
        self._tour: Tour | None = None
        self.plug_in_failed.connect(self._tell_plug_in)
        window.desk.plug_ins.on_failure(self.plug_in_failed.emit)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each of its actions does."""
        return {
            "schemes": self.show_schemes,
            "profiles": self.show_profiles,
            "snapshots": self.show_snapshots,
            "batch": self.show_batch,
            "settings": self.show_settings,
            "change-keys": self.show_key_editor,
            "commands": self.show_commands,
            "details": self.show_details,
            "plug-ins": self.show_plug_ins,
            "analysis": self.show_analysis,
            "library": self.show_library,
            "tour": self.show_tour,
            "about": self.show_about,
        }

    def bring(self, name: str, make: Callable[[], AnyWindow]) -> AnyWindow:
        """Show the window of this name in front of all; `make` makes it the first time."""
        made: QWidget | None = self._made.get(name)
        if made is None:
            made = self._made[name] = make()
        made.show()
        made.raise_()
        made.activateWindow()
        return made  # type: ignore[return-value]  # each name has one kind of window

    @property
    def shown(self) -> list[str]:
        """The names of those that are open."""
        return [name for name, made in self._made.items() if made.isVisible()]

    def show_schemes(self, tag_id: str = "") -> None:
        """Open the window that changes tags and schemes, at a tag."""
        editor = self.bring("schemes", self._make_schemes)
        if tag_id:
            editor.show_tag(tag_id)

    def show_snapshots(self) -> None:
        """Open the window of the brief's snapshots."""
        self.bring("snapshots", self._make_snapshots)

    def show_batch(self) -> None:
        """Open the window that makes a document of every article of a folder."""
        self.bring("batch", self._make_batch)

    def show_details(self) -> None:
        """Open the window of what the article that is shown says of itself."""
        from briefing.widgets.article.article_details import ArticleDetails

        window = self._window
        self.bring("details", lambda: ArticleDetails(window.document, window.shown, window.view))

    def offer_details(self, article: Article, notes: Sequence[str]) -> None:
        """Say that an article came in, and offer to look at what it says of itself."""
        words = tr("“{name}” is in the project.", name=article.name)
        self.said.emit(" ".join((words, *notes)), [(tr("Check its details"), self.show_details)])

    def show_analysis(self) -> None:
        """Open the analysis over all articles."""
        from briefing.widgets.analysis.analysing import make_analysis

        self.bring("analysis", lambda: make_analysis(self._window))

    def show_library(self) -> None:
        """Open the library of what was published of many projects."""
        self.bring("library", self._make_library)

    def send_waiting(self) -> None:
        """Publish in the background what a server that was away has kept waiting."""
        if self._window.desk.shared.waiting.count():
            from briefing.widgets.library.library_flow import LibraryFlow

            flow = LibraryFlow(self._window.document, self._window.desk, self._window)
            flow.send(lambda words: self.said.emit(words, [(tr("Library"), self.show_library)]))

    def show_plug_ins(self) -> None:
        """Open the list of plug-ins."""
        from briefing.widgets.settings.plug_ins_dialog import PlugInsDialog

        dialog = PlugInsDialog(self._window.desk.plug_ins, self._window.desk.settings, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_tour(self) -> None:
        """Begin the tour, or go on with it."""
        from briefing.widgets.help.tour import Tour

        if self._tour is None:
            self._tour = Tour(self._window)
        self._tour.start()

    def show_about(self) -> None:
        """Say what program this is and what it is made of."""
        from briefing.widgets.help.about_dialog import AboutDialog

        desk = self._window.desk
        dialog = AboutDialog(desk.icons.parent / "fonts", desk.jobs, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_profiles(self) -> None:
        """Open the window that changes the profiles for headers."""
        from briefing.widgets.brief.profiles_dialog import ProfilesDialog

        desk = self._window.desk
        packages = desk.library.shelf().packages.values()
        known = [field for package in packages for field in package.template.fields]
        dialog = ProfilesDialog(desk.profiles, known, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_settings(self) -> None:
        """Open the settings."""
        from briefing.widgets.settings.settings_dialog import SettingsDialog

        offered = {"language": self._window.desk.words[0].languages()}
        dialog = SettingsDialog(self._window.desk.settings, self._window, offered)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(self._window.follow_setting)
        dialog.open()

    def show_key_editor(self) -> None:
        """Open the window in which actions get other keys."""
        from briefing.widgets.settings.key_editor import KeyEditor

        settings = self._window.desk.settings
        tags = {tag.key: tag.name for tag in self._window.document.project.tags() if tag.key}
        dialog = KeyEditor(read_keys(settings.values.keys), tags, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(lambda keys: settings.change(keys=keys))
        dialog.changed.connect(lambda _keys: self._window.follow_setting("keys"))
        dialog.open()

    def show_commands(self) -> None:
        """Open the box that finds anything by a few letters."""
        if self.palette is None:
            from briefing.widgets.command_palette import CommandPalette
            from briefing.widgets.window_commands import commands

            self.palette = CommandPalette(self._window, partial(commands, self._window))
        self.palette.ask()

    def show_resting(self, rows: Sequence[Resting]) -> None:
        """List the sentences of briefs that rest on words which a newer version changed."""
        from briefing.widgets.brief.resting_list import RestingDialog

        dialog = RestingDialog(rows, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self.resting_chosen)
        dialog.show()

    def _make_schemes(self) -> SchemeEditor:
        from briefing.services.tag_schemes import shipped_schemes
        from briefing.widgets.tags.scheme_editor import SchemeEditor

        shipped = shipped_schemes(self._window.desk.schemes)
        return SchemeEditor(self._window.document, shipped, self._window)

    def _make_snapshots(self) -> SnapshotsWindow:
        from briefing.widgets.versions.snapshots_window import SnapshotsWindow

        return SnapshotsWindow(self._window.document, self._window.outline, self._window)

    def _make_library(self) -> LibraryWindow:
        from briefing.widgets.library.library_flow import LibraryFlow
        from briefing.widgets.library.library_window import LibraryWindow

        window = self._window
        made = LibraryWindow(LibraryFlow(window.document, window.desk, window), window)
        made.flow.brief_of = lambda: window.outline.brief_id or ""
        made.used.connect(window.show_excerpt)
        made.used_article.connect(window.show_article)
        return made

    def _make_batch(self) -> BatchWindow:
        from briefing.widgets.output.batch_window import BatchWindow

        template = self._window.outline.template
        made = BatchWindow(self._window.desk, template.id if template else "", self._window)
        made.ended.connect(self._say_batch)
        return made

    def _tell_plug_in(self, error: BriefingError) -> None:
        self._window.bar.complain(error, [(tr("Plug-ins…"), self.show_plug_ins)])

    def _say_batch(self, ended: object) -> None:
        if isinstance(ended, BriefingError):
            self.failed.emit(ended)
            return
        from briefing.services.batch.plan import BatchSummary

        if isinstance(ended, BatchSummary):
            self.said.emit(ended.said(), [(tr("Show"), self.show_batch)])
