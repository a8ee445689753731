"""The tags by which a table cell says what it is like: `cellbg`, `colspan`, `hm` and `vm`.

Their meaning is that of docxtpl: a colour; how many columns the cell covers; and in a loop, one
cell over all its columns, or over all its rows.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from briefing.templating.package import W

_TAG = re.compile(r"\{%[-+]?\s*(cellbg|colspan|hm|vm)\b(.*?)[-+]?%\}\Z", re.DOTALL)
_BEFORE = {
    "gridSpan": ("cnfStyle", "tcW"),
    "vMerge": ("cnfStyle", "tcW", "gridSpan", "hMerge"),
    "shd": ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders"),
}
"""What a cell's properties hold before each of these, in the order that Word demands."""
_FIRST, _END = "{% if loop.first %}", "{% endif %}"
_VAL = f"{W}val"


def is_cell_tag(written: str) -> bool:
    """Return whether a tag, as written, is one of these."""
    return _TAG.match(written) is not None


def cell_source(written: str) -> str:
    """Return what Jinja prints for such a tag, as the value of an attribute."""
    found = _TAG.match(written)
    name, value = (found.group(1), found.group(2).strip()) if found else ("", "")
    if name == "vm":
        return "{%\n if loop.first %}restart{% else %}continue{% endif %}"
    return "{{\n loop.length }}" if name == "hm" else f"{{{{\n({value}) }}}}"


def set_cell(cell: Any, written: str, mark: str) -> None:
    """Give a cell the property that a tag stands for, with `mark` as its value."""
    found = _TAG.match(written)
    name = found.group(1) if found else ""
    if name == "cellbg":
        colour = _property(cell, "shd")
        colour.set(_VAL, "clear")
        colour.set(f"{W}color", "auto")
        colour.set(f"{W}fill", mark)
    elif name == "vm":
        _property(cell, "vMerge").set(_VAL, mark)
        for paragraph in cell.iter(f"{W}p"):
            _wrap_words(paragraph)
    else:
        _property(cell, "gridSpan").set(_VAL, mark)
        if name == "hm":
            _add_before(cell, _FIRST)
            cell.tail = _END + (cell.tail or "")


def _property(cell: Any, name: str) -> Any:
    """Return a property of a cell, made anew in its place."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = etree.Element(f"{W}tcPr")
        cell.insert(0, properties)
    for old in properties.findall(f"{W}{name}"):
        properties.remove(old)
    made = etree.Element(f"{W}{name}")
    before = [each for each in properties if each.tag.removeprefix(W) in _BEFORE[name]]
    properties.insert(len(before), made)
    return made


def _wrap_words(paragraph: Any) -> None:
    """Let what a paragraph says stand in the first turn of the loop alone."""
    inside = [each for each in paragraph if each.tag != f"{W}pPr"]
    if inside:
        _add_before(inside[0], _FIRST)
        inside[-1].tail = (inside[-1].tail or "") + _END


def _add_before(element: Any, words: str) -> None:
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + words
    else:
        parent = element.getparent()
        parent.text = (parent.text or "") + words
