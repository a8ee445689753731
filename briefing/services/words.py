"""Words as the search sees them: folded, and each Chinese or Japanese character one of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

Token = tuple[str, int, int]
"""A folded word and where it stands: start and end in code points, end exclusive."""

# Scripts that put no spaces between words: Thai, Lao, Myanmar, Khmer, kana, Chinese characters.
_UNSPACED = (
    "\u0e01-\u0e30\u0e32-\u0e46\u0e81-\u0eb0\u0eb2-\u0edf\u1000-\u109f\u1780-\u17dd"
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Accents of Latin, Greek and Cyrillic, points of Hebrew, vowel signs of Arabic.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")


# Quotation marks, dashes, spaces and signs of money, all that keeps most English texts from ASCII.
_SIGNS = re.compile("[\u00a0-\u00a7\u00ab\u00ad\u00b0\u00b6\u00b7\u00bb\u2000-\u2064\u20a0-\u20c0]")
_ASCII_WORDS = re.compile("[a-z0-9]+")


def folded(text: str) -> str:
    """Return the words of a text, parted by one space, without case and accents.

    Full-width and other compatible forms become the plain ones (Unicode NFKD, then NFC).
    """
    plain = _SIGNS.sub(" ", text)
    if plain.isascii():
        return " ".join(_ASCII_WORDS.findall(plain.lower()))
    return " ".join(_words().findall(_bare(" ".join(_words().findall(plain)))))


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the words of `folded(text)`, each with where it stands in `text`."""
    plain = _SIGNS.sub(" ", text[start:end])
    if plain.isascii():
        for match in _ASCII_WORDS.finditer(plain.lower()):
            yield match.group(), start + match.start(), start + match.end()
        return
    for match in _words().finditer(plain):
        first, last = match.span()
        for word in _folded_word(match.group()):
            yield word, start + first, start + last


@lru_cache(maxsize=100_000)
def _folded_word(word: str) -> tuple[str, ...]:
    return tuple(folded(word).split())


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", plain))


@cache
def _words() -> re.Pattern[str]:
    """Return what a word is: letters and digits with the marks upon them."""
    marks = "".join(_marks())
    letter = rf"[^\W_{_UNSPACED}]"
    return re.compile(rf"{letter}+(?:[{marks}]+{letter}*)*|[{_UNSPACED}][{marks}]*")


def _marks() -> Iterator[str]:
    """Yield the combining characters of the basic plane, which are no letters of their own."""
    for number in range(0x300, 0x10000):
        if unicodedata.category(chr(number)) in ("Mn", "Mc", "Me"):
            yield chr(number)
