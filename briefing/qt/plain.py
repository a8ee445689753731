"""Words from outside that Qt would read as HTML where it shows them."""

from __future__ import annotations

import html


def plain_tip(words: str) -> str:
    """Return words for a tool tip, which Qt shows as they are and never as markup."""
    return f"<p>{html.escape(words)}</p>" if "<" in words or "&" in words else words
