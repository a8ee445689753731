"""What fills a slot, checked as far as it can be without a project: its query, its page's key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from briefing.errors import SearchError
from briefing.language import tr
from briefing.model.template import Form, Slot
from briefing.services.registry import nearest
from briefing.templating.lint_findings import LintFinding

MANIFEST = "template.toml"


@dataclass(frozen=True, slots=True)
class FillingFault:
    """What is wrong with how a slot is filled, what was written, and what to do."""

    kind: str
    message: str
    remedy: str
    written: str


def faults_of(slot: Slot) -> Iterator[FillingFault]:
    """Yield what is wrong with a slot's `query` and `analysis`.

    Whether its tags are there only a project can tell: any tag and any saved query will do.
    """
    if slot.analysis or slot.form is Form.ANALYSIS:
        yield from _faults_of_page(slot)
    if slot.query and slot.tags:
        yield FillingFault(
            "query and tags",
            tr("The slot “{key}” has both a query and tags.", key=slot.key),
            tr("Take one out; a query names tags itself."),
            f"query = {slot.query!r}",
        )
    if slot.query:
        # Imported here as in `_faults_of_page`: 60 ms for the analysis, which few templates use.
        from briefing.services.analysis.tag_query import check_query

        try:
            check_query(slot.query)
        except SearchError as error:
            words = tr(
                "The query of the slot “{key}” is wrong. {message}",
                key=slot.key, message=error.message,
            )  # fmt: skip
            yield FillingFault("query spelled wrong", words, error.hint, f"query = {slot.query!r}")


def _faults_of_page(slot: Slot) -> Iterator[FillingFault]:
    from briefing.services.analysis import PAGES

    pages = {page.key for page in PAGES}
    if slot.analysis and slot.analysis not in pages:
        words = tr(
            "The slot “{key}” cannot print the analysis “{page}”.", key=slot.key, page=slot.analysis
        )
        yield FillingFault(
            "unknown analysis",
            words,
            nearest(slot.analysis, pages),
            f'analysis = "{slot.analysis}"',
        )
    if (slot.form is Form.ANALYSIS) != bool(slot.analysis):
        yield FillingFault(
            "half an analysis",
            tr('The slot “{key}” has only one of form = "analysis" and “analysis”.', key=slot.key),
            tr("Write both; “analysis” is one of {pages}.", pages=", ".join(sorted(pages))),
            f'form = "{slot.form.value}"',
        )


def findings_of(slots: Iterator[Slot] | tuple[Slot, ...]) -> Iterator[LintFinding]:
    """Yield what is wrong with how slots are filled, as findings in the manifest."""
    for slot in slots:
        for fault in faults_of(slot):
            place = tr("{manifest}, slot “{key}”", manifest=MANIFEST, key=slot.key)
            yield LintFinding(
                fault.kind, place, fault.message, fault.remedy, fault.written, part=MANIFEST
            )


def lint_manifest(data: bytes) -> list[LintFinding]:
    """Return what is wrong with how the slots of a manifest are filled, all of it.

    `read_manifest` stops at the first fault. What else is wrong with the manifest it says.
    """
    try:
        rows = tomllib.loads(data.decode("utf-8-sig")).get("slot")
    except (ValueError, RecursionError):
        return []
    return list(findings_of(_slots(rows if isinstance(rows, list) else [])))


def _slots(rows: list[object]) -> Iterator[Slot]:
    for row in rows:
        if not isinstance(row, dict):
            continue
        try:
            yield msgspec.convert({"title": "", **row}, Slot)
        except msgspec.ValidationError:
            continue
