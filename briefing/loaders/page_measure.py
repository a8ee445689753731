"""Measures a web page: how much text, prose and links stand in each of its elements."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from typing import Any

LONG = 60
"""Code points of words that are not links, from which an element of them counts as prose."""

_SILENT = {"script", "style", "noscript", "template", "svg", "iframe", "textarea", "head"}
_INLINE = {"span", "b", "i", "em", "strong", "font", "u", "small", "mark", "abbr", "sub", "sup"}
_NAMES = ("class", "id", "data-testid", "data-component", "aria-label")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Measure:
    """What stands in each element; `kept` are those that hold the headline or the article."""

    def __init__(self, tree: Any, headline: str | None) -> None:
        self.text: dict[Any, int] = defaultdict(int)
        self.linked: dict[Any, int] = defaultdict(int)
        self.prose: dict[Any, int] = defaultdict(int)
        self._own: dict[Any, int] = {}
        self._headline = headline or ""
        self._measure(tree)
        self.all_prose = self.prose[tree]
        self.kept: set[Any] = {tree}
        for heading in self._headings(tree):
            self._keep(heading)

    def is_headline(self, heading: Any) -> bool:
        """Tell whether a heading is the article's own."""
        words = joined(heading)
        return bool(words) and (words == self._headline or self._headline.startswith(words))

    def find_middle(self, furniture: Collection[Any]) -> None:
        """Keep the element with the most prose of its own that is not within `furniture`."""
        scores: dict[Any, float] = defaultdict(float)
        for element, prose in self._own.items():
            parents = list(element.iterancestors())
            if element in furniture or any(parent in furniture for parent in parents):
                continue
            for parent, weight in zip(parents[:2], (1.0, 0.5), strict=False):
                scores[parent] += weight * prose
        if scores:
            self._keep(max(scores, key=scores.__getitem__))

    def _keep(self, element: Any) -> None:
        self.kept.add(element)
        self.kept.update(element.iterancestors())

    def _headings(self, tree: Any) -> list[Any]:
        own = [h for h in tree.iter("h1", "h2", "h3") if self.is_headline(h)]
        if own:
            return own
        first = list(tree.iter("h1"))
        return first if len(first) == 1 else []

    def _measure(self, tree: Any) -> None:
        """Add up from the innermost elements outwards, each once."""
        for element in reversed(list(tree.iter())):
            tag = element.tag
            parent = element.getparent()
            if isinstance(tag, str) and tag not in _SILENT:
                text = self.text[element] = self.text[element] + _length(element.text)
                if tag == "a":
                    self.linked[element] = text
                plain = text - self.linked[element] - self._blocks(element)
                if tag not in _INLINE and plain >= LONG:
                    self._own[element] = plain
                    self.prose[element] += plain
                if parent is not None:
                    self.text[parent] += text
                    self.linked[parent] += self.linked[element]
                    self.prose[parent] += self.prose[element]
            if parent is not None:
                self.text[parent] += _length(element.tail)

    def _blocks(self, element: Any) -> int:
        """Return how much of an element's text stands in blocks within it."""
        return sum(
            self.text[child] - self.linked[child] for child in element if child.tag not in _INLINE
        )


def named(element: Any) -> str:
    """Return all the names of an element, its words parted by hyphens and in lower case."""
    names = " ".join(value for name in _NAMES if (value := element.get(name)))
    return _HUMP.sub("-", names).lower()


def joined(element: Any) -> str:
    """Return the words in an element, one space between them."""
    return " ".join("".join(element.itertext()).split())


def _length(words: str | None) -> int:
    return len(" ".join(words.split())) if words else 0
