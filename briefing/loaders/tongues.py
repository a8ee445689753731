"""Tells which language an article is written in by its words, where it does not say so itself."""

from __future__ import annotations

import re
from typing import cast

LOOKED_AT = 20_000
"""Code points of the beginning that are looked at."""
SHORTEST = 150
"""Letters that are needed: on less the method guesses."""
LOGOGRAMS = frozenset({"ja", "ko", "zh"})
SHORTEST_OF_LOGOGRAMS = 40
FURTHEST = 700
"""The largest distance of what is taken; tables, code and other languages are further away."""
FURTHEST_OF_LOGOGRAMS = 1_100
AHEAD = 1.03
"""How many times as far the next language must be."""
KNOWN = (
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi",
    "hu", "id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sr", "sv", "th", "tr",
    "uk", "ur", "vi", "zh",
)  # fmt: skip
"""Languages that are told apart; more of them are taken for one another."""


_NAMES = {
    "arabic": "ar", "bengali": "bn", "bulgarian": "bg", "catalan": "ca", "chinese": "zh",
    "chinese - simplified": "zh-Hans", "chinese - traditional": "zh-Hant", "czech": "cs",
    "danish": "da", "dutch": "nl", "english": "en", "finnish": "fi", "french": "fr",
    "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu",
    "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko", "norwegian": "no",
    "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru",
    "serbian": "sr", "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr",
    "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
}  # fmt: skip
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$")


def language_named(words: str) -> str | None:
    """Return the tag of a language by its English name or tag, None where it is neither."""
    known = _NAMES.get(words.strip().lower())
    return known or (words.strip() if _TAG.match(words.strip()) else None)


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or None where its words leave a doubt.

    By the distance of its letter sequences from those of each language (resiliparse's
    `detect_fast`, after Cavnar and Trenkle, N-gram-based text categorization, 1994).
    """
    from resiliparse.parse.lang import detect_fast

    start = text[:LOOKED_AT]
    letters = sum(map(str.isalpha, start))
    if letters < SHORTEST_OF_LOGOGRAMS:
        return None
    told = detect_fast(start, n_results=2, langs=list(KNOWN))
    found = cast("list[tuple[str, int]]", told)  # a list where more than one is asked for
    if not found:
        return None
    (code, distance), *others = found
    few, far = (
        (SHORTEST_OF_LOGOGRAMS, FURTHEST_OF_LOGOGRAMS)
        if code in LOGOGRAMS
        else (SHORTEST, FURTHEST)
    )
    clear = all(other >= distance * AHEAD for _code, other in others)
    return code if letters >= few and distance <= far and clear else None
