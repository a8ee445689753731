"""Mends what pdfium turns round in lines that run from right to left.

It reverses such lines letter by letter, also the letters of one ligature, and keeps brackets in
the shape that they are drawn in.
"""

from __future__ import annotations

import re
from collections.abc import Callable

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LIGATURE = re.compile("[\u0622\u0623\u0625\u0627]\u0644|\u0647\u0644\u0644\u0627?")
"""Alef and lam, which are one glyph only as lam and alef; the name of God, likewise."""
_BRACKETS = str.maketrans("()[]{}«»‹›", ")(][}{»«›‹")
_OPENING, _CLOSING = "([{«‹", ")]}»›"
_SHARE = re.compile(r"(?<![\w%٪])([%٪])(\d[\d.,٫٬]*)")

Place = Callable[[int], tuple[float, float]]
"""Gives where the letter of a number stands."""


def with_ligatures(text: str, place: Place) -> str:
    """Return a page's text with the letters of ligatures in the order they are written in."""
    if not RIGHT_TO_LEFT.search(text):
        return text
    letters = list(text)
    for found in _LIGATURE.finditer(text):
        start, end = found.span()
        if len({place(number) for number in range(start, end)}) == 1:
            letters[start:end] = reversed(letters[start:end])
    return "".join(letters)


def turned_back(words: str) -> str:
    """Return a line from right to left with its brackets and shares as they were written."""
    if not RIGHT_TO_LEFT.search(words):
        return words
    if _is_turned(words):
        words = words.translate(_BRACKETS)
    return _SHARE.sub(r"\2\1", words)


def _is_turned(words: str) -> bool:
    """Tell whether brackets close before they open."""
    depth = 0
    for sign in words:
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth < 0:
            return True
    return False
