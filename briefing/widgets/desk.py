"""Everything outside the window that the window works with, handed in once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefing.qt.document import ProjectDocument
    from briefing.qt.jobs import JobRunner
    from briefing.qt.live_pages import Previewer
    from briefing.services.brief.profiles import ProfileStore
    from briefing.services.brief.snippets import SnippetFolder
    from briefing.services.library.service import LibraryService
    from briefing.services.plug_ins.added import PlugIns
    from briefing.services.ports import (
        ArticleIndexes,
        Batches,
        Clock,
        DocumentReader,
        ProjectStores,
        TemplateChecker,
        TemplateKeeper,
        TemplateLibrary,
    )
    from briefing.services.rescue_ports import Rescuer
    from briefing.services.spelling.checking import Dictionaries
    from briefing.services.spelling.own_words import OwnWords
    from briefing.settings import SettingsStore
    from briefing.widgets.article.sentence_walk import SentenceAt
    from briefing.widgets.excerpts.suggesting import Suggests
    from briefing.widgets.importing.importing import Loading
    from briefing.widgets.importing.open_address import Addresses
    from briefing.widgets.output.export_flow import Exporting
    from briefing.widgets.projects.exchanging import Interchange


@dataclass(frozen=True, slots=True)
class Desk:
    """What the window was given: services and ports, settings, and where files of its kind lie.

    `add_sample` puts the sample article, its excerpts and its brief into a project; `close` ends
    what runs beside the window.
    """

    loading: Loading
    addresses: Addresses
    exporting: Exporting
    interchange: Interchange
    library: TemplateLibrary
    keeper: TemplateKeeper
    checker: TemplateChecker
    stores: ProjectStores
    settings: SettingsStore
    jobs: JobRunner
    previewer: Previewer
    clock: Clock
    sentence_at: SentenceAt
    suggests: Suggests
    indexes: ArticleIndexes
    batches: Batches
    add_sample: Callable[[ProjectDocument], None]
    reader: DocumentReader
    profiles: ProfileStore
    snippets: SnippetFolder
    words: tuple[Dictionaries, OwnWords]
    plug_ins: PlugIns
    rescue: Rescuer
    shared: LibraryService
    icons: Path
    docs: Path
    schemes: Path
    projects: Path
    watched: Path
    log: Path
    close: Callable[[], None]
