"""The commands `export` and `check`: a document of articles, and what it still lacks."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

from briefing.commands.tools import (
    Tools,
    UsageError,
    is_project,
    opened_project,
    print_json,
    read,
    read_articles,
    shown,
)
from briefing.errors import BriefingError
from briefing.model.brief import Brief
from briefing.model.edits import add_articles, add_excerpts
from briefing.model.finding import Finding, Severity
from briefing.model.outline import Outline
from briefing.model.project import Project, new_project
from briefing.services.clock import SystemClock
from briefing.services.ports import TemplatePackage


def export(options: argparse.Namespace, tools: Tools) -> None:
    """Write articles or a project as a document."""
    outline, package = _composed(options, tools)
    with closing(tools.renderer()) as renderer:
        path = tools.exporting(renderer).export(
            outline,
            package,
            Path(options.output),
            draft=options.draft or options.suggest,
            form=options.format or "",
        )
    for finding in outline.report.findings if outline.report else ():
        if finding.severity is not Severity.NOTE:
            print(f"briefing: {shown(_line(outline, finding))}", file=sys.stderr)
    print(shown(str(path)))


def check(options: argparse.Namespace, tools: Tools) -> None:
    """Show what there is to mend in a brief before it goes out."""
    outline, _package = _composed(options, tools)
    assert outline.report is not None
    findings = outline.report.findings
    if options.json:
        print_json(
            {
                "words": outline.words,
                "meters": [asdict(meter) for meter in outline.report.meters],
                "off": list(outline.report.off),
                "findings": [asdict(finding) for finding in findings],
            }
        )
    for finding in findings if not options.json else ():
        print(shown(_line(outline, finding)))
        print(f"  {shown(finding.remedy)}")
    blocks = len(outline.report.of(Severity.BLOCKS))
    if blocks:
        raise BriefingError(f"{blocks} finding{'s' if blocks > 1 else ''} to mend.", "")


def _line(outline: Outline, finding: Finding) -> str:
    from briefing.services.checks import title_of

    words = f"“{finding.words}”: " if finding.words and finding.words not in finding.message else ""
    where = title_of(outline, finding) or "brief"
    return shown(f"{finding.severity.value}: {where}: {words}{finding.message}")


def _composed(options: argparse.Namespace, tools: Tools) -> tuple[Outline, TemplatePackage]:
    """Return the brief that the options ask for, composed and checked, and its template."""
    from briefing.services.brief.composing import compose
    from briefing.services.checks import checked

    package = tools.library().get(options.template)
    project, brief = _gathered(options, tools)
    if options.suggest:
        from briefing.commands.suggestions import with_suggestions

        suggesting = tools.suggesting()
        project, brief = with_suggestions(project, brief, suggesting, package.template.language)
    fields = {
        **brief.fields,
        **given_fields(options.field, [f.key for f in package.template.fields]),
    }
    brief = replace(brief, fields=fields, template=package.template.id)
    now = SystemClock().now()
    outline = compose(
        project, brief, package.template, author=fields.get("author", ""),
        date=fields.get("date", now[:10]),
    )  # fmt: skip
    return checked(outline, brief, package.template, project, checks=tools.checks()), package


def _gathered(options: argparse.Namespace, tools: Tools) -> tuple[Project, Brief]:
    """Return the project and brief to export: those of a project file, or made of articles."""
    if any(map(is_project, options.source)):
        if len(options.source) > 1:
            raise UsageError("A project is a source of its own.", "Name it alone.")
        if options.excerpts:
            raise UsageError("A project has its own excerpts.", "Leave --excerpts out.")
        with opened_project(options.source[0]) as store:
            value = store.load()
        briefs = value.briefs_in_order()
        return value, next(
            (b for b in briefs if b.template == options.template),
            briefs[0] if briefs else Brief("brief", "Brief", options.template),
        )
    articles = read_articles(tools.loading(), options.source)
    numbered = [replace(article, added=f"{n:06}") for n, article in enumerate(articles)]
    value = add_articles(numbered).apply(new_project())
    if options.excerpts:
        from briefing.services.excerpts.excerpt_file import read_excerpts

        data = read(options.excerpts)
        excerpts = read_excerpts(data, numbered, value.tags(), Path(options.excerpts).name)
        value = add_excerpts(excerpts).apply(value)
    return value, Brief("brief", articles[0].name, options.template)


def given_fields(given: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """Return fields given as KEY=VALUE; raises BriefingError for a key the template has not."""
    from briefing.services.registry import nearest

    usual = (*known, "marking", "author", "date")
    fields = {}
    for each in given:
        key, equals, value = each.partition("=")
        if not equals:
            raise UsageError(f"“{each}” is no field.", "Write it as KEY=VALUE.")
        if key not in usual:
            raise BriefingError(f"The template has no field “{key}”.", nearest(key, usual))
        fields[key] = value
    return fields
