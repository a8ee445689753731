"""The excerpts of the open project by article and place, kept in step with every change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from briefing.model.article import Article, BlockKind
from briefing.model.changes import Changes
from briefing.model.excerpt import Excerpt
from briefing.model.placing import Placing
from briefing.model.project import Project
from briefing.model.shifting import Shift, moved


class LiveExcerpts:
    """Answers where excerpts stand and how often tags are used, without walking the project."""

    def __init__(self, project: Project) -> None:
        self._of: dict[str, Placing] = {}
        self.open(project)

    def open(self, project: Project) -> None:
        """Take another project."""
        sorted_out: dict[str, list[Excerpt]] = defaultdict(list)
        for excerpt in project.excerpts.values():
            sorted_out[excerpt.article].append(excerpt)
        self._of = {article: Placing(excerpts) for article, excerpts in sorted_out.items()}

    def follow(self, changes: Changes) -> set[str]:
        """Take what an edit changed; returns the ids of the articles whose excerpts it touched."""
        changed = changes.of("excerpts").values()
        gone = [c.before for c in changed if isinstance(c.before, Excerpt)]
        come = [c.after for c in changed if isinstance(c.after, Excerpt)]
        touched = {e.article for e in (*gone, *come)} | {s.article for s in changes.shifts}
        if len(changed) > MANY:
            self._follow_many(gone, changes.shifts, come)
            return touched
        for excerpt in gone:
            self.of(excerpt.article).remove(excerpt)
        for shift in changes.shifts:
            self.of(shift.article).shift(shift.after, shift.by)
        for excerpt in come:
            self.of(excerpt.article).add(excerpt)
        return touched

    def of(self, article: str) -> Placing:
        """Return the excerpts of an article, by its id."""
        if article not in self._of:
            self._of[article] = Placing()
        return self._of[article]

    def progress(self, article: Article) -> float:
        """Return which part (0 to 1) of an article's paragraphs holds an excerpt.

        In articles of very many it is taken that each excerpt stands in a paragraph of its own.
        """
        placing = self._of.get(article.id)
        if placing and len(article.blocks) > EXACT:
            return min(1.0, placing.count / len(article.blocks))
        paragraphs = [b for b in article.blocks if b.kind is not BlockKind.HEADING]
        if placing is None or not placing.count or not paragraphs:
            return 0.0
        held = sum(1 for block in paragraphs if placing.touches(block.start, block.end))
        return held / len(paragraphs)

    def counts(self) -> dict[str, int]:
        """Return how many excerpts each article has, by its id."""
        return {article: placing.count for article, placing in self._of.items()}

    def tags(self) -> Counter[str]:
        """Return how many excerpts each tag has in all articles."""
        total: Counter[str] = Counter()
        for placing in self._of.values():
            total.update(placing.tags)
        return total

    def _follow_many(
        self, before: Iterable[Excerpt], shifts: Iterable[Shift], after: Iterable[Excerpt]
    ) -> None:
        kept: dict[str, dict[str, Excerpt]] = {}

        def of(article: str) -> dict[str, Excerpt]:
            if article not in kept:
                kept[article] = {e.id: e for e in self.of(article).excerpts}
            return kept[article]

        for excerpt in before:
            of(excerpt.article).pop(excerpt.id, None)
        for shift in shifts:
            known = of(shift.article)
            known |= {key: moved(excerpt, (shift,)) for key, excerpt in known.items()}
        for excerpt in after:
            of(excerpt.article)[excerpt.id] = excerpt
        self._of |= {article: Placing(excerpts.values()) for article, excerpts in kept.items()}


EXACT = 1_000
"""Blocks of an article up to which each is asked whether it holds an excerpt."""
MANY = 500
"""Excerpts changed at once from which sorting an article's anew costs less than placing each."""
