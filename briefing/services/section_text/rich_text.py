"""What the analyst wrote as blocks and runs that a text field can show and give back whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from urllib.parse import quote

from briefing.model.brief import CITATION

DEEPEST = 5
"""The greatest depth of a list, counted from 0."""


class BlockKind(StrEnum):
    """What a block of a section's text is."""

    TEXT = "text"
    BULLET = "bullet"
    NUMBER = "number"
    QUOTE = "quote"
    HEADING = "heading"
    TABLE = "table"
    VERBATIM = "verbatim"


LISTS = (BlockKind.BULLET, BlockKind.NUMBER)


@dataclass(frozen=True, slots=True)
class RichRun:
    """Words in one formatting, or with `cite` the mark of a citation and no words.

    A line end in `text` is one that the writer put into the paragraph.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None
    cite: str = ""

    def like(self, other: RichRun) -> bool:
        """Return whether both are words in the same formatting."""
        return not (self.cite or other.cite) and replace(self, text="") == replace(other, text="")


Runs = tuple[RichRun, ...]


@dataclass(frozen=True, slots=True)
class RichBlock:
    """One paragraph, list item, heading or table; `level` counts lists from 0, headings from 1.

    `rows` are a table's, its header first, each with the runs of its cells. A block that is
    VERBATIM is CommonMark that no field formats, in one run.
    """

    kind: BlockKind = BlockKind.TEXT
    runs: Runs = ()
    level: int = 0
    rows: tuple[tuple[Runs, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words without formatting."""
        return "".join(run.text for run in self.runs)


def tidy(runs: Iterable[RichRun]) -> Runs:
    """Return runs as a text can hold them.

    Marks of citation are runs of their own, no formatting begins or ends at a blank, and the
    paragraph neither begins nor ends with one.
    """
    return _tidy(tuple(runs))


@lru_cache(maxsize=2048)  # at a key one paragraph of a long section is another
def _tidy(runs: Runs) -> Runs:
    pieces = [piece for run in runs for piece in _cited(run)]
    pieces = [replace(p, link=address_of(p.link)) if p.link else p for p in pieces]
    pieces = _lines_trimmed(_joined(pieces))
    for plain in (lambda run: replace(run, bold=False), lambda run: replace(run, italic=False)):
        pieces = _joined(_blanks_out(pieces, plain))
    return tuple(pieces)


def settled(blocks: Sequence[RichBlock]) -> tuple[RichBlock, ...]:
    """Return blocks as a text can hold them: tidy, none empty but items, lists without gaps."""
    found: list[RichBlock] = []
    for block in blocks:
        last = found[-1] if found and found[-1].kind in LISTS else None
        match block.kind:
            case BlockKind.VERBATIM:
                if block.text.strip():
                    found.append(block)
            case BlockKind.TABLE:
                found.extend(_table(block))
            case BlockKind.BULLET | BlockKind.NUMBER:
                most = min(last.level + 1, DEEPEST) if last else 0
                level = min(max(0, block.level), most)
                found.append(RichBlock(block.kind, tidy(block.runs), level))
            case _:
                if runs := tidy(block.runs):
                    level = min(6, max(1, block.level)) if block.kind is BlockKind.HEADING else 0
                    if level:
                        runs = tidy([replace(r, text=r.text.replace("\n", " ")) for r in runs])
                    found.append(RichBlock(block.kind, runs, level))
    return tuple(found)


def address_of(address: str) -> str:
    """Return an address as it can stand in a link: brackets and blanks spelled by number."""
    return quote(address, safe="!#$%&'*+,-./:;=?@_~")


def _table(block: RichBlock) -> Iterator[RichBlock]:
    width = max((len(row) for row in block.rows), default=0)
    if width:
        rows = tuple(
            tuple(
                tidy([replace(run, text=run.text.replace("\n", " ")) for run in cell])
                for cell in (*row, *[()] * (width - len(row)))
            )
            for row in block.rows
        )
        yield RichBlock(BlockKind.TABLE, rows=rows)


def _cited(run: RichRun) -> Iterator[RichRun]:
    """Yield the words of a run and the marks of citation that are spelled out in them."""
    if run.cite:
        yield RichRun("", cite=run.cite)
        return
    at = 0
    for mark in CITATION.finditer(run.text):
        if run.text[at : mark.start()]:
            yield replace(run, text=run.text[at : mark.start()])
        yield RichRun("", cite=mark.group(1))
        at = mark.end()
    if run.text[at:]:
        yield replace(run, text=run.text[at:])


def _joined(runs: Iterable[RichRun]) -> list[RichRun]:
    joined: list[RichRun] = []
    for run in runs:
        if joined and run.like(joined[-1]):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        elif run.text or run.cite:
            joined.append(run)
    return joined


def _lines_trimmed(runs: Sequence[RichRun]) -> list[RichRun]:
    """Take blanks off the ends of the paragraph, and from around the line ends in it."""
    kept = list(runs)
    for ends in (False, True):
        open_end = True
        order = range(len(kept) - 1, -1, -1) if ends else range(len(kept))
        for number in order:
            run = kept[number]
            if run.cite:
                open_end = False
                continue
            lines = run.text.split("\n")
            inner = [_strip(line, ends=ends) for line in lines]
            outer = -1 if ends else 0
            inner[outer] = inner[outer] if open_end else lines[outer]
            text = "\n".join(inner)
            if open_end:
                text = text.rstrip("\n") if ends else text.lstrip("\n")
            kept[number] = replace(run, text=text)
            open_end = (open_end and not text) or (text.startswith if ends else text.endswith)("\n")
    return [run for run in kept if run.text or run.cite]


def _strip(line: str, *, ends: bool) -> str:
    return line.rstrip() if ends else line.lstrip()


def _blanks_out(runs: Sequence[RichRun], plain: Callable[[RichRun], RichRun]) -> Iterator[RichRun]:
    """Take a formatting off the blanks at the ends of each stretch that has it.

    A stretch ends where bold begins or ends, since bold is written around everything else.
    """
    kept = list(runs)
    for backwards in (False, True):
        kept = kept[::-1] if backwards else kept
        cut: list[RichRun] = []
        inside, bold = False, False
        for run in kept:
            inside, bold = inside and run.bold == bold, run.bold
            if plain(run) == run:
                inside = False
                cut.append(run)
                continue
            words = _strip(run.text, ends=backwards)
            blank = run.text[len(words) :] if backwards else run.text[: len(run.text) - len(words)]
            if inside or not blank:
                inside = inside or bool(words)
                cut.append(run)
                continue
            cut.append(plain(replace(run, text=blank)))
            if words:
                cut.append(replace(run, text=words))
                inside = True
        kept = cut[::-1] if backwards else cut
    yield from kept


def list_numbers(blocks: Sequence[tuple[BlockKind, int]]) -> list[int]:
    """Return the number that each block of (kind, level) shows; 0 for what is not numbered."""
    numbers: list[int] = []
    counts: dict[int, int] = {}
    for (before, _), (kind, level) in pairwise([(BlockKind.TEXT, 0), *blocks]):
        if kind not in LISTS or before not in LISTS:
            counts = {}
        counts = {depth: count for depth, count in counts.items() if depth <= level}
        if kind is BlockKind.NUMBER:
            counts[level] = counts.get(level, 0) + 1
        else:
            counts.pop(level, None)
        numbers.append(counts.get(level, 0))
    return numbers
