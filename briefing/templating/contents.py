"""Fills a table of contents with the headings that the document has in the end.

Word fills it only when a person asks it to, or asks the reader for leave when the file opens. The
entries lead to their headings; page numbers are left to Word, which alone lays the pages out.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from briefing.templating.package import XML_SPACE, W
from briefing.templating.styles import Styles

_LEVELS = re.compile(r'\\o\s*"?(\d)\s*-\s*(\d)')
_CODE = re.compile(r"\s*TOC\b")
_HEADING = re.compile(r"heading ([1-9])")


def fill_contents(tree: Any, styles: Styles) -> None:
    """Put an entry for each heading into each table of contents of a document."""
    for code in [c for c in tree.iter(f"{W}instrText") if _CODE.match(c.text or "")]:
        first = _paragraph(code)
        last = _end(first, code)
        if last is not None and _marks(first):
            _fill(tree, first, last, code.text or "", styles)


def _fill(tree: Any, first: Any, last: Any, code: str, styles: Styles) -> None:
    levels = _LEVELS.search(code)
    low, high = (int(levels[1]), int(levels[2])) if levels else (1, 3)
    headings = [
        (heading, level) for heading, level in _headings(tree, styles) if low <= level <= high
    ]
    opening, closing = _marks(first)[:2], _marks(last)[-1:]
    for stale in list(_between(first, last)):
        stale.getparent().remove(stale)
    for element in list(first):
        if element.tag != f"{W}pPr":
            first.remove(element)
    entry = first
    for number, (heading, level) in enumerate(headings, start=1):
        if number > 1:
            entry.addnext(etree.Element(f"{W}p"))
            entry = entry.getnext()
        _style(entry, styles.id_of(f"toc {level - low + 1}"))
        if number == 1:
            _open(entry, opening, code)
        name = f"_Toc{number:06}"
        _mark(heading, name, number)
        entry.append(_link(name, "".join(t.text or "" for t in heading.iter(f"{W}t"))))
    if not headings:
        _open(entry, opening, code)
    ending = etree.Element(f"{W}p")
    for run in closing:
        ending.append(run)
    entry.addnext(ending)


def _headings(tree: Any, styles: Styles) -> Iterator[tuple[Any, int]]:
    ids = styles.by_id()
    for paragraph in tree.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        named = ids.get(style.get(f"{W}val", ""), "") if style is not None else ""
        found = _HEADING.fullmatch(named)
        if found and any((t.text or "").strip() for t in paragraph.iter(f"{W}t")):
            yield paragraph, int(found.group(1))


def _paragraph(element: Any) -> Any:
    return next(element.iterancestors(f"{W}p"))


def _end(first: Any, code: Any) -> Any:
    """Return the paragraph in which the field of `code` ends, if it is a sibling; else None."""
    depth, seen = 0, False
    for paragraph in (first, *first.itersiblings(f"{W}p")):
        for mark in paragraph.iter(f"{W}fldChar", f"{W}instrText"):
            if mark is code:
                seen, depth = True, 1
            elif seen and mark.tag == f"{W}fldChar":
                kind = mark.get(f"{W}fldCharType")
                depth += {"begin": 1, "end": -1}.get(kind, 0)
                if depth == 0:
                    return paragraph
    return None


def _marks(paragraph: Any) -> list[Any]:
    """Return copies of the runs of a paragraph that begin, name, part or end a field."""
    runs = [r for r in paragraph.iter(f"{W}r") if r.find(f"{W}fldChar") is not None]
    return [copy.deepcopy(run) for run in runs]


def _between(first: Any, last: Any) -> Iterator[Any]:
    if first is last:
        return
    for sibling in first.itersiblings():
        yield sibling
        if sibling is last:
            return


def _open(paragraph: Any, marks: list[Any], code: str) -> None:
    begin = marks[0]
    for kind, run in (("begin", begin), ("code", None), ("separate", copy.deepcopy(begin))):
        if run is None:
            made = etree.SubElement(paragraph, f"{W}r")
            text = etree.SubElement(made, f"{W}instrText")
            text.set(XML_SPACE, "preserve")
            text.text = code
            continue
        run.find(f"{W}fldChar").set(f"{W}fldCharType", kind)
        paragraph.append(run)


def _style(paragraph: Any, style: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}pStyle"):
        properties.remove(old)
    named = etree.Element(f"{W}pStyle")
    named.set(f"{W}val", style)
    properties.insert(0, named)


def _mark(heading: Any, name: str, number: int) -> None:
    """Put a bookmark around the words of a heading."""
    start, end = etree.Element(f"{W}bookmarkStart"), etree.Element(f"{W}bookmarkEnd")
    for mark in (start, end):
        mark.set(f"{W}id", f"9{number:06}")
    start.set(f"{W}name", name)
    properties = heading.find(f"{W}pPr")
    heading.insert(0 if properties is None else 1, start)
    heading.append(end)


def _link(name: str, words: str) -> Any:
    link = etree.Element(f"{W}hyperlink")
    link.set(f"{W}anchor", name)
    link.set(f"{W}history", "1")
    text = etree.SubElement(etree.SubElement(link, f"{W}r"), f"{W}t")
    text.set(XML_SPACE, "preserve")
    text.text = words
    return link
