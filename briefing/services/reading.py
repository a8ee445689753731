"""Reading an article: its sentences, its paragraphs and their numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import Any

from briefing.model.article import Article, Block, BlockKind
from briefing.services.scripts import mended, rules_for

Span = tuple[int, int]

LONGEST = 2_000
"""Code points that the sentence library is given at once: its patterns slow down on more."""

_STOPS = re.compile(r"[。！？؟۔।]+[”’」』）)]*|[.!?…]+[\"”’»)\]]*(?=\s)")
_BREAK = re.compile(r"[.!?…][\"”’»)\]]*\s+")
_CLEAR = re.compile(r"(?<=[a-z%]{3})[.?!] (?=[A-Z][a-z ])")
_MARKS = re.compile(r"[\"“”«»()\[\]…]|(?<!\w)['‘]")
_GLUED = re.compile(r"[.!?…][\"”’»)\]]*[^\W\d_]|[!?…].")
_SHORT = re.compile(
    r"\b(?:[A-Z]|Mrs?|Ms|Dr|Prof|Rev|Gen|Col|Lt|Capt|Sgt|Sen|Rep|Gov|Hon|St|Mt|Jr|Sr|Inc|Ltd|Corp|Co|Bros|No"
    r"|vs|cf|ca|approx|est|fig|vol|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[ap]\.m|[eE]\.g|i\.e|U\.[SKN])\.$"
)
_NOT_LATIN = "[\u0600-\u06ff\u0900-\u097f\u3040-\u30ff\u4e00-\u9fff]"
_OTHERS = re.compile("[^\0-\u05ff\u2000-\u206f]")
"""What may be of those scripts, whose pattern takes 2 ms to compile and few texts need."""
_KEYWORD_LINE = re.compile(r"\s*(?:#\S[^#]*(?:#[^#]+)+|key\s?words?\s*:.*)$", re.IGNORECASE)


def sentence_at(text: str, offset: int, language: str | None = None) -> Span | None:
    """Return the sentence around an offset, without the white space at its ends.

    Between two sentences it is the one before; None on an empty line. Only the paragraph around
    the offset is looked at, so that the length of the text does not matter. `language` is the
    article's (“de”, “pt-BR”), if it says; the script of the paragraph goes before it.
    """
    start, end = paragraph_at(text, offset)
    found = None
    for sentence in sentences(text, start, end, language):
        if found is None or sentence[0] <= offset:
            found = sentence
        if offset < sentence[1]:
            break
    return found


def paragraph_at(text: str, offset: int) -> Span:
    """Return the line of the text around an offset, without its line end."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, len(text) if end < 0 else end


def sentences(text: str, start: int, end: int, language: str | None = None) -> list[Span]:
    """Return the sentences of a paragraph, in code points into `text`, trimmed of white space."""
    paragraph = text[start:end]
    found = _sentences(paragraph, rules_for(paragraph, language))
    return [(start + first, start + last) for first, last in found]


def quick_sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of a paragraph by their stops alone, for very long articles.

    A stop ends a sentence when white space and no small letter follow, and no usual abbreviation
    stands before it. Some fifty times as fast as `sentences`, which differs where quotations hold
    several sentences and after rarer abbreviations.
    """
    paragraph = text[start:end]
    cuts = [m.end() for m in _BREAK.finditer(paragraph) if _ends(paragraph, m)]
    if _OTHERS.search(paragraph) and re.search(_NOT_LATIN, paragraph):
        cuts = [m.end() for m in _STOPS.finditer(paragraph)]
    spans = (_trimmed(paragraph, a, b) for a, b in pairwise([0, *cuts, len(paragraph)]))
    return [(start + first, start + last) for first, last in spans if first < last]


def keyword_line(text: str) -> Span | None:
    """Return the first line if it lists keywords (“#A# B# C” or “Keywords: A, B”), or None."""
    line = text[: text.find("\n")] if "\n" in text else text
    return (0, len(line)) if _KEYWORD_LINE.match(line) else None


def lead(article: Article) -> Block | None:
    """Return the paragraph that opens the story: the first that is not a line of keywords."""
    keywords = keyword_line(article.text)
    after = keywords[1] if keywords else 0
    paragraphs = (b for b in article.blocks if b.kind is BlockKind.PARAGRAPH)
    return next((block for block in paragraphs if block.start >= after), None)


class ParagraphNumbers:
    """The numbers of an article's paragraphs, from 1.

    Headings count, empty lines and a line of keywords before the text do not.
    """

    def __init__(self, article: Article) -> None:
        keywords = keyword_line(article.text)
        skipped = keywords[1] if keywords else -1
        self._starts = [block.start for block in article.blocks if block.start > skipped]

    def at(self, offset: int) -> int:
        """Return the number of the paragraph around an offset."""
        return max(1, bisect_right(self._starts, offset))


@lru_cache(maxsize=512)
def _sentences(paragraph: str, rules: str) -> tuple[Span, ...]:
    found: list[Span] = []
    for start, end in _pieces(paragraph):
        found.extend(
            _trimmed(paragraph, first, last) for first, last in _cut(paragraph, start, end, rules)
        )
    return tuple(span for span in found if span[0] < span[1])


def _pieces(paragraph: str) -> list[Span]:
    """Cut a very long paragraph at sentence ends, else at spaces."""
    pieces, start = [], 0
    while len(paragraph) - start > LONGEST:
        stops = [m.end() for m in _STOPS.finditer(paragraph, start, start + LONGEST)]
        space = paragraph.rfind(" ", start + 1, start + LONGEST)
        end = stops[-1] if stops else space if space > 0 else start + LONGEST
        pieces.append((start, end))
        start = end
    return [*pieces, (start, len(paragraph))]


def _cut(paragraph: str, start: int, end: int, rules: str) -> list[Span]:
    piece = paragraph[start:end]
    clear = _clear_cuts(piece) if rules == "en" else None
    if clear is not None:
        return list(pairwise([start, *(start + cut for cut in clear), end]))
    parts = _segmenter(rules).segment(piece)
    return _found_again(paragraph, start, end, mended([str(part) for part in parts], rules))


def _ends(paragraph: str, found: re.Match[str]) -> bool:
    after = paragraph[found.end() : found.end() + 1]
    if after.islower():
        return False
    return not _SHORT.search(paragraph, max(0, found.start() - 8), found.start() + 1)


def _clear_cuts(piece: str) -> list[int] | None:
    """Return where a piece is cut if nothing about it is doubtful, so that no library is needed."""
    breaks = [m.end() for m in _BREAK.finditer(piece.rstrip())]
    if not breaks:
        return [] if piece.count("\n") == 0 and not _GLUED.search(piece) else None
    clear = {m.end() for m in _CLEAR.finditer(piece)}
    return breaks if clear.issuperset(breaks) and not _MARKS.search(piece) else None


@lru_cache(maxsize=32)
def _segmenter(rules: str) -> Any:
    import pysbd

    return pysbd.Segmenter(language=rules, clean=False)


def _found_again(paragraph: str, start: int, end: int, parts: list[str]) -> list[Span]:
    """Return where the library's sentences stand; what it changed stays with its neighbour."""
    starts = [start]
    at = start
    for part in filter(None, map(str.strip, parts)):
        place = paragraph.find(part, at, end)
        if place > starts[-1]:
            starts.append(place)
        if place >= 0:
            at = place + len(part)
    return list(zip(starts, [*starts[1:], end], strict=True))


def _trimmed(paragraph: str, start: int, end: int) -> Span:
    words = paragraph[start:end]
    start += len(words) - len(words.lstrip())
    return start, max(start, start + len(words.strip()))
