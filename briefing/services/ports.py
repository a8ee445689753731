"""What services and the window need from the layers above them, as protocols."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

from briefing.model.article import Article
from briefing.model.changes import Changes
from briefing.model.outline import Outline
from briefing.model.project import Project
from briefing.model.read_back import ReadBack
from briefing.model.template import Template


@dataclass(frozen=True, slots=True)
class LoadedArticle:
    """An article as a loader read it, with the bytes it was read from (None for pasted text)."""

    article: Article
    original: bytes | None = None


class ArticleLoader(Protocol):
    """Reads one format.

    `suffixes` are lower-case endings with their dot; `label` names the format in the open dialog.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the articles in `data`; `source` is the file's name.

        Raises LoadError naming `source`, what is wrong and what to do.
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

    All methods raise StorageError; after one the file is as it was before the call.
    """

    path: Path | None
    read_only: bool

    def load(self) -> Project:
        """Return the project as it was last written."""

    def history(self) -> tuple[Sequence[Step], int]:
        """Return the steps, oldest first, and how many of them are done (the others: undone)."""

    def record(self, step: Step, blobs: Mapping[str, bytes]) -> None:
        """Write the changes of a step and append it after the done ones; undone steps go."""

    def amend(self, step: Step, changes: Changes) -> None:
        """Write `changes` and let `step` stand in place of the last done one."""

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

    def open(self, path: Path) -> ProjectStore:
        """Open a project file, migrating an older one; a newer one opens read-only."""

    def create(self, path: Path) -> ProjectStore:
        """Make a new, empty project file; an existing one is an error."""


class Clock(Protocol):
    """Says what time it is, so that documents and tests can be given theirs."""

    def now(self) -> str:
        """Return the time as ISO 8601 with its zone, to the second."""


Progress = Callable[[float, str], None]
"""Takes how much is done, from 0 to 1, and a word on what is being done."""

Loaders = Iterable[ArticleLoader]
