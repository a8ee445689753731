"""What a web page says of the article on it: JSON-LD, meta elements, microdata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefing.loaders.datelines import without_by
from briefing.loaders.dates import written_date
from briefing.loaders.findings import Findings, one_line

LONGEST_PROPERTY = 1_000
"""Code points of a property in microdata; a longer one is the article's text."""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ARTICLES = {
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting",
    "OpinionNewsArticle", "Report",
}  # fmt: skip


_META: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("headline", ("og:title", "twitter:title")),
    ("published", ("article:published_time", "parsely-pub-date", "sailthru.date", "date", "pubdate",
                   "publishdate", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created",
                   "citation_publication_date")),
    ("updated", ("article:modified_time", "og:updated_time", "dcterms.modified")),
    ("url", ("og:url",)),
    ("outlet", ("og:site_name",)),
    ("language", ("dc.language", "content-language")),
)  # fmt: skip
"""Fields of `Metadata` and the meta elements that tell them, best first."""
_AUTHORS = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator",
            "citation_author")  # fmt: skip
_KEYWORDS = ("news_keywords", "keywords", "article:tag", "parsely-tags", "sailthru.tags")


def page_findings(tree: Any) -> Findings:
    """Return what the page's own data says: JSON-LD first, then meta elements, then microdata."""
    found = Findings()
    _from_json_ld(found, next(_json_ld(tree), {}))
    _from_meta(found, _meta_elements(tree))
    _from_microdata(found, _microdata(tree))
    found.add("headline", _heading(tree), "heading that is the page's title")
    found.add("published", _time(tree), "the page's only time element")
    found.add("language", tree.get("lang") or tree.get(_XML_LANG), "attribute lang")
    found.add("url", _canonical(tree), "link rel=canonical")
    return found


def article_body(tree: Any) -> str | None:
    """Return the text of the article if the page's JSON-LD carries it."""
    body = next(_json_ld(tree), {}).get("articleBody")
    return body if isinstance(body, str) and body.strip() else None


def _from_json_ld(found: Findings, linked: dict[str, Any]) -> None:
    found.add("headline", linked.get("headline"), "JSON-LD headline")
    found.add("byline", without_by(_names(linked.get("author"))), "JSON-LD author")
    found.add("published", linked.get("datePublished"), "JSON-LD datePublished")
    found.add("updated", linked.get("dateModified"), "JSON-LD dateModified")
    found.add("language", _language(linked.get("inLanguage")), "JSON-LD inLanguage")
    found.add("url", linked.get("url"), "JSON-LD url")
    found.add("outlet", _names(linked.get("publisher")), "JSON-LD publisher")
    found.add("place", _names(linked.get("contentLocation")), "JSON-LD contentLocation")
    found.add("place", _names(linked.get("dateline")), "JSON-LD dateline")
    found.add_keywords(_listed(linked.get("keywords")), "JSON-LD keywords")


def _from_meta(found: Findings, meta: dict[str, str]) -> None:
    for field, names in _META:
        for name in names:
            found.add(field, meta.get(name), f"meta {name}")
    for name in _AUTHORS:
        if not meta.get(name, "").startswith(("http://", "https://")):
            found.add("byline", without_by(meta.get(name)), f"meta {name}")
    for name in _KEYWORDS:
        found.add_keywords(_listed(meta.get(name)), f"meta {name}")


def _from_microdata(found: Findings, said: dict[str, str]) -> None:
    found.add("headline", said.get("headline"), "microdata headline")
    found.add("byline", without_by(said.get("author")), "microdata author")
    found.add("published", said.get("datepublished"), "microdata datePublished")
    found.add("updated", said.get("datemodified"), "microdata dateModified")
    found.add_keywords(_listed(said.get("keywords")), "microdata keywords")


def _listed(value: Any) -> list[Any]:
    if isinstance(value, str):
        return re.split("[,;，；、]", value)
    return value if isinstance(value, list) else []


def _language(value: Any) -> Any:
    """Return a language's tag, also where it is an object with a name of its own."""
    return value.get("alternateName") or value.get("name") if isinstance(value, dict) else value


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
        words = one_line(element.get("content"))
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
            words = one_line(element.get("content") or element.get("datetime") or _short(element))
            if element.get("itemprop") and words:
                found.setdefault(element.get("itemprop").lower(), words)
    return found


def _short(element: Any) -> str | None:
    words = "".join(element.itertext()) if isinstance(element.tag, str) else ""
    return words if len(words) < LONGEST_PROPERTY else None


def _heading(tree: Any) -> str | None:
    """Return the only first-level heading, else second-level, that the page's title begins with."""
    title = next((one_line(element.text) for element in tree.iter("title")), None) or ""
    for level in ("h1", "h2"):
        headings = [one_line("".join(element.itertext())) for element in tree.iter(level)]
        titled = [each for each in headings if each and title.startswith(each)]
        if len(titled) == 1 and (level == "h2" or len(headings) == 1):
            return titled[0]
    return None


def _time(tree: Any) -> str | None:
    """Return the time of the page's only time element, if that has a date in it."""
    times = [element.get("datetime") for element in tree.iter("time")]
    return written_date(times[0] or "") if len(times) == 1 else None


def _canonical(tree: Any) -> str | None:
    links = (link for link in tree.iter("link") if link.get("rel") == "canonical")
    return next((one_line(link.get("href")) for link in links), None)


def _names(value: Any) -> str | None:
    things = value if isinstance(value, list) else [value]
    names = [one_line(t.get("name") if isinstance(t, dict) else t) for t in things]
    return ", ".join(name for name in names if name) or None
