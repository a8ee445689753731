"""The parts of a Word document beside its text: where it lies, styles, notes, comments."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Any

from briefing.loaders.package import Package
from briefing.model.article import BlockKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)
_LIST = re.compile(r"list\b", re.IGNORECASE)
_LIST_LEVEL = re.compile(r"^list\b.*\s([2-9])$", re.IGNORECASE)
_QUOTE = re.compile(r"quot", re.IGNORECASE)
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_DEEPEST = 9
_LONGEST_CHAIN = 20

Notes = list[Any]


class WordPackage(Package):
    """A Word file; one of the strict kind is read as if it were of the usual one."""

    def read(self, name: str) -> bytes:
        """Return the bytes of a part with the usual names for its elements."""
        return super().read(name).replace(_STRICT, W[1:-1].encode())


def main_part(package: Package) -> str:
    """Return the name of the part with the text; some programs call it otherwise."""
    relations = package.optional("_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            target: str = posixpath.normpath(relation.get("Target", "").lstrip("/"))
            if target in package.names:
                return target
    return "word/document.xml"


def notes_of(package: Package, folder: str) -> Notes:
    """Return footnotes, then endnotes, but for those that are only lines between."""
    found: Notes = []
    for part, tag in (("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")):
        tree = package.optional(f"{folder}{part}")
        for note in tree.iter(f"{W}{tag}") if tree is not None else ():
            if note.get(f"{W}type") is None:
                found.append(note)
    return found


def comments_in(tree: Any) -> int:
    """Return how many comments somebody has written beside the text."""
    return len(tree.findall(f"{W}comment")) if tree is not None else 0


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    base: str
    outline: int | None
    depth: int | None


_Said = tuple[str, int | None, int | None]
"""What a paragraph says of itself: its style, and its level as a heading and in a list."""
_SAYS_NOTHING: _Said = ("", None, None)


class Styles:
    """What a paragraph is by its style and by what it says itself."""

    def __init__(self, tree: Any) -> None:
        self._styles: dict[str, _Style] = {}
        self._known: dict[_Said, tuple[BlockKind, int]] = {}
        for style in tree.iter(f"{W}style") if tree is not None else ():
            properties = style.find(f"{W}pPr")
            self._styles[style.get(f"{W}styleId", "")] = _Style(
                _value(style, "name") or "", _value(style, "basedOn") or "",
                _outline(properties), _depth(properties),
            )  # fmt: skip

    def kind(self, properties: Any) -> tuple[BlockKind, int]:
        """Return what a paragraph with these properties is, and its level."""
        if properties is None:
            said = _SAYS_NOTHING
        else:
            said = (_value(properties, "pStyle") or "", _outline(properties), _depth(properties))
        found = self._known.get(said)
        if found is None:
            found = self._known[said] = self._kind(*said)
        return found

    def is_title(self, properties: Any) -> bool:
        """Tell whether a paragraph is set as the title of the whole document."""
        chain = self._chain(_value(properties, "pStyle") or "")
        return bool(chain) and chain[0].name.lower() == "title"

    def _kind(
        self, style: str, own_outline: int | None, own_depth: int | None
    ) -> tuple[BlockKind, int]:
        chain = self._chain(style)
        outline = next((n for n in (own_outline, *(s.outline for s in chain))
                        if n is not None), None)  # fmt: skip
        if outline is not None and outline < _DEEPEST:
            return BlockKind.HEADING, outline + 1
        name = chain[0].name if chain else ""
        if outline is None and (heading := _HEADING.search(name)):
            return BlockKind.HEADING, int(heading.group(1)) or 1
        if name.lower() == "title":
            return BlockKind.HEADING, 1
        depth = next((n for n in (own_depth, *(s.depth for s in chain))
                      if n is not None), None)  # fmt: skip
        if (depth is not None and depth >= 0) or (depth is None and _LIST.search(name)):
            numbered = _LIST_LEVEL.search(name)
            named = int(numbered[1]) - 1 if numbered else 0
            return BlockKind.LIST_ITEM, max(depth or 0, named, 0)
        return (BlockKind.QUOTATION, 0) if _QUOTE.search(name) else (BlockKind.PARAGRAPH, 0)

    def _chain(self, style_id: str) -> list[_Style]:
        """Return a style and those it is based on; one that is not described has its id's name."""
        if style_id and style_id not in self._styles:
            return [_Style(style_id, "", None, None)]
        found: list[_Style] = []
        while style_id in self._styles and len(found) < _LONGEST_CHAIN:
            found.append(self._styles[style_id])
            style_id = found[-1].base
        return found


def _value(parent: Any, path: str) -> str | None:
    found = parent.find(f"{W}{path}") if parent is not None else None
    value: str | None = found.get(f"{W}val") if found is not None else None
    return value


def _outline(properties: Any) -> int | None:
    return _number(_value(properties, "outlineLvl"))


def _depth(properties: Any) -> int | None:
    """Return the depth in a list; -1 where it says that it is in none."""
    listed = properties.find(f"{W}numPr") if properties is not None else None
    if listed is None:
        return None
    if _value(listed, "numId") == "0":
        return -1
    return min(_number(_value(listed, "ilvl")) or 0, _DEEPEST - 1)


def _number(words: str | None) -> int | None:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 4 else None
