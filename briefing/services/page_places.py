"""Where the paragraphs of an outline stand on the pages that were made of it.

Words are followed in reading order. What stands between them and is not theirs (a footnote, a
header, a page number) is passed over by looking for the next three words further on; a number that
is glued to a word is a note's, and a word in two parts is one that was hyphenated.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.model.outline import Outline, OutlineBlock, Paragraph, Run, Section
from briefing.services.page_ports import Box, PageText

GRAM = 3
WINDOW = 1_500
"""Words that may stand between two words of one paragraph: a page full of notes."""
TRIED = 8
"""Places at which a paragraph may begin that are looked at."""
ENOUGH = 0.6
"""Share of a paragraph's words that must be found where it is taken to stand."""
TITLE_REACH = 60
NEAR = 9.0
"""Points by which a place may be missed."""
_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Place:
    """One paragraph on one page (from 0): its lines, its section, the excerpt it rests on.

    `is_note` tells a source note, which stands elsewhere than its section.
    """

    page: int
    lines: tuple[Box, ...]
    section: str
    excerpt: str | None = None
    is_note: bool = False

    def distance(self, x: float, y: float) -> float:
        """Return how far a point is from the nearest line, in points."""
        return min(
            max(box[0] - x, x - box[2], 0.0) + max(box[1] - y, y - box[3], 0.0)
            for box in self.lines
        )


@dataclass(frozen=True, slots=True)
class PagePlaces:
    """All places, in reading order of the outline; its source notes are the last."""

    places: tuple[Place, ...] = ()

    def at(self, page: int, x: float, y: float) -> Place | None:
        """Return what stands at a point of a page, or None."""
        here = [(p.distance(x, y), n) for n, p in enumerate(self.places) if p.page == page]
        distance, number = min(here, default=(NEAR, -1))
        return self.places[number] if distance < NEAR else None

    def start_of(self, section: str) -> tuple[int, float] | None:
        """Return the page and the height at which a section begins, or None."""
        for place in self.places:
            if place.section == section and not place.is_note:
                return place.page, place.lines[0][1]
        return None

    def section_at(self, page: int, y: float) -> str:
        """Return the section that begins last before a height of a page, or ""."""
        starts: dict[str, tuple[int, float]] = {}
        for place in self.places:
            if not place.is_note:
                starts.setdefault(place.section, (place.page, place.lines[0][1]))
        before = [(start, key) for key, start in starts.items() if start <= (page, y)]
        return max(before)[1] if before else ""


def places_of(outline: Outline, pages: Sequence[PageText]) -> PagePlaces:
    """Return where the outline's sections, paragraphs and source notes stand on its pages."""
    return PagePlaces(tuple(_Finder(outline, _Stream(pages)).places()))


def tokens(words: str) -> list[str]:
    """Return words as they are compared: letters and digits alone, in one case."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", words).casefold())


class _Stream:
    """All words of all pages; each is given away once."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self.tokens: list[str] = []
        self.owners: list[tuple[int, Box]] = []
        for number, page in enumerate(pages):
            for word, box in zip(page.words, page.boxes, strict=True):
                found = tokens(word)
                self.tokens += found
                self.owners += [(number, box)] * len(found)
        self.taken = bytearray(len(self.tokens))
        self._index: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for size in range(1, GRAM + 1):
            for at in range(len(self.tokens) - size + 1):
                self._index[tuple(self.tokens[at : at + size])].append(at)

    def starts(self, gram: tuple[str, ...], after: int, before: int) -> Iterator[int]:
        """Yield where words stand that are still to be had, nearest first."""
        found = self._index.get(gram, [])
        for number in range(bisect_left(found, after), len(found)):
            if found[number] >= before:
                return
            if not self.taken[found[number]]:
                yield found[number]

    def matched(self, token: str, at: int) -> int:
        """Return how many words of the page make up `token` here: 0, 1 or 2."""
        if at >= len(self.tokens) or self.taken[at]:
            return 0
        here = self.tokens[at]
        if here == token or (here.startswith(token) and _is_note(here[len(token) :])):
            return 1
        halves = token.startswith(here) and at + 1 < len(self.tokens)
        return 2 if halves and here + self.tokens[at + 1] == token else 0

    def lines(self, hits: Sequence[int]) -> Iterator[tuple[int, tuple[Box, ...]]]:
        """Yield each page that these words stand on with their lines."""
        found: dict[int, list[Box]] = defaultdict(list)
        for at in hits:
            page, box = self.owners[at]
            lines = found[page]
            if lines and box[1] < lines[-1][3] - 1 and box[3] > lines[-1][1] + 1:
                last = lines[-1]
                lines[-1] = (min(last[0], box[0]), min(last[1], box[1]),
                             max(last[2], box[2]), max(last[3], box[3]))  # fmt: skip
            else:
                lines.append(box)
        yield from ((page, tuple(lines)) for page, lines in found.items())


