"""Reads the part in which an exported document says what it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from briefing.model.outline import PROVENANCE
from briefing.model.read_back import (
    Exported,
    ExportedCitation,
    ExportedField,
    ExportedSection,
    Origin,
)
from briefing.templating.package import parse

_P = f"{{{PROVENANCE}}}"
_PARTS = ("customXml/item", ".xml")
_MOST = 100_000
"""Elements of a provenance part that are read; a brief has hundreds."""
_LONGEST = 100_000
"""Characters of one of its values."""


def origin_of(parts: Mapping[str, bytes], document: str) -> Origin | None:
    """Return what a document says it was made of, None if it says nothing of ours.

    Raises TemplateError for a provenance part that is no XML.
    """
    for name in sorted(parts):
        if name.startswith(_PARTS[0]) and name.endswith(_PARTS[1]) and _has_ours(parts[name]):
            tree = parse(parts[name], f"{document}: {name}")
            if tree.tag == f"{_P}brief":
                return _origin(tree)
    return None


def _has_ours(data: bytes) -> bool:
    return PROVENANCE.encode() in data[:4096]


def _origin(tree: Any) -> Origin:
    rows = [each for each, _ in zip(tree, range(_MOST), strict=False)]
    outside = next((row for row in rows if row.tag == f"{_P}outside"), None)
    citations = [_citation(row) for row in rows if row.tag == f"{_P}citation"]
    return Origin(
        brief=_said(tree, "brief"),
        template=_said(tree, "template"),
        version=_number(tree, "version"),
        date=_said(tree, "date"),
        title=_said(tree, "title"),
        citations={citation.number: citation for citation in citations},
        sections=tuple(_section(row) for row in rows if row.tag == f"{_P}section"),
        fields=tuple(
            ExportedField(_said(row, "key"), _said(row, "label"), _said(row, "print"))
            for row in rows
            if row.tag == f"{_P}field"
        ),
        outside=None if outside is None else frozenset(outside.get("prints", "").split()),
    )


def _citation(row: Any) -> ExportedCitation:
    return ExportedCitation(
        _number(row, "number"), _said(row, "excerpt"), _said(row, "quote"), _said(row, "note")
    )


def _section(row: Any) -> ExportedSection:
    units = (each for each, _ in zip(row, range(_MOST), strict=False))
    return ExportedSection(
        _said(row, "key"),
        _said(row, "title"),
        tuple(Exported(_said(each, "print"), _said(each, "excerpt")) for each in units),
        omitted=row.get("omitted") == "yes",
    )


def _said(element: etree._Element, name: str) -> str:
    return str(element.get(name, ""))[:_LONGEST]


def _number(element: etree._Element, name: str) -> int:
    said = _said(element, name)
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 0
