"""Close reading: an article's sentences with the words of the lexicons that stand in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefing.model.article import Article, Block, BlockKind
from briefing.model.excerpt import UNASSESSED, Assessment
from briefing.model.suggestion import Suggestion
from briefing.services.lexicons import Lexicons
from briefing.services.reading import keyword_line, quick_sentences, sentences

QUICK = 200_000
"""Code points of an article from which on sentences are cut by their stops alone."""

LONGEST_SENTENCE = 1_500
"""Code points of a sentence that are looked at; what is longer is no sentence."""

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_GAP = "…"
_LONGEST_GAP = 4
_DATELINE = re.compile(r"[^\n]{1,100}?(?:: |\s*[—–] |\s*-{1,2} )(?=\S)")
_BYLINE = re.compile(r"\s*(?:by|reporting by|writing by|edited by)\s+[A-Z]", re.IGNORECASE)
_STOPS = tuple('.!?…:;。！？؟"”’)')

Cancelled = Callable[[], bool]


def never() -> bool:
    """Say that nobody wants to stop."""
    return False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry of a lexicon found in a sentence; `start` and `end` count within the sentence."""

    lexicon: str
    group: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `start` and `end` are code points into the article, `text` is that slice.

    `number` counts the article's sentences from 0, `paragraph` its blocks.
    """

    number: int
    paragraph: int
    start: int
    end: int
    text: str
    hits: tuple[Hit, ...]

    def of(self, lexicon: str, *groups: str) -> list[Hit]:
        """Return the hits of a lexicon, or of some of its groups, as they stand."""
        return [
            hit for hit in self.hits
            if hit.lexicon == lexicon and (not groups or hit.group in groups)
        ]  # fmt: skip

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
    lexicon: str
    group: str
    rest: tuple[str, ...]
    cased: bool


class PhraseIndex:
    """Finds all entries of all lexicons in a sentence in one walk over its words.

    An entry written with a capital is found with that capital only, others in any case. The time
    is that of the words, whatever the number of entries: a word leads straight to the entries
    that begin with it.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        self._whole: dict[str, list[_Entry]] = {}
        self._stems: dict[str, list[_Entry]] = {}
        for lexicon, group, words in lexicons.entries():
            self._add(lexicon, group, words)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._known: dict[str, tuple[_Entry, ...]] = {}

    def _add(self, lexicon: str, group: str, words: str) -> None:
        first, *rest = _parts(words)
        cased = words != words.casefold()
        first = first if cased else first.casefold()
        entry = _Entry(lexicon, group, tuple(rest), cased)
        where = self._stems if first.endswith("*") else self._whole
        where.setdefault(first.rstrip("*"), []).append(entry)

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Return the entries found in `text`, as they stand, the longest of a group first."""
        tokens = [(match[0], match.start(), match.end()) for match in WORD.finditer(text)]
        found = [
            Hit(entry.lexicon, entry.group, start, tokens[last][2])
            for at, (word, start, _) in enumerate(tokens)
            for entry in self._entries(word)
            if (last := _last(entry, tokens, at)) is not None
        ]
        return tuple(sorted(set(found), key=lambda hit: (hit.start, -hit.end, hit.lexicon)))

    def _entries(self, word: str) -> tuple[_Entry, ...]:
        if word not in self._known:
            if len(self._known) > 200_000:
                self._known.clear()
            self._known[word] = self._looked_up(word)
        return self._known[word]

    def _looked_up(self, word: str) -> tuple[_Entry, ...]:
        plain = word.replace("’", "'")
        forms = {plain, plain.casefold()}
        if plain.endswith("'s"):
            forms |= {plain[:-2], plain[:-2].casefold()}
        found = [entry for form in forms for entry in self._whole.get(form, ())]
        found += [
            entry for form in forms for length in self._lengths if length <= len(form)
            for entry in self._stems.get(form[:length], ())
        ]  # fmt: skip
        return tuple(dict.fromkeys(found))


class CloseReader:
    """Reads articles closely; the words of the lexicons are prepared once."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._index = PhraseIndex(lexicons)

    def read(self, article: Article, cancelled: Cancelled = never) -> CloseReading:
        """Return an article's sentences with what was found in them, none when cancelled."""
        found: list[Sentence] = []
        for number, start, end in _spans(article, cancelled):
            text = article.text[start:end]
            hits = self._index.hits(text[:LONGEST_SENTENCE])
            found.append(Sentence(len(found), number, start, end, text, hits))
        return CloseReading(article, () if cancelled() else tuple(found))


def _spans(article: Article, cancelled: Cancelled) -> Iterator[tuple[int, int, int]]:
    cut = quick_sentences if len(article.text) > QUICK else sentences
    keywords = keyword_line(article.text)
    lead = True
    for number, block in enumerate(article.blocks):
        if cancelled():
            return
        if not _is_prose(article, block, number, keywords[1] if keywords else 0):
            continue
        for count, (start, end) in enumerate(cut(article.text, block.start, block.end)):
            if count % 200 == 199 and cancelled():
                return
            first = start + _dateline(article, start, end) if lead else start
            lead = False
            yield number, first, end


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
        at = text.casefold().find(name.casefold(), 0, 80)
        if at >= 0 and (found := _DATELINE.match(text, at)) and found.end() - at < 80:
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


def _last(entry: _Entry, tokens: list[tuple[str, int, int]], at: int) -> int | None:
    """Return the token at which an entry that begins at token `at` ends, or None."""
    place, gap = at, 0
    for part in entry.rest:
        if part == _GAP:
            gap = _LONGEST_GAP
            continue
        places = range(place + 1, min(place + 2 + gap, len(tokens)))
        match = next((n for n in places if _same(tokens[n][0], part, cased=entry.cased)), None)
        if match is None:
            return None
        place, gap = match, 0
    return place


def _same(word: str, part: str, *, cased: bool) -> bool:
    word = word.replace("’", "'")
    if not cased:
        word, part = word.casefold(), part.casefold()
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
