"""What services and the window need from the layers above them, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, overload, runtime_checkable

from briefing.errors import LoadError
from briefing.model.article import Article

if TYPE_CHECKING:  # 40 ms of the start of a process that reads articles and knows no project
    from briefing.model.changes import Changes
    from briefing.model.outline import Outline
    from briefing.model.project import Project
    from briefing.model.read_back import ReadBack
    from briefing.model.suggestion import Suggestion
    from briefing.model.template import Template
    from briefing.services.articles.duplicates import NearDuplicate
    from briefing.services.batch.plan import BatchPlan, BatchReport, BatchSummary
    from briefing.services.suggesting.close_reading import CloseReading
    from briefing.services.suggesting.lexicons import Lexicons

Progress = Callable[[float, str], None]
"""Takes how much is done, from 0 to 1, and a word on what is being done."""


@dataclass(frozen=True, slots=True)
class LoadedArticle:
    """An article as a loader read it, with the bytes it was read from (None for pasted text)."""

    article: Article
    original: bytes | None = None


@dataclass(frozen=True, slots=True)
class LoadedArticles(Sequence[LoadedArticle]):
    """The articles of one file, in their order; `failed` tells of each part that was not read."""

    articles: tuple[LoadedArticle, ...]
    failed: tuple[LoadError, ...] = ()

    @overload
    def __getitem__(self, index: int) -> LoadedArticle: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[LoadedArticle, ...]: ...

    def __getitem__(self, index: int | slice) -> LoadedArticle | tuple[LoadedArticle, ...]:
        return self.articles[index]

    def __len__(self) -> int:
        return len(self.articles)


class ArticleLoader(Protocol):
    """Reads one format.

    `suffixes` are lower-case endings with their dot; `label` names the format in the open dialog.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]

    def load(self, data: bytes, source: str) -> Sequence[LoadedArticle]:
        """Return the articles in `data`; `source` is the file's name.

        Of a file that holds several, LoadedArticles can tell which parts were not read. Raises
        LoadError naming `source`, what is wrong and what to do.
        """


@runtime_checkable
class RecognisingLoader(ArticleLoader, Protocol):
    """Reads a format that shares its ending with others and is known by what is in it.

    It goes before all others. Without `suffixes` its files are ordinary ones too (a Word document,
    a web page), as which they are read when they are to be one article.
    """

    def recognises(self, data: bytes, name: str) -> bool:
        """Tell whether `data` is of this format; looks at little of it and raises nothing."""


@dataclass(frozen=True, slots=True)
class TemplatePackage:
    """A template with its Word file.

    `folder` is where it lies and `origin` what kind of place that is; `built_in` is True only for
    a template that ships with the program, unchanged.
    """

    template: Template
    document: bytes
    origin: str = ""
    folder: Path | None = None
    built_in: bool = False


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """A template folder that could not be read, and why."""

    folder: Path
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class TemplateShelf:
    """What the library found: usable templates by id, faults, and which of two folders won."""

    packages: Mapping[str, TemplatePackage] = field(default_factory=dict)
    faults: tuple[TemplateFault, ...] = ()
    overridden: tuple[str, ...] = ()


class TemplateLibrary(Protocol):
    """Finds templates in the built-in folder, the user's folder and any named in settings."""

    def shelf(self) -> TemplateShelf:
        """Return all templates that can be used now; reads the folders anew."""

    def get(self, template_id: str) -> TemplatePackage:
        """Return one template; raises TemplateError that names the nearest ids."""


class TemplateKeeper(Protocol):
    """Changes the user's own template folder; each raises TemplateError saying what to do."""

    def add(self, path: Path) -> str:
        """Take in a template folder or a .brieftemplate file; returns the template's id."""

    def new_from_word(self, path: Path, template_id: str) -> list[str]:
        """Make a template of a Word document; returns what was done, a line each."""

    def duplicate(self, package: TemplatePackage) -> str:
        """Copy a template under a new id; returns it."""

    def remove(self, package: TemplatePackage) -> RemovedTemplate:
        """Take a template of one's own out, to where it can be put back from."""

    def restore(self, removed: RemovedTemplate) -> None:
        """Put back a template that was taken out."""

    def pack(self, package: TemplatePackage, path: Path) -> None:
        """Write a template as one file to pass on; raises ExportError."""


@dataclass(frozen=True, slots=True)
class RemovedTemplate:
    """A template that was taken out: where it was, and where it lies now."""

    template_id: str
    folder: Path
    kept: Path


REACHES_OUTSIDE = "reaches outside"
"""The `kind` of a finding that a user may allow; no words for people."""


class TemplateFinding(Protocol):
    """What a check of a template found, as one line by `str`; see templating/lint_findings.py."""

    @property
    def kind(self) -> str:
        """Which fault it is."""

    @property
    def level(self) -> str:
        """Either "error" or "warning"."""


class TemplateChecker(Protocol):
    """Checks a template before any brief is made of it."""

    def lint(
        self, document: bytes, name: str, template: Template | None = None
    ) -> Sequence[TemplateFinding]:
        """Return what is wrong with a Word file, against its manifest if it has one."""


class Exporter(Protocol):
    """Writes an outline in one format; `suffix` has its dot."""

    name: str
    label: str
    suffix: str

    def export(self, outline: Outline, package: TemplatePackage) -> bytes:
        """Return the document's bytes: the same for the same outline and template.

        A PDF carries its time and a number of its own; its words and pages are the same.
        Raises ExportError or TemplateError.
        """


