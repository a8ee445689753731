"""Reads the body of an edited Word document: what stands in which control, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefing.model.outline import LISTS, OutlineBlock, Paragraph, ParagraphKind, Row, Run, Table
from briefing.templating.document_text import (
    Change,
    Surroundings,
    Text,
    View,
    changes_in,
    joined,
    mark_change,
    read_paragraph,
    row_is_there,
    words_in,
)
from briefing.templating.package import W

_INDENT = 360
"""Twentieths of a point that one level of our lists is further in."""
_STEPS = {f"{W}customXml", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}moveFrom", f"{W}del"}


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph or table of the body: the tag of the control it stands in, and its words.

    `blocks` has its block in the accepted reading, `original` in the original one; either may be
    empty. `words` are those of the accepted reading, `cells` a table's, row by row.
    """

    key: str
    style: str
    words: str
    alias: str = ""
    blocks: tuple[OutlineBlock, ...] = ()
    original: tuple[OutlineBlock, ...] = ()
    changes: tuple[Change, ...] = ()
    comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    pictures: int = 0
    cells: tuple[tuple[str, ...], ...] = ()

    @property
    def heading(self) -> int:
        """The level of a heading style, 0 for what is no heading."""
        return _heading(self.style)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The lists of a document: whether a list of an id is numbered, by id and level."""

    numbered: Mapping[str, bool] = field(default_factory=dict)


def body_items(
    body: Any, around: Surroundings, numbering: Numbering, titles: Iterable[str] = ()
) -> list[Item]:
    """Return paragraphs and tables of a body in order.

    A table in whose cells sections stand, by controls or `titles`, is read cell by cell.
    """
    return _Body(around, numbering, titles).items(body)


def plainly(words: str) -> str:
    """Return words as two spellings of one title compare."""
    return " ".join(words.split()).rstrip(":").casefold()


class _Body:
    def __init__(self, around: Surroundings, numbering: Numbering, titles: Iterable[str]) -> None:
        self._around = around
        self._titles = {plainly(title) for title in titles}
        self._numbering = numbering
        self._lists: list[str] = []

    def items(self, body: Any) -> list[Item]:
        found: list[Item] = []
        group: list[tuple[Any, str]] = []
        for element, key in self._elements(body, ""):
            if element.tag == f"{W}tbl":
                found += self._paragraphs(group)
                group = []
                found += self._table(element, key)
                continue
            if group and group[-1][1] != key:
                found += self._paragraphs(group)
                group = []
            group.append((element, key))
            if not any(mark_change(element, view) for view in View):
                found += self._paragraphs(group)
                group = []
        return found + self._paragraphs(group)

    def _paragraphs(self, group: Sequence[tuple[Any, str]]) -> list[Item]:
        """Return the items of paragraphs of which all but the last lose their end in a reading."""
        if not group:
            return []
        elements, key = [element for element, _ in group], group[0][1]
        accepted = list(self._grouped(elements, View.ACCEPTED))
        original = list(self._grouped(elements, View.ORIGINAL))
        items = []
        for at in range(max(len(accepted), len(original), 1)):
            text, properties = accepted[at] if at < len(accepted) else (Text(), None)
            was, then = original[at] if at < len(original) else (Text(), None)
            items.append(
                Item(
                    key,
                    self._style(properties),
                    text.words,
                    text.alias,
                    tuple(self._block(text, properties)),
                    tuple(self._block(was, then)),
                    tuple(c for e in elements for c in changes_in(e)) if at == 0 else (),
                    tuple(text.comments),
                    tuple(text.notes),
                    text.pictures,
                )
            )
        return items

    def _grouped(self, elements: Sequence[Any], view: View) -> Iterator[tuple[Text, Any]]:
        """Yield paragraphs as they are in a reading; one whose end went looks as the last does."""
        texts: list[Text] = []
        for element in elements:
            texts.append(read_paragraph(element, view, self._around))
            if element is elements[-1] or not mark_change(element, view):
                yield joined(texts), element.find(f"{W}pPr")
                texts = []

    def _style(self, properties: Any) -> str:
        style = properties.find(f"{W}pStyle") if properties is not None else None
        return self._around.styles.get(style.get(f"{W}val", ""), "") if style is not None else ""

    def _block(self, text: Text, properties: Any) -> Iterator[Paragraph]:
        if not text.words.strip():
            return
        style = self._style(properties)
        kind, level, number = self._kind(style, properties)
        first = self._begins(kind, level, number)
        yield Paragraph(kind, tuple(text.runs), level, first=first)

    def _begins(self, kind: ParagraphKind, level: int, number: str) -> bool:
        """Tell whether a numbered list begins; one goes on after the lists inside its items."""
        if kind not in LISTS:
            self._lists.clear()
            return False
        del self._lists[level + 1 :]
        self._lists += [""] * (level + 1 - len(self._lists))
        before, self._lists[level] = self._lists[level], number
        return kind is ParagraphKind.NUMBER and number != before

    def _kind(self, style: str, properties: Any) -> tuple[ParagraphKind, int, str]:
        if level := _heading(style):
            return ParagraphKind.HEADING, max(1, level - 1), ""
        if style == "placeholder":
            return ParagraphKind.PLACEHOLDER, 0, ""
        if "quot" in style:
            return ParagraphKind.QUOTE, 0, ""
        number = properties.find(f"{W}numPr/{W}numId") if properties is not None else None
        used = number.get(f"{W}val", "") if number is not None else ""
        if not style.startswith("list") and used in ("", "0"):
            return ParagraphKind.TEXT, 0, ""
        level = _level(properties)
        ordered = style.startswith("list number")
        if not style.startswith(("list number", "list bullet")):
            ordered = self._numbering.numbered.get(used, False)
        kind = ParagraphKind.NUMBER if ordered else ParagraphKind.BULLET
        return kind, level, used or style

    def _table(self, table: Any, key: str) -> list[Item]:
        accepted = self._rows(table, View.ACCEPTED)
        original = self._rows(table, View.ORIGINAL)
        texts = [text for row in accepted for text in row]
        title = table.find(f"{W}tblPr/{W}tblCaption")
        named = title.get(f"{W}val", "") if title is not None else ""
        changes = tuple(c for p in table.iter(f"{W}p") for c in changes_in(p))
        return [
            Item(
                key,
                "",
                "\n".join("\t".join(text.words for text in row) for row in accepted),
                blocks=tuple(_as_table(named, accepted)),
                original=tuple(_as_table(named, original)),
                changes=changes,
                comments=tuple(c for text in texts for c in text.comments),
                notes=tuple(n for text in texts for n in text.notes),
                pictures=sum(text.pictures for text in texts),
                cells=tuple(tuple(text.words for text in row) for row in accepted),
            )
        ]

    def _rows(self, table: Any, view: View) -> list[list[Text]]:
        return [
            [self._cell(cell, view) for cell in row.iter(f"{W}tc")]
            for row in table.iter(f"{W}tr")
            if row_is_there(row, view)
        ]

    def _cell(self, cell: Any, view: View) -> Text:
        texts = [read_paragraph(p, view, self._around) for p in cell.iter(f"{W}p")]
        kept = [text for text in texts if text.words.strip() or _cites(text)]
        for text in kept[1:]:
            text.runs.insert(0, Run(" "))
        return joined(kept)

    def _elements(self, parent: Any, key: str) -> Iterator[tuple[Any, str]]:
        """Yield paragraphs and tables with the tag of the innermost tagged control around them."""
        for element in parent:
            if element.tag == f"{W}tbl" and not key and self._is_layout(element):
                for cell in element.iterfind(f"{W}tr/{W}tc"):
                    yield from self._elements(cell, key)
            elif element.tag in (f"{W}p", f"{W}tbl"):
                yield element, key
            elif element.tag == f"{W}sdt":
                tag = element.find(f"{W}sdtPr/{W}tag")
                inside = element.find(f"{W}sdtContent")
                if inside is not None:
                    own = tag.get(f"{W}val", "") if tag is not None else ""
                    yield from self._elements(inside, own or key)
            elif element.tag in _STEPS:
                yield from self._elements(element, key)

    def _is_layout(self, table: Any) -> bool:
        """Tell whether a template laid its sections out in a table."""
        for tag in table.iterfind(f".//{W}sdt/{W}sdtPr/{W}tag"):
            if tag.getparent().getparent().find(f"{W}sdtContent/{W}p") is not None:
                return True
        cells = (cell for cell in table.iterfind(f"{W}tr/{W}tc") if len(cell) > 2)
        firsts = (cell.find(f"{W}p") for cell in cells)
        return any(p is not None and plainly(words_in(p)) in self._titles for p in firsts)


def _as_table(title: str, rows: Sequence[Sequence[Text]]) -> Iterator[Table]:
    if not rows:
        return
    header = tuple(" ".join(text.words.split()) for text in rows[0])
    yield Table(title, header, tuple(Row(tuple(tuple(t.runs) for t in row)) for row in rows[1:]))


def _cites(text: Text) -> bool:
    return any(run.citation is not None for run in text.runs)


def _heading(style: str) -> int:
    digits = style.removeprefix("heading ")
    return int(digits) if style.startswith("heading ") and digits in "123456789" else 0


def _level(properties: Any) -> int:
    """Return the depth of a list's paragraph, from 0: as Word has it, or as we indent it."""
    if properties is None:
        return 0
    found = properties.find(f"{W}numPr/{W}ilvl")
    level = _whole(found.get(f"{W}val", "0")) if found is not None else 0
    indent = properties.find(f"{W}ind")
    if not level and indent is not None:
        left = indent.get(f"{W}left", indent.get(f"{W}start", "0"))
        level = round(_whole(left) / _INDENT) - 1
    return min(8, max(0, level))


def _whole(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 8 else 0
