"""Reads W3C Web Annotations: collections, pages, lists and single ones, however they are nested."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from briefing.interchange.archive import damaged, json_of
from briefing.interchange.own_note import (
    OwnArticle,
    OwnReview,
    assessment_of,
    blocks_of,
    metadata_of,
)
from briefing.interchange.positions import Places, Spot, Wanted
from briefing.interchange.refi_read import lines_of
from briefing.interchange.refi_schema import made_guid
from briefing.language import marked, tr
from briefing.model.article import Article, clean_text, count_words, text_hash
from briefing.model.excerpt import Excerpt, cut
from briefing.model.tags import PALETTE, Tag, TagScheme, free_id
from briefing.services.interchange import GUID, Imported, guid_of, loss, losses

FORM = "web-annotation"
COLLECTION = "AnnotationCollection"
_KEPT = marked("kept, and given back when the project is exported as Web Annotations")


@dataclass(frozen=True, slots=True)
class _Found:
    """One annotation: its GUID, its source, where it says it stands, and the whole of it."""

    guid: str
    iri: str
    wanted: Wanted | None
    quote: tuple[str, str, str]
    raw: Mapping[str, Any]


class WebAnnotationReading:
    """One file being read; raises LoadError where it is no annotations."""

    def __init__(self, data: bytes, source: str) -> None:
        self._source = source
        self._top = json_of(data, source)
        self._tags: dict[str, Tag] = {}
        self._given: set[str] = set()
        self._noted: dict[str, Mapping[str, Any]] = {}
        self._texts: dict[str, str] = {}
        self._rest: list[Any] = []
        self._kept: dict[str, Any] = {}

    def imported(self) -> Imported:
        """Return everything that the file gives."""
        found = self._annotations()
        schemes = self._schemes()
        self._given = {tag.id for scheme in schemes for tag in scheme.tags}
        articles, excerpts, loose = [], [], []
        spots: list[Spot] = []
        by_source: dict[str, list[_Found]] = {iri: [] for iri in self._texts}
        for each in found:
            by_source.setdefault(each.iri, []).append(each)
        for iri, inside in by_source.items():
            if iri not in self._texts:
                loose += [self._loose(each) for each in inside]
                continue
            places = Places(self._texts[iri])
            article = self._article(iri, places.text)
            articles.append(article)
            placed = places.placed([each.wanted or _by_quote(each, places.text) for each in inside])
            spots += placed
            excerpts += [self._excerpt(e, article, s) for e, s in zip(inside, placed, strict=True)]
        by_id = {tag.id: tag for tag in self._tags.values()}
        if by_id:
            name = self._source.partition(".")[0][:120] or "Annotations"
            free = free_id(name, {s.id for s in schemes})
            schemes.append(TagScheme(free, name, 1, tuple(by_id.values())))
        sources = {_article_guid(iri): iri for iri in self._texts}
        kept = {"annotations": self._kept, "rest": self._rest, "sources": sources}
        return Imported(
            tuple(articles), tuple(schemes), tuple(excerpts), tuple(loose),
            losses(
                loss(tr("Annotations without words of a text"), ("" for _ in self._rest),
                     tr(_KEPT)),
                loss(tr("Excerpts moved to where their words stand"),
                     (s.meant for s in spots if s.moved and not s.review)),
                loss(tr("Excerpts to look at"), ("" for s in spots if s.review),
                     tr("their place is not certain")),
            ),
            by_name=True, document=json.dumps(kept, ensure_ascii=False).encode(),
        )  # fmt: skip

    def _annotations(self) -> list[_Found]:
        found = []
        for raw in _items(self._top, self._source):
            target = next(iter(listed(raw.get("target"))), None)
            iri, selectors, words = _target(target)
            if words and isinstance(iri, str):
                self._texts.setdefault(iri, words)
            if self._takes_text(raw, iri):
                continue
            one = _found(raw, iri, selectors)
            if one.quote[0] or (one.wanted and one.iri):
                found.append(one)
                self._kept[one.guid] = raw
            else:
                self._rest.append(raw)
        placed = [e.iri in self._texts or bool(e.quote[0]) for e in found]
        self._rest += [e.raw for e, known in zip(found, placed, strict=True) if not known]
        return [e for e, known in zip(found, placed, strict=True) if known]

    def _takes_text(self, raw: Mapping[str, Any], iri: str) -> bool:
        """Take the words of an article that an annotation gives, if it does."""
        bodies = [b for b in listed(raw.get("body")) if isinstance(b, dict)]
        if raw.get("motivation") != "describing" or len(bodies) != 1 or not iri:
            return False
        words = bodies[0].get("value")
        if not isinstance(words, str) or "briefing:article" not in raw:
            return False
        self._texts[iri] = words
        self._noted[iri] = raw
        return True

    def _schemes(self) -> list[TagScheme]:
        given = self._top.get("briefing:schemes") if isinstance(self._top, dict) else None
        try:
            return msgspec.convert(given or [], list[TagScheme])
        except msgspec.ValidationError as error:
            raise damaged(self._source, error) from error

    def _article(self, iri: str, text: str) -> Article:
        raw = self._noted.get(iri, {})
        noted = _converted(raw.get("briefing:article"), OwnArticle)
        values = _converted(raw.get("briefing:metadata"), dict[str, str]) or {}
        sha256, guid = text_hash(text), _article_guid(iri)
        same = noted is not None and noted.sha256 == sha256
        blocks = blocks_of(noted, text) if noted and same else None
        known = noted is not None and guid_of("articles", noted.id).lower() == guid
        return Article(
            noted.id if noted and known else guid, noted.source if noted else iri,
            noted.title if noted else None, text, lines_of(text) if blocks is None else blocks,
            metadata_of(values, noted.found if noted else ()), sha256,
            added=noted.added if noted else "", words=count_words(text),
        )  # fmt: skip

    def _excerpt(self, found: _Found, article: Article, spot: Spot) -> Excerpt:
        quote, prefix, suffix = cut(article.text, spot.start, spot.end)
        review = spot.review
        noted = _converted(found.raw.get("briefing:review"), OwnReview)
        if noted:
            review, quote = noted.review, noted.quote or quote
            prefix, suffix = noted.prefix, noted.suffix
        base = self._loose(found)
        return replace(
            base, article=article.id, start=spot.start, end=spot.end, quote=quote, prefix=prefix,
            suffix=suffix, review=review,
        )  # fmt: skip

    def _loose(self, found: _Found) -> Excerpt:
        raw, (quote, prefix, suffix) = found.raw, found.quote
        tags, notes = [], []
        for body in _bodies(raw):
            purpose, value = purpose_of(body, raw), _value(body)
            if purpose == "tagging" and value:
                tags.append(self._tag(body, value))
            elif purpose == "commenting" and value:
                notes.append(clean_text(value))
        values = _converted(raw.get("briefing:assessment"), dict[str, str]) or {}
        created = raw.get("created")
        return Excerpt(
            found.guid, "", 0, 0, quote, prefix, suffix, tuple(dict.fromkeys(tags)),
            "\n\n".join(notes), assessment_of(values), _creator(raw),
            created if isinstance(created, str) else "",
        )  # fmt: skip

    def _tag(self, body: Any, value: str) -> str:
        given = body.get("briefing:tag") if isinstance(body, dict) else None
        if isinstance(given, str) and given in self._given:
            return given
        name = " ".join(clean_text(value).split())[:120] or "Tag"
        key = name.casefold()
        if key not in self._tags:
            colour = PALETTE[len(self._tags) % len(PALETTE)]
            taken = {tag.id for tag in self._tags.values()}
            self._tags[key] = Tag(free_id(name, taken), name, "", colour)
        return self._tags[key].id


def listed(value: Any) -> list[Any]:
    """Return a value as a list: JSON-LD leaves the list out where there is one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def purpose_of(body: Any, raw: Mapping[str, Any]) -> str:
    """Return what a body is for: its own purpose, else the annotation's motivation."""
    purpose = body.get("purpose") if isinstance(body, dict) else None
    purpose = next(iter(listed(purpose)), None) or next(iter(listed(raw.get("motivation"))), "")
    if purpose in ("highlighting", "", "describing", "editing") and _value(body):
        return "commenting"
    return purpose if isinstance(purpose, str) else ""


