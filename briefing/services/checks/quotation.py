"""Check: quotations that are not word for word what their article says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from briefing.language import marked, tr, tr_in
from briefing.model.article import Article
from briefing.model.finding import Finding, Severity
from briefing.model.project import Project
from briefing.services.checks.matter import Check, Matter
from briefing.services.latest import Latest
from briefing.services.section_text.quoting import alike

_LEFT_OUT = re.compile(r"\s*(?:\[\s*(?:…|\.\s?\.\s?\.)\s*\]|…|\.\s?\.\s?\.)\s*")
NEAR = 60
"""How alike, of 100, the article's words have to be to be shown as what was meant."""
MOST = 64
"""Quotations of which it is kept what was nearest to them in one article."""


def _run(matter: Matter) -> Iterator[Finding]:
    for section, sentence in matter.sentences():
        if not (sentence.quoted and sentence.cited):
            continue
        articles = cited_articles(matter.project, sentence.cited)
        for words, span in sentence.quotations():
            if articles and words.strip() and not any(quotes(a, words) for a in articles):
                yield Finding(
                    CHECK.kind, Severity.WARNING,
                    tr("“{words}” is not word for word in "
                       "{names}.", words=words, names=_names(articles)),
                    _remedy(articles, words),
                    section=section.key, span=span, words=words,
                )  # fmt: skip
    yield from _printed(matter)


def _printed(matter: Matter) -> Iterator[Finding]:
    """Yield printed excerpts that are not what stands at their place in the article."""
    for section in matter.outline.all_sections():
        for excerpt_id in section.excerpts:
            excerpt = matter.project.excerpts[excerpt_id]
            article = matter.project.articles.get(excerpt.article)
            if article and article.text[excerpt.start : excerpt.end] != excerpt.quote:
                yield Finding(
                    CHECK.kind, Severity.WARNING,
                    tr("The excerpt is not what stands at its place in "
                       "{names}.", names=_names([article])),
                    tr("Mark the words in the article anew."),
                    section=section.key, words=excerpt.quote, excerpt=excerpt_id,
                )  # fmt: skip


def cited_articles(project: Project, cited: Iterable[str]) -> list[Article]:
    """Return the articles that these excerpts are from, each once."""
    excerpts = [project.excerpts[each] for each in cited if each in project.excerpts]
    ids = dict.fromkeys(excerpt.article for excerpt in excerpts)
    return [project.articles[each] for each in ids if each in project.articles]


def quotes(article: Article, words: str) -> bool:
    """Return whether `words` stand in an article word for word.

    Only white space and the look of quotation marks may differ, the stop at the end may be the
    sentence's, and an ellipsis (… or […]) may stand between parts that follow each other.
    """
    said = _SAID.of(article).words
    at = 0
    for part in filter(None, (alike(each) for each in _LEFT_OUT.split(words))):
        end = max(_end_of(said, part, at), _end_of(said, part.rstrip(".,;"), at))
        if end < 0:
            return False
        at = end
    return True


def _end_of(said: str, part: str, at: int) -> int:
    """Return where a whole-word occurrence of `part` ends, or -1."""
    start = said.find(part, at) if part else -1
    while start >= 0:
        end = start + len(part)
        if not (_joins(said, start) or _joins(said, end)):
            return end
        start = said.find(part, start + 1)
    return -1


def _joins(said: str, at: int) -> bool:
    """Return whether a word goes on over this place; Chinese and Japanese words do not show."""
    around = said[max(0, at - 1) : at + 1] if at else ""
    return len(around) == 2 and all(c.isalnum() and c < "\u2e80" for c in around)


def _names(articles: list[Article]) -> str:
    either = tr_in("between things to choose from", " or ")
    return either.join(f"“{article.name}”" for article in articles)


def _remedy(articles: list[Article], words: str) -> str:
    near = [found for found in (_SAID.of(a).nearest(words) for a in articles) if found[0] >= NEAR]
    if near:
        return tr(
            "The article says: “{near}”. Quote that, or take the quotation marks off.",
            near=max(near)[1],
        )
    return tr("Quote the article's own words, or take the quotation marks off.")


class _Said:
    """A text as quotations are compared with it, and what was nearest to those that it lacks."""

    def __init__(self, text: str) -> None:
        self.words = alike(text)
        self._nearest: dict[str, tuple[float, str]] = {}

    def nearest(self, words: str) -> tuple[float, str]:
        """Return how alike the most similar words are, of 100, and these words."""
        if words not in self._nearest:
            if len(self._nearest) > MOST:
                self._nearest.clear()
            self._nearest[words] = self._looked_for(words)
        return self._nearest[words]

    def _looked_for(self, words: str) -> tuple[float, str]:
        from rapidfuzz import fuzz

        said = self.words
        found = fuzz.partial_ratio_alignment(alike(words), said, score_cutoff=NEAR)
        if found is None:
            return 0.0, ""
        start = said.rfind(" ", 0, found.dest_start + 1) + 1
        end = said.find(" ", max(start, found.dest_end - 1))
        return found.score, said[start : len(said) if end < 0 else end].strip(" ,;'")


_SAID = Latest(_Said)
CHECK = Check("quotation", marked("Quotation that is not word for word"), _run)
