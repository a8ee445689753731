"""A project: the one immutable value that holds everything the user makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from briefing.model.article import Article
from briefing.model.brief import Brief
from briefing.model.excerpt import Excerpt
from briefing.model.items import items_of
from briefing.model.origin import Origin
from briefing.model.saved_query import SavedQuery
from briefing.model.snapshot import Snapshot
from briefing.model.suggestion import Decision
from briefing.model.tags import DEFAULT_SCHEME, Tag, TagScheme
from briefing.model.template import Template

Item = Article | Brief | Decision | Excerpt | Origin | SavedQuery | Snapshot | TagScheme | Template


@dataclass(frozen=True, slots=True)
class Project:
    """Everything of one project, each kind of thing in a map by id.

    The maps are never changed, only replaced; a thing that an edit leaves alone stays the same
    object. Their order carries no meaning: articles and briefs are ordered by when they were
    added, excerpts by where they stand.
    """

    articles: Mapping[str, Article] = field(default_factory=dict)
    schemes: Mapping[str, TagScheme] = field(default_factory=dict)
    excerpts: Mapping[str, Excerpt] = field(default_factory=dict)
    briefs: Mapping[str, Brief] = field(default_factory=dict)
    templates: Mapping[str, Template] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    snapshots: Mapping[str, Snapshot] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    queries: Mapping[str, SavedQuery] = field(default_factory=dict)

    def items(self, kind: str) -> Mapping[str, Item]:
        """Return the map of one of `KINDS`."""
        return getattr(self, kind)  # type: ignore[no-any-return]

    def having(self, kind: str, *items: Item) -> Project:
        """Return the project with these items of a kind put in, each under its id."""
        new = {item.id: item for item in items}
        return self.with_items(kind, items_of(self.items(kind)).having(new))

    def without(self, kind: str, *ids: str) -> Project:
        """Return the project without these items of a kind."""
        return self.with_items(kind, items_of(self.items(kind)).without(ids))

    def with_items(self, kind: str, items: Mapping[str, Item]) -> Project:
        """Return the project with the whole map of a kind replaced."""
        maps: dict[str, Any] = {kind: items}
        return replace(self, **maps)

    def tag(self, tag_id: str) -> Tag | None:
        """Return the tag with this id, whichever scheme has it."""
        return next(filter(None, (scheme.tag(tag_id) for scheme in self.schemes.values())), None)

    def tags(self) -> Iterator[Tag]:
        """Yield every tag, scheme by scheme in the order of their names."""
        for scheme in sorted(self.schemes.values(), key=lambda scheme: (scheme.name, scheme.id)):
            yield from scheme.tags

    def tags_offered(self) -> Iterator[Tag]:
        """Yield the tags that can be put on words, in the order of `tags`: none that is retired."""
        return (tag for tag in self.tags() if not tag.retired)

    def tag_counts(self) -> Counter[str]:
        """Return how many excerpts each tag id has."""
        return Counter(tag for excerpt in self.excerpts.values() for tag in excerpt.tags)

    def articles_in_order(self) -> list[Article]:
        """Return the articles in the order they were added."""
        return sorted(self.articles.values(), key=lambda article: (article.added, article.id))

    def briefs_in_order(self) -> list[Brief]:
        """Return the briefs in the order they were made."""
        return sorted(self.briefs.values(), key=lambda brief: (brief.created, brief.id))

    def excerpts_of(self, article: str) -> list[Excerpt]:
        """Return an article's excerpts as they stand in it, outer before inner."""
        return sorted((e for e in self.excerpts.values() if e.article == article), key=by_place)


KINDS = (
    "articles", "schemes", "excerpts", "briefs", "templates", "decisions", "snapshots", "origins",
    "queries",
)  # fmt: skip


def by_place(excerpt: Excerpt) -> tuple[int, int, str]:
    """Order excerpts of one article: by start, then the longer first."""
    return (excerpt.start, -excerpt.end, excerpt.id)


def new_project() -> Project:
    """Return an empty project with the default tag scheme."""
    return Project(schemes={DEFAULT_SCHEME.id: DEFAULT_SCHEME})
