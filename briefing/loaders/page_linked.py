"""What a page's JSON-LD says of the article on it, with what stands elsewhere in it put in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

LONGEST = 1_000_000
"""Code points of a script of data that are parsed."""

MOST = 2_000
"""Things of a page's data that are looked at."""

_KIND = re.compile(r"(?:[\w.:/-]*[:/])?(\w+)$")
_ARTICLES = {
    "AdvertiserContentArticle", "AnalysisNewsArticle", "Article", "AskPublicNewsArticle",
    "BackgroundNewsArticle", "BlogPosting", "DiscussionForumPosting", "LiveBlogPosting",
    "NewsArticle", "OpinionNewsArticle", "Report", "ReportageNewsArticle", "ReviewNewsArticle",
    "SatiricalArticle", "ScholarlyArticle", "SocialMediaPosting", "TechArticle",
}  # fmt: skip
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")
_WRAPPING = re.compile(r"<!\[CDATA\[|\]\]>|<!--|-->")


def article_data(tree: Any) -> Mapping[str, Any]:
    """Return the properties of the page's first article; references to other things are followed.

    Empty if the page has none. Its strings are plain words, whatever entities stand in them.
    """
    things = list(_things(tree))
    named = {each["@id"]: each for each in things if isinstance(each.get("@id"), str)}
    found = next(filter(_is_article, things), {})
    return {key: _followed(value, named) for key, value in found.items()}


def is_article(kind: str) -> bool:
    """Tell whether a type of schema.org, written with its address or without, is an article's."""
    name = _KIND.match(kind.strip())
    return bool(name and name[1] in _ARTICLES)


def _is_article(thing: Mapping[str, Any]) -> bool:
    kinds = thing.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(is_article(name) for name in names if isinstance(name, str))


def _things(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the things of all scripts of data, those in lists and graphs too, in their order."""
    waiting = [value for script in tree.iter("script") if (value := _parsed(script)) is not None]
    waiting.reverse()
    seen = 0
    while waiting and seen < MOST:
        value = waiting.pop()
        seen += 1
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict):
            yield value
            waiting.extend(value[name] for name in reversed(_INSIDE) if name in value)


def _parsed(script: Any) -> Any:
    kind, words = script.get("type", "").partition(";")[0].strip().lower(), script.text or ""
    if kind != "application/ld+json" or len(words) > LONGEST:
        return None
    for each in (words, _WRAPPING.sub("", words).strip(" \t\r\n/*;")):
        try:
            return json.loads(each, strict=False)  # line ends in strings are common
        except (ValueError, RecursionError):
            continue
    return None


def _followed(value: Any, named: Mapping[str, Any]) -> Any:
    if isinstance(value, str):
        return unescape(value) if "&" in value else value
    if isinstance(value, list):
        return [_followed(each, named) for each in value[:MOST]]
    if isinstance(value, dict) and "name" not in value:
        there = named.get(value["@id"]) if isinstance(value.get("@id"), str) else None
        value = value if there is None else there
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        return {**value, "name": unescape(value["name"])}
    return value
