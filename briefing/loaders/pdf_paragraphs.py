"""Makes paragraphs, headings and list items of the lines of PDF pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from briefing.loaders.pdf_layout import Flow
from briefing.loaders.pdf_lines import Line
from briefing.model.article import BlockKind

LARGER = 1.12
"""How much larger than the text a heading is set."""
SMALLER = 0.93
"""How much smaller than the text a note is set."""
LOOSER = 1.3
"""How much more than the usual space lies between paragraphs."""
INDENT = 0.8
"""Sizes of the letters by which a first line is moved in."""
AROUND = 4
"""Lines before and after some, as many, from which the edges of their column are taken."""
LONGEST_HEADING = 250
LONGEST_BOLD_HEADING = 150
_STOPS = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]]*\d{0,2}$")
_BULLETS = "•‣▪▫◦●○■□◆◇►▶✓✔➢➤∙·\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0a8"
_BULLET = re.compile(f"[{_BULLETS}]\\s*(?=\\S)")
_DASH = re.compile(r"^[-–—*−]\s+(?=\S)")
_NUMBERED = re.compile(r"^\(?(\d{1,3}|[a-z])[.)]\s+(?=\S)")
_WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_LAST_WORD = re.compile(r"[\w’'-]+$")
_FIRST_WORD = re.compile(r"[\w’']+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `edge` is where its column ends on the right."""

    lines: list[Line]
    edge: float
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    text: str = ""
    mark: str = field(default="")

    @property
    def size(self) -> float:
        """The size of its letters, to half a point."""
        return round(2 * self.lines[0].size) / 2

    @property
    def words(self) -> int:
        """How many characters its lines have."""
        return sum(len(line.text) for line in self.lines)


