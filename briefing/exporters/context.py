"""The outline as the plain values that a Word template prints."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from briefing.model.outline import (
    PROVENANCE,
    Citation,
    Outline,
    OutlineBlock,
    Paragraph,
    ParagraphKind,
    Run,
    Section,
    Source,
)
from briefing.services.section_text.printed_form import units_of, words_print

_KINDS = {ParagraphKind.TEXT: "paragraph"}


def context_of(outline: Outline) -> dict[str, Any]:
    """Return everything a template can print; only text, numbers, truth values, lists and maps."""
    notes = {citation.number: citation for citation in outline.citations}
    sources = [_source(source) for source in outline.sources]
    return {
        "brief": {
            "title": outline.title, "date": outline.date, "author": outline.author,
            "words": outline.words, "language": outline.language,
        },
        "fields": {field.key: field.value for field in outline.fields},
        "labels": {field.key: field.label for field in outline.fields},
        "slots": {section.key: _slot(section, notes) for section in outline.sections},
        "parts": [
            {
                "source": _source(part.source),
                "slots": {s.key.partition(":")[0]: _slot(s, notes) for s in part.sections},
            }
            for part in outline.parts
        ],
        "sources": sources,
        "articles": sources,
        "marking": outline.marking,
        "today": outline.date,
        "draft": outline.draft,
        "gaps": [{"title": gap.title, "message": gap.message} for gap in outline.gaps],
    }  # fmt: skip


def provenance_of(outline: Outline) -> str:
    """Return XML that says from which words of which article each citation comes.

    Of sections and header fields it holds short hashes alone, so that a document that comes back
    can be compared while words that somebody took out of it are not in it any more.
    """
    rows = [
        f"<article id={quoteattr(s.article)} sha256={quoteattr(s.sha256)} "
        f"source={quoteattr(s.file)}/>"
        for s in outline.sources
    ]
    rows += [
        f'<citation number="{c.number}" excerpt={quoteattr(c.excerpt)} '
        f'article={quoteattr(c.article)} paragraph="{c.paragraph}" '
        f"status={quoteattr(c.status)} quote={quoteattr(c.quote)} "
        f'note="{words_print(c.note)}"/>'
        for c in outline.citations
    ]
    rows += [
        f"<field key={quoteattr(field.key)} label={quoteattr(field.label)} "
        f'print="{words_print(field.value)}"/>'
        for field in outline.fields
    ]
    cited = {c.number: c.excerpt for c in outline.citations}
    rows += [_exported(section, cited) for section in outline.all_sections()]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    about = (
        f"template={quoteattr(outline.template)} version={quoteattr(str(outline.template_version))}"
        f" brief={quoteattr(outline.brief)} date={quoteattr(outline.date)} "
        f'title="{words_print(outline.title)}"'
    )
    return f'{head}<brief xmlns="{PROVENANCE}" {about}>{"".join(rows)}</brief>'


def _exported(section: Section, cited: Mapping[int, str]) -> str:
    about = f"key={quoteattr(section.key)} title={quoteattr(section.title)}"
    if section.omitted:
        return f'<section {about} omitted="yes"/>'
    units = "".join(
        f'<unit print="{unit.print}"'
        + (f" excerpt={quoteattr(unit.excerpt)}/>" if unit.excerpt else "/>")
        for unit in units_of(section.blocks, cited)
    )
    return f"<section {about}>{units}</section>"


def quoteattr(words: str) -> str:
    """Return words as the value of an XML attribute, with its quotation marks."""
    return f'"{escape(words)}"'.replace("\n", "&#10;").replace("\t", "&#9;")


def _slot(section: Section, notes: Mapping[int, Citation]) -> dict[str, Any]:
    blocks = [_block(block, notes) for block in section.blocks]
    return {
        "key": section.key,
        "title": section.title,
        "empty": section.empty,
        "omitted": section.omitted,
        "blocks": {"blocks": blocks},
        "items": [_item(block, notes) for block in section.blocks if _cited(block)],
    }


def _block(block: OutlineBlock, notes: Mapping[int, Citation]) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {
            "kind": _KINDS.get(block.kind, block.kind.value),
            "level": block.level,
            "first": block.first,
            "runs": [_run(run, notes) for run in block.runs],
        }
    return {
        "kind": "table",
        "title": block.title,
        "header": list(block.header),
        "rows": [[[_run(run, notes) for run in cell] for cell in row.cells] for row in block.rows],
    }


def _run(run: Run, notes: Mapping[int, Citation]) -> dict[str, Any]:
    printed: dict[str, Any] = {"text": run.text}
    for key in ("bold", "italic", "code", "link"):
        if getattr(run, key):
            printed[key] = getattr(run, key)
    if run.citation is not None:
        printed["note"] = notes[run.citation].note
        printed["bookmark"] = f"excerpt_{run.citation}"
    return printed


def _cited(block: OutlineBlock) -> bool:
    return isinstance(block, Paragraph) and block.excerpt is not None


def _item(block: OutlineBlock, notes: Mapping[int, Citation]) -> dict[str, Any]:
    assert isinstance(block, Paragraph)
    cited = next((notes[r.citation] for r in block.runs if r.citation is not None), None)
    said = {} if cited is None else {
        "quote": cited.quote, "number": cited.number, "paragraph": cited.paragraph,
        "source": cited.note, "attribution": cited.attribution or "", "status": cited.status,
        "confidence": cited.confidence or "",
    }  # fmt: skip
    return {**said, "text": {"runs": [_run(run, notes) for run in block.runs]}}


def _source(source: Source) -> dict[str, Any]:
    return {
        "line": source.line,
        "outlet": source.outlet or "",
        "headline": source.headline or "",
        "name": source.headline or source.file,
        "place": source.place or "",
        "published": source.published or "",
        "url": source.url or "",
        "file": source.file,
        "words": source.words,
    }
