"""What the analyst wrote in a section as sentences, each with what it cites and where it stands."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.model.brief import CITATION, JUDGEMENT, places_blanked
from briefing.services.reading.article_sentences import Span, sentences
from briefing.services.section_text.markdown_runs import parser
from briefing.services.section_text.quoting import QUOTED

_MARKUP = re.compile(
    r" *\[@(?P<mark>[A-Za-z0-9_-]+)\]"
    r"|\\(?P<kept>[!-/:-@\[-`{-~])"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|!?\[(?=[^\[\]\n]*\]\()|\]\([^()\s]*(?: +\"[^\"\n]*\")?\)"
    r"|\*+|(?<!\w)_+|_+(?!\w)|`+|^[ \t]+",
    re.MULTILINE,
)
_OWN_LINE = re.compile(rf"^[ \t]*\[@{JUDGEMENT}\][ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words as printed, and where each of them stands in the body.

    `cited` are the ids of the excerpts it cites; `judged` says that its writer marked it as
    judgement; `quoted` are the ranges of `text` in quotation marks; `places` has the place of each
    code point of `text` in the body.
    """

    text: str
    places: tuple[int, ...]
    cited: tuple[str, ...] = ()
    judged: bool = False
    quoted: tuple[Span, ...] = ()
    heading: bool = False

    @property
    def span(self) -> Span:
        """Where it stands in the body, in code points, end exclusive."""
        return self.places[0], self.places[-1] + 1

    @property
    def own(self) -> str:
        """The words with blanks for what stands in quotation marks; offsets stay as they were."""
        words = self.text
        for start, end in self.quoted:
            words = words[:start] + " " * (end - start) + words[end:]
        return words

    def span_of(self, start: int, end: int) -> Span:
        """Return where a range of `text` stands in the body."""
        return self.places[start], self.places[end - 1] + 1

    def quotations(self) -> Iterator[tuple[str, Span]]:
        """Yield what is quoted, without its marks, and where it stands in the body with them."""
        for start, end in self.quoted:
            yield self.text[start + 1 : end - 1], self.span_of(start, end)


@dataclass(frozen=True, slots=True)
class Prose:
    """A section's body as sentences; `judged` if a line of its own marks all as judgement."""

    body: str
    sentences: tuple[Sentence, ...]
    judged: bool


def is_judged(body: str) -> bool:
    """Return whether a line of its own marks a whole section as its writer's judgement."""
    return bool(_OWN_LINE.search(body))


@lru_cache(maxsize=256)
def prose_of(body: str) -> Prose:
    """Return the sentences of a section's body; code and the lines that place excerpts are none.

    A citation mark belongs to the sentence it stands in or follows; a quotation is never cut.
    """
    judged = is_judged(body)
    source = _OWN_LINE.sub(lambda line: " " * len(line.group()), places_blanked(body))
    found: list[Sentence] = []
    if source.strip():
        starts = [0]
        starts.extend(match.end() for match in re.finditer("\n", source))
        heading = False
        for token in parser().parse(source):
            heading = token.type == "heading_open" or (heading and token.type == "inline")
            if token.type == "inline" and token.map:
                lines = _lines(source, starts, token.map[0], token.content)
                found.extend(_sentences_of(lines, heading=heading))
    return Prose(body, tuple(found), judged)


def _lines(source: str, starts: Sequence[int], first: int, content: str) -> list[tuple[str, int]]:
    """Return the lines of a block without list, quote and heading marks, and where each starts."""
    lines = []
    for number, words in enumerate(content.split("\n"), first):
        start = starts[min(number, len(starts) - 1)]
        end = source.find("\n", start)
        line = source[start : len(source) if end < 0 else end]
        lines.append((words, start + max(0, line.rfind(words.strip(" \t")))))
    return [(words.strip(" \t"), place) for words, place in lines]


def _sentences_of(lines: Sequence[tuple[str, int]], *, heading: bool) -> Iterator[Sentence]:
    block = _Block()
    for words, place in lines:
        block.take(words, place)
    text = "".join(block.words)
    quoted = [match.span() for match in QUOTED.finditer(text)]
    spans = _uncut(sentences(text, 0, len(text)), quoted)
    marks = iter([*block.marks, (len(text) + 2, "")])
    at, cited = next(marks)
    for number, (start, end) in enumerate(spans):
        following = spans[number + 1][0] if number + 1 < len(spans) else len(text) + 1
        here = []
        while at <= following:
            here.append(cited)
            at, cited = next(marks)
        yield Sentence(
            text[start:end],
            tuple(block.places[start:end]),
            tuple(mark for mark in here if mark != JUDGEMENT),
            JUDGEMENT in here,
            tuple((a - start, b - start) for a, b in quoted if start <= a and b <= end),
            heading,
        )


def _uncut(spans: Sequence[Span], quoted: Sequence[Span]) -> list[Span]:
    """Join sentences between which a quotation goes on."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and any(a < joined[-1][1] < b and a < start < b for a, b in quoted):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


class _Block:
    """Takes the markup out of a block's lines and remembers where each character stood."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.places: list[int] = []
        self.marks: list[tuple[int, str]] = []

    def take(self, line: str, place: int) -> None:
        if self.places:
            self._add(" ", place - 1)
        at = 0
        for match in _MARKUP.finditer(line):
            self._add(line[at : match.start()], place + at)
            at = match.end()
            if match["mark"]:
                self.marks.append((len(self.places), match["mark"]))
            elif match["kept"]:
                self._add(match["kept"], place + at - 1)
            elif match.group().startswith("&"):
                self._add(html.unescape(match.group())[:1], place + match.start())
        self._add(line[at:], place + at)

    def _add(self, words: str, place: int) -> None:
        self.words.append(words)
        self.places.extend(range(place, place + len(words)))


def citations_in(body: str) -> Iterator[tuple[str, Span]]:
    """Yield every excerpt id that a body places or cites, and where its mark stands."""
    for mark in CITATION.finditer(body):
        if mark.group(1) != JUDGEMENT:
            yield mark.group(1), mark.span()