def _bodies(raw: Mapping[str, Any]) -> list[Any]:
    plain = raw.get("bodyValue")
    return [*listed(raw.get("body")), *([plain] if isinstance(plain, str) else [])]


def _value(body: Any) -> str:
    value = body.get("value") if isinstance(body, dict) else body
    return value if isinstance(value, str) else ""


def _items(top: Any, source: str) -> Iterator[dict[str, Any]]:
    """Yield the annotations of a document, page by page."""
    waiting, seen = deque([top]), False
    while waiting:
        each = waiting.popleft()
        if isinstance(each, list):
            waiting.extendleft(reversed(each))
        elif isinstance(each, dict):
            kinds = listed(each.get("type") or each.get("@type"))
            if "Annotation" in kinds or "target" in each:
                seen = True
                yield each
                continue
            if COLLECTION in kinds or "AnnotationPage" in kinds or "items" in each:
                seen = True
                yield from (i for i in listed(each.get("items")) if isinstance(i, dict))
                waiting += [each[k] for k in ("first", "next") if isinstance(each.get(k), dict)]
    if not seen:
        raise damaged(source, tr("it holds no annotations"))


def _target(target: Any) -> tuple[str, list[Any], str]:
    """Return the source's address, the selectors, and the source's words if they are in it."""
    if isinstance(target, str):
        return target, [], ""
    if not isinstance(target, dict):
        return "", [], ""
    source = target.get("source", target.get("id", ""))
    words = ""
    if isinstance(source, dict):
        words = _value(source)
        source = source.get("id") or source.get("@id") or (f"urn:text:{made_guid(words)}")
    return (source if isinstance(source, str) else ""), listed(target.get("selector")), words


