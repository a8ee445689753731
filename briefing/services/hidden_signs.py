"""Names the characters in a text that a reader does not see and that can mislead."""

from __future__ import annotations

import re
from collections import Counter

_KINDS = {
    "signs that turn the order of letters": "\u202a-\u202e\u2066-\u2069",
    "signs of no width": "\u200b\u2060-\u2064\ufeff\u00ad",
    "hidden tag letters": "\U000e0000-\U000e007f",
}
"""Joiners (U+200C, U+200D) and direction marks (U+200E, U+200F) belong to ordinary writing."""
_ANY = {words: re.compile(f"[{signs}]") for words, signs in _KINDS.items()}


def hidden_signs(text: str) -> str:
    """Return words for what is hidden in a text, with numbers, or "" if nothing is."""
    if text.isascii():  # told in a moment; going through ten million letters takes 0.3 s
        return ""
    found = Counter({words: len(sign.findall(text)) for words, sign in _ANY.items()})
    return ", ".join(f"{count} {words}" for words, count in found.items() if count)
