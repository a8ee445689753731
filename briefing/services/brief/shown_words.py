"""Where words of a section stand in the text that a field shows of it, without its marks."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.services.reading.article_sentences import Span
from briefing.services.section_text.prose import prose_of

NOT_WORDS = "\ufffc\ufdd0\ufdd1"
"""Signs that a field's text has in place of a citation and at the edges of cells."""


@dataclass(frozen=True, slots=True)
class _Solid:
    """A text without its white space, which differs between a body and the field that shows it."""

    words: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        return self.places[start], self.places[end - 1] + 1


def range_of(shown: str, body: str, span: Span) -> Span | None:
    """Return where a range of a body stands in the text shown; both in code points.

    None where nothing of the range is shown as words, as of a citation mark.
    """
    text, at = _solid(shown), 0
    for sentence in prose_of(body).sentences:
        own = _solid(sentence.text)
        found = text.words.find(own.words, at)
        if found < 0 or not own.words:
            continue
        at = found + len(own.words)
        inside = [
            number
            for number, place in enumerate(own.places)
            if span[0] <= sentence.places[place] < span[1]
        ]
        if inside:
            return text.span(found + inside[0], found + inside[-1] + 1)
    return None


def range_of_words(shown: str, words: str) -> Span | None:
    """Return where words first stand in the text shown, in code points, or None."""
    text, own = _solid(shown), _solid(words)
    found = text.words.find(own.words) if own.words else -1
    return text.span(found, found + len(own.words)) if found >= 0 else None


def _solid(text: str) -> _Solid:
    places = tuple(
        place for place, sign in enumerate(text) if not sign.isspace() and sign not in NOT_WORDS
    )
    return _Solid("".join(text[place] for place in places), places)
