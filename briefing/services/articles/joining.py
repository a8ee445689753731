"""Makes one article of many that came in one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.model.article import Article, Block, BlockKind, Metadata, count_words, text_hash
from briefing.services.ports import LoadedArticle


def joined(loaded: Sequence[LoadedArticle]) -> LoadedArticle:
    """Return one article with the words of all, each under its headline, in their order.

    What all of them say alike (the outlet, say) is kept; what differs is left out.
    """
    articles = [each.article for each in loaded]
    lines: list[str] = []
    blocks: list[Block] = []
    length = 0
    for article in articles:
        headline = _missing_headline(article)
        for words, kept in ((headline, _heading(headline)), (article.text, article.blocks)):
            if words:
                blocks.extend(block.shifted(length) for block in kept)
                lines.append(words)
                length += len(words) + 1
    text = "\n".join(lines)
    sha256 = text_hash(text)
    whole = replace(
        articles[0],
        id=sha256[:16],
        title=None,
        text=text,
        blocks=tuple(blocks),
        metadata=_shared([each.metadata for each in articles]),
        sha256=sha256,
        warnings=tuple(dict.fromkeys(w for each in articles for w in each.warnings)),
        words=count_words(text),
    )
    return LoadedArticle(whole, loaded[0].original)


def _missing_headline(article: Article) -> str:
    headline = article.metadata.headline or ""
    return "" if article.text.startswith(headline) else headline


def _heading(words: str) -> tuple[Block, ...]:
    return (Block(BlockKind.HEADING, 1, 0, len(words)),) if words else ()


def _shared(all_said: Sequence[Metadata]) -> Metadata:
    first = all_said[0]
    same = {
        name: value
        for name in (
            "agency",
            "place",
            "byline",
            "published",
            "updated",
            "language",
            "url",
            "outlet",
        )
        if (value := getattr(first, name))
        and all(getattr(each, name) == value for each in all_said)
    }
    found = tuple(pair for pair in first.found if pair[0] in same)
    return Metadata(**same, found=found)
