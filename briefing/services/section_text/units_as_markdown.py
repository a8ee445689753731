"""Units back to the CommonMark of a section's body, in the plainest spelling that reads so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, product

from briefing.model.outline import LISTS, ParagraphKind
from briefing.services.section_text.markdown_runs import paragraphs_of
from briefing.services.section_text.printed_form import HEADER, PLAIN, ROW, Look, Unit, units_of

_SPECIAL = re.compile(r"[\\`*_\[\]<>&#]|^(?:[-+=~]|\d{1,9}(?=[.)]))", re.MULTILINE)
_ALL = re.compile(r"[!-/:-@\[-`{-~]")
CELLS = " | "
"""Parts the cells of a row that stands as text, without the header that would make a table."""


@dataclass(frozen=True, slots=True)
class _Spelling:
    """How words are spelled: `escape` does what, `em` is italics' sign, `apart` guards signs.

    A sign of emphasis that stands between a letter and a stop is none in CommonMark; a letter
    spelled by its number is a stop.
    """

    escape: Callable[[str], str]
    em: str = "*"
    apart: bool = False


def _as_it_is(words: str) -> str:
    return words


def _escaped(words: str) -> str:
    return _SPECIAL.sub(_with_backslash, words)


def _escaped_all(words: str) -> str:
    return _ALL.sub(r"\\\g<0>", words)


def _with_backslash(match: re.Match[str]) -> str:
    found = match.group()
    return f"{found}\\" if found.isdigit() else f"\\{found}"


_SPELLINGS = tuple(
    _Spelling(escape, em, apart)
    for apart, escape, em in product((False, True), (_as_it_is, _escaped), ("*", "_"))
)


@dataclass(frozen=True, slots=True)
class Written:
    """Markdown, and whether it reads as just what was to be written."""

    markdown: str
    exact: bool = True


def markdown_of(units: Sequence[Unit]) -> Written:
    """Return the CommonMark of these units, in this order."""
    parts: list[str] = []
    exact = True
    for group in _groups(units):
        if group[0].kind in LISTS:
            made = _list(group)
        elif group[0].kind == HEADER:
            made = _table(group)
        else:
            made = _paragraph(group[0])
        parts.append(made.markdown)
        exact = exact and made.exact
    return Written("\n\n".join(parts), exact)


def _groups(units: Sequence[Unit]) -> list[list[Unit]]:
    """Return the items of a list together, and a header with the rows below it."""
    groups: list[list[Unit]] = []
    for unit in units:
        last = groups[-1] if groups else []
        listed = bool(last) and last[0].kind in LISTS and unit.kind in LISTS
        tabled = bool(last) and last[0].kind == HEADER and unit.kind == ROW
        if listed or tabled:
            last.append(unit)
        else:
            groups.append([unit])
    return groups


def _table(units: Sequence[Unit]) -> Written:
    """Return rows, the first of them a header, as a table; each has as many cells as that."""
    rows = [_cells(unit) for unit in units]
    width = max(map(len, rows))
    exact = True
    lines: list[str] = []
    for number, row in enumerate(rows):
        made = [_inline(cell) if cell.text else _marks_alone(cell) for cell in row]
        exact = exact and len(row) == width and all(each.exact for each in made)
        words = [each.markdown.replace("|", "\\|") for each in made]
        lines.append(f"| {' | '.join([*words, *[''] * (width - len(row))])} |")
        if not number:
            lines.append(f"|{' --- |' * width}")
    markdown = "\n".join(lines)
    return Written(markdown, exact and _tells(markdown, units))


def _marks_alone(cell: Unit) -> Written:
    return Written(" ".join(f"[@{mark}]" for _, mark in cell.marks))


def _cells(unit: Unit) -> list[Unit]:
    """Return the cells of a row, each a paragraph of one line."""
    text = unit.text.replace("\n", " ")
    cells, at = [], 0
    for words in text.split("\t"):
        end = at + len(words)
        marks = tuple((place - at, mark) for place, mark in unit.marks if at <= place <= end)
        cells.append(Unit(ParagraphKind.TEXT, 0, words, unit.looks[at:end], marks))
        at = end + 1
    return cells


def _tells(markdown: str, units: Sequence[Unit]) -> bool:
    """Tell whether a table reads as these rows."""
    found = _units_in(markdown)
    return [each.print for each in found] == [each.print for each in units]


def _paragraph(unit: Unit) -> Written:
    if unit.kind == ParagraphKind.HEADING:
        return _inline(replace(unit, text=unit.text.replace("\n", " ")), "#" * max(1, unit.level))
    if unit.kind == ParagraphKind.QUOTE:
        made = _inline(unit)
        return replace(made, markdown="\n".join(f"> {line}" for line in made.markdown.split("\n")))
    if unit.looks and not unit.marks and all(look == Look(code=True) for look in unit.looks):
        return _code(unit)
    if "\t" in unit.text:
        return _inline(_without_tabs(unit))
    return _inline(unit)


def _without_tabs(unit: Unit) -> Unit:
    """Return a row with its cells parted by signs that a body can hold."""
    text, looks, at = "", [], [0]  # type: str, list[Look], list[int]
    for character, look in zip(unit.text, unit.looks, strict=True):
        words = CELLS if character == "\t" else character
        text += words
        looks += [look] * len(words)
        at.append(len(text))
    marks = tuple((at[offset], mark) for offset, mark in unit.marks)
    return replace(unit, text=text, looks=tuple(looks), marks=marks)


def _code(unit: Unit) -> Written:
    if "\n" not in unit.text:
        return _inline(unit)
    longest = max((len(found) for found in re.findall("`+", unit.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return Written(f"{fence}\n{unit.text}\n{fence}")


def _list(units: Sequence[Unit]) -> Written:
    lines: list[str] = []
    exact = True
    open_lists: list[_Open] = []
    for unit in units:
        level = min(unit.level, len(open_lists))
        del open_lists[level + 1 :]
        ordered = unit.kind == ParagraphKind.NUMBER
        if level == len(open_lists):
            open_lists.append(_Open(ordered))
        elif open_lists[level].ordered != ordered or unit.first:
            open_lists[level] = open_lists[level].another(ordered)
            lines.append("")
        indent = "".join(each.blank for each in open_lists[:level])
        sign = open_lists[level].next_sign()
        made = _inline(unit)
        exact = exact and made.exact and level == unit.level
        inside = f"\n{indent}{' ' * len(sign)}"
        lines.append(f"{indent}{sign}{inside.join(made.markdown.split(chr(10)))}")
    return Written("\n".join(lines), exact)


@dataclass(slots=True)
class _Open:
    """A list that is open; two lists that follow each other have different signs."""

    ordered: bool
    turned: bool = False
    count: int = 0
    blank: str = ""

    def another(self, ordered: bool) -> _Open:  # noqa: FBT001 the one thing that a list is
        return _Open(ordered, not self.turned if ordered == self.ordered else False)

    def next_sign(self) -> str:
        self.count += 1
        if self.ordered:
            sign = f"{self.count}{')' if self.turned else '.'} "
        else:
            sign = "* " if self.turned else "- "
        self.blank = " " * len(sign)
        return sign


def _inline(unit: Unit, front: str = "") -> Written:
    """Return the first spelling that reads as the unit; without looks if none does."""
    before = f"{front} " if front else ""
    for spelling in _SPELLINGS:
        made = before + _spelled(unit, spelling)
        if _reads_as(made, unit):
            return Written(made)
    bare = replace(unit, looks=(PLAIN,) * len(unit.text))
    for escape in (_escaped, _escaped_all):
        made = before + _spelled(bare, _Spelling(escape))
        if _reads_as(made, bare):
            return Written(made, exact=False)
    return Written(before + _spelled(bare, _Spelling(_escaped)), exact=False)


def _units_in(markdown: str) -> list[Unit]:
    ids: list[str] = []

    def cite(excerpt: str) -> int:
        ids.append(excerpt)
        return len(ids)

    paragraphs = paragraphs_of(markdown, cite)
    return units_of(paragraphs, dict(enumerate(ids, start=1)))


def _reads_as(markdown: str, unit: Unit) -> bool:
    found = _units_in(markdown)
    if len(found) != 1:
        return False
    one = found[0]
    wanted = ParagraphKind.HEADING if unit.kind == ParagraphKind.HEADING else ParagraphKind.TEXT
    return one.kind == wanted and (one.text, one.looks, sorted(one.marks)) == (
        unit.text,
        unit.looks,
        sorted(unit.marks),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of one look, or the mark of a citation."""

    words: str
    look: Look
    mark: bool = False


