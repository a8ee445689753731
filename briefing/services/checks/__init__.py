"""Checks on a brief before it leaves the desk: one file a check, and this list of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing.language import tr
from briefing.model.brief import Brief
from briefing.model.finding import Finding, Report, Severity
from briefing.model.outline import GapKind, Outline
from briefing.model.project import Project
from briefing.model.template import Template
from briefing.services.brief.brief_parts import MARKING
from briefing.services.checks import (
    citation,
    empty,
    figures,
    flags,
    hidden,
    length,
    likelihood,
    limit,
    may_could,
    placeholder,
    quotation,
    review,
    unsourced,
    waiting,
)
from briefing.services.checks.matter import Check, Matter, Written
from briefing.services.section_text.prose import prose_of

CHECKS: tuple[Check, ...] = tuple(
    module.CHECK
    for module in (
        empty, placeholder, length, limit, unsourced, figures, quotation, flags, likelihood,
        may_could, citation, review, waiting, hidden,
    )
)  # fmt: skip


def checked(
    outline: Outline,
    brief: Brief,
    template: Template,
    project: Project,
    *,
    pages: int | None = None,
    checks: Iterable[Check] = CHECKS,
) -> Outline:
    """Return the outline with the report of all checks in it; see `examine`."""
    report = examine(outline, brief, template, project, pages=pages, checks=checks)
    return replace(outline, report=report)


def examine(
    outline: Outline,
    brief: Brief,
    template: Template,
    project: Project,
    *,
    pages: int | None = None,
    checks: Iterable[Check] = CHECKS,
) -> Report:
    """Return what the checks find that the brief, else its template, has switched on.

    `pages` is the page count of the rendered document; without it pages are an estimate. `checks`
    are those that ship unless plug-ins add some.
    """
    checks = tuple(checks)
    on = frozenset(check.kind for check in checks if is_on(check, brief, template))
    written = []
    for section in outline.all_sections():
        slot = template.slot(section.key)
        if slot is not None:
            prose = prose_of(brief.section(section.key).body)
            written.append(Written(section.key, section.title, slot, prose))
    matter = Matter(outline, brief, template, project, pages, on, tuple(written))
    findings = [f for check in checks if check.kind in on for f in check.run(matter)]
    return Report(
        brief.id,
        _in_order(findings, outline),
        tuple(length.meters_of(matter)),
        tuple(check.kind for check in checks if check.kind not in on),
        tuple((check.kind, tr(check.label)) for check in checks),
    )


def is_on(check: Check, brief: Brief, template: Template) -> bool:
    """Return whether a check runs: as the brief says, else the template, else the check itself."""
    said = brief.checks.get(check.kind) or dict(template.checks).get(check.kind)
    return said == "on" if said else check.on


def blocking(outline: Outline) -> tuple[Finding, ...]:
    """Return what holds up the final export; of an outline that nobody checked, what is missing."""
    if outline.report is not None:
        return outline.report.of(Severity.BLOCKS)
    required = (g for g in outline.gaps if g.required and g.kind is GapKind.EMPTY)
    return tuple(empty.finding_of(gap) for gap in required)


def title_of(outline: Outline, finding: Finding) -> str:
    """Return the title of the section or the label of the field that a finding is in, or ""."""
    if finding.field:
        labels = {MARKING: tr("Marking")} | {field.key: field.label for field in outline.fields}
        return labels.get(finding.field, finding.field.capitalize())
    titles = {section.key: section.title for section in outline.all_sections()}
    return titles.get(finding.section, "")


def _in_order(findings: Sequence[Finding], outline: Outline) -> tuple[Finding, ...]:
    order = {section.key: place for place, section in enumerate(outline.all_sections(), 1)}
    return tuple(sorted(findings, key=lambda f: (order.get(f.section, 0), f.span or (-1, -1))))
