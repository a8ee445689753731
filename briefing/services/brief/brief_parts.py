"""What a brief is about and how its words are counted, for those that compose none."""

from __future__ import annotations

from functools import lru_cache

from briefing.model.article import Article, count_words
from briefing.model.brief import Brief
from briefing.model.outline import Paragraph, Section
from briefing.model.project import Project

MARKING = "marking"
"""The field that holds a brief's marking, whatever the template."""


def articles_of(project: Project, brief: Brief) -> list[Article]:
    """Return the articles a brief is about, in the order they were added."""
    every, chosen = project.articles_in_order(), frozenset(brief.articles)
    return [a for a in every if a.id in chosen] if chosen else every


def words_of(section: Section) -> int:
    """Return how many words of a section count, its heading among them."""
    if section.empty:
        return 0
    words = _counted(section.title)
    for block in section.blocks:
        if isinstance(block, Paragraph):
            words += _counted(block.text)
        else:
            words += sum(_counted(r.text) for row in block.rows for c in row.cells for r in c)
    return words


@lru_cache(maxsize=8_192)  # at a key one paragraph of a long brief is another
def _counted(words: str) -> int:
    return count_words(words)
