"""Reads NewsML-G2 (IPTC): one article for each news item with text in it."""

from __future__ import annotations

from typing import Any

from briefing.errors import LoadError
from briefing.language import tr
from briefing.loaders.article import made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.datelines import without_by
from briefing.loaders.dates import written_date
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.news_xml import (
    below,
    children,
    first_words,
    local,
    parsed_xml,
    root_of,
    words,
)
from briefing.loaders.nitf import nitf_body, nitf_metadata, xml_blocks
from briefing.services.ports import LoadedArticle

MOST_ITEMS = 2_000
_ROOTS = ("newsItem", "newsMessage", "packageItem")


class NewsmlLoader:
    """Reads NewsML-G2 files; other kinds of XML are refused by name."""

    name, label, suffixes = facts("newsml")

    def recognises(self, data: bytes, name: str) -> bool:
        """Tell whether the root element is NewsML-G2's."""
        del name
        return root_of(data)[0] in _ROOTS

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return an article for each news item; raises LoadError if none has text."""
        root = parsed_xml(data, source)
        if local(root) not in _ROOTS:
            raise LoadError(
                tr(
                    "{source} is XML that cannot be read as an article (<{local}>).",
                    source=source,
                    local=local(root),
                ),
                tr("NewsML-G2, NITF, RSS and Atom can."),
            )
        items = [root] if local(root) == "newsItem" else list(below(root, "newsItem"))
        if len(items) > MOST_ITEMS:
            raise LoadError(
                tr("{source} holds {count:,} news items.", source=source, count=len(items)),
                tr("Split it."),
            )
        articles = [_article(item, data, source) for item in items]
        if not (loaded := [each for each in articles if each is not None]):
            raise LoadError(
                tr("{source} has no text in it.", source=source),
                tr("Ask for the items with their text."),
            )
        return loaded


def _article(item: Any, data: bytes, source: str) -> LoadedArticle | None:
    builder = TextBuilder()
    found = _findings(item)
    for content in below(item, "contentSet"):
        for inline in children(content, "inlineXML"):
            for story in children(inline, "nitf"):
                nitf_body(builder, story)
                found.take(nitf_metadata(story))
            for page in children(inline, "html"):
                for body in children(page, "body"):
                    xml_blocks(builder, body)
        for inline in children(content, "inlineData"):
            for line in "".join(inline.itertext()).split("\n"):
                builder.add(line)
    if not builder.blocks:
        return None
    return made(data, source, builder.text, builder.blocks, found.metadata())


def _findings(item: Any) -> Findings:
    found = Findings()
    for meta in children(item, "contentMeta"):
        found.add("headline", first_words(children(meta, "headline")), "NewsML headline")
        found.add("byline", without_by(first_words(children(meta, "by"))), "NewsML by")
        found.add("agency", first_words(children(meta, "creditline")), "NewsML creditline")
        for place in children(meta, "located"):
            found.add("place", first_words(children(place, "name")), "NewsML located")
        for tongue in children(meta, "language"):
            found.add("language", tongue.get("tag"), "NewsML language")
        created = first_words(children(meta, "contentCreated"))
        found.add("published", written_date(created), "NewsML contentCreated")
        found.add_keywords(map(words, children(meta, "keyword")), "NewsML keyword")
        subjects = (first_words(children(s, "name")) for s in children(meta, "subject"))
        found.add_keywords(subjects, "NewsML subject")
    for meta in children(item, "itemMeta"):
        for provider in children(meta, "provider"):
            found.add("agency", first_words(children(provider, "name")), "NewsML provider")
        for name in ("firstCreated", "versionCreated"):
            when = first_words(children(meta, name))
            found.add("published", written_date(when), f"NewsML {name}")
    return found
