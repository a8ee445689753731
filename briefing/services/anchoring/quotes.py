"""Words that are looked for exactly as they stand."""

from __future__ import annotations


def find_quote(text: str, quote: str, wish: int | None = None) -> int | None:
    """Return where `quote` starts in `text`: at `wish`, else nearest to it, else first.

    None if the words are not there exactly.
    """
    if not quote:
        return None
    if wish is not None and wish >= 0 and text.startswith(quote, wish):
        return wish
    places = []
    at = text.find(quote)
    while at >= 0:
        places.append(at)
        if wish is None:
            return at
        at = text.find(quote, at + 1)
    return min(places, key=lambda place: abs(place - (wish or 0)), default=None)
