"""Words from outside that Qt would read as HTML where it shows them."""

from __future__ import annotations


def plain_tip(words: str) -> str:
    """Return words for a tool tip, which Qt shows as they are and never as markup."""
    if "<" not in words and "&" not in words:
        return words
    from html import escape

    return f"<p>{escape(words)}</p>"
