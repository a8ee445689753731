"""Makes the article value from what a loader read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from briefing.model.article import Article, Block, Metadata, count_words, text_hash
from briefing.services.ports import LoadedArticle


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
        original=hashlib.sha256(data).hexdigest(),
        warnings=tuple(warnings),
        words=count_words(text),
    )
    return LoadedArticle(article, data)
