"""What a template can print, as a shape: maps by key, lists by what they hold, None for words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefing.model.template import Template

ANY: Any = ...
"""A value of which nothing is known."""
WORDS = None
Shape = Any
LOOP = dict.fromkeys(
    ("index", "index0", "first", "last", "length", "revindex", "revindex0", "depth", "depth0",
     "previtem", "nextitem", "cycle", "changed"), ANY,
)  # fmt: skip

_RUNS = {"runs": [{"text": WORDS}]}
_BLOCKS = {"blocks": [ANY]}
_ITEM = {
    "quote": WORDS, "number": WORDS, "paragraph": WORDS, "source": WORDS, "attribution": WORDS,
    "status": WORDS, "confidence": WORDS, "text": _RUNS,
}  # fmt: skip
_SOURCE = {
    "line": WORDS, "outlet": WORDS, "headline": WORDS, "name": WORDS, "place": WORDS,
    "published": WORDS, "url": WORDS, "file": WORDS, "words": WORDS,
}  # fmt: skip
_BRIEF = dict.fromkeys(("title", "date", "author", "words", "language"), WORDS)


def schema_of(template: Template) -> dict[str, Shape]:
    """Return the shape of what a template of this manifest is given."""
    fields = dict.fromkeys((field.key for field in template.fields), WORDS)
    whole = (slot.key for slot in template.slots if not slot.per_article)
    per_article = (slot.key for slot in template.slots if slot.per_article)
    return {
        "brief": _BRIEF,
        "fields": fields,
        "labels": dict(fields),
        "slots": _slots(whole),
        "parts": [{"source": _SOURCE, "slots": _slots(per_article)}],
        "sources": [_SOURCE],
        "articles": [_SOURCE],
        "marking": WORDS,
        "today": WORDS,
        "draft": WORDS,
        "gaps": [{"title": WORDS, "message": WORDS}],
    }


def _slots(keys: Iterable[str]) -> dict[str, Shape]:
    return {
        key: {"key": WORDS, "title": WORDS, "empty": WORDS, "omitted": WORDS,
              "blocks": _BLOCKS, "items": [_ITEM]}
        for key in keys
    }  # fmt: skip
