"""The sample: an article, its excerpts and its brief, as values to put into a project."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.language import tr
from briefing.model.brief import Brief, SectionText
from briefing.model.edits import Edit, add_articles, add_brief, add_excerpts, together
from briefing.model.excerpt import Excerpt
from briefing.model.tags import DEFAULT_SCHEME
from briefing.services.excerpt_file import read_excerpts
from briefing.services.loading import LoadingService
from briefing.services.ports import LoadedArticle, TemplateLibrary, TemplatePackage


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything of the sample."""

    loaded: LoadedArticle
    excerpts: tuple[Excerpt, ...]
    brief: Brief
    package: TemplatePackage

    def edit(self, author: str, time: str) -> Edit:
        """Return the edit that puts the sample into a project, in one step."""
        article = replace(self.loaded.article, added=time)
        blobs = {article.original: self.loaded.original} if self.loaded.original else {}
        kept = {key: data for key, data in blobs.items() if key and data is not None}
        excerpts = [
            replace(e, id=f"sample-{e.id}", author=author, created=time) for e in self.excerpts
        ]
        package = self.package
        return together(
            tr("Open the sample"),
            add_articles([article], kept),
            add_excerpts(excerpts),
            add_brief(
                replace(self.brief, created=time),
                package.template,
                {package.template.document: package.document},
            ),
        )


def load_sample(folder: Path, loading: LoadingService, library: TemplateLibrary) -> Sample:
    """Return the sample that lies in a folder."""
    loaded = loading.load_file(folder / "article.txt")[0]
    excerpts = read_excerpts(
        (folder / "excerpts.json").read_bytes(), [loaded.article], DEFAULT_SCHEME.tags
    )
    said = json.loads((folder / "brief.json").read_text(encoding="utf-8"))
    sections = {key: SectionText(key, body) for key, body in said["sections"].items()}
    brief = Brief(
        "sample-brief", said["title"], said["template"], said["fields"], sections,
        articles=(loaded.article.id,),
    )  # fmt: skip
    return Sample(loaded, tuple(excerpts), brief, library.get(brief.template))
