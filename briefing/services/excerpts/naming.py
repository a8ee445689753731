"""When two spellings name the same stakeholder or source, and no more than that."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from briefing.model.excerpt import Excerpt
from briefing.model.project import Project

PARTS = ("attribution", "stakeholder")
"""The parts of an assessment that are names the analyst writes."""


@lru_cache(maxsize=16_384)
def folded(name: str) -> str:
    """Return what a name is told apart by: its words without case, and without “the” around them.

    “The Ministry”, “ministry” and “Ministry, the” are one; abbreviations and near spellings stay
    apart, for nobody said that they are the same.
    """
    words = " ".join(unicodedata.normalize("NFC", name).casefold().split())
    bare = words.removesuffix(", the").removeprefix("the ").strip()
    return bare or words


def usual_spelling(spellings: Iterable[str]) -> str:
    """Return the spelling used most often, of several the one that came first."""
    counted = Counter(spellings)
    return max(counted, key=counted.__getitem__) if counted else ""


def name_in(excerpt: Excerpt, part: str) -> str:
    """Return the name that an excerpt has in one of `PARTS`, "" where it has none."""
    assessment = excerpt.assessment
    return (assessment.attribution if part == "attribution" else assessment.stakeholder) or ""


def names_used(project: Project, part: str) -> list[str]:
    """Return the names a project has in one of `PARTS`, each in its usual spelling, by alphabet."""
    spellings: dict[str, list[str]] = {}
    for excerpt in project.excerpts.values():
        if name := name_in(excerpt, part):
            spellings.setdefault(folded(name), []).append(name)
    return sorted(map(usual_spelling, spellings.values()), key=folded)
