"""What a web page says of the article on it: JSON-LD, meta elements, microdata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefing.model.article import Metadata, clean_text

LONGEST_PROPERTY = 1_000
"""Code points of a property in microdata; a longer one is the article's text."""
_ARTICLES = {
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting",
    "OpinionNewsArticle", "Report",
}  # fmt: skip


def page_metadata(tree: Any) -> Metadata:
    """Return what the page's own data says: JSON-LD first, then meta elements, then microdata."""
    linked = next(_json_ld(tree), {})
    meta = {**_microdata(tree), **_meta_elements(tree)}

    def said(*names: str) -> str | None:
        return next((meta[name] for name in names if meta.get(name)), None)

    keywords = linked.get("keywords") or said("news_keywords", "keywords", "article:tag") or ()
    if isinstance(keywords, str):
        keywords = re.split("[,;]", keywords)
    return Metadata(
        headline=_words(linked.get("headline"))
        or said("og:title", "twitter:title", "headline")
        or _heading(tree),
        byline=_byline(_names(linked.get("author")) or said("author", "article:author", "byl")),
        published=_words(linked.get("datePublished"))
        or said("article:published_time", "date", "pubdate", "dc.date", "datepublished"),
        keywords=tuple(k for k in (_words(each) for each in keywords) if k),
        language=_words(linked.get("inLanguage")) or _words(tree.get("lang")),
        url=_words(linked.get("url")) or said("og:url") or _canonical(tree),
        outlet=_names(linked.get("publisher")) or said("og:site_name"),
        place=_names(linked.get("contentLocation") or linked.get("dateline")),
    )


def _json_ld(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json" or len(script.text or "") > 1_000_000:
            continue
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        yield from _articles(value)


def _articles(value: Any) -> Iterator[dict[str, Any]]:
    things = value if isinstance(value, list) else [value]
    for thing in things:
        if not isinstance(thing, dict):
            continue
        kinds = thing.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(name in _ARTICLES for name in names if isinstance(name, str)):
            yield thing
        if isinstance(thing.get("@graph"), list):
            yield from _articles(thing["@graph"])


def _meta_elements(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = (element.get("property") or element.get("name") or "").lower()
        words = _words(element.get("content"))
        if key and words:
            found.setdefault(key, words)
    return found


def _microdata(tree: Any) -> dict[str, str]:
    """Return the properties of the page's article as microdata, each name in lower case."""
    found: dict[str, str] = {}
    for scope in tree.iter():
        if str(scope.get("itemtype", "")).rsplit("/", 1)[-1] not in _ARTICLES:
            continue
        for element in scope.iter():
            words = _words(element.get("content") or element.get("datetime") or _short(element))
            if element.get("itemprop") and words:
                found.setdefault(element.get("itemprop").lower(), words)
    return found


def _short(element: Any) -> str | None:
    words = "".join(element.itertext()) if isinstance(element.tag, str) else ""
    return words if len(words) < LONGEST_PROPERTY else None


def _heading(tree: Any) -> str | None:
    """Return the page's only first-level heading if the page's title begins with it."""
    headings = [_words("".join(element.itertext())) for element in tree.iter("h1")]
    title = next((_words(element.text) for element in tree.iter("title")), None) or ""
    alone = headings[0] if len(headings) == 1 else None
    return alone if alone and title.startswith(alone) else None


def _canonical(tree: Any) -> str | None:
    links = (link for link in tree.iter("link") if link.get("rel") == "canonical")
    return next((_words(link.get("href")) for link in links), None)


def _byline(words: str | None) -> str | None:
    """Return who wrote it, without the word "by"."""
    return re.sub(r"^by\s+", "", words, flags=re.IGNORECASE) if words else None


def _names(value: Any) -> str | None:
    things = value if isinstance(value, list) else [value]
    names = [_words(t.get("name") if isinstance(t, dict) else t) for t in things]
    return ", ".join(name for name in names if name) or None


def _words(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(clean_text(value).split())[:1000] or None