@dataclass(frozen=True, slots=True)
class Copied:
    """A brief for the clipboard: plain text, and an HTML fragment that loads nothing."""

    text: str
    html: str


class Copier(Protocol):
    """Gives an outline in the forms that a clipboard takes."""

    def copied(self, outline: Outline) -> Copied:
        """Return the whole brief; with the draft mark if the outline is a draft."""


class DocumentReader(Protocol):
    """Reads an exported document back after somebody edited it."""

    def is_ours(self, data: bytes) -> bool:
        """Tell whether a file carries the part that our exports carry; raises nothing."""

    def read(self, data: bytes, name: str, titles: Mapping[str, str] | None = None) -> ReadBack:
        """Return what the document says; `titles` are section titles by key it may have.

        Raises ReadBackError naming the document.
        """


class PageRenderer(Protocol):
    """Lays an outline out on pages, without any other program."""

    def render(self, outline: Outline) -> bytes:
        """Return a PDF of the outline's words in our own layout; raises ExportError."""


class TemplateRenderer(Protocol):
    """Renders a Word template, whoever wrote it, without giving it anything to hold."""

    def render(
        self,
        document: bytes,
        name: str,
        context: Mapping[str, object],
        options: Mapping[str, object],
    ) -> bytes:
        """Return the rendered .docx; `name` names the template in errors (TemplateError)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a project's history; `changes` reads it from the file when it is asked."""

    label: str
    author: str
    time: str
    merge: str
    changes: Callable[[], Changes]


class ProjectStore(Protocol):
    """A project file: every edit is written when it is made.

    All methods raise StorageError; after one the file is as it was. `notice`: how it was opened.
    """

    path: Path | None
    read_only: bool
    notice: str

    def load(self) -> Project:
        """Return the project as it was last written."""

    def history(self) -> tuple[Sequence[Step], int]:
        """Return the steps, oldest first, and how many of them are done (the others: undone)."""

    def record(self, step: Step, blobs: Mapping[str, bytes]) -> Step:
        """Write a step after the done ones, undone ones go; returns it as the file now has it."""

    def amend(self, step: Step, changes: Changes) -> Step:
        """Write `changes` and let `step` stand for the last done one; returns it as `record`."""

    def move(self, changes: Changes, done: int) -> None:
        """Write the changes of an undo or redo; `done` steps are done from now on."""

    def blob(self, sha256: str) -> bytes:
        """Return bytes that an edit gave the file to keep."""

    def save_copy(self, path: Path) -> None:
        """Write a whole copy, history included, to another file."""

    def close(self) -> None:
        """Release the file."""


class ProjectStores(Protocol):
    """Opens and makes project files."""

    def open(self, path: Path, *, read_only: bool = False) -> ProjectStore:
        """Open a project file, migrating an older one; a newer one opens read-only."""

    def create(self, path: Path) -> ProjectStore:
        """Make a new, empty project file; an existing one is an error."""


class Suggester(Protocol):
    """Suggests excerpts of one kind; the same for the same article.

    `name` is its own, `kind` the `Suggestion.kind` of all that it gives.
    """

    name: str
    kind: str

    def suggest(self, reading: CloseReading) -> Iterable[Suggestion]:
        """Yield suggestions as they stand in the article; opens no file and changes nothing."""


class LexiconSource(Protocol):
    """Where the words come from that suggestions rest on."""

    def current(self) -> Lexicons:
        """Return them as they are now; raises LexiconError naming file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found.

    `snippet` is its text from `start` on, as it stands there; `marks` are the words found in it, in
    code points into `Article.text`, and `headline_marks` those in `headline`.
    """

    article: str
    headline: str
    start: int
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()
    headline_marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found: the best hits, and how many articles there are.

    With `more` there are more than `count`, counted no further; `complete` is False while articles
    of the project are still to be taken into the index.
    """

    hits: tuple[Hit, ...]
    count: int
    more: bool = False
    complete: bool = True


class ArticleIndex(Protocol):
    """Searches the articles of one project; every method may be called on any thread.

    What it keeps is derived from the project and may be lost at any time.
    """

    def build(self, project: Project, progress: Progress, cancelled: Callable[[], bool]) -> None:
        """Bring the index into line with a project; what is there already is kept.

        To be called once, first. Searching while it goes on finds what is there so far.
        """

    def update(self, changes: Changes) -> None:
        """Take note of an edit; returns at once, the work is done before the next answer."""

    def search(self, query: str, limit: int = 25) -> SearchResult:
        """Return the best `limit` articles; raises SearchError with the place in `query`."""

    def near(self, article: Article, limit: int = 3) -> list[NearDuplicate]:
        """Return known articles that say nearly the same as one that need not be known."""

    def close(self) -> None:
        """Release the file, if there is one."""


class ArticleIndexes(Protocol):
    """Gives each project its index."""

    def open(self, project_file: Path | None, project: Project) -> ArticleIndex:
        """Return an index for the project in this file, to be built."""


class Batches(Protocol):
    """Makes a document of every article of a folder."""

    def run(
        self, plan: BatchPlan, report: BatchReport, cancelled: Callable[[], bool]
    ) -> BatchSummary:
        """Return what became of each; raises BriefingError for what makes all impossible."""


class Clock(Protocol):
    """Says what time it is, so that documents and tests can be given theirs."""

    def now(self) -> str:
        """Return the time as ISO 8601 with its zone, to the second."""
