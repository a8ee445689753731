"""What a section prints, paragraph by paragraph, in a form in which two printings compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

from briefing.model.outline import OutlineBlock, Paragraph, ParagraphKind, Run

ROW = "row"
"""The kind of a unit that is a row of a table; its cells are parted by tabs."""
HEADER = "header"
"""The kind of a unit that is the header row of a table."""
_LENGTH = 12
"""Hexadecimal digits of a print: some sections of one brief are told apart, no secrets kept."""


class Look(NamedTuple):
    """How words look."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph or table row: white space made one, runs of one look made one.

    `looks` has one look for each code point of `text`; `marks` are the excerpt ids that are cited,
    each with the offset in `text` that its mark follows. `excerpt` is the id of the one that is
    printed here, as far as the source of the unit knew, and `first` starts a numbered list anew;
    neither is part of the print.
    """

    kind: str
    level: int
    text: str
    looks: tuple[Look, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    excerpt: str = ""
    first: bool = False

    @property
    def print(self) -> str:
        """A short hash of kind, words, looks and citations; equal where all of them are."""
        looks = [(look, len(list(run))) for look, run in groupby(self.looks)]
        marks = sorted(self.marks)
        return _hashed(repr((self.kind, self.level, self.text, looks, marks)))

    @property
    def cited(self) -> tuple[str, ...]:
        """The excerpts that are cited, each once."""
        return tuple(dict.fromkeys(mark for _, mark in self.marks))


def words_print(words: str) -> str:
    """Return a short hash of words whose white space does not count."""
    return _hashed(" ".join(words.split()))


def units_of(blocks: Iterable[OutlineBlock], cited: Mapping[int, str]) -> list[Unit]:
    """Return blocks as units; `cited` has the excerpt ids by the numbers of citations.

    Citations of other numbers do not count, nor do paragraphs without words.
    """
    found: list[Unit] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            made = unit_of(block, cited)
            found.extend([made] if made.text else [])
            continue
        header = [(Run(words),) for words in block.header]
        found.append(_row(HEADER, header, cited, ""))
        found.extend(_row(ROW, row.cells, cited, row.excerpt or "") for row in block.rows)
    return found


def unit_of(paragraph: Paragraph, cited: Mapping[int, str]) -> Unit:
    """Return one paragraph as a unit."""
    text, looks, marks = _flat(paragraph.runs, cited)
    level = min(8, paragraph.level)
    first = paragraph.first and paragraph.kind is ParagraphKind.NUMBER
    kind, excerpt = paragraph.kind.value, paragraph.excerpt or ""
    return Unit(kind, level, text, looks, marks, excerpt, first)


def _row(
    kind: str, cells: Sequence[tuple[Run, ...]], cited: Mapping[int, str], excerpt: str
) -> Unit:
    text, looks, marks = "", (), []  # type: str, tuple[Look, ...], list[tuple[int, str]]
    for number, runs in enumerate(cells):
        words, inside, cites = _flat(runs, cited)
        if number:
            text, looks = f"{text}\t", (*looks, PLAIN)
        marks += [(len(text) + at, mark) for at, mark in cites]
        text, looks = text + words, looks + inside
    return Unit(kind, 0, text, looks, tuple(marks), excerpt)


def _flat(
    runs: Iterable[Run], cited: Mapping[int, str]
) -> tuple[str, tuple[Look, ...], tuple[tuple[int, str], ...]]:
    """Return the words of runs with their looks and marks, white space made one."""
    taker = _Taker()
    for run in runs:
        taker.words(run.text, Look(run.bold, run.italic, run.code, run.link or ""))
        if run.citation is not None and run.citation in cited:
            taker.mark(cited[run.citation])
    return taker.done()


class _Taker:
    """Takes words in; a blank waits until words follow it, so that none stands at a line's end."""

    def __init__(self) -> None:
        self.marks: list[tuple[int, str]] = []
        self._words: list[str] = []
        self._looks: list[Look] = []
        self._blank: Look | None = None

    def mark(self, excerpt: str) -> None:
        """Cite an excerpt behind the words so far."""
        self.marks.append((len(self._words), excerpt))

    def words(self, words: str, look: Look) -> None:
        """Take in words of one look."""
        for character in words:
            if character in " \t\r" and not look.code:
                self._blank = self._blank or look
                continue
            if self._blank and character != "\n" and self._words and self._words[-1] != "\n":
                self._words.append(" ")
                self._looks.append(self._blank)
            self._blank = None
            self._words.append(character)
            self._looks.append(look)

    def done(self) -> tuple[str, tuple[Look, ...], tuple[tuple[int, str], ...]]:
        whole = "".join(self._words)
        start = len(whole) - len(whole.lstrip())
        end = len(whole.rstrip())
        text, looks = whole[start:end], self._looks[start:end]
        marks = tuple((min(max(0, at - start), len(text)), mark) for at, mark in self.marks)
        return text, tuple(_evened(text, looks)), tuple(dict.fromkeys(marks))


def _evened(text: str, looks: Sequence[Look]) -> Iterator[Look]:
    """Let blanks look like both their neighbours do: no reader sees more of their look."""
    before = PLAIN
    after = _next_looks(text, looks)
    for character, look, following in zip(text, looks, after, strict=True):
        if character.isspace() and not look.code:
            yield _shared(before, following)
        else:
            before = look
            yield look


def _next_looks(text: str, looks: Sequence[Look]) -> list[Look]:
    found: list[Look] = []
    look = PLAIN
    for character, own in zip(reversed(text), reversed(looks), strict=True):
        look = look if character.isspace() else own
        found.append(look)
    return found[::-1]


def _shared(one: Look, other: Look) -> Look:
    link = one.link if one.link == other.link else ""
    return Look(one.bold and other.bold, one.italic and other.italic, False, link)


def _hashed(words: str) -> str:
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:_LENGTH]
