"""Finds things by a few letters: beginnings of words first, letters in order, typing slips."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

from rapidfuzz import fuzz

Thing = TypeVar("Thing")
SLIP = 78
"""Likeness (0 to 100, RapidFuzz's partial ratio) from which letters are taken for a slip."""


def found(
    things: Iterable[Thing], typed: str, words_of: Callable[[Thing], str], most: int = 60
) -> list[Thing]:
    """Return the things that fit what was typed, the best first, at most `most`.

    Things that fit alike stay in the order they came in; nothing typed leaves all as they are.
    """
    letters = folded(typed)
    ranked = []
    for place, thing in enumerate(things):
        score = rank(folded(words_of(thing)), letters)
        if score is not None:
            ranked.append((score, place, thing))
    ranked.sort(key=lambda each: each[:2])
    return [thing for _, _, thing in ranked[:most]]


def rank(words: str, letters: str) -> int | None:
    """Return how well folded letters fit folded words, 0 best; None if they do not."""
    if words.startswith(letters):
        return 0
    parts = words.split()
    asked = letters.split()
    if _begin(parts, asked):
        return 1
    if "".join(part[0] for part in parts).find(letters.replace(" ", "")) >= 0:
        return 2
    if letters in words:
        return 3
    if len(letters) > 1 and _in_order(words, letters.replace(" ", "")):
        return 4
    if len(letters) > 3 and fuzz.partial_ratio(letters, words) >= SLIP:
        return 5
    return None


def folded(text: str) -> str:
    """Return text in small letters without accents, its white space single."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def _begin(parts: list[str], asked: list[str]) -> bool:
    """Return whether each word that was asked for begins one of the parts, whatever the order."""
    return all(any(part.startswith(word) for part in parts) for word in asked)


def _in_order(words: str, letters: str) -> bool:
    """Return whether the letters stand in the words in their order, the first at a word's start."""
    starts = [0, *(place + 1 for place, letter in enumerate(words) if letter == " ")]
    for start in starts:
        left = iter(words[start:])
        if words[start : start + 1] == letters[0] and all(letter in left for letter in letters):
            return True
    return False
