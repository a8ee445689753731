"""Names the characters in a text that a reader does not see and that can mislead."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

_KINDS = {
    "signs that turn the order of letters": "\u202a-\u202e\u2066-\u2069",
    "signs of no width": "\u200b\u2060-\u2064\ufeff\u00ad",
    "hidden tag letters": "\U000e0000-\U000e007f",
}
"""Joiners (U+200C, U+200D) and direction marks (U+200E, U+200F) belong to ordinary writing."""
_ANY = {words: re.compile(f"[{signs}]") for words, signs in _KINDS.items()}
_SIGN = re.compile(f"[{''.join(_KINDS.values())}]")
_SHORT = {
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO",
    "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI", "\u200b": "ZWSP",
    "\u2060": "WJ", "\ufeff": "BOM", "\u00ad": "SHY",
}  # fmt: skip
"""The names that Unicode's charts print in a box for them."""
SOFT_HYPHEN = "\u00ad"
"""Says where a word may be divided: many web pages are full of them, and they deceive nobody."""
_FROM_THE_RIGHT = ("R", "AL")
_FSI, _PDI = "\u2068", "\u2069"


def hidden_signs(text: str) -> str:
    """Return words for what is hidden in a text, with numbers, or "" if nothing is."""
    if text.isascii():  # told in a moment; going through ten million letters takes 0.3 s
        return ""
    found = Counter({words: len(sign.findall(text)) for words, sign in _ANY.items()})
    return ", ".join(f"{count} {words}" for words, count in found.items() if count)


def places(text: str) -> Iterator[int]:
    """Yield where hidden signs stand in a text, in code points."""
    if not text.isascii():
        yield from (found.start() for found in _SIGN.finditer(text))


def misleading(text: str) -> list[str]:
    """Return the hidden signs of a text that can mislead, each once, in their order there."""
    found = dict.fromkeys(text[place] for place in places(text))
    return [sign for sign in found if sign != SOFT_HYPHEN]


def short_name(sign: str) -> str:
    """Return a few letters for a hidden sign: RLO; of a tag letter the letter itself."""
    if sign in _SHORT:
        return _SHORT[sign]
    letter = chr(ord(sign) - 0xE0000) if ord(sign) > 0xE0000 else ""
    return letter if letter.isprintable() and letter.strip() else f"{ord(sign):X}"


def named(sign: str) -> str:
    """Return the name of a hidden sign and its number: right-to-left override U+202E."""
    name = unicodedata.name(sign, "sign without a name").lower()
    return f"{name} U+{ord(sign):04X}"


def named_all(signs: Iterable[str]) -> str:
    """Return the names of hidden signs, each once, with how often it stands there."""
    found = Counter(signs)
    return ", ".join(named(s) if n == 1 else f"{n} × {named(s)}" for s, n in found.items())


def seen(words: str) -> str:
    """Return words without what is hidden in them, so that they cannot turn the line around."""
    return words if words.isascii() else _SIGN.sub("", words)


def isolated(words: str) -> str:
    """Return words to stand inside a line of others, whichever way they are read.

    Nothing is hidden in them; if any is read from the right, they have signs of their own around
    them that keep the line's other words in order (UAX #9, FSI and PDI).
    """
    words = seen(words)
    return f"{_FSI}{words}{_PDI}" if from_the_right(words) else words


def from_the_right(words: str) -> bool:
    """Tell whether words have any letter that is read from the right."""
    if words.isascii():
        return False
    return any(unicodedata.bidirectional(letter) in _FROM_THE_RIGHT for letter in words)


def kept_in_order(words: str) -> str:
    """Return words for a line that is read from the right: English ones keep their full stop."""
    return words if not words or from_the_right(words) else f"{_FSI}{words}{_PDI}"
