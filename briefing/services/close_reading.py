"""Close reading: an article's sentences with the words of the lexicons that stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefing.model.article import Article, Block, BlockKind
from briefing.model.excerpt import UNASSESSED, Assessment
from briefing.model.suggestion import Suggestion
from briefing.services.clock import SystemClock
from briefing.services.lexicons import Lexicons
from briefing.services.ports import Clock
from briefing.services.reading import keyword_line, quick_sentences, sentences

QUICK = 200_000
"""Code points of an article from which on sentences are cut by their stops alone."""

LONGEST = 500_000
"""Code points of an article that are read at once, some 75,000 words."""

LONGEST_SENTENCE = 4_000
"""Code points of a sentence that are looked at; what stands after them is no part of it."""

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_GAP = "…"
_LONGEST_GAP = 4
_MOST_KNOWN = 200_000
_PIECE = 100_000
_DATELINE = re.compile(r"[^\n]{1,100}?(?:: |\s*[—–] |\s*-{1,2} )(?=\S)")
_BYLINE = re.compile(r"\s*(?:by|reporting by|writing by|edited by)\s+[A-Z]", re.IGNORECASE)
_STOPS = tuple('.!?…:;。！？؟"”’)')

Cancelled = Callable[[], bool]
Span = tuple[int, int]


def never() -> bool:
    """Say that nobody wants to stop."""
    return False


class Hit(NamedTuple):
    """An entry of a lexicon found in a sentence; `start` and `end` count within the sentence."""

    lexicon: str
    group: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `start` and `end` are code points into the article, `text` is that slice.

    `number` counts the article's sentences from 0, `paragraph` its blocks; `found` are the entries
    that stand in it, by lexicon and group. `written` is the year of the article.
    """

    number: int
    paragraph: int
    start: int
    end: int
    text: str
    found: Mapping[str, Mapping[str, list[Hit]]]
    written: int

    def of(self, lexicon: str, *groups: str) -> list[Hit]:
        """Return the hits of a lexicon, or of some of its groups, as they stand."""
        of_lexicon = self.found.get(lexicon)
        if of_lexicon is None:
            return []
        if len(groups) == 1:
            return of_lexicon.get(groups[0], [])
        wanted = groups or tuple(of_lexicon)
        return sorted((hit for group in wanted for hit in of_lexicon.get(group, ())), key=_by_place)

    def words(self, hit: Hit) -> str:
        """Return the words that a hit found."""
        return self.text[hit.start : hit.end]