class PageReader:
    """Reads the columns of all pages as one text."""

    def __init__(self, pages: Sequence[Sequence[Flow]]) -> None:
        self._pages = pages
        lines = [line for page in pages for flow in page for line in flow]
        sizes: Counter[float] = Counter()
        for size, text in ((line.size, line.text) for line in lines):
            sizes[size] += len(text)
        sizes = _by_halves(sizes)
        self._body = max(sizes, key=sizes.__getitem__, default=1.0)
        bold = sum(len(line.text) for line in lines if line.bold)
        self._bold_body = 2 * bold > sizes.total()
        self._leadings = _leadings(flow for page in pages for flow in page)
        self._lines = lines
        self._known: frozenset[str] | None = None

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs in reading order; those cut by a page's end are whole again."""
        whole: list[Paragraph] = []
        for page in self._pages:
            fresh = [each for flow in page for each in self._of_flow(flow)]
            for paragraph in fresh:
                last = self._last_of_text(whole)
                if last is not None and paragraph is fresh[0] and self._continues(last, paragraph):
                    last.lines += paragraph.lines
                    last.edge = paragraph.edge
                elif (whole and paragraph is not fresh[0] and not self._under(whole[-1], paragraph)
                      and self._continues(whole[-1], paragraph)):  # fmt: skip
                    whole[-1].lines += paragraph.lines
                    whole[-1].edge = paragraph.edge
                else:
                    whole.append(paragraph)
        for paragraph in whole:
            paragraph.text = self._joined(paragraph.lines)
        self._name_headings(whole)
        _name_items(whole)
        return whole

    def _of_flow(self, flow: Flow) -> Iterator[Paragraph]:
        lines: list[Line] = []
        edge = 0.0
        sizes = [round(line.size) for line in flow]
        item = False
        for number, line in enumerate(flow):
            if number % (2 * AROUND) == 0:
                around = slice(max(0, number - AROUND), number + 3 * AROUND)
                edges = _edges(flow[around], sizes[around])
            left, right = edges[sizes[number]]
            if lines and self._begins(flow, number, lines, (left, edge), item=item):
                yield Paragraph(lines, edge)
                lines = []
            if not lines:
                item = _has_bullet(line) or _starts_item(line)
            lines.append(line)
            edge = right
        if lines:
            yield Paragraph(lines, edge)

    def _begins(
        self, flow: Flow, number: int, before: list[Line], edges: tuple[float, float], *,
        item: bool,
    ) -> bool:  # fmt: skip
        """Tell whether a line begins a paragraph after the lines `before`, an `item` or none."""
        last, line = before[-1], flow[number]
        size = line.size
        down = line.y - last.y
        if abs(down) < 0.4 * size and line.left >= last.right - size:
            return False
        usual = self._leading(size)
        if down > LOOSER * usual or down < 0 or abs(last.size - size) > 0.1 * max(last.size, size):
            return True
        if line.text[0] in _BULLETS and _has_bullet(line):
            return True
        left, edge = edges
        short = last.right < edge - max(3 * size, 0.12 * (edge - left))
        if short and (last.bold != line.bold or _STOPS.search(last.text)):
            return True
        if _starts_item(line) and (short or _STOPS.search(last.text)):
            return True
        step = INDENT * size
        if item:
            start = before[0].left + 0.3 * step
            return len(before) > 1 and line.left <= start < before[1].left
        return left + step < line.left < left + 6 * step and self._moved_in(flow, number, before)

    @staticmethod
    def _moved_in(flow: Flow, number: int, before: list[Line]) -> bool:
        """Tell whether a line is moved in against those around it, as first lines are."""
        line = flow[number]
        step = INDENT * line.size
        after = flow[number + 1] if number + 1 < len(flow) else None
        out_again = after is None or after.left < line.left - 0.5 * step
        return out_again and before[-1].left < line.left - 0.5 * step

    def _leading(self, size: float) -> float:
        """Return the usual space between lines of a size of letters."""
        found = self._leadings.get(size)
        if found is None:
            found = self._leadings.get(round(2 * size) / 2, 1.25 * size)
            self._leadings[size] = found
        return found

    def _last_of_text(self, whole: list[Paragraph]) -> Paragraph | None:
        """Return the paragraph that may go on over a page: the last that is no note."""
        for paragraph in reversed(whole[-12:]):
            if paragraph.size >= SMALLER * self._body:
                return paragraph
        return None

    @staticmethod
    def _under(before: Paragraph, after: Paragraph) -> bool:
        """Tell whether one stands under the other, so that it was parted from it on purpose."""
        last, first = before.lines[-1], after.lines[0]
        return first.y > last.y

    def _continues(self, before: Paragraph, after: Paragraph) -> bool:
        """Tell whether a paragraph goes on at the top of the next column or page."""
        last, first = before.lines[-1], after.lines[0]
        if abs(last.size - first.size) > 0.05 * last.size or last.turn or first.turn:
            return False
        if _STOPS.search(last.text) or _BULLET.match(first.text) or _starts_item(first):
            return False
        if last.size > LARGER * self._body or (last.bold and not first.bold):
            return False
        broken = last.text.endswith(("-", "\u00ad", ","))
        full = last.right > before.edge - 3 * last.size and len(before.lines) > 1
        return broken or first.text[:1].islower() or (full and not first.text[:1].isupper())

    def _joined(self, lines: Iterable[Line]) -> str:
        text = ""
        for line in lines:
            text = self._with(text, line.text) if text else line.text
        return text.rstrip("\u00ad") + ("-" if text.endswith("\u00ad") else "")

    def _with(self, text: str, words: str) -> str:
        """Return a text with the next line: a word that a hyphen has parted is whole again."""
        last, first = text[-1], words[0]
        if last.isascii() and last != "-" and len(text) > 1:  # most lines, so they are told first
            return f"{text} {words}"
        if last in "-\u00ad\u2010" and len(text) > 1 and text[-2].isalnum() and first.isalnum():
            start, end = text[:-1], _FIRST_WORD.match(words)
            parted = _LAST_WORD.search(start.rpartition(" ")[2])
            capitals = text[-3:-1].isupper() and words[:2].isupper()
            if (first.islower() or capitals) and text[-2].isalpha() and parted and end:
                whole = f"{parted[0]}{end[0]}".casefold()
                double = f"{parted[0]}-{end[0]}".casefold()
                if double not in self._vocabulary() or whole in self._vocabulary():
                    return start + words
            return f"{start}-{words}"
        if len(text) == 1 and text.isalpha() and first.islower():
            return text + words  # a letter that is set larger than its paragraph
        if _WIDE.match(last) and _WIDE.match(first):
            return text + words
        return f"{text}{words}" if last == "—" else f"{text} {words}"

    def _vocabulary(self) -> frozenset[str]:
        if self._known is None:
            inner = (line.text.rpartition(" ")[0].partition(" ")[2] for line in self._lines)
            found = (word for words in inner for word in _WORDS.findall(words.casefold()))
            self._known = frozenset(found)
        return self._known

    def _name_headings(self, paragraphs: list[Paragraph]) -> None:
        large = [each for each in paragraphs if self._is_large(each)]
        sizes = sorted({each.size for each in large}, reverse=True)
        for paragraph in paragraphs:
            if paragraph.lines[0].turn:
                continue
            if self._is_large(paragraph):
                paragraph.kind = BlockKind.HEADING
                paragraph.level = min(sizes.index(paragraph.size) + 1, 6)
            elif self._is_bold(paragraph):
                paragraph.kind, paragraph.level = BlockKind.HEADING, min(len(sizes) + 1, 6)

    def _is_large(self, paragraph: Paragraph) -> bool:
        return (
            paragraph.size >= LARGER * self._body
            and len(paragraph.lines) <= 5
            and 1 < paragraph.words <= LONGEST_HEADING
            and any(c.isalpha() for c in paragraph.text)
        )

    def _is_bold(self, paragraph: Paragraph) -> bool:
        return (
            not self._bold_body
            and len(paragraph.lines) <= 2
            and paragraph.lines[-1].bold
            and paragraph.words <= LONGEST_BOLD_HEADING
            and paragraph.size >= SMALLER * self._body
            and not paragraph.text.endswith((".", ",", ";", ":"))
            and any(c.isalpha() for c in paragraph.text)
        )


