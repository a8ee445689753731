"""The last touches to a rendered document: what Word demands and templates forget."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from briefing.templating.package import W_NS, W, parse, serialised

_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DRAFT = (
    f'<w:p xmlns:w="{W_NS}"><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/>'
    '<w:color w:val="9C2B00"/></w:rPr><w:t/></w:r></w:p>'
)


def finish(parts: dict[str, bytes], trees: Mapping[str, Any], name: str, *, draft: str) -> None:
    """Mend each part of a rendered document: ids, cells, tables without rows, the draft mark.

    `trees` are the parts that were rendered; all come back as bytes in `parts`. `draft` is what the
    draft mark says, "" for none.
    """
    for part in [*trees, *(p for p in parts if _PARTS.fullmatch(p) and p not in trees)]:
        tree = trees[part] if part in trees else parse(parts[part], f"{name}: {part}")
        _drop_empty_tables(tree)
        _end_cells_with_paragraphs(tree)
        _number_again(tree)
        if part == "word/document.xml":
            if draft:
                mark = etree.fromstring(_DRAFT)
                next(mark.iter(f"{W}t")).text = draft
                tree.find(f"{W}body").insert(0, mark)
            _drop_stale_fields(tree)
        parts[part] = serialised(tree)


def _drop_empty_tables(tree: Any) -> None:
    for table in list(tree.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None and next(table.iter(f"{W}tr"), None) is None:
            table.getparent().remove(table)


def _end_cells_with_paragraphs(tree: Any) -> None:
    for cell in tree.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            etree.SubElement(cell, f"{W}p")


def _number_again(tree: Any) -> None:
    """Give bookmarks, drawings and content controls ids that stand once."""
    ends: dict[str, list[Any]] = {}
    for end in tree.iter(f"{W}bookmarkEnd"):
        ends.setdefault(end.get(f"{W}id", ""), []).append(end)
    names: set[str] = set()
    for number, start in enumerate(list(tree.iter(f"{W}bookmarkStart")), start=1):
        waiting = ends.get(start.get(f"{W}id", ""))
        if not waiting:
            start.getparent().remove(start)
            continue
        waiting.pop(0).set(f"{W}id", str(number))
        start.set(f"{W}id", str(number))
        name = start.get(f"{W}name", "")
        if name in names:
            start.set(f"{W}name", f"{name[:32]}_{number}")
        names.add(start.get(f"{W}name", ""))
    for orphans in ends.values():
        for orphan in orphans:
            orphan.getparent().remove(orphan)
    for number, drawing in enumerate(tree.iter(f"{_WP}docPr"), start=1):
        drawing.set("id", str(number))
    for number, control in enumerate(tree.iterfind(f".//{W}sdtPr/{W}id"), start=10_001):
        control.set(f"{W}val", str(number))


def _drop_stale_fields(tree: Any) -> None:
    """Take away marks that would make Word ask whether to update fields."""
    for field in tree.iter(f"{W}fldChar", f"{W}fldSimple"):
        field.attrib.pop(f"{W}dirty", None)