class _Finder:
    """Finds one outline in one stream of words."""

    def __init__(self, outline: Outline, stream: _Stream) -> None:
        self._outline = outline
        self._stream = stream
        self._cursor = 0
        self._sources = {note.number: note.excerpt for note in outline.citations}
        self._cited: dict[int, str] = {}

    def places(self) -> Iterator[Place]:
        """Yield the places of sections and then those of notes."""
        for section in self._outline.all_sections():
            yield from self._section(section)
        self._cursor = 0
        for note in self._outline.citations:
            hits = self._found(tokens(note.note))
            citing = self._cited.get(note.number, "")
            for page, lines in self._stream.lines(hits):
                yield Place(page, lines, citing, note.excerpt, is_note=True)

    def _section(self, section: Section) -> Iterator[Place]:
        if section.omitted:
            return
        begin, found = self._cursor, []
        title = tokens(section.title)
        printed = [part for block in section.blocks for part in _parts(block)]
        for excerpt, runs in printed:
            source = excerpt or self._source(runs)
            self._note(section, runs)
            hits = self._found(tokens("".join(f"{run.text} " for run in runs)))
            found.append((hits, source))
        first = next((hits[0] for hits, _ in found if hits), None)
        yield from self._placed(self._heading(title, begin, first), section.key, None)
        for hits, source in found:
            yield from self._placed(hits, section.key, source)

    def _source(self, runs: Sequence[Run]) -> str | None:
        """Return the excerpt that a paragraph rests on, if it is one alone."""
        cited = {self._sources[r.citation] for r in runs if r.citation in self._sources}
        return cited.pop() if len(cited) == 1 else None

    def _note(self, section: Section, runs: Sequence[Run]) -> None:
        """Remember the section in which each note is cited."""
        for run in runs:
            if run.citation is not None:
                self._cited[run.citation] = section.key

    def _heading(self, title: list[str], begin: int, first: int | None) -> list[int]:
        """Return where a section's title stands: last before its words, or next if it has none."""
        if not title:
            return []
        after, before = (begin, len(self._stream.tokens)) if first is None else (
            max(0, first - TITLE_REACH), first
        )  # fmt: skip
        whole = []
        for at in self._stream.starts(tuple(title[:GRAM]), after, before):
            hits = self._walk(title, at)
            if len(hits) >= len(title):
                whole.append(hits)
                if first is None:
                    break
        return self._take(whole[-1]) if whole else []

    def _found(self, wanted: list[str]) -> list[int]:
        """Return the words of a paragraph, from where the last one ended on, else from anywhere."""
        end = len(self._stream.tokens)
        for after, before in ((self._cursor, end), (0, self._cursor)):
            for skipped in range(0, max(1, min(len(wanted) - GRAM + 1, 9)), 2):
                if hits := self._best(wanted[skipped:], after, before, ENOUGH * len(wanted)):
                    return self._take(hits)
        return []

    def _best(self, wanted: list[str], after: int, before: int, enough: float) -> list[int]:
        """Return the first place that has all the words together, else the one that has most."""
        best: list[int] = []
        for tried, at in enumerate(self._stream.starts(tuple(wanted[:GRAM]), after, before)):
            hits = self._walk(wanted, at)
            if len(hits) >= len(wanted) > hits[-1] - hits[0]:
                return hits
            if len(hits) >= max(enough, len(best) + 1):
                best = hits
            if tried == TRIED:
                break
        return best

    def _take(self, hits: list[int]) -> list[int]:
        for at in hits:
            self._stream.taken[at] = 1
        self._cursor = max(self._cursor, hits[-1] + 1)
        return hits

    def _walk(self, wanted: list[str], at: int) -> list[int]:
        """Return the words that follow each other from a place on as they are wanted."""
        hits: list[int] = []
        number = 0
        while number < len(wanted):
            step = self._stream.matched(wanted[number], at)
            if step:
                hits += range(at, at + step)
                at += step
                number += 1
                continue
            gram = tuple(wanted[number : number + GRAM])
            reach = WINDOW if len(gram) == GRAM else len(gram) * 4
            ahead = next(self._stream.starts(gram, at, at + reach), None)
            if ahead is None:
                number += 1
            else:
                at = ahead
        return hits

    def _placed(self, hits: list[int], section: str, excerpt: str | None) -> Iterator[Place]:
        for page, lines in self._stream.lines(hits):
            yield Place(page, lines, section, excerpt)


def _parts(block: OutlineBlock) -> Iterator[tuple[str | None, Sequence[Run]]]:
    """Yield a paragraph, or each row of a table, as its excerpt and its runs."""
    if isinstance(block, Paragraph):
        yield block.excerpt, block.runs
    else:
        for row in block.rows:
            yield row.excerpt, [run for cell in row.cells for run in cell]


def _is_note(rest: str) -> bool:
    return rest.isdigit() and len(rest) <= 3