def _has_bullet(line: Line) -> bool:
    return line.text[0] in _BULLETS and bool(_BULLET.match(line.text))


def _starts_item(line: Line) -> bool:
    start = line.text[:4]  # asked for each line, so that most are told by their first letters
    if start[0].isalpha() and start[1:2] not in (".", ")"):
        return False
    return bool(_DASH.match(line.text) or _NUMBERED.match(line.text))


def _edges(lines: Flow, sizes: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Return the left and right edge of a column for each size of letters in some of its lines."""
    edges = {}
    for size in set(sizes):
        alike = [line for line, its in zip(lines, sizes, strict=True) if its == size]
        edges[size] = (min([line.left for line in alike]), max([line.right for line in alike]))
    return edges


def _by_halves(sizes: Counter[float]) -> Counter[float]:
    """Return how many letters there are of each size to half a point."""
    halves: Counter[float] = Counter()
    for size, count in sizes.items():
        halves[round(2 * size) / 2] += count
    return halves


def _leadings(flows: Iterable[Flow]) -> dict[float, float]:
    """Return the usual space between lines for each size of letters."""
    found: dict[float, list[float]] = defaultdict(list)
    for flow in flows:
        for above, below in pairwise(flow):
            down = below.y - above.y
            if abs(above.size - below.size) < 0.1 and 0.8 * above.size < down < 2.2 * above.size:
                found[round(2 * below.size) / 2].append(down)
    return {size: median(downs) for size, downs in found.items()}


def _name_items(paragraphs: list[Paragraph]) -> None:
    """Find list items: by their bullet, or by a dash or number if one beside them has the next."""
    for number, paragraph in enumerate(paragraphs):
        if paragraph.kind is not BlockKind.PARAGRAPH:
            continue
        if bullet := _BULLET.match(paragraph.text):
            paragraph.mark, paragraph.text = bullet[0].strip(), paragraph.text[bullet.end() :]
        elif dash := _DASH.match(paragraph.text):
            beside = paragraphs[max(0, number - 1) : number + 2 : 2 if number else 1]
            if any(_DASH.match(each.text) or (each.mark in "-–—*−" and each.mark) for each in beside
                   if each is not paragraph):  # fmt: skip
                paragraph.mark, paragraph.text = dash[0].strip(), paragraph.text[dash.end() :]
        elif _is_numbered(paragraphs, number):
            paragraph.mark = "#"
    lefts: list[float] = []
    for paragraph in paragraphs:
        if not paragraph.mark:
            lefts = []
            continue
        left = paragraph.lines[0].left
        lefts = [each for each in lefts if each < left - 0.4 * paragraph.size]
        paragraph.kind, paragraph.level = BlockKind.LIST_ITEM, min(len(lefts), 8)
        lefts.append(left)


def _is_numbered(paragraphs: list[Paragraph], number: int) -> bool:
    here = _NUMBERED.match(paragraphs[number].text)
    if here is None:
        return False
    for step in (-1, 1):
        if 0 <= number + step < len(paragraphs):
            beside = _NUMBERED.match(paragraphs[number + step].text)
            if beside and _value(beside[1]) == _value(here[1]) + step:
                return True
    return False


def _value(mark: str) -> int:
    return int(mark) if mark.isdigit() else ord(mark)
