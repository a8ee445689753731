"""The command `suggest`, and the first draft that `--suggest` makes of suggestions."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from typing import Any

from briefing.commands.tools import Tools, print_json, read_articles, shown
from briefing.language import said_in
from briefing.model.article import Article
from briefing.model.brief import Brief
from briefing.model.edits import Stamp, add_articles
from briefing.model.project import Project, new_project
from briefing.model.suggestion import Suggestion
from briefing.model.suggestion_edits import accept_all
from briefing.services.suggesting.service import SuggestingService

_LONGEST_QUOTE = 160


def suggest(options: argparse.Namespace, tools: Tools) -> None:
    """Suggest excerpts, with the reason for each."""
    articles = read_articles(tools.loading(), [options.file])
    project = add_articles(articles).apply(new_project())
    service = tools.suggesting()
    found = [(article, service.whole(article, project)) for article in articles]
    if options.json:
        print_json({"suggestions": [_row(each) for _, rows in found for each in rows]})
        return
    for article, rows in found:
        print(f"{shown(article.name)}: {len(rows)} suggestions; nothing is applied by itself")
        for each in rows:
            _print(article, each)


def with_suggestions(
    project: Project, brief: Brief, service: SuggestingService, language: str
) -> tuple[Project, Brief]:
    """Return a project with an excerpt for each suggested tag, and a brief whose title says so.

    The excerpts are unassessed, but for what the article itself says nobody has verified.
    """
    chosen = [
        suggestion
        for article in project.articles_in_order()
        for suggestion in service.whole(article, project)
        if suggestion.kind == "tag"
    ]
    taken = {*project.excerpts, *project.decisions}
    ids = (key for number in count(1) if (key := f"s{number}") not in taken)
    stamps = [Stamp(key, "", "") for _, key in zip(chosen, ids, strict=False)]
    value = accept_all(chosen, stamps).apply(project)
    said = said_in(language, "suggestions that nobody has checked")
    return value, replace(brief, title=f"{brief.title} ({said})")


def _row(suggestion: Suggestion) -> dict[str, Any]:
    said = suggestion.assessment
    return {
        "start": suggestion.start, "end": suggestion.end, "quote": suggestion.quote,
        "tags": list(suggestion.tags), "kind": suggestion.kind, "reason": suggestion.reason,
        "score": suggestion.score, "article": suggestion.article,
        "assessment": {
            "attribution": said.attribution, "source_kind": said.source_kind,
            "status": said.status, "confidence": said.confidence,
            "stakeholder": said.stakeholder, "impact": said.impact,
        },
    }  # fmt: skip


def _print(article: Article, suggestion: Suggestion) -> None:
    line = article.text.count("\n", 0, suggestion.start) + 1
    what = ", ".join((suggestion.kind, *suggestion.tags))
    quote = suggestion.quote
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[: _LONGEST_QUOTE - 1]}…"
    print(f"  line {line}, {suggestion.start}-{suggestion.end}, {what} ({suggestion.score:.2f})")
    print(f"    {shown(quote)}")
    for words in _said(suggestion):
        print(f"    {shown(words)}")


def _said(suggestion: Suggestion) -> Iterable[str]:
    said = suggestion.assessment
    yield f"why: {suggestion.reason}"
    if said.stakeholder and suggestion.kind == "stakeholder":
        yield f"for: {said.stakeholder} ({said.impact})"
