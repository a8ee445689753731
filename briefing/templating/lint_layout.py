"""Checks what blocks do to the layout: cells, tables, bookmarks and lists, and styles that lack."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from briefing.language import tr
from briefing.templating.lint_blocks import Block
from briefing.templating.lint_findings import LintFinding
from briefing.templating.lint_reading import ReadPart, words_of
from briefing.templating.package import W

_STYLED = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
_VAL = f"{W}val"
_NOT_NUMBERED = ("bullet", "none", "")
_BY_WORD_ITSELF = "_GoBack"


class Layout:
    """What styles and lists a template has."""

    def __init__(self, styles: Any, numbering: Any) -> None:
        found = () if styles is None else styles.iter(f"{W}style")
        self.styles: Mapping[str, Any] = {style.get(f"{W}styleId", ""): style for style in found}
        self._formats = {} if numbering is None else dict(_formats(numbering))

    def findings(self, part: ReadPart, blocks: Sequence[Block]) -> Iterator[LintFinding]:
        """Yield what is wrong with the layout of a part."""
        yield from self._missing_styles(part)
        if blocks:
            yield from _emptied_cells(part, blocks)
            yield from _emptied_tables(part, blocks)
        gone = {tag.unit for tag in part.tags if tag.scope in ("p", "tr", "tc")}
        for block in blocks:
            if block.opener.name == "for":
                yield from _bookmarks(part, block, gone)
                yield from self._lists(part, block, blocks)

    def _missing_styles(self, part: ReadPart) -> Iterator[LintFinding]:
        told: set[str] = set()
        for used in part.tree.iter(*_STYLED):
            name = used.get(_VAL, "")
            if name not in self.styles and name not in told:
                told.add(name)
                yield part.finding(
                    used, "missing style", tr("It is set in the style “{name}”, which is "
                                              "not there.", name=name),
                    tr("Choose another style for it in Word."),
                )  # fmt: skip

    def _lists(
        self, part: ReadPart, block: Block, blocks: Sequence[Block]
    ) -> Iterator[LintFinding]:
        """Yield a list that numbers on from turn to turn: one of several things in the loop."""
        inside = [each for each in block.inside() if each.tag == f"{W}p"]
        tags = {each.paragraph for other in blocks for each in (other.opener, other.closer)}
        own = [each for each in inside if each not in tags]
        numbered = [each for each in own if self._is_numbered(each)]
        loops = [other for other in blocks if other.opener.name == "for" and other is not block]
        nested = any(other.opener.paragraph in inside for other in loops)
        if numbered and (nested or any(words_of(e).strip() for e in own if e not in numbered)):
            yield part.finding(
                numbered[0], "list runs on", tr("Its numbers run on from one turn of the loop "
                                                "to the "
                "next."), tr("Print a list of values with {{p }}, which begins anew, or use "
                             "bullets."),
            )  # fmt: skip

    def _is_numbered(self, paragraph: Any) -> bool:
        found = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        seen: set[str] = set()
        while found is None and style is not None and style.get(_VAL) not in seen:
            seen.add(style.get(_VAL))
            definition = self.styles.get(style.get(_VAL))
            if definition is None:
                return False
            found = definition.find(f"{W}pPr/{W}numPr")
            style = definition.find(f"{W}basedOn")
        if found is None:
            return False
        key = (_value(found, "numId", ""), _value(found, "ilvl", "0"))
        return self._formats.get(key, "") not in _NOT_NUMBERED


def _formats(numbering: Any) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the format of each level of each list."""
    abstract = {
        each.get(f"{W}abstractNumId"): {
            level.get(f"{W}ilvl"): _value(level, "numFmt", "") for level in each.iter(f"{W}lvl")
        }
        for each in numbering.iter(f"{W}abstractNum")
    }
    for number in numbering.iter(f"{W}num"):
        for level, form in abstract.get(_value(number, "abstractNumId", ""), {}).items():
            yield (number.get(f"{W}numId"), level), form


def _value(element: Any, name: str, default: str) -> str:
    found = element.find(f"{W}{name}")
    return default if found is None else str(found.get(_VAL, default))


def _bookmarks(part: ReadPart, block: Block, gone: Collection[Any]) -> Iterator[LintFinding]:
    """Yield the bookmarks in a loop, but for those that go with the tags beside them."""
    for element in block.inside():
        for mark in element.iter(f"{W}bookmarkStart"):
            name = mark.get(f"{W}name", "")
            if name != _BY_WORD_ITSELF and not any(each in gone for each in mark.iterancestors()):
                yield part.finding(
                    mark, "bookmark in loop", tr("The bookmark “{name}” would stand once for each "
                    "turn of the loop.", name=name), tr("Remove it in Word under Insert, "
                                                        "Bookmark."),
                )  # fmt: skip


def _emptied_cells(part: ReadPart, blocks: Sequence[Block]) -> Iterator[LintFinding]:
    going = _going(blocks, "p")
    cells = {each: None for e in going if (each := e.getparent()) is not None}
    for cell in cells:
        if cell.tag != f"{W}tc":
            continue
        stays = [e for e in cell if e.tag != f"{W}tcPr" and e not in going]
        if not stays:
            yield part.finding(
                cell, "empty cell", tr("It can end without any paragraph, which Word does "
                                       "not open."),
                tr("Leave an empty paragraph after the block."),
            )  # fmt: skip


def _emptied_tables(part: ReadPart, blocks: Sequence[Block]) -> Iterator[LintFinding]:
    going = _going(blocks, "tr")
    tables = {each: None for e in going if (each := e.getparent()) is not None}
    for table in tables:
        if all(row in going for row in table.iterchildren(f"{W}tr")):
            yield part.finding(
                table, "empty table", tr("It can end without any row."),
                tr("Give it a row outside the block, such as a row of headings."),
            )  # fmt: skip


def _going(blocks: Sequence[Block], scope: str) -> dict[Any, None]:
    """Return the elements that go with blocks of a scope, or may."""
    found: dict[Any, None] = {}
    for block in blocks:
        ends = (block.opener, block.closer)
        if all(end.scope == scope and end.unit is not None for end in ends):
            found |= dict.fromkeys((block.opener.unit, *block.inside(), block.closer.unit))
    return found
