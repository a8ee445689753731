"""Excerpts as a JSON file: quotes with their tags and assessments, in and out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from briefing.errors import ProjectError
from briefing.language import tr
from briefing.model.article import Article
from briefing.model.excerpt import (
    Assessment,
    Confidence,
    Excerpt,
    Impact,
    SourceKind,
    Status,
    cut,
)
from briefing.model.tags import Tag
from briefing.services.anchoring.quotes import find_quote
from briefing.services.registry import nearest

_E = TypeVar("_E", bound=StrEnum)
_KEYS = {"quote", "start", "end", "tags", "note", "assessment", "id", "article"}
_ASSESSMENT = {
    "attribution", "source_kind", "status", "confidence", "stakeholder", "impact",
}  # fmt: skip


def read_excerpts(
    data: bytes, articles: Iterable[Article], tags: Iterable[Tag], name: str = "The excerpts file"
) -> list[Excerpt]:
    """Return the excerpts of a file, found in these articles.

    Their ids are `e1`, `e2` and on, so that the same file gives the same document. Raises
    ProjectError for words that are in no article, naming them, and for a tag that no scheme has,
    naming the nearest.
    """
    reader = _Reader(list(articles), {tag.id for tag in tags}, name)
    return [reader.excerpt(row, number) for number, row in enumerate(_rows(data, name), start=1)]


def excerpts_json(excerpts: Iterable[Excerpt]) -> dict[str, Any]:
    """Return excerpts in the form that `read_excerpts` takes."""
    return {"excerpts": [_row(excerpt) for excerpt in excerpts]}


def _rows(data: bytes, name: str) -> list[Any]:
    hint = tr('It has to be JSON: {"excerpts": [{"quote": "…", "tags": ["…"]}]}.')
    try:
        rows = json.loads(data)["excerpts"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        what = tr("{name} is not a list of excerpts ({error}).", name=name, error=error)
        raise ProjectError(what, hint) from error
    if not isinstance(rows, list):
        what = type(rows).__name__
        raise ProjectError(
            tr("{name} is not a list of excerpts ({error}).", name=name, error=what), hint
        )
    return rows


class _Reader:
    def __init__(self, articles: list[Article], tags: set[str], name: str) -> None:
        self._articles = articles
        self._tags = tags
        self._name = name

    def excerpt(self, row: Any, number: int) -> Excerpt:
        where = tr("{name}, excerpt {number}", name=self._name, number=number)
        quoted = row.get("quote") if isinstance(row, dict) else None
        if not isinstance(quoted, str) or not quoted.strip():
            raise ProjectError(
                tr("{where} has no quote.", where=where), tr('Give its words as "quote".')
            )
        _check_keys(row, _KEYS, where)
        article, start = self._place(row, where)
        quote, prefix, suffix = cut(article.text, start, start + len(row["quote"]))
        return Excerpt(
            f"e{number}", article.id, start, start + len(quote), quote, prefix, suffix,
            tags=self._tag_ids(row.get("tags", []), where), note=_words(row, "note", where) or "",
            assessment=_assessment(row.get("assessment") or {}, where),
        )  # fmt: skip

    def _place(self, row: Mapping[str, Any], where: str) -> tuple[Article, int]:
        wish = row.get("start") if isinstance(row.get("start"), int) else None
        for article in self._articles:
            if row.get("article") in (None, article.id):
                start = find_quote(article.text, row["quote"], wish)
                if start is not None:
                    return article, start
        words = row["quote"] if len(row["quote"]) <= 80 else row["quote"][:79] + "…"
        raise ProjectError(
            tr("{where}: these words are not in the article: “{words}”.", where=where, words=words),
            tr("Give them exactly as they stand there."),
        )

    def _tag_ids(self, found: Any, where: str) -> tuple[str, ...]:
        if not isinstance(found, list) or not all(isinstance(tag, str) for tag in found):
            raise ProjectError(tr("{where}: its tags are no list of words.", where=where), "")
        for tag in found:
            if tag not in self._tags:
                raise ProjectError(
                    tr("{where}: there is no tag “{tag}”.", where=where, tag=tag),
                    nearest(tag, self._tags),
                )
        return tuple(dict.fromkeys(found))


def _assessment(found: Any, where: str) -> Assessment:
    if not isinstance(found, dict):
        raise ProjectError(tr("{where}: its assessment is no table.", where=where), "")
    _check_keys(found, _ASSESSMENT, where)
    return Assessment(
        attribution=_words(found, "attribution", where),
        source_kind=_choice(found, "source_kind", SourceKind, where),
        status=_choice(found, "status", Status, where) or Status.UNASSESSED,
        confidence=_choice(found, "confidence", Confidence, where),
        stakeholder=_words(found, "stakeholder", where),
        impact=_choice(found, "impact", Impact, where),
    )


def _choice(found: Mapping[str, Any], key: str, kinds: type[_E], where: str) -> _E | None:
    value = found.get(key)
    if value is None:
        return None
    try:
        return kinds(value)
    except ValueError:
        known = ", ".join(kind.value for kind in kinds)
        raise ProjectError(
            tr("{where}: {key} cannot be {value!r}.", where=where, key=key, value=value),
            tr("Known: {known}.", known=known),
        ) from None


def _words(found: Mapping[str, Any], key: str, where: str) -> str | None:
    value = found.get(key)
    if value is not None and not isinstance(value, str):
        raise ProjectError(tr("{where}: {key} is no text.", where=where, key=key), "")
    return value or None


def _check_keys(found: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in found:
        if key not in known:
            raise ProjectError(
                tr("{where}: there is no key “{key}”.", where=where, key=key), nearest(key, known)
            )


def _row(excerpt: Excerpt) -> dict[str, Any]:
    assessment = excerpt.assessment
    return {
        "id": excerpt.id,
        "article": excerpt.article,
        "quote": excerpt.quote,
        "start": excerpt.start,
        "end": excerpt.end,
        "tags": list(excerpt.tags),
        "note": excerpt.note,
        "assessment": {
            "attribution": assessment.attribution,
            "source_kind": assessment.source_kind,
            "status": assessment.status,
            "confidence": assessment.confidence,
            "stakeholder": assessment.stakeholder,
            "impact": assessment.impact,
        },
    }
