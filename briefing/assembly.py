"""Assembles what the window works with: services, ports and adapters, each made when first used."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from briefing.paths import Paths
from briefing.qt.document import ProjectDocument
from briefing.qt.jobs import JobRunner
from briefing.services.clock import SystemClock
from briefing.services.late import late, late_closed
from briefing.services.plug_ins.added import PlugIns
from briefing.services.reading.article_sentences import sentence_at
from briefing.settings import SettingsStore
from briefing.storage.files import ProjectFiles
from briefing.widgets.desk import Desk

if TYPE_CHECKING:
    from briefing.services.articles.loading import LoadingService
    from briefing.services.articles.opening import AddressOpening
    from briefing.services.batch.service import BatchService
    from briefing.services.brief.exporting import ExportService
    from briefing.services.brief.profiles import ProfileStore
    from briefing.services.brief.snippets import SnippetFolder
    from briefing.services.interchange import InterchangeService
    from briefing.services.library.port import Library
    from briefing.services.library.service import LibraryService
    from briefing.services.pages.page_preview import PagePreviewer
    from briefing.services.ports import ArticleIndexes, TemplateLibrary
    from briefing.services.spelling.checking import Dictionaries
    from briefing.services.spelling.own_words import OwnWords
    from briefing.services.suggesting.service import SuggestingService
    from briefing.storage.backups import Rescue
    from briefing.templating.guarded import GuardedRenderer
    from briefing.templating.own_templates import OwnTemplates
    from briefing.templating.read_back import WordReader


def make_desk(paths: Paths) -> Desk:
    """Return what the window works with on this machine.

    What it is shown without is `late`: made, and its modules loaded, when it is first used.
    """
    clock, closing = SystemClock(), ExitStack()
    settings = SettingsStore(paths.config / "settings.json")
    plug_ins = PlugIns(paths.plug_ins, lambda: settings.values.disabled_plug_ins)
    loading = late_closed(lambda: _loading(plug_ins), closing)
    library = late(lambda: _library(paths, settings, plug_ins))

    def add_sample(document: ProjectDocument) -> None:
        from briefing.services.sample import load_sample

        sample = load_sample(paths.sample, loading, library)
        document.apply(sample.edit(document.author, clock.now()))

    def opened(address: str) -> Library:
        from briefing.library import library_of

        return library_of(address, paths.library)

    def shared() -> LibraryService:
        from briefing.services.library.service import LibraryService
        from briefing.services.library.templates import LibraryTemplates

        templates = LibraryTemplates(library, keeper, renderer)
        return LibraryService(opened, lambda: settings.values.library, paths.library, templates)

    renderer = late_closed(lambda: _renderer(paths, settings), closing)
    exporting = late(lambda: _exporting(renderer, plug_ins))
    keeper = late(lambda: _keeper(paths))
    return Desk(
        loading=loading,
        addresses=late(lambda: _addresses(settings, loading)),
        exporting=exporting,
        interchange=late_closed(_interchange, closing),
        library=library,
        keeper=keeper,
        checker=renderer,
        stores=ProjectFiles(clock),
        settings=settings,
        jobs=JobRunner(),
        previewer=late_closed(lambda: _previewer(renderer), closing),
        clock=clock,
        sentence_at=sentence_at,
        indexes=late(lambda: _indexes(paths)),
        batches=late(lambda: _batches(library, exporting, settings)),
        suggests=late(lambda: _suggesting(paths, plug_ins)),
        add_sample=add_sample,
        reader=late(_reader),
        profiles=late(lambda: _profiles(paths)),
        snippets=late(lambda: _snippets(paths)),
        words=(late(lambda: _dictionaries(paths)), late(lambda: _own_words(paths))),
        plug_ins=plug_ins,
        rescue=late(lambda: _rescue(paths, clock)),
        shared=late_closed(shared, closing),
        icons=paths.icons,
        docs=paths.docs,
        schemes=paths.schemes,
        projects=paths.projects,
        watched=paths.watched,
        log=paths.log,
        close=closing.close,
    )


def _addresses(settings: SettingsStore, loading: LoadingService) -> AddressOpening:
    from briefing.loaders.fetching import HttpFetcher
    from briefing.services.articles.opening import AddressOpening

    return AddressOpening(HttpFetcher(lambda: settings.values.network), loading)


def _batches(
    library: TemplateLibrary, exporting: ExportService, settings: SettingsStore
) -> BatchService:
    from briefing.commands.batch_work import work
    from briefing.services.batch.service import BatchService

    return BatchService(library, exporting, work, lambda: settings.values.cluster_certificates)


def _dictionaries(paths: Paths) -> Dictionaries:
    from briefing.services.spelling.checking import Dictionaries

    return Dictionaries(paths.dictionaries)


def _exporting(renderer: GuardedRenderer, plug_ins: PlugIns) -> ExportService:
    from briefing.exporters import standard_exporters
    from briefing.exporters.clipboard import OutlineCopier
    from briefing.qt.pages import QtPageRenderer
    from briefing.services.brief.exporting import ExportService
    from briefing.services.plug_ins.shapes import live_exporters

    shipped = standard_exporters(renderer, QtPageRenderer())
    return ExportService(live_exporters(shipped, plug_ins), OutlineCopier())


def _indexes(paths: Paths) -> ArticleIndexes:
    from briefing.storage.search_index import SearchIndexes

    return SearchIndexes(paths.search)


def _interchange() -> InterchangeService:
    from briefing.interchange import standard_interchange

    return standard_interchange()


def _keeper(paths: Paths) -> OwnTemplates:
    from briefing.templating.own_templates import OwnTemplates

    return OwnTemplates(paths.user_templates)


def _library(paths: Paths, settings: SettingsStore, plug_ins: PlugIns) -> TemplateLibrary:
    from briefing.services.plug_ins.shapes import template_folders
    from briefing.templating.library import standard_library

    return standard_library(
        paths.templates, paths.user_templates, lambda: settings.values.template_folders,
        lambda: template_folders(plug_ins),
    )  # fmt: skip


def _loading(plug_ins: PlugIns) -> LoadingService:
    from briefing.loaders import standard_loaders
    from briefing.loaders.tongues import language_of
    from briefing.services.articles.loading import LoadingService

    return LoadingService(lambda: standard_loaders(plug_ins), language_of)


def _own_words(paths: Paths) -> OwnWords:
    from briefing.services.spelling.own_words import OwnWords

    return OwnWords(paths.dictionaries / "own-words.txt")


def _previewer(renderer: GuardedRenderer) -> PagePreviewer:
    from briefing.exporters.docx import DocxExporter
    from briefing.exporters.office_standby import StandbyOffice
    from briefing.exporters.pdf_pages import PdfPages
    from briefing.qt.pages import QtPageRenderer
    from briefing.services.pages.page_preview import PagePreviewer

    return PagePreviewer(DocxExporter(renderer), StandbyOffice(), QtPageRenderer(), PdfPages())


def _profiles(paths: Paths) -> ProfileStore:
    from briefing.services.brief.profiles import ProfileStore

    return ProfileStore(paths.profiles)


def _reader() -> WordReader:
    from briefing.templating.read_back import WordReader

    return WordReader()


def _renderer(paths: Paths, settings: SettingsStore) -> GuardedRenderer:
    from briefing.templating.guarded import GuardedRenderer

    values = settings.values
    return GuardedRenderer(
        paths.templates, values.template_seconds, values.template_megabytes,
        lambda: settings.values.allowed_templates,
    )  # fmt: skip


def _rescue(paths: Paths, clock: SystemClock) -> Rescue:
    from briefing.storage.backups import Rescue

    return Rescue(paths.backups, clock, ProjectFiles(clock))


def _snippets(paths: Paths) -> SnippetFolder:
    from briefing.services.brief.snippets import SnippetFolder

    return SnippetFolder(paths.snippets)


def _suggesting(paths: Paths, plug_ins: PlugIns) -> SuggestingService:
    from briefing.services.plug_ins.shapes import live_suggesters
    from briefing.services.suggesting.lexicons import LexiconFolders
    from briefing.services.suggesting.service import SuggestingService
    from briefing.suggesters import standard_suggesters

    return SuggestingService(
        LexiconFolders(paths.lexicons, paths.user_lexicons),
        lambda lexicons: live_suggesters(standard_suggesters(lexicons), plug_ins),
    )
