"""One article to one document: what each process of a batch does, over and over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefing.errors import LoadError
from briefing.language import tr
from briefing.model.article import Article
from briefing.model.brief import Brief
from briefing.model.edits import add_articles, add_excerpts
from briefing.model.finding import Finding
from briefing.model.outline import Outline
from briefing.model.project import Project, new_project
from briefing.services.checks import CHECKS, blocking, checked, title_of
from briefing.services.checks.matter import Check
from briefing.services.composing import compose
from briefing.services.excerpt_file import read_excerpts
from briefing.services.exporting import ExportService
from briefing.services.loading import LoadingService
from briefing.services.ports import Clock, TemplatePackage

Suggested = Callable[[Project, Brief], tuple[Project, Brief]]
"""Adds suggested excerpts to a project, and says so in the brief."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How documents are to be made; the same for all articles of a batch."""

    template: str
    form: str = "docx"
    suggest: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """A document, and what is to be said of it; `blocking` would hold up a final export."""

    document: bytes
    title: str
    words: int
    draft: bool
    blocking: tuple[str, ...]


class ArticleMaker:
    """Makes documents of articles; keeps the articles of the file that it read last.

    `unread` tells what could not be read in that file.
    """

    def __init__(
        self,
        loading: LoadingService,
        exporting: ExportService,
        package: TemplatePackage,
        wish: Wish,
        clock: Clock,
        suggested: Suggested | None = None,
    ) -> None:
        self._loading = loading
        self._exporting = exporting
        self._package = package
        self._wish = wish
        self._clock = clock
        self._suggested = suggested
        self._kept: tuple[Path, list[Article]] | None = None
        self.unread: tuple[LoadError, ...] = ()
        self.checks: Iterable[Check] = CHECKS

    def read(self, path: Path) -> list[Article]:
        """Return the articles of a file; raises LoadError."""
        if self._kept is None or self._kept[0] != path:
            loaded = self._loading.load_file(path)
            self._kept = path, [each.article for each in loaded]
            self.unread = loaded.failed
        return self._kept[1]

    def forget(self) -> None:
        """Let go of the file that was read last: it may be another by the next time."""
        self._kept = None

    def make(self, path: Path, number: int, excerpts: Path | None = None) -> Made:
        """Return the document of the article of this number, from 1, in a file.

        A brief that is not ready to be sent, and one of suggestions, is a draft. Raises
        BriefingError.
        """
        articles = self.read(path)
        if number > len(articles):
            raise LoadError(
                tr("{name} has changed meanwhile.", name=path.name), tr("Run the batch again.")
            )
        article = articles[number - 1]
        project = add_articles([article]).apply(new_project())
        if excerpts is not None:
            data = _bytes(excerpts)
            found = read_excerpts(data, articles, project.tags(), excerpts.name)
            own = [each for each in found if each.article == article.id]
            project = add_excerpts(own).apply(project)
        template = self._package.template
        fields = dict(self._wish.fields)
        brief = Brief("brief", article.name, template.id, fields=fields)
        if self._wish.suggest and self._suggested:
            project, brief = self._suggested(project, brief)
        outline = compose(
            project, brief, template, author=fields.get("author", ""),
            date=fields.get("date", self._clock.now()[:10]),
        )  # fmt: skip
        outline = checked(outline, brief, template, project, checks=self.checks)
        held_up = blocking(outline)
        outline = replace(outline, draft=self._wish.suggest or bool(held_up))
        said = tuple(_said(outline, finding) for finding in held_up)
        document = self._exporting.document(outline, self._package, self._wish.form)
        return Made(document, article.name, outline.words, outline.draft, said)


def _said(outline: Outline, finding: Finding) -> str:
    title = title_of(outline, finding)
    return finding.message if title in finding.message else f"{title}: {finding.message}"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LoadError(
            tr("{name} cannot be read ({reason}).", name=path.name, reason=error.strerror), ""
        ) from error