def _spelled(unit: Unit, spelling: _Spelling) -> str:
    pieces = list(_pieces(unit))
    return _linked(pieces, spelling).replace("\n", "\\\n")


def _pieces(unit: Unit) -> Iterator[_Piece]:
    marks = sorted(unit.marks)
    cuts = sorted({at for at, _ in marks} | {0, len(unit.text)})
    yield from _marks_at(unit, 0)
    for start, end in pairwise(cuts):
        at = start
        for look, run in groupby(unit.looks[start:end]):
            length = len(list(run))
            yield _Piece(unit.text[at : at + length], look)
            at += length
        yield from _marks_at(unit, end)


def _marks_at(unit: Unit, at: int) -> Iterator[_Piece]:
    """Yield the marks at an offset, outside emphasis and links that end there."""
    before = unit.looks[at - 1] if at else PLAIN
    after = unit.looks[at] if at < len(unit.looks) else PLAIN
    link = before.link if before.link == after.link else ""
    look = Look(before.bold and after.bold, before.italic and after.italic, False, link)
    for offset, mark in unit.marks:
        if offset == at:
            yield _Piece(f" [@{mark}]" if at else f"[@{mark}] ", look, mark=True)


def _linked(pieces: Sequence[_Piece], spelling: _Spelling) -> str:
    made = ""
    for link, group in groupby(pieces, key=lambda piece: piece.look.link):
        inside = _emphasised(list(group), spelling)
        made += f"[{inside}](<{link}>)" if link else inside
    return made.replace("](<", "](").replace(">)", ")") if _plain_links(pieces) else made


