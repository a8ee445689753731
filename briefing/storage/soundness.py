"""What a project is held to beyond the form of its file: places in the text, and sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefing.errors import DamageError
from briefing.language import tr
from briefing.model.article import Article
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.storage.connection import RECOVER

MOST_TAGS = 5_000
"""Tags of all schemes together; finding who stands above whom takes the square of them."""
MOST_STEPS = 10_000
GROWTH = 8
"""So many times as much as is in a file is read of it at most: content may be named repeatedly."""
FREE = 64 * 1024 * 1024
"""Bytes that are read of any file, however small it is."""


class Bounded:
    """Gives content by name for one reading of a project, which may not grow beyond all measure."""

    def __init__(self, read: Callable[[str], bytes], free: int = FREE) -> None:
        self._read = read
        self._left = free
        self._known: set[str] = set()

    def __call__(self, name: str) -> bytes:
        """Return content; raises DamageError when far more was read than there is."""
        data = self._read(name)
        if name not in self._known:
            self._known.add(name)
            self._left += GROWTH * len(data)
        if len(data) > self._left:
            raise DamageError(
                tr(
                    "The project is damaged: content {name} is named so often that it would take "
                    "far more room in memory than on the disk.",
                    name=name[:12],
                ),
                tr(RECOVER),
            )
        self._left -= len(data)
        return data


def unsound(project: Project) -> Iterator[str]:
    """Yield in words what cannot be true of a project that this program wrote."""
    tags = sum(len(scheme.tags) for scheme in project.schemes.values())
    if tags > MOST_TAGS:
        yield tr(
            "it has {tags:,} tags, and no project may have more than {most_tags:,}",
            tags=tags,
            most_tags=MOST_TAGS,
        )
    for article in project.articles.values():
        if not blocks_fit(article):
            yield tr(
                "the blocks of the article “{name}” are not in its text", name=article.name[:60]
            )
    for excerpt in project.excerpts.values():
        if not fits(excerpt, project):
            yield tr(
                "the excerpt “{quote}” is not in the text of its article", quote=excerpt.quote[:60]
            )


def fits(excerpt: Excerpt, project: Project) -> bool:
    """Tell whether an excerpt's place is in the text of an article of the project."""
    article = project.articles.get(excerpt.article)
    return article is not None and 0 <= excerpt.start <= excerpt.end <= len(article.text)


def blocks_fit(article: Article) -> bool:
    """Tell whether all blocks of an article are in its text."""
    length = len(article.text)
    return all(0 <= block.start <= block.end <= length for block in article.blocks)
