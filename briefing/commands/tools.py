"""What commands work with, and how they print."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from briefing.errors import BriefingError
from briefing.paths import Paths, standard_paths
from briefing.services.plug_ins.added import PlugIns
from briefing.services.plug_ins.shapes import (
    LiveChecks,
    live_exporters,
    live_suggesters,
    template_folders,
)

if TYPE_CHECKING:
    import io

    from briefing.model.article import Article
    from briefing.model.outline import Outline
    from briefing.services.articles.loading import LoadingService
    from briefing.services.batch.service import BatchService
    from briefing.services.brief.exporting import ExportService
    from briefing.services.checks.matter import Check
    from briefing.services.ports import TemplateLibrary
    from briefing.services.suggesting.service import SuggestingService
    from briefing.settings import Settings
    from briefing.storage.projectfile import ProjectFile
    from briefing.templating.guarded import GuardedRenderer

JSON = "print one JSON document"
"""What `--json` says of itself in every command that has it."""

STDIN = "standard input"
"""What is read for “-” is called so."""

_ESCAPES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_SPELLED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

_PROJECT = b"SQLite format 3\0"


class UsageError(BriefingError):
    """What was typed is no form of a command: it ends with 2."""


TakePicture = Callable[[Path], None]
"""Writes a picture of the window with the sample to a path."""


MakePages = Callable[["Outline"], bytes]
"""Lays an outline out as PDF without LibreOffice; Qt starts when it is first called."""


@dataclass(frozen=True, slots=True)
class _Pages:
    render: MakePages


def standard_plug_ins() -> PlugIns:
    """Return the plug-ins of this machine, but for those that the settings switch off."""
    paths = standard_paths()

    def off() -> tuple[str, ...]:
        from briefing.settings import SettingsStore

        return SettingsStore(paths.config / "settings.json").values.disabled_plug_ins

    return PlugIns(paths.plug_ins, off)


@dataclass(frozen=True, slots=True)
class Tools:
    """What commands work with; made when one needs it, so that the others start at once."""

    paths: Paths
    take_picture: TakePicture
    make_pages: MakePages | None = None
    plug_ins: PlugIns = field(default_factory=standard_plug_ins)

    def exporting(self, renderer: GuardedRenderer) -> ExportService:
        """Return the service that writes documents."""
        from briefing.exporters import standard_exporters
        from briefing.services.brief.exporting import ExportService

        pages = _Pages(self.make_pages) if self.make_pages else None
        formats = standard_exporters(renderer, pages)
        return ExportService(live_exporters(formats, self.plug_ins))

    def loading(self) -> LoadingService:
        """Return the service that reads articles."""
        from briefing.loaders import standard_loaders
        from briefing.loaders.tongues import language_of
        from briefing.services.articles.loading import LoadingService

        return LoadingService(standard_loaders(self.plug_ins), language_of)

    def suggesting(self) -> SuggestingService:
        """Return the service that suggests excerpts."""
        from briefing.services.suggesting.lexicons import LexiconFolders
        from briefing.services.suggesting.service import SuggestingService
        from briefing.suggesters import standard_suggesters

        folders = LexiconFolders(self.paths.lexicons, self.paths.user_lexicons)
        return SuggestingService(
            folders, lambda lexicons: live_suggesters(standard_suggesters(lexicons), self.plug_ins)
        )

    def checks(self) -> Iterable[Check]:
        """Return the checks, those of plug-ins among them."""
        from briefing.services.checks import CHECKS

        return LiveChecks(CHECKS, self.plug_ins)

    def batches(self) -> BatchService:
        """Return the service that makes a document of every article in a folder."""
        from briefing.commands.batch_work import work
        from briefing.services.batch.service import BatchService

        formats = self.exporting(self.renderer())
        certificates = self._settings().cluster_certificates
        return BatchService(self.library(), formats, work, lambda: certificates)

    def renderer(self) -> GuardedRenderer:
        """Return what renders templates: strangers' in a process of their own."""
        from briefing.templating.guarded import GuardedRenderer

        values = self._settings()
        seconds, megabytes = values.template_seconds, values.template_megabytes
        return GuardedRenderer(
            self.paths.templates, seconds, megabytes, lambda: values.allowed_templates
        )

    def _settings(self) -> Settings:
        from briefing.settings import SettingsStore

        return SettingsStore(self.paths.config / "settings.json").values

    def library(self) -> TemplateLibrary:
        """Return the templates of this machine."""
        from briefing.templating.library import standard_library

        folders = self._settings().template_folders
        return standard_library(
            self.paths.templates, self.paths.user_templates, lambda: folders,
            lambda: template_folders(self.plug_ins),
        )  # fmt: skip


def shown(words: str) -> str:
    """Return words fit for a terminal: no escapes, and nothing that turns the line round."""
    return _ESCAPES.sub("�", words).replace("\n", " ")


def print_json(value: Any) -> None:
    """Print one JSON document; what a terminal would obey is spelled out, the value is the same.

    So is what standard output has no bytes for, as that of Windows when it goes into a file.
    """
    whole = str(sys.stdout.encoding).lower().startswith("utf")
    words = json.dumps(value, ensure_ascii=not whole, indent=1)
    print(_SPELLED.sub(lambda found: f"\\u{ord(found[0]):04x}", words))


def read(name: str) -> bytes:
    """Return the bytes of a file, or of standard input for “-”; raises BriefingError."""
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BriefingError(
            f"{name} cannot be read ({error.strerror}).", "Check its name and its permissions."
        ) from error


@contextmanager
def file_of(name: str, ending: str = "") -> Iterator[Path]:
    """Give a path; for “-” that of a file with what standard input says, for as long as it lasts.

    Raises BriefingError.
    """
    if name != "-":
        yield Path(name)
        return
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        path = Path(folder) / f"{STDIN}{ending}"
        path.write_bytes(read(name))
        yield path


@contextmanager
def opened_project(name: str) -> Iterator[ProjectFile]:
    """Give a project for reading, from standard input for “-”; raises StorageError."""
    from briefing.services.clock import SystemClock
    from briefing.storage.files import ProjectFiles

    with file_of(name, ".briefing") as path:
        store = ProjectFiles(SystemClock()).open(path, read_only=True)
        try:
            yield store
        finally:
            store.close()


def is_project(name: str) -> bool:
    """Return whether a file is a project: by its ending, or on standard input by how it begins."""
    if name == "-":
        source = cast("io.BufferedReader", sys.stdin.buffer)
        return source.peek(len(_PROJECT)).startswith(_PROJECT)
    return Path(name).suffix.lower() == ".briefing"


def read_articles(loading: LoadingService, sources: Sequence[str]) -> list[Article]:
    """Return the articles of files, or of standard input for “-”; raises LoadError.

    What could not be read in a file of several articles is told on standard error.
    """
    found: list[Article] = []
    for source in sources:
        if source == "-":
            loaded = loading.load_bytes(read(source), STDIN)
        else:
            loaded = loading.load_file(Path(source))
        found.extend(each.article for each in loaded)
        for error in loaded.failed:
            print(f"briefing: {shown(str(error))}", file=sys.stderr)
    return found