@dataclass(frozen=True, slots=True)
class CloseReading:
    """An article with its sentences; headings, by-lines and keyword lines have none."""

    article: Article
    sentences: tuple[Sentence, ...]

    def suggestion(  # noqa: PLR0913, PLR0917 - a suggestion has that many parts
        self,
        start: int,
        end: int,
        kind: str,
        reason: str,
        score: float,
        tags: tuple[str, ...] = (),
        assessment: Assessment = UNASSESSED,
    ) -> Suggestion:
        """Return a suggestion of the words from `start` to `end` (code points of the article)."""
        quote = self.article.text[start:end]
        return Suggestion(
            self.article.id, start, end, quote, tags, kind, reason, round(score, 3), assessment
        )

    def after(self, sentence: Sentence) -> Sentence | None:
        """Return the sentence that follows, in this paragraph or the next."""
        following = sentence.number + 1
        return self.sentences[following] if following < len(self.sentences) else None


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a lexicon: what follows its first word, and whether capitals matter."""

    lexicon: str
    group: str
    first: str
    rest: tuple[str, ...]
    cased: bool


class _Token(NamedTuple):
    """A word as it is written and in small letters; `start` and `end` count within the text."""

    word: str
    plain: str
    start: int
    end: int


@dataclass(slots=True)
class _Beginnings:
    """The entries that may begin with one word: whole, by their second word, and the others."""

    whole: list[_Entry]
    by_second: dict[str, list[_Entry]]
    others: list[_Entry]


class PhraseIndex:
    """Finds all entries of all lexicons in a sentence in one walk over its words.

    An entry written with a capital is found with that capital only, others in any case. The time
    is that of the words, whatever the number of entries: a word and the next lead straight to the
    entries that begin so.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._whole: dict[str, list[_Entry]] = {}
        self._stems: dict[str, list[_Entry]] = {}
        for lexicon, group, words in lexicons.entries():
            first, *rest = _parts(words)
            entry = _Entry(lexicon, group, first.rstrip("*"), tuple(rest), words != words.lower())
            where = self._stems if first.endswith("*") else self._whole
            where.setdefault(entry.first.casefold(), []).append(entry)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._known: dict[str, _Beginnings] = {}

    def hits(self, text: str) -> dict[str, dict[str, list[Hit]]]:
        """Return the entries found in `text` by lexicon and group, as they stand."""
        tokens = [
            _Token(match[0], _plain(match[0]), match.start(), match.end())
            for match in WORD.finditer(text)
        ]
        found: dict[str, dict[str, list[Hit]]] = {}
        for at, token in enumerate(tokens):
            for entry, last in self._at(tokens, at, token):
                hit = Hit(entry.lexicon, entry.group, token.start, tokens[last].end)
                hits = found.setdefault(entry.lexicon, {}).setdefault(entry.group, [])
                if hit not in hits[-2:]:
                    hits.append(hit)
        return found

    def _at(self, tokens: list[_Token], at: int, token: _Token) -> Iterator[tuple[_Entry, int]]:
        begun = self._known.get(token.word)
        if begun is None:
            begun = self._beginnings(token.word)
        for entry in begun.whole:
            yield entry, at
        following = tokens[at + 1].plain if at + 1 < len(tokens) else ""
        for entry in begun.by_second.get(following, ()):
            last = _last(entry, tokens, at)
            if last is not None:
                yield entry, last
        for entry in begun.others:
            last = _last(entry, tokens, at)
            if last is not None:
                yield entry, last

    def _beginnings(self, word: str) -> _Beginnings:
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        begun = _Beginnings([], {}, [])
        for entry in self._looked_up(word):
            if not entry.rest:
                begun.whole.append(entry)
            elif entry.rest[0] == _GAP or entry.rest[0].endswith("*"):
                begun.others.append(entry)
            else:
                begun.by_second.setdefault(entry.rest[0].casefold(), []).append(entry)
        self._known[word] = begun
        return begun

    def _looked_up(self, word: str) -> Iterator[_Entry]:
        """Yield the entries whose first word this is, or begins; “Asia's” is Asia too."""
        plain = word.replace("’", "'")
        for form in dict.fromkeys((plain, plain.removesuffix("'s"))):
            small = form.casefold()
            found = list(self._whole.get(small, ()))
            for length in self._lengths:
                found += self._stems.get(small[:length], ()) if length <= len(small) else ()
            yield from (e for e in found if not e.cased or form.startswith(e.first))


class CloseReader:
    """Reads articles closely; the words of the lexicons are prepared once."""

    def __init__(self, lexicons: Lexicons, clock: Clock | None = None) -> None:
        self._index = PhraseIndex(lexicons)
        self._clock = clock or SystemClock()

    def read(
        self, article: Article, cancelled: Cancelled = never, within: Span = (0, LONGEST)
    ) -> CloseReading:
        """Return the sentences of a stretch of an article with what was found in them.

        `within` counts code points, end exclusive; a sentence belongs to the stretch that its
        first word lies in. None when cancelled.
        """
        found: list[Sentence] = []
        year = _year(article) or int(self._clock.now()[:4])
        for number, start, end in _spans(article, cancelled, within):
            text, place = article.text[start:end], len(found)
            hits = self._index.hits(text)
            found.append(Sentence(place, number, start, end, text, hits, year))
        return CloseReading(article, () if cancelled() else tuple(found))


