"""Reads and writes W3C Web Annotations as one JSON-LD file that has the articles' words in it.

The model: https://www.w3.org/TR/annotation-model/. What it has no place for stands under names
of our own, which other readers of JSON-LD pass over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from briefing.errors import BriefingError
from briefing.interchange.own_note import (
    OwnReview,
    article_note,
    assessment_values,
    metadata_values,
)
from briefing.interchange.refi_base import origins
from briefing.interchange.web_annotation_read import COLLECTION, FORM, WebAnnotationReading
from briefing.language import marked, tr
from briefing.model.article import Article
from briefing.model.excerpt import Excerpt
from briefing.model.tags import TagScheme
from briefing.services.excerpts.excerpt_tables import in_order
from briefing.services.interchange import (
    Exchanged,
    Imported,
    Written,
    guid_of,
    left_behind,
    loss,
    losses,
)

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"briefing": "urn:x-briefing:"}]


class WebAnnotations:
    """Web Annotations in one JSON-LD file."""

    name = FORM
    label = marked("Web Annotations")
    suffixes = (".jsonld", ".annotations.json")

    def read(self, data: bytes, source: str) -> Imported:
        """Return the annotations as excerpts; raises LoadError."""
        return WebAnnotationReading(data, source).imported()

    def write(self, exchanged: Exchanged) -> Written:
        """Return the project's excerpts, and the words they stand in."""
        writing = _Writing(exchanged)
        project = exchanged.project
        items = [writing.text(article) for article in project.articles_in_order()]
        ordered = in_order(project, project.excerpts.values())
        items += [writing.annotation(excerpt) for excerpt in ordered]
        items += writing.rest
        guid = guid_of("collections", exchanged.title)
        schemes = sorted(project.schemes.values(), key=lambda s: (s.name, s.id))
        collection = {
            "@context": CONTEXT, "id": f"urn:uuid:{guid}", "type": COLLECTION,
            "label": exchanged.title, "created": exchanged.time, "total": len(items),
            "briefing:schemes": [_scheme(scheme) for scheme in schemes if scheme.tags],
            "first": {
                "id": f"urn:uuid:{guid_of('pages', exchanged.title)}", "type": "AnnotationPage",
                "startIndex": 0, "items": items,
            },
        }  # fmt: skip
        data = json.dumps(collection, ensure_ascii=False, indent=1).encode()
        gone = loss(
            tr("What was kept of imports"), writing.gone, tr("the project file has it no more")
        )
        return Written(data, losses(gone, *left_behind(project)))


class _Writing:
    def __init__(self, exchanged: Exchanged) -> None:
        self._project = exchanged.project
        self._names = {tag.id: tag.name for tag in self._project.tags()}
        self._raw: dict[str, dict[str, Any]] = {}
        self._iris: dict[str, str] = {}
        self.rest: list[Any] = []
        self.gone: list[str] = []
        for origin in origins(self._project, FORM):
            try:
                kept = json.loads(exchanged.blob(origin.document))
            except (BriefingError, KeyError, ValueError):
                self.gone.append(origin.source)
                continue
            self._raw |= kept["annotations"]
            self.rest += kept["rest"]
            for guid, iri in kept["sources"].items():
                self._iris[origin.ids.get(f"articles {guid}", guid)] = iri

    def text(self, article: Article) -> dict[str, Any]:
        """Return the annotation that gives an article's words, and what else is known of it."""
        body = {"type": "TextualBody", "value": article.text, "format": "text/plain"}
        if article.metadata.language:
            body["language"] = article.metadata.language
        return {
            "id": f"urn:uuid:{guid_of('texts', f'of {article.id}')}", "type": "Annotation",
            "motivation": "describing", "body": body,
            "target": {"id": self._iri(article.id), "type": "Text"},
            "briefing:article": msgspec.to_builtins(article_note(article)),
            "briefing:metadata": metadata_values(article.metadata),
        }  # fmt: skip

    def annotation(self, excerpt: Excerpt) -> dict[str, Any]:
        """Return an excerpt as an annotation; what came in with it is in it again."""
        guid = guid_of("excerpts", excerpt.id)
        raw = dict(self._raw.get(guid.lower(), {}))
        raw.setdefault("id", f"urn:uuid:{guid}")
        raw.setdefault("type", "Annotation")
        raw.setdefault("motivation", "tagging" if excerpt.tags else "highlighting")
        if excerpt.author and "creator" not in raw:
            raw["creator"] = {"type": "Person", "name": excerpt.author}
        if excerpt.created and "created" not in raw:
            raw["created"] = excerpt.created
        if bodies := [*_others(raw), *self._bodies(excerpt)]:
            raw["body"] = bodies
        else:
            raw.pop("body", None)
        raw.pop("bodyValue", None)
        raw["target"] = {
            **_target(raw), "source": self._iri(excerpt.article), "selector": _selectors(excerpt),
        }  # fmt: skip
        raw.pop("briefing:assessment", None)
        if values := assessment_values(excerpt.assessment):
            raw["briefing:assessment"] = values
        raw.pop("briefing:review", None)
        if excerpt.review:
            review = OwnReview(excerpt.review, excerpt.quote, excerpt.prefix, excerpt.suffix)
            raw["briefing:review"] = msgspec.to_builtins(review)
        return raw

    def _bodies(self, excerpt: Excerpt) -> Iterator[dict[str, str]]:
        for tag in excerpt.tags:
            yield {
                "type": "TextualBody", "purpose": "tagging", "value": self._names.get(tag, tag),
                "briefing:tag": tag,
            }  # fmt: skip
        if excerpt.note:
            yield {"type": "TextualBody", "purpose": "commenting", "value": excerpt.note}

    def _iri(self, article: str) -> str:
        return self._iris.get(article) or f"urn:uuid:{guid_of('articles', article)}"


def _others(raw: Mapping[str, Any]) -> list[Any]:
    """Return the bodies of an annotation that are neither tag nor note."""
    from briefing.interchange.web_annotation_read import listed, purpose_of

    bodies = listed(raw.get("body"))
    return [b for b in bodies if purpose_of(b, raw) not in ("tagging", "commenting")]


def _target(raw: Mapping[str, Any]) -> dict[str, Any]:
    from briefing.interchange.web_annotation_read import listed

    first = next(iter(listed(raw.get("target"))), None)
    return dict(first) if isinstance(first, dict) else {}


def _selectors(excerpt: Excerpt) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": excerpt.start, "end": excerpt.end},
        {
            "type": "TextQuoteSelector", "exact": excerpt.quote, "prefix": excerpt.prefix,
            "suffix": excerpt.suffix,
        },
    ]  # fmt: skip


def _scheme(scheme: TagScheme) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(scheme)
    return made
