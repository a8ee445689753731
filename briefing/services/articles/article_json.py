"""An article as JSON: what the loader found."""

from __future__ import annotations

from typing import Any

from briefing.model.article import Article


def article_json(article: Article) -> dict[str, Any]:
    """Return everything that was found, each block with its words."""
    return {
        "title": article.title,
        "metadata": metadata_json(article),
        "sha256": article.fingerprint,
        "words": article.words,
        "blocks": [
            {
                "kind": b.kind, "level": b.level, "start": b.start, "end": b.end,
                "text": article.text[b.start : b.end],
            }
            for b in article.blocks
        ],
        "warnings": list(article.warnings),
    }  # fmt: skip


def metadata_json(article: Article) -> dict[str, Any]:
    """Return what the article says of itself."""
    said = article.metadata
    return {
        "headline": said.headline, "agency": said.agency, "place": said.place,
        "byline": said.byline, "published": said.published, "keywords": list(said.keywords),
        "language": said.language, "url": said.url, "outlet": said.outlet,
    }  # fmt: skip