def _found(raw: Mapping[str, Any], iri: str, selectors: list[Any]) -> _Found:
    wanted, quote = None, ("", "", "")
    for each in selectors:
        if not isinstance(each, dict):
            continue
        kind = each.get("type") or each.get("@type")
        start, end = each.get("start"), each.get("end")
        if kind == "TextPositionSelector" and type(start) is int and type(end) is int:
            wanted = Wanted(start, end)
        if kind == "TextQuoteSelector" and isinstance(each.get("exact"), str):
            quote = tuple(  # type: ignore[assignment] # three of them
                clean_text(w) if isinstance(w := each.get(k), str) else ""
                for k in ("exact", "prefix", "suffix")
            )
    if wanted and quote[0]:
        wanted = replace(wanted, hints=(quote[0],))
    name = raw.get("id")
    words = name.removeprefix("urn:uuid:") if isinstance(name, str) else json.dumps(raw)
    guid = words.lower() if GUID.match(words) else made_guid(words)
    return _Found(guid, iri, wanted, quote, raw)


def _by_quote(found: _Found, text: str) -> Wanted:
    """Return where words stand that come without a position: with their context, else first."""
    quote, prefix, suffix = found.quote
    at = text.find(prefix + quote + suffix)
    at = at + len(prefix) if at >= 0 else max(text.find(quote), 0)
    return Wanted(at, at + len(quote), (quote,))


def _article_guid(iri: str) -> str:
    words = iri.removeprefix("urn:uuid:")
    return words.lower() if GUID.match(words) else made_guid(iri)


def _creator(raw: Mapping[str, Any]) -> str:
    first = next(iter(listed(raw.get("creator"))), "")
    name = first.get("name") or first.get("nickname") if isinstance(first, dict) else first
    return name if isinstance(name, str) else ""


def _converted(value: Any, kind: Any) -> Any:
    """Return a value of ours as its type, or None if it is none."""
    try:
        return None if value is None else msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return None