def _year(article: Article) -> int | None:
    """Return the year in which an article appeared, else in which it was taken in."""
    year = (article.metadata.published or article.added)[:4]
    return int(year) if year.isascii() and year.isdigit() else None


def _spans(article: Article, cancelled: Cancelled, within: Span) -> Iterator[tuple[int, int, int]]:
    """Yield the sentences of a stretch: the number of their block, start and end."""
    lead = within[0] == 0
    for number, block_start, block_end in _prose(article, within):
        if cancelled():
            return
        for start, end in _cut(article, block_start, block_end, cancelled):
            first = start + _dateline(article, start, end) if lead else start
            lead = False
            yield number, first, min(end, first + LONGEST_SENTENCE)


def _prose(article: Article, within: Span) -> Iterator[tuple[int, int, int]]:
    """Yield the blocks of a stretch that are prose, and what of each lies in it."""
    keywords = keyword_line(article.text)
    after = keywords[1] if keywords else 0
    for number, block in enumerate(article.blocks):
        start, end = max(block.start, within[0]), min(block.end, within[1])
        if start < end and _is_prose(article, block, number, after):
            yield number, start, end


def _cut(article: Article, start: int, end: int, cancelled: Cancelled) -> Iterator[Span]:
    """Yield the sentences of a block; a very long one is cut piece by piece."""
    cut = quick_sentences if len(article.text) > QUICK else sentences
    while start < end and not cancelled():
        last = end
        if end - start > 2 * _PIECE:
            space = article.text.rfind(" ", start + 1, start + _PIECE)
            last = space if space > 0 else start + _PIECE
        yield from cut(article.text, start, last)
        start = last


def _is_prose(article: Article, block: Block, number: int, after: int) -> bool:
    if block.kind is BlockKind.HEADING or block.start < after:
        return False
    text = article.text[block.start : min(block.end, block.start + 200)]
    if number < 4 and len(article.blocks) > 2 and block.kind is BlockKind.PARAGRAPH:
        whole = block.end - block.start < 160
        if whole and (_BYLINE.match(text) or not text.rstrip().endswith(_STOPS)):
            return False
    return bool(WORD.search(text))


def _dateline(article: Article, start: int, end: int) -> int:
    """Return how many code points of the first sentence name the place and the agency."""
    said = article.metadata
    if not (said.place or said.agency):
        return 0
    text = article.text[start : min(end, start + 160)]
    for name in filter(None, (said.place, said.agency)):
        at = re.search(re.escape(name), text[:80], re.IGNORECASE)
        found = _DATELINE.match(text, at.start()) if at else None
        if at and found and found.end() - at.start() < 80:
            return found.end()
    return 0


def _parts(words: str) -> list[str]:
    parts = []
    for piece in words.replace("’", "'").split():
        if piece == _GAP:
            parts.append(_GAP)
            continue
        star = "*" if piece.endswith("*") else ""
        tokens = WORD.findall(piece)
        parts += [*tokens[:-1], tokens[-1] + star] if tokens else []
    return parts


def _last(entry: _Entry, tokens: list[_Token], at: int) -> int | None:
    """Return the token at which an entry that begins at token `at` ends, or None."""
    place, gap = at, 0
    for part in entry.rest:
        if part == _GAP:
            gap = _LONGEST_GAP
            continue
        places = range(place + 1, min(place + 2 + gap, len(tokens)))
        match = next((n for n in places if _same(tokens[n], part, cased=entry.cased)), None)
        if match is None:
            return None
        place, gap = match, 0
    return place


def _same(token: _Token, part: str, *, cased: bool) -> bool:
    word = token.word.replace("’", "'") if cased else token.plain
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")


def _by_place(hit: Hit) -> tuple[int, int]:
    return (hit.start, -hit.end)