def _plain_links(pieces: Sequence[_Piece]) -> bool:
    """Tell whether no address needs its brackets, and no words look like them."""
    links = {piece.look.link for piece in pieces if piece.look.link}
    return (
        bool(links)
        and not any(re.search(r"[()<>\s]", link) for link in links)
        and not any("](<" in piece.words or ">)" in piece.words for piece in pieces)
    )


def _emphasised(pieces: Sequence[_Piece], spelling: _Spelling) -> str:
    signs: list[str] = []
    for bold, group in groupby(pieces, key=lambda piece: piece.look.bold):
        inside: list[str] = []
        for italic, run in groupby(group, key=lambda piece: piece.look.italic):
            words = "".join(_word(piece, spelling) for piece in run)
            inside.append(_wrapped(words, spelling.em) if italic else words)
        signs.append(_wrapped(_joined(inside, spelling), "**") if bold else "".join(inside))
    return _joined(signs, spelling)


def _wrapped(words: str, sign: str) -> str:
    return f"{sign}{words}{sign}"


def _joined(parts: Sequence[str], spelling: _Spelling) -> str:
    """Join parts; with `apart` letters beside a sign of emphasis are spelled by number."""
    if not spelling.apart:
        return "".join(parts)
    made = ""
    for part in parts:
        if part.startswith(("*", "_")) and made[-1:].isalnum():
            made = f"{made[:-1]}&#{ord(made[-1])};"
        if made.endswith(("*", "_")) and part[:1].isalnum():
            part = f"&#{ord(part[0])};{part[1:]}"  # noqa: PLW2901 the same part, spelled apart
        made += part
    return made


def _word(piece: _Piece, spelling: _Spelling) -> str:
    if piece.mark:
        return piece.words
    if not piece.look.code:
        return spelling.escape(piece.words)
    longest = max((len(found) for found in re.findall("`+", piece.words)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if piece.words[:1] in "` " or piece.words[-1:] in "` " else ""
    return f"{fence}{pad}{piece.words}{pad}{fence}"
