"""One article to one document: what each process of a batch does, over and over."""

from __future__ import annotations

import hashlib
import os
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
from briefing.services.articles.loading import LoadingService, file_bytes, shown_name
from briefing.services.brief.composing import compose
from briefing.services.brief.exporting import ExportService
from briefing.services.checks import CHECKS, blocking, checked, title_of
from briefing.services.checks.matter import Check
from briefing.services.excerpts.excerpt_file import read_excerpts
from briefing.services.ports import Clock, TemplatePackage

_KEPT = 2
Suggested = Callable[[Project, Brief], tuple[Project, Brief]]
"""Adds suggested excerpts to a project, and says so in the brief."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How documents are to be made; the same for all articles of a batch.

    `today` is the date of those who ask; who works for them may be in another day.
    """

    template: str
    form: str = "docx"
    suggest: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    today: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A file of articles and perhaps one of excerpts: to be read at their paths, or as sent."""

    path: Path
    excerpts: Path | None = None
    sent: tuple[bytes, ...] = ()

    @property
    def mark(self) -> str:
        """What tells it from other files; names that were sent without a folder may be the same."""
        sums = [hashlib.sha256(data).hexdigest() for data in self.sent[:1]]
        return "/".join((*sums, os.fspath(self.path)))


@dataclass(frozen=True, slots=True)
class Made:
    """A document, and what is to be said of it; `blocking` would hold up a final export."""

    document: bytes
    title: str
    words: int
    draft: bool
    blocking: tuple[str, ...]


class ArticleMaker:
    """Makes documents of articles; keeps the articles of the two files that it read last.

    Two, since a process is given a file before what came of the one before it is known. `unread`
    tells what could not be read in the last.
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
        self._kept: dict[str, list[Article]] = {}
        self.unread: tuple[LoadError, ...] = ()
        self.checks: Iterable[Check] = CHECKS

    def read(self, given: Given) -> list[Article]:
        """Return the articles of a file; raises LoadError."""
        mark = given.mark
        if mark not in self._kept:
            if given.sent:
                loaded = self._loading.load_bytes(given.sent[0], shown_name(given.path))
            else:
                loaded = self._loading.load_file(given.path)
            while len(self._kept) >= _KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[mark] = [each.article for each in loaded]
            self.unread = loaded.failed
        return self._kept[mark]

    def forget(self, given: Given) -> None:
        """Let go of a file that was read: it may be another by the next time."""
        self._kept.pop(given.mark, None)

    def make(self, given: Given, number: int) -> Made:
        """Return the document of the article of this number, from 1, in a file.

        A brief that is not ready to be sent, and one of suggestions, is a draft. Raises
        BriefingError.
        """
        articles = self.read(given)
        if number > len(articles):
            raise LoadError(
                tr("{name} has changed meanwhile.", name=given.path.name),
                tr("Run the batch again."),
            )
        article = articles[number - 1]
        project = add_articles([article]).apply(new_project())
        if given.excerpts is not None:
            data = given.sent[1] if given.sent else file_bytes(given.excerpts)
            found = read_excerpts(data, articles, project.tags(), given.excerpts.name)
            own = [each for each in found if each.article == article.id]
            project = add_excerpts(own).apply(project)
        template = self._package.template
        fields = dict(self._wish.fields)
        brief = Brief("brief", article.name, template.id, fields=fields)
        if self._wish.suggest and self._suggested:
            project, brief = self._suggested(project, brief)
        outline = compose(
            project, brief, template, author=fields.get("author", ""),
            date=fields.get("date", self._wish.today or self._clock.now()[:10]),
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
