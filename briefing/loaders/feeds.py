"""Reads RSS and Atom files: an article for each entry, as much of it as the feed carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from briefing.errors import LoadError
from briefing.language import tr
from briefing.loaders.article import made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.dates import written_date
from briefing.loaders.export_fields import add_opening
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.fragments import add_fragment, parsed
from briefing.loaders.html import refuse_tangled
from briefing.loaders.mime import iso_date
from briefing.loaders.news_xml import below, children, local, parsed_xml, root_of, words
from briefing.loaders.nitf import xml_blocks
from briefing.services.ports import LoadedArticle

MOST_ENTRIES = 2_000
_BODIES = ("encoded", "content", "description", "summary")
"""Elements that carry an entry's text, fullest first."""
_DATES = ("pubDate", "published", "issued", "date", "updated")


class FeedLoader:
    """Reads RSS 0.9 to 2.0 and Atom files; what they link to is not fetched."""

    name, label, suffixes = facts("feed")

    def recognises(self, data: bytes, name: str) -> bool:
        """Tell whether the root element is that of a feed."""
        del name
        root, attributes = root_of(data)
        atom = root in ("feed", "entry") and "w3.org/2005/Atom" in attributes
        return root == "rss" or atom or (root == "RDF" and "purl.org/rss" in attributes)

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return an article for each entry with text; raises LoadError if there is none."""
        root = parsed_xml(data, source)
        entries = list(below(root, "item", "entry"))
        if len(entries) > MOST_ENTRIES:
            raise LoadError(
                tr("{source} holds {count:,} entries.", source=source, count=len(entries)),
                tr("Split it."),
            )
        channel = next(below(root, "channel"), root)
        articles = [_article(entry, channel, data, source) for entry in entries]
        loaded = [each for each in articles if each.article.text]
        if not loaded:
            raise LoadError(
                tr("{source} has no entry with text in it.", source=source),
                tr("Open the pages it names."),
            )
        return loaded


def _article(entry: Any, channel: Any, data: bytes, source: str) -> LoadedArticle:
    builder = TextBuilder()
    used = ""
    for name in _BODIES:
        element = max(children(entry, name), key=lambda e: len(words(e)), default=None)
        if element is not None and not builder.blocks:
            _body(builder, element, source)
            used = name
    warnings = (tr("Only a summary: the feed does not carry the whole article."),)
    short = builder.blocks and used in _BODIES[2:]
    found = _findings(entry, channel)
    add_opening(found, builder.text.split("\n", 1)[:1])
    metadata = found.metadata()
    return made(data, source, builder.text, builder.blocks, metadata, warnings if short else ())


def _body(builder: TextBuilder, element: Any, source: str) -> None:
    if element.get("src") or element.get("type", "") in ("image", "video", "audio"):
        return
    if len(element):
        xml_blocks(builder, element)
        return
    markup = element.text or ""
    refuse_tangled(markup.encode("utf-8", "replace"), source)
    if element.get("type") == "text" or "<" not in markup:
        markup = _unescaped(markup) if element.get("type") != "text" else markup
        for line in markup.split("\n\n"):
            builder.add(line)
    elif (tree := parsed(markup)) is not None:
        add_fragment(builder, tree)


def _unescaped(markup: str) -> str:
    from html import unescape

    return unescape(markup)


def _findings(entry: Any, channel: Any) -> Findings:
    found = Findings()
    form = "Atom" if local(entry) == "entry" else "RSS"
    for title in children(entry, "title"):
        found.add("headline", _plain(title), f"{form} title")
    for name in _DATES:
        for element in children(entry, name):
            found.add("published", _when(words(element)), f"{form} {name}")
    for name, person in _people(entry):
        found.add("byline", person, f"{form} {name}")
    found.add("url", _address(entry), f"{form} link")
    for element in children(entry, "source", "title"):
        if local(element) == "source" and (title := _title_of(element)):
            found.add("outlet", title, f"{form} source")
    found.add("outlet", _title_of(channel), f"title of the {form} feed")
    tags = (c.get("label") or c.get("term") or words(c) for c in children(entry, "category"))
    found.add_keywords(tags, f"{form} category")
    found.add("language", _language(entry, channel), f"language of the {form} feed")
    return found


def _when(written: str) -> str | None:
    """Return a date that is written as in a mail, which RSS asks for, or in another way."""
    mail = iso_date(written) if ":" in written and not written[:4].isdigit() else None
    return mail or written_date(written)


def _people(entry: Any) -> Iterator[tuple[str, str]]:
    creators = [words(e) for e in children(entry, "creator")]
    yield "creator", ", ".join(filter(None, creators))
    authors: Iterable[Any] = children(entry, "author")
    names = [words(next(children(a, "name"), a)) for a in authors]
    yield "author", ", ".join(filter(None, names))


def _address(entry: Any) -> str | None:
    for link in children(entry, "link"):
        address = link.get("href") or words(link)
        if link.get("rel", "alternate") == "alternate" and address.startswith("http"):
            return str(address)
    return None


def _title_of(element: Any) -> str:
    titles = list(children(element, "title"))
    return _plain(titles[0]) if titles else "" if len(element) else words(element)


def _plain(title: Any) -> str:
    """Return a title's words, also where they are escaped HTML."""
    said = words(title)
    if title.get("type") in ("html", "xhtml") or "<" in said or "&" in said:
        tree = parsed(said)
        return words(tree) if tree is not None else said
    return said


def _language(entry: Any, channel: Any) -> str | None:
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    own = entry.get(lang) or channel.get(lang)
    return own or words(next(children(channel, "language"), None)) or None
