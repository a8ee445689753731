"""What a web page says of the article on it: JSON-LD, meta elements, microdata."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any

from briefing.loaders.datelines import without_by
from briefing.loaders.dates import said_date, written_date
from briefing.loaders.findings import Findings, one_line
from briefing.loaders.page_linked import is_article
from briefing.loaders.page_opening import add_opening_lines, add_title, headline_alone, is_titled

LONGEST_PROPERTY = 1_000
"""Code points of a property in microdata; a longer one is the article's text."""
MOST_INSIDE = 60
"""Elements within a property in microdata; what has more is the article."""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_META: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("headline", ("og:title", "twitter:title")),
    ("published", ("article:published_time", "parsely-pub-date", "sailthru.date", "date", "pubdate",
                   "publishdate", "publish-date", "publish_date", "publication_date",
                   "datepublished", "article.published", "og:article:published_time", "dc.date",
                   "dc.date.issued", "dc.date.created", "dcterms.issued", "dcterms.date",
                   "dcterms.created", "citation_publication_date",
                   "cxenseparse:recs:publishtime")),
    ("updated", ("article:modified_time", "og:updated_time", "dcterms.modified")),
    ("url", ("og:url",)),
    ("outlet", ("og:site_name", "application-name", "citation_journal_title", "dc.publisher",
                "dcterms.publisher", "publisher")),
    ("language", ("dc.language", "content-language")),
)  # fmt: skip
"""Fields of `Metadata` and the meta elements that tell them, best first."""
_DATES = ("published", "updated")
_AUTHORS = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator",
            "citation_author")  # fmt: skip
_KEYWORDS = ("news_keywords", "keywords", "article:tag", "parsely-tags", "sailthru.tags")


def page_findings(tree: Any, data: Mapping[str, Any]) -> Findings:
    """Return what a page says: its JSON-LD first, meta elements, microdata, then what it shows.

    `data` are the article's properties in JSON-LD, as `article_data` gives them.
    """
    found = Findings()
    _from_json_ld(found, data)
    _from_meta(found, _meta_elements(tree), tree)
    _from_microdata(found, _microdata(tree))
    found.add("headline", _heading(tree), "heading that is the page's title")
    add_title(found, tree)
    add_opening_lines(found, tree)
    found.add("published", _time(tree), "the page's only time element")
    found.add("language", tree.get("lang") or tree.get(_XML_LANG), "attribute lang")
    found.add("url", _web(_canonical(tree)), "link rel=canonical")
    return found


def article_body(data: Mapping[str, Any]) -> str | None:
    """Return the text of the article if the page's JSON-LD carries it."""
    body = data.get("articleBody")
    return body if isinstance(body, str) and body.strip() else None


def _from_json_ld(found: Findings, linked: Mapping[str, Any]) -> None:
    found.add("headline", linked.get("headline"), "JSON-LD headline")
    found.add("byline", without_by(_names(linked.get("author"))), "JSON-LD author")
    found.add("published", _when(linked.get("datePublished")), "JSON-LD datePublished")
    found.add("updated", _when(linked.get("dateModified")), "JSON-LD dateModified")
    found.add("language", _language(linked.get("inLanguage")), "JSON-LD inLanguage")
    found.add("url", _web(linked.get("url")), "JSON-LD url")
    found.add("outlet", _names(linked.get("publisher")), "JSON-LD publisher")
    for name in ("contentLocation", "locationCreated", "dateline"):
        found.add("place", _names(linked.get(name)), f"JSON-LD {name}")
    found.add_keywords(_listed(linked.get("keywords")), "JSON-LD keywords")


def _from_meta(found: Findings, meta: dict[str, str], tree: Any) -> None:
    for field, names in _META:
        for name in names:
            value = meta.get(name)
            if field in _DATES:
                value = _when(value)
            elif field == "headline" and value:
                outlet = found.get("outlet") or meta.get("og:site_name")
                value = headline_alone(value, outlet, tree)
            elif field == "url":
                value = _web(value)
            elif field == "outlet" and _web(value):
                value = None
            found.add(field, value, f"meta {name}")
    for name in _AUTHORS:
        if not meta.get(name, "").startswith(("http://", "https://")):
            found.add("byline", without_by(meta.get(name)), f"meta {name}")
    for name in _KEYWORDS:
        found.add_keywords(_listed(meta.get(name)), f"meta {name}")


def _from_microdata(found: Findings, said: dict[str, str]) -> None:
    found.add("headline", said.get("headline"), "microdata headline")
    found.add("byline", without_by(said.get("author")), "microdata author")
    found.add("published", _when(said.get("datepublished")), "microdata datePublished")
    found.add("updated", _when(said.get("datemodified")), "microdata dateModified")
    found.add("outlet", said.get("publisher"), "microdata publisher")
    found.add_keywords(_listed(said.get("keywords")), "microdata keywords")


def _listed(value: Any) -> list[Any]:
    if isinstance(value, str):
        return re.split("[,;，；、،؛]", value)
    return value if isinstance(value, list) else []


def _language(value: Any) -> Any:
    """Return a language's tag, also where it is an object with a name of its own."""
    return value.get("alternateName") or value.get("name") if isinstance(value, dict) else value


def _web(value: Any) -> str | None:
    """Return an address of the web, None for part of one."""
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def _when(value: Any) -> str | None:
    """Return a date as ISO 8601 however it is written, or as much of one as there is, else None."""
    return said_date(one_line(value) or "")


def _meta_elements(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("http-equiv") or ""
        key = key.strip().lower()
        words = one_line(element.get("content"))
        if key and words:
            found.setdefault(key, words)
    return found


def _microdata(tree: Any) -> dict[str, str]:
    """Return the properties of the page's article as microdata, each name in lower case."""
    found: dict[str, str] = {}
    scopes: set[Any] = set()
    for scope in tree.iter():
        if not is_article(str(scope.get("itemtype", ""))):
            continue
        if not scopes.isdisjoint(scope.iterancestors()):
            continue  # what is in it has been looked at
        scopes.add(scope)
        for element in scope.iter():
            name = element.get("itemprop")
            if name and (words := one_line(_said(element))):
                found.setdefault(name.lower(), words)
    return found


def _said(element: Any) -> str | None:
    """Return a property's words; of a person or a body that has properties itself, its name."""
    inner = islice(element.iter(), MOST_INSIDE) if "itemscope" in element.attrib else ()
    named = (
        one_line(each.get("content") or _short(each))
        for each in inner
        if each.get("itemprop") == "name"
    )
    own = element.get("content") or element.get("datetime")
    return own or next(filter(None, named), None) or _short(element)


def _short(element: Any) -> str | None:
    if len(list(islice(element.iter(), MOST_INSIDE + 1))) > MOST_INSIDE:
        return None  # the article itself
    words = "".join(element.itertext()) if isinstance(element.tag, str) else ""
    return words if len(words) < LONGEST_PROPERTY else None


def _heading(tree: Any) -> str | None:
    """Return the only first-level heading, else second-level, that the page's title is or has.

    It begins or ends with it, for the name of the site may stand on either side.
    """
    title = next((one_line(element.text) for element in tree.iter("title")), None) or ""
    for level in ("h1", "h2"):
        headings = [one_line("".join(element.itertext())) for element in tree.iter(level)]
        titled = [each for each in headings if each and is_titled(title, each)]
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
