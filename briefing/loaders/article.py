"""Makes the article value from what a loader read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from briefing.language import tr_many
from briefing.model.article import (
    Article,
    Block,
    Metadata,
    clean_text,
    count_words,
    forbidden_in,
    text_hash,
)
from briefing.services.ports import LoadedArticle

MOST_NAMED = 6
"""Kinds of left-out characters that a warning names."""


def made(
    data: bytes,
    source: str,
    text: str,
    blocks: Iterable[Block],
    metadata: Metadata,
    warnings: Iterable[str] = (),
) -> LoadedArticle:
    """Return the article of this text, named by the hash of its words."""
    sha256 = text_hash(text)
    article = Article(
        id=sha256[:16],
        source=source,
        title=None,
        text=text,
        blocks=tuple(blocks),
        metadata=metadata,
        sha256=sha256,
        original=_digest(data),
        warnings=tuple(warnings),
        words=count_words(text),
    )
    return LoadedArticle(article, data)


@lru_cache(maxsize=1)
def _digest(data: bytes) -> str:
    """Return the SHA-256 of a file, reckoned once for all articles of a book or feed."""
    return hashlib.sha256(data).hexdigest()


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """Return clean text, and a warning that names and counts the characters left out of it."""
    forbidden = Counter(forbidden_in(text))
    if not forbidden:
        return clean_text(text), ()
    named = ", ".join(f"U+{ord(c):04X} ({n:,})" for c, n in sorted(forbidden.items())[:MOST_NAMED])
    more = ", …" if len(forbidden) > MOST_NAMED else ""
    total = forbidden.total()
    return clean_text(text), (
        tr_many(
            "{count:,} control character that no document can hold was left out: {named}{more}.",
            "{count:,} control characters that no document can hold were left out: {named}{more}.",
            total,
            named=named,
            more=more,
        ),
    )
