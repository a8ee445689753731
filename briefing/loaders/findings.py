"""Collects what an article says of itself, with where each thing stood."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefing.model.article import Metadata, clean_text

LONGEST = 1_000
"""Code points of a value; what is longer is cut."""


class Findings:
    """Values for the fields of `Metadata`: the first that is found for a field stays."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._where: dict[str, str] = {}

    def add(self, field: str, value: object, where: str) -> None:
        """Take a value for a field unless it has one; what is not words is passed over."""
        words = one_line(value)
        if words and field not in self._values:
            self._values[field] = words
            self._where[field] = where

    def add_keywords(self, words: Iterable[object], where: str) -> None:
        """Take keywords unless there are some; each is kept once."""
        kept = tuple(dict.fromkeys(filter(None, map(one_line, words))))
        if kept and "keywords" not in self._values:
            self._values["keywords"] = kept
            self._where["keywords"] = where

    def take(self, other: Metadata) -> None:
        """Take what another reading found, for the fields that have nothing yet."""
        for field, where in other.found:
            if field == "keywords":
                self.add_keywords(other.keywords, where)
            else:
                self.add(field, getattr(other, field), where)

    def forget(self, field: str) -> None:
        """Take back what was found for a field."""
        self._values.pop(field, None)
        self._where.pop(field, None)

    def get(self, field: str) -> str | None:
        """Return what is known of a field that holds one line."""
        value = self._values.get(field)
        return value if isinstance(value, str) else None

    def metadata(self) -> Metadata:
        """Return all that was found."""
        return Metadata(**self._values, found=tuple(self._where.items()))


def one_line(value: object) -> str | None:
    """Return words as one clean line, or None if there are none."""
    if not isinstance(value, str):
        return None
    return " ".join(clean_text(value).split())[:LONGEST] or None
